import { utils, write } from '@e965/xlsx';
import { encodeGb18030 } from '../../src/files/encode-gb18030.ts';

/** One movement as the bank books it: signed 分 from the account holder's side, with the running balance after it. */
export interface Move {
  /** `2026-03-05`. */
  day: string;
  /** `09:08:07`. */
  clock: string;
  fen: number;
  balanceFen: number;
  party: string;
  partyAccount: string;
  memo: string;
  refund: boolean;
  serial: string;
}

/** Small seeded generator (mulberry32), so that a fixture is the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PARTIES = ['青禾小铺', '云间百货商行', '张晓雨', '海川数码（华东）经营部', '支付平台备付金', '林知夏'];

/** Movements in the order of time, among them refunds, twins of one day and amounts above a thousand. */
export function moves(seed: number, count: number, refundMemo = '退款'): Move[] {
  const next = seeded(seed);
  const pick = (most: number) => Math.floor(next() * most);
  let balanceFen = 5_000_000 + pick(1_000_000);
  const list: Move[] = [];
  for (let at = 0; at < count; at++) {
    const before = list.at(-1);
    const refund = at % 5 === 3;
    const twin = at % 7 === 6 && !refund && before !== undefined && !before.refund;
    const size = 1 + pick(at % 3 === 0 ? 2_500_000 : 90_000);
    const fen = twin ? before.fen : refund || next() < 0.45 ? size : -size;
    balanceFen += fen;
    const second = 36_000 + at * 61;
    list.push({
      day: twin
        ? before.day
        : `2026-0${1 + Math.floor((at * 3) / count)}-${String(1 + ((((at * 28) / count) | 0) % 28)).padStart(2, '0')}`,
      clock: [3_600, 60, 1]
        .map((unit, place) => String(Math.floor(second / unit) % (place === 0 ? 24 : 60)).padStart(2, '0'))
        .join(':'),
      fen,
      balanceFen,
      party: PARTIES[pick(PARTIES.length)]!,
      partyAccount: `62${String(10 ** 13 + pick(9 * 10 ** 12))}`,
      memo: refund ? refundMemo : ['货款', '网上支付', '推广费', '结息'][pick(4)]!,
      refund,
      serial: `${20260000 + at}${String(pick(1_000_000)).padStart(6, '0')}`,
    });
  }
  return list.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1)).map(rebalanced());
}

/** Running balances again, after the sort by day. */
function rebalanced(): (move: Move) => Move {
  let balanceFen = 8_000_000;
  return move => {
    balanceFen += move.fen;
    return { ...move, balanceFen };
  };
}

export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** With thousands commas, as most banks print it. */
export function grouped(fen: number): string {
  return yuan(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
}

export const income = (move: Move, print = yuan, empty = '') => (move.fen >= 0 ? print(move.fen) : empty);
export const expense = (move: Move, print = yuan, empty = '') => (move.fen < 0 ? print(-move.fen) : empty);
export const packedDay = (move: Move) => move.day.replaceAll('-', '');
export const packedClock = (move: Move) => move.clock.replaceAll(':', '');

/** Quotes a cell where it must be. */
export function csvLine(cells: string[]): string {
  return cells.map(cell => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const utf8Bom = (text: string) => utf8(`\ufeff${text}`);
export const gbk = (text: string) => encodeGb18030(text);

export function utf16(text: string): Uint8Array {
  const units = new Uint16Array([
    0xfeff,
    ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
  ]);
  return new Uint8Array(units.buffer);
}

/** A workbook of one sheet: `xls` is the old binary form. */
export function workbook(rows: (string | number)[][], kind: 'xls' | 'xlsx'): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows);
  return new Uint8Array(
    write(
      { SheetNames: ['Sheet1'], Sheets: { Sheet1: sheet } },
      { type: 'buffer', bookType: kind === 'xls' ? 'biff8' : 'xlsx' },
    ),
  );
}

export interface Sums {
  income: { count: number; fen: number };
  expense: { count: number; fen: number };
  refund: { count: number; fen: number };
}

export function sumsOf(list: Move[]): Sums {
  const part = (kept: Move[]) => ({
    count: kept.length,
    fen: kept.reduce((sum, move) => sum + Math.abs(move.fen), 0),
  });
  return {
    income: part(list.filter(move => move.fen >= 0)),
    expense: part(list.filter(move => move.fen < 0)),
    refund: part(list.filter(move => move.refund)),
  };
}
