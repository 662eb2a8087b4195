import { fenOfE5, parseDecimalE5 } from '../../money.ts';

/** A kept source row as matching reads it. Money in 分. */
export interface BookRow {
  id: number;
  profile: string;
  /** Own account whose statement it stands in, with its kind; null for lists and the platform's files. */
  money: { id: number; kind: string } | null;
  /** Income less expense of a statement row; the plain amount where a list gives no direction. */
  fen: number;
  /** `yyyy-mm-dd` or `yyyy-mm-dd hh:mm:ss`; empty where the row tells no time. */
  time: string;
  fields: ReadonlyMap<string, string>;
  /** First event that was posted from it, and the cases that its transfers stand under. */
  event: string | null;
  cases: readonly string[];
}

/** Money of a field in 分, 0 where it is missing or no number. */
export function fenOf(row: Pick<BookRow, 'fields'>, field: string): number {
  return fenOfE5(parseDecimalE5(row.fields.get(field) ?? '') ?? 0);
}

export const textOf = (row: Pick<BookRow, 'fields'>, field: string): string => row.fields.get(field) ?? '';

/** Reads the kept content of a row. */
export function bookRow(
  kept: { id: number; profile: string; money: number | null; moneyKind: string | null; raw: string },
  posted: { event: string; cases: readonly string[] } | undefined,
): BookRow {
  const fields = new Map(JSON.parse(kept.raw) as [string, string][]);
  const has = { fields };
  const signed = fenOf(has, 'income') - fenOf(has, 'expense');
  return {
    id: kept.id,
    profile: kept.profile,
    money: kept.money === null ? null : { id: kept.money, kind: kept.moneyKind ?? 'other' },
    fen: signed === 0 ? fenOf(has, 'neutral') : signed,
    time: fields.get('time') ?? '',
    fields,
    event: posted?.event ?? null,
    cases: posted?.cases ?? [],
  };
}

/** Day of a row, empty where it tells none. */
export const dayOf = ({ time }: Pick<BookRow, 'time'>): string => time.slice(0, 10);

/** The moment to the second; empty where only a day is told. */
export const momentOf = ({ time }: Pick<BookRow, 'time'>): string =>
  time.length === 19 && !time.endsWith('00:00:00') ? time : '';

const NUMBER = /[A-Z]{2}[A-Z0-9]*\d{8,}|\d{15,}/g;

/** Numbers that a row names: its own, and those in its notes. */
export function numbersOf(row: Pick<BookRow, 'fields'>): string[] {
  const own = [textOf(row, 'merchantId'), textOf(row, 'id')].filter(text => /\d{8,}/.test(text));
  const noted = ['memo', 'memo2', 'payment'].flatMap(field => textOf(row, field).match(NUMBER) ?? []);
  return [...new Set([...own, ...noted])];
}
