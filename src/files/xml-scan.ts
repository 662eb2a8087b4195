import type { Budget } from './budget.ts';
import type { ByteSink } from './byte-sink.ts';

export const LESS = 60;
export const MORE = 62;
export const SLASH = 47;
export const COLON = 58;
const AMPERSAND = 38;
const SEMICOLON = 59;
const UNDERSCORE = 95;
const MOST_TOKEN_BYTES = 2 ** 20;

/**
 * Consumes whole tokens of `bytes[0, end)` and returns how far it came; what is left is offered again with more
 * behind it.
 */
export type Consume = (bytes: Buffer, end: number) => number;

/** Feeds the pieces of an inflating XML part to a scanner, keeping the token that a piece cut in two. */
export class XmlFeed {
  private readonly consume: Consume;
  private readonly budget: Budget;
  private readonly part: string;
  private window = Buffer.allocUnsafeSlow(2 ** 19);
  private held = 0;
  private begun = false;

  constructor(part: string, budget: Budget, consume: Consume) {
    this.part = part;
    this.budget = budget;
    this.consume = consume;
  }

  push(chunk: Uint8Array): void {
    const end = this.held + chunk.length;
    if (end > this.window.length) {
      const wider = Buffer.allocUnsafeSlow(end * 2);
      wider.set(this.window.subarray(0, this.held));
      this.window = wider;
    }
    this.window.set(chunk, this.held);
    if (!this.begun) {
      refuseEncoding(this.window.subarray(0, Math.min(end, 200)), this.part, this.budget);
      this.begun = true;
    }
    const done = this.consume(this.window, end);
    this.held = end - done;
    if (this.held > MOST_TOKEN_BYTES) {
      throw this.budget.refusal('files.xml_damaged', { part: this.part });
    }
    this.window.copyWithin(0, done, end);
  }

  /** Throws `files.xml_damaged` if a token stayed open. */
  finish(): void {
    for (let at = 0; at < this.held; at++) {
      if (this.window[at] === LESS) throw this.budget.refusal('files.xml_damaged', { part: this.part });
    }
  }
}

/** Parts are UTF-8 in practice; any other encoding is refused by name instead of being read wrong. */
export function refuseEncoding(head: Uint8Array, part: string, budget: Budget): void {
  const text = Buffer.from(head).toString('latin1');
  const declared = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  const wide = text.slice(0, 4).includes('\0') || text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff');
  if (wide || (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared))) {
    throw budget.refusal('files.xml_encoding', { part, encoding: wide ? 'UTF-16' : declared! });
  }
}

/** Index behind the `>` of the tag that starts at `at`, quoted attribute values stepped over; -1 if it is cut. */
export function tagEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let index = at; index < end; index++) {
    const byte = bytes[index]!;
    if (byte === MORE) return index + 1;
    if (byte !== 34 && byte !== 39) continue;
    index++;
    while (index < end && bytes[index] !== byte) index++;
  }
  return -1;
}

/**
 * Index behind a comment, CDATA section or processing instruction that starts at `at`; -1 if it is cut.
 * A document type is refused wherever it stands: it is the door of entity bombs and external entities.
 */
export function skipMarkup(bytes: Uint8Array, at: number, end: number, part: string, budget: Budget): number {
  if (bytes[at + 1] === 63) return behind(bytes, at + 2, end, '?>');
  if (end - at < 9) return -1;
  if (bytes[at + 2] === 45 && bytes[at + 3] === 45) return behind(bytes, at + 4, end, '-->');
  if (bytes[at + 2] === 91) return behind(bytes, at + 9, end, ']]>');
  throw budget.refusal('files.dtd', { part });
}

function behind(bytes: Uint8Array, from: number, end: number, mark: string): number {
  const last = mark.charCodeAt(mark.length - 1);
  next: for (let at = from + mark.length - 1; at < end; at++) {
    if (bytes[at] !== last) continue;
    for (let back = 1; back < mark.length; back++) {
      if (bytes[at - back] !== mark.charCodeAt(mark.length - 1 - back)) continue next;
    }
    return at + 1;
  }
  return -1;
}

/** Appends XML text content to the open cell: entities, `_x000D_` escapes and CDATA undone. */
export function putXmlText(
  to: ByteSink,
  bytes: Buffer,
  start: number,
  end: number,
  part: string,
  budget: Budget,
): void {
  to.reserve(end - start + 4);
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === AMPERSAND) at = putEntity(to, bytes, at, end, part, budget);
    else if (byte === UNDERSCORE) at = putUnderscore(to, bytes, at, end);
    else if (byte === LESS) at = putCdata(to, bytes, at, end);
    else to.putContent(byte);
  }
}

function putCdata(to: ByteSink, bytes: Uint8Array, at: number, end: number): number {
  const isCdata = bytes[at + 1] === 33 && bytes[at + 2] === 91;
  if (!isCdata) return Math.max(at, behind(bytes, at + 4, end, '-->') - 1);
  const close = behind(bytes, at + 9, end, ']]>');
  for (let index = at + 9; index < close - 3; index++) to.putContent(bytes[index]!);
  return close - 1;
}

const NAMED = new Map([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
]);

function putEntity(
  to: ByteSink,
  bytes: Buffer,
  at: number,
  end: number,
  part: string,
  budget: Budget,
): number {
  if (bytes[at + 1] === 97 && bytes[at + 2] === 109 && bytes[at + 3] === 112 && bytes[at + 4] === SEMICOLON) {
    to.putContent(AMPERSAND);
    return at + 4;
  }
  let close = at + 1;
  while (close < end && close - at < 12 && bytes[close] !== SEMICOLON) close++;
  const name = bytes.toString('latin1', at + 1, close);
  const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  const code = numeric
    ? Number.parseInt(numeric[1] ?? numeric[2]!, numeric[1] === undefined ? 10 : 16)
    : (NAMED.get(name) ?? -1);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  if (bytes[close] !== SEMICOLON || !isCharacter) {
    throw budget.refusal('files.xml_entity', { part, entity: JSON.stringify(name.slice(0, 12)) });
  }
  putCode(to, code);
  return close;
}

function putCode(to: ByteSink, code: number): void {
  if (code < 0x80) to.putContent(code);
  else if (code < 0x800) {
    to.put(0xc0 | (code >> 6));
    to.put(0x80 | (code & 63));
  } else if (code < 0x10000) {
    to.put(0xe0 | (code >> 12));
    to.put(0x80 | ((code >> 6) & 63));
    to.put(0x80 | (code & 63));
  } else {
    to.put(0xf0 | (code >> 18));
    to.put(0x80 | ((code >> 12) & 63));
    to.put(0x80 | ((code >> 6) & 63));
    to.put(0x80 | (code & 63));
  }
}

/** `_x000D_` stands for the character of that number; `_x005F_` is how a real underscore before an x is kept. */
function putUnderscore(to: ByteSink, bytes: Uint8Array, at: number, end: number): number {
  if (at + 6 < end && bytes[at + 1] === 120 && bytes[at + 6] === UNDERSCORE) {
    const hex = String.fromCharCode(...bytes.subarray(at + 2, at + 6));
    const code = /^[0-9a-fA-F]{4}$/.test(hex) ? Number.parseInt(hex, 16) : -1;
    if (code > 0 && (code < 0xd800 || code > 0xdfff)) {
      putCode(to, code);
      return at + 6;
    }
  }
  to.putContent(UNDERSCORE);
  return at;
}
