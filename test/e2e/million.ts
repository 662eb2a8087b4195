import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { CompareTab } from '../../src/domain/compare.ts';

export const ROWS = 1_000_000;

/** Rows of the altered copy: one of each kind every so many rows, at its own place in the round. */
const ROUND = 50_000;
const DIFFERING = 11;
const LEFT_ONLY = 222;
const FUZZY = 3_333;
const DOUBLED = 44_444;

/** What a file of a million rows holds. */
export interface MillionTruth {
  rows: number;
  income_fen: number;
  /** Count of each tab when the altered copy is compared with the original. */
  tabs: Record<CompareTab, number>;
}

const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const BLOCK_ROWS = 20_000;

const no = (row: number) => `LS2026${String(row).padStart(9, '0')}`;
/** An amount of its own for rows that must find no other partner; everything else repeats. */
const amount_fen = (row: number) => (isAlone(row) ? 100_000_000 + row : 100 + ((row * 7_919) % 90_000));
const isAlone = (row: number) => [LEFT_ONLY, FUZZY].includes(row % ROUND);

function line(row: number, number: string, fen: number): string {
  const day = String(1 + Math.floor((row / ROWS) * 28)).padStart(2, '0');
  return `2026-03-${day} 12:00:00,收款,${number},,客户${row % 97},,${(fen / 100).toFixed(2)},,,\r\n`;
}

/** Lines of the altered copy that stand for a row of the original. */
function altered(row: number): string {
  const fen = amount_fen(row);
  switch (row % ROUND) {
    case DIFFERING:
      return line(row, no(row), fen + 1);
    case LEFT_ONLY:
      return line(row, `${no(row)}X`, fen + 500_000_000);
    case FUZZY:
      return line(row, `${no(row)}R`, fen);
    case DOUBLED:
      return line(row, no(row), fen).repeat(2);
    default:
      return line(row, no(row), fen);
  }
}

/** Writes a 通用流水 of a million rows. */
export function writeMillion(path: string): Promise<void> {
  return writeLines(path, row => line(row, no(row), amount_fen(row)));
}

/** Writes the altered copy of that list. */
export function writeAlteredMillion(path: string): Promise<void> {
  return writeLines(path, altered);
}

/** What is in the list, and what comparing it with its altered copy must find. */
export function millionTruth(): MillionTruth {
  let income_fen = 0;
  for (let row = 0; row < ROWS; row++) income_fen += amount_fen(row);
  const each = ROWS / ROUND;
  return {
    rows: ROWS,
    income_fen,
    tabs: {
      equal: ROWS - 3 * each,
      differing: each,
      leftOnly: each,
      rightOnly: each,
      duplicates: each,
      fuzzy: each,
    },
  };
}

async function writeLines(path: string, lineOf: (row: number) => string): Promise<void> {
  const file = createWriteStream(path);
  file.write(`\ufeff${HEAD}\r\n`);
  for (let from = 0; from < ROWS; from += BLOCK_ROWS) {
    let block = '';
    for (let row = from; row < from + BLOCK_ROWS; row++) block += lineOf(row);
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
