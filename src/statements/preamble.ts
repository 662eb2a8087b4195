import type { Profile } from '../domain/statement.ts';
import type { RowCursor } from '../files/cursor.ts';
import { dateText, type Moment, parseMoment } from './dates.ts';

/** What stands before the header about the whole file; the period as `2026-05-01`, its last day included. */
export interface About {
  account: string | null;
  from: string | null;
  to: string | null;
  year?: number;
  month?: number;
}

/** A line outside the table: as it stands with its cells joined by a comma, and normalised (NFKC, no white space). */
export interface Line {
  record: number;
  plain: string;
  key: string;
  cells: string[];
}

/** The record under the cursor as a line. */
export function lineOf(cursor: RowCursor, record: number): Line {
  const cells: string[] = [];
  for (let cell = 0; cell < cursor.cellCount; cell++) cells.push(cursor.trimmed(cell));
  const plain = cells.filter(cell => cell !== '').join(',');
  return { record, plain, key: plain.normalize('NFKC').replace(/\s+/g, ''), cells };
}

const LOOKED_AT = 1_000;

/** Looks for a pattern in a line in both its forms. */
export function findIn(line: Line, pattern: RegExp): RegExpExecArray | null {
  return pattern.exec(line.key.slice(0, LOOKED_AT)) ?? pattern.exec(line.plain.slice(0, LOOKED_AT));
}

/** Reads account, period and year from the lines before the header and from the file's name, as the profile says. */
export function readAbout(profile: Profile, lines: Line[], fileName: string): About {
  const { about } = profile;
  const from = momentOf(firstGroup(lines, about?.from));
  const last = momentOf(firstGroup(lines, about?.to));
  const to = last && dateText(lastDay(last, profile.periodEnd === 'exclusive'));
  const account = firstGroup(lines, about?.account) ?? fromName(fileName, about?.file);
  return { account, from: from && dateText(from.day), to, ...yearOf(profile, lines, fileName, to) };
}

function firstGroup(lines: Line[], pattern: string | undefined): string | null {
  if (pattern === undefined) return null;
  const compiled = new RegExp(pattern);
  for (const line of lines) {
    const value = findIn(line, compiled)
      ?.slice(1)
      .find(group => group !== undefined);
    if (value !== undefined && value.trim() !== '') return value.trim();
  }
  return null;
}

function fromName(fileName: string, pattern: string | undefined): string | null {
  return pattern === undefined ? null : (new RegExp(pattern).exec(fileName)?.[1] ?? null);
}

/** A moment in a preamble; a date and time run together (white space gone) reads as well. */
function momentOf(text: string | null): Moment | null {
  if (text === null) return null;
  const read = parseMoment(text.replace(/^(\d{4}[-/年]\d\d[-/月]\d\d日?)(?=\d\d:)/, '$1 '));
  return typeof read === 'object' ? read : null;
}

function lastDay(to: Moment, exclusive: boolean): number {
  return exclusive && to.second === 0 ? to.day - 1 : to.day;
}

function yearOf(
  profile: Profile,
  lines: Line[],
  fileName: string,
  to: string | null,
): { year?: number; month?: number } {
  const pattern = profile.about?.year === undefined ? null : new RegExp(profile.about.year);
  for (const line of pattern ? lines : []) {
    const match = findIn(line, pattern!);
    const year = match?.groups?.year ?? match?.[1];
    const month = match?.groups?.month ?? match?.[2];
    if (year !== undefined)
      return { year: Number(year), month: month === undefined ? undefined : Number(month) };
  }
  if (to !== null) return { year: Number(to.slice(0, 4)), month: Number(to.slice(5, 7)) };
  const named = /(20\d\d)(?:[-年_.]?(0?[1-9]|1[0-2])(?!\d))?/.exec(fileName.normalize('NFKC'));
  if (!named) return {};
  return { year: Number(named[1]), month: named[2] === undefined ? undefined : Number(named[2]) };
}
