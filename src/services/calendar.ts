import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarYearView } from '../contract/calendar.ts';
import { dayAfter } from '../domain/calendar/days.ts';
import { type CalendarRow, type CalendarYear, fromShipped, readYears } from '../domain/calendar/year.ts';
import { Refusal } from '../domain/refusal.ts';
import { readTables } from '../files/tables.ts';
import type { DeskShelf } from '../store/desk.ts';

interface NamedFile {
  path: string;
  name: string;
}

/** The published years that the product brings. */
export function shippedYears({ folder }: { folder: string }): CalendarYear[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort();
  return names.map(name => fromShipped(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Document of the workstation's shelf: years that a user brought, the newest last. */
const SHELF = 'calendars';

/** The years that were brought to this workstation. */
export function broughtYears(shelf: DeskShelf): Promise<CalendarYear[]> {
  return shelf.read<CalendarYear[]>(SHELF, []);
}

/** Keeps years on this workstation in the place of those of the same number. */
export async function keepYears(shelf: DeskShelf, years: readonly CalendarYear[]): Promise<void> {
  const kept = new Set(years.map(({ year }) => year));
  await shelf.update<CalendarYear[]>(SHELF, [], before => [
    ...before.filter(({ year }) => !kept.has(year)),
    ...years,
  ]);
}

/** Every year as a page shows it, the newest first; one that was brought takes the place of a shipped one. */
export function yearViews(
  shipped: readonly CalendarYear[],
  brought: readonly CalendarYear[],
): CalendarYearView[] {
  const own = new Set(brought.map(({ year }) => year));
  return [...shipped.filter(({ year }) => !own.has(year)), ...brought]
    .toSorted((a, b) => b.year - a.year)
    .map(({ year, source, off, work }) => ({
      ...{ year, source, isBrought: own.has(year) },
      off: rangesOf(off),
      work: work.toSorted(),
    }));
}

function rangesOf(off: CalendarYear['off']): CalendarYearView['off'] {
  const ranges: CalendarYearView['off'] = [];
  for (const [day, name] of Object.entries(off).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last && last.name === name && dayAfter(last.to) === day) last.to = day;
    else ranges.push({ from: day, to: day, name });
  }
  return ranges;
}

/**
 * The years of a table that a user brings: rows of date, 休 or 班 (off, work) and name, as CSV, XLSX or JSON. Refuses
 * `calendar.not_json`, `calendar.no_heading`, what `readYears` refuses, and what opening a file refuses.
 */
export async function readCalendarFile(file: NamedFile): Promise<CalendarYear[]> {
  const rows = /\.json$/i.test(file.name) ? await rowsOfJson(file) : await rowsOfTable(file);
  return readYears(rows, file.name);
}

async function rowsOfJson({ path, name }: NamedFile): Promise<CalendarRow[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Refusal('calendar.not_json', { reason: (error as Error).message }, { file: name });
  }
  if (!Array.isArray(value)) throw new Refusal('calendar.no_heading', {}, { file: name });
  return value.map((row: Record<string, unknown>, at) => ({
    date: text(row?.date),
    kind: text(row?.kind),
    name: text(row?.name),
    place: { file: name, row: at + 1 },
  }));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const HEADINGS = {
  date: ['date', '日期'],
  kind: ['kind', 'type', '休或班', '类型', '休/班', '状态'],
  name: ['name', '名称', '节日', '假日'],
};

async function rowsOfTable(file: NamedFile): Promise<CalendarRow[]> {
  for (const { sheet, records } of await readTables(file)) {
    const at = records.findIndex(({ cells }) => columnOf(cells, 'date') >= 0 && columnOf(cells, 'kind') >= 0);
    if (at < 0) continue;
    const { cells: head } = records[at]!;
    const [date, kind, name] = (['date', 'kind', 'name'] as const).map(each => columnOf(head, each));
    return records
      .slice(at + 1)
      .filter(({ cells }) => cells.some(cell => cell !== ''))
      .map(({ row, cells }) => ({
        date: cells[date!] ?? '',
        kind: cells[kind!] ?? '',
        name: cells[name!] ?? '',
        place: { file: file.name, sheet, row },
      }));
  }
  throw new Refusal('calendar.no_heading', {}, { file: file.name });
}

function columnOf(cells: readonly string[], meaning: keyof typeof HEADINGS): number {
  return cells.findIndex(cell => HEADINGS[meaning].includes(cell.toLowerCase()));
}
