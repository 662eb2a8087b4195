import type { Meaning, RowTest } from '../domain/statement.ts';
import type { RowCursor } from '../files/cursor.ts';
import { normaliseWord } from './normalise.ts';
import { Remembered } from './words.ts';

/** Tells whether the record under the cursor meets a condition. */
export type RecordTest = (cursor: RowCursor) => boolean;

/** Compiles a list of tests, of which one must hold, for the columns of one header. A test on a column that is not there never holds. */
export function compileTests(
  tests: RowTest[] | undefined,
  columnOf: (meaning: Meaning) => number | undefined,
): RecordTest | null {
  if (!tests || tests.length === 0) return null;
  const compiled = tests.map(test => compileTest(test, columnOf)).filter(test => test !== null);
  if (compiled.length === 0) return null;
  return cursor => compiled.some(test => test(cursor));
}

function compileTest(test: RowTest, columnOf: (meaning: Meaning) => number | undefined): RecordTest | null {
  const own = compileOwn(test, columnOf);
  if (own === null || !test.and) return own;
  const further = test.and.map(each => compileTest(each, columnOf));
  if (further.includes(null)) return null;
  return cursor => own(cursor) && further.every(each => each!(cursor));
}

function compileOwn(test: RowTest, columnOf: (meaning: Meaning) => number | undefined): RecordTest | null {
  const judged = new Remembered(wordTest(test));
  if (test.column === 'first') return cursor => judged.of(firstText(cursor));
  const column = columnOf(test.column);
  return column === undefined ? null : cursor => judged.of(cursor.text(column));
}

function wordTest(test: RowTest): (text: string) => boolean {
  const words = (list?: string[]) => list?.map(normaliseWord);
  const equals = words(test.equals);
  const starts = words(test.startsWith);
  const ends = words(test.endsWith);
  const contains = words(test.contains);
  return text => {
    const key = normaliseWord(text);
    if (test.empty !== undefined && (key === '') !== test.empty) return false;
    if (equals || starts || ends || contains) {
      return (
        equals?.includes(key) === true ||
        starts?.some(word => key.startsWith(word)) === true ||
        ends?.some(word => key.endsWith(word)) === true ||
        contains?.some(word => key.includes(word)) === true
      );
    }
    return test.empty !== undefined;
  };
}

/** Text of the first cell that holds anything; '' in a blank record. */
export function firstText(cursor: RowCursor): string {
  for (let cell = 0; cell < cursor.cellCount; cell++) {
    const text = cursor.trimmed(cell);
    if (text !== '' && text !== '""') return text;
  }
  return '';
}
