import type { Meaning, Profile } from '../domain/statement.ts';
import { looksDestroyed } from '../files/cells.ts';
import type { RowCursor } from '../files/cursor.ts';
import type { Recognition } from './recognise.ts';
import { compileTests, type RecordTest } from './row-tests.ts';

const FIGURES: readonly Meaning[] = ['time', 'clock', 'amount', 'income', 'expense', 'balance', 'currency'];

/** Texts of the mapped columns of the record under a cursor, with the profile's exceptions. */
export class RowTexts {
  readonly meanings: Meaning[];
  private readonly cursor: RowCursor;
  private readonly map: Recognition['map'];
  private readonly exceptions: { when: RecordTest; map: Partial<Record<Meaning, number>> }[];

  constructor(cursor: RowCursor, profile: Profile, { map, keys }: Recognition) {
    this.cursor = cursor;
    this.map = map;
    this.meanings = (Object.keys(map) as Meaning[]).filter(meaning => !FIGURES.includes(meaning));
    this.exceptions = (profile.exceptions ?? []).flatMap(({ when, columns }) => {
      const test = compileTests(when, meaning => map[meaning]);
      const changed: Partial<Record<Meaning, number>> = {};
      for (const [meaning, names] of Object.entries(columns)) {
        const name = names.find(each => keys.includes(each));
        if (name !== undefined) changed[meaning as Meaning] = keys.indexOf(name);
      }
      return test ? [{ when: test, map: changed }] : [];
    });
  }

  /** Trimmed text of a meaning in the current record; '' if the form or the record has none. */
  of(meaning: Meaning): string {
    let column = this.map[meaning];
    for (const exception of this.exceptions) {
      if (exception.map[meaning] !== undefined && exception.when(this.cursor))
        column = exception.map[meaning];
    }
    return column === undefined ? '' : this.cursor.trimmed(column);
  }

  /** The row's identity: null if there is none or a spreadsheet destroyed it. */
  id(): string | null {
    const text = this.of('id');
    return text === '' || text === '/' || text === '-' || looksDestroyed(text) ? null : text;
  }

  all(): Partial<Record<Meaning, string>> {
    const texts: Partial<Record<Meaning, string>> = {};
    for (const meaning of this.meanings) texts[meaning] = this.of(meaning);
    return texts;
  }
}
