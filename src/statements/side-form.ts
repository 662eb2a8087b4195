import type { SideChoice } from '../domain/compare.ts';
import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import type { DateHabit } from './dates.ts';
import { normaliseHeading, normaliseWord } from './normalise.ts';
import { RecordReader } from './reader.ts';
import { headerAt, type Recognition } from './recognise.ts';

/** Before a heading chosen as key: the key is the code inside the cell's text (推广费 SK202605270000091). */
export const CODE_CHOICE = '@code:';

/**
 * Headings of a recognised sheet as a choice names them: as they stand in the file, a repeated one with its number
 * (`金额#2`), `#3` for the third column of a sheet without a header.
 */
export function choiceHeadings(sheet: Sheet, recognition: Recognition): string[] {
  if (recognition.headings.length > 0) {
    const seen = new Map<string, number>();
    return recognition.headings.map(heading => {
      const count = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, count);
      return heading === '' || count === 1 ? heading : `${heading}#${count}`;
    });
  }
  if (recognition.firstRecord >= sheet.rowCount) return [];
  const cursor = new RowCursor(sheet);
  cursor.seek(recognition.firstRecord);
  return Array.from({ length: cursor.cellCount }, (_, cell) => `#${cell + 1}`);
}

/** Column of a chosen heading; the unit and full-width forms do not matter. -1 if the sheet has none. */
export function columnOfHeading(sheet: Sheet, recognition: Recognition, heading: string): number {
  const name = heading.startsWith(CODE_CHOICE) ? heading.slice(CODE_CHOICE.length) : heading;
  const exact = choiceHeadings(sheet, recognition).indexOf(name);
  return exact >= 0 ? exact : recognition.keys.indexOf(normaliseHeading(name));
}

const HEADER_WITHIN = 60;

/**
 * The recognition with the header that a choice speaks of: where nobody described the form and the header taken is not
 * the one with the chosen names, the first row that holds them all is.
 */
export function headedBy(sheet: Sheet, recognition: Recognition, choice: SideChoice): Recognition {
  if (recognition.profile) return recognition;
  const names = [choice.key, choice.amount, choice.date, choice.party]
    .filter(heading => heading !== null && !/^(?:#|@(?!code:))/.test(heading))
    .map(heading => heading!.replace(CODE_CHOICE, ''));
  if (names.every(name => columnOfHeading(sheet, recognition, name) >= 0)) return recognition;
  for (let record = 0; record < Math.min(sheet.rowCount, HEADER_WITHIN); record++) {
    const { headings, keys } = headerAt(sheet, record);
    const headed = { ...recognition, headings, keys, headerRecord: record, firstRecord: record + 1 };
    if (names.every(name => columnOfHeading(sheet, headed, name) >= 0)) return headed;
  }
  return recognition;
}

/** The year and date order that the statement says about itself. */
export function habitOf(sheet: Sheet, recognition: Recognition): DateHabit {
  const { profile, about } = recognition;
  return { order: profile?.dates, dates1904: sheet.dates1904, year: about?.year, month: about?.month };
}

/** Those of some records that are data: by the profile, or not blank where nobody described the form. */
export function dataRecords(sheet: Sheet, recognition: Recognition, records: number[]): number[] {
  if (recognition.profile) {
    const reader = new RecordReader(sheet, recognition);
    return records.filter(record => reader.read(record) === 'data');
  }
  const cursor = new RowCursor(sheet);
  return records.filter(record => {
    cursor.seek(record);
    const texts = cursor.cells().filter(text => text.trim() !== '');
    return texts.length > 1 && !looksLikeTotal(texts);
  });
}

const TOTAL = /^(?:#|(?:本页|本月|人民币|收入|支出|借方|贷方)?(?:合计|总计|小计)|汇总)/;

/** Whether the first words of a line without key and date say that it is a total; for forms that nobody described. */
export function looksLikeTotal(texts: string[]): boolean {
  return TOTAL.test(normaliseWord(texts.find(text => text !== '') ?? ''));
}
