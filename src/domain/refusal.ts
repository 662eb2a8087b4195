/**
 * The one error shape of the product. A code and its parameters travel; the sentence is rendered from
 * `resources/text` by `text.ts` wherever a person reads it.
 */

/** Where in a file something was found. Rows and columns are counted from 1, as a person counts them. */
export interface Place {
  file?: string;
  sheet?: string;
  row?: number;
  column?: string | number;
  /** Byte offset from 0, for encoding faults. */
  byte?: number;
}

export type Params = Record<string, string | number>;

export interface RefusalData {
  /** Dotted code, the key of the text: `files.bad_byte`, `statements.unknown_form`. */
  code: string;
  params: Params;
  place: Place;
}

/** A named refusal: the input or the state is not acceptable; nothing was changed. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: Params;
  readonly place: Place;

  constructor(code: string, params: Params = {}, place: Place = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
    this.place = place;
  }

  /** The plain form that crosses threads, ports and sockets. */
  data(): RefusalData {
    return { code: this.code, params: this.params, place: this.place };
  }

  /** The same refusal with more of its place filled in; what is known already stays. */
  at(place: Place): Refusal {
    return new Refusal(this.code, this.params, { ...place, ...this.place });
  }

  static from(data: RefusalData): Refusal {
    return new Refusal(data.code, data.params, data.place);
  }
}

export type Severity = 'error' | 'warn' | 'info';

/** A doubt or fault found while reading, with its place; it never stops the reading. */
export interface Finding {
  severity: Severity;
  code: string;
  params: Params;
  place: Place;
}
