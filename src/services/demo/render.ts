import { randomBytes } from 'node:crypto';
import { readFile, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../../domain/statement.ts';
import type { SheetSpec } from '../../files/write-sheet.ts';
import { writeXlsx } from '../../files/write-xlsx.ts';
import type { Fen } from './types.ts';

export interface Count {
  count: number;
  fen: Fen;
}

/** What a reader must find in the file: data rows, and money by the file's own direction. */
export interface FileTruth {
  rows: number;
  income: Count;
  expense: Count;
  neutral: Count;
  closed: Count;
  refund: Count;
  /** Sums by the file's own kind, where the test of the house asks for them. */
  kinds?: Record<string, Count>;
  firstDay: string | null;
  lastDay: string | null;
}

/** One file of the demo agency. */
export interface DemoFile {
  /** Path inside the demo folder, with `/`. */
  name: string;
  source: Source | 'unknown' | 'about' | 'clients' | 'opening';
  /** Profile by which it is recognised; null for the unknown form, the two templates and the README. */
  profile: string | null;
  /** One of the few that a tour shows. */
  tour: boolean;
  password?: string;
  truth: FileTruth | null;
  bytes(): Promise<Uint8Array>;
  write(path: string): Promise<void>;
}

type Head = Pick<DemoFile, 'name' | 'source' | 'profile' | 'truth'> &
  Partial<Pick<DemoFile, 'tour' | 'password'>>;

/** A file whose bytes are made in memory. */
export function plainFile(head: Head, make: () => Uint8Array): DemoFile {
  return { tour: false, ...head, bytes: async () => make(), write: async path => writeFile(path, make()) };
}

/** A workbook by the product's own writer. */
export function workbookFile(head: Head, sheets: () => SheetSpec | SheetSpec[]): DemoFile {
  const write = async (path: string) => {
    await writeXlsx(path, [sheets()].flat());
  };
  return { tour: false, ...head, write, bytes: () => throughFile(write) };
}

async function throughFile(write: (path: string) => Promise<void>): Promise<Uint8Array> {
  const path = join(tmpdir(), `duizhang-demo-${randomBytes(8).toString('hex')}`);
  try {
    await write(path);
    return await readFile(path);
  } finally {
    await unlink(path).catch(() => undefined);
  }
}

/** Lets a sheet of rows in memory be fetched by windows. */
export function rowsOf<T>(
  list: T[],
  row: (item: T) => (string | number | null)[],
): Pick<SheetSpec, 'rowCount' | 'rows'> {
  return { rowCount: list.length, rows: (from, count) => list.slice(from, from + count).map(row) };
}

/** 1/100000 of the unit, as the writers take money. */
export const e5 = (fen: Fen) => fen * 1_000;

export function yuan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** One CSV line; a cell is quoted only where it must be. */
export function csvLine(cells: string[]): string {
  return cells.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

export const utf8Bom = (lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);

export function countOf<T>(list: T[], fenOf: (item: T) => Fen): Count {
  return { count: list.length, fen: list.reduce((sum, item) => sum + fenOf(item), 0) };
}

export const NONE: Count = { count: 0, fen: 0 };

/** Truth of a list whose rows carry one signed amount each. */
export function signedTruth<T>(
  list: T[],
  reads: { fen(item: T): Fen; day(item: T): string; refund?(item: T): boolean },
): FileTruth {
  const absolute = (item: T) => Math.abs(reads.fen(item));
  const days = list.map(reads.day).sort();
  return {
    rows: list.length,
    income: countOf(
      list.filter(item => reads.fen(item) >= 0),
      absolute,
    ),
    expense: countOf(
      list.filter(item => reads.fen(item) < 0),
      absolute,
    ),
    neutral: NONE,
    closed: NONE,
    refund: countOf(
      list.filter(item => reads.refund?.(item) ?? false),
      absolute,
    ),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}
