import type { BenchData } from './data.ts';
import type { Measured } from './measure.ts';
import {
  COMPARE,
  COMPARE_KEYLESS,
  type Contender,
  READ_CSV,
  READ_XLSX,
  WRITE_CSV,
  WRITE_XLSX,
} from './programs.ts';

/** What one job measured at one size, by program name. */
export type Results = Map<string, Measured>;

/** A target of the product: a figure that must be at most or at least so much at a number of rows. */
export interface Goal {
  id: string;
  what: string;
  /** Rows for which the target is set; at other sizes the figure is shown all the same. */
  rows: number;
  most?: number;
  least?: number;
  unit?: 'MB';
  /** The figure compares two sizes, so the smallest has none. */
  grows?: true;
  /** Null where a program that it needs is not available. `smaller` is the same job at a tenth of the rows. */
  figure(results: Results, smaller: Results | null): number | null;
}

/** `Data`: the files of one size that its programs are given. */
export interface Job<Data> {
  name: string;
  sizes: number[];
  contenders: Contender<Data>[];
  goals: Goal[];
  /** What every program must have printed; null where the programs need only agree among themselves. */
  truth(data: Data): Record<string, number> | null;
  /** More lines on what was measured. */
  told?(results: Results): string[];
}

export const TENTH_MILLION = 100_000;
export const MILLION = 1_000_000;
export const SIZES = [10_000, TENTH_MILLION, MILLION];

/** Ours divided by the peer. */
export function share(id: string, what: string, peer: string, most: number, rows = MILLION): Goal {
  return { id, what: `${what} against ${peer}`, rows, most, figure: results => ratio(results, 'ours', peer) };
}

/** How many times faster than the peer. */
export function faster(id: string, what: string, peer: string, least: number, rows = MILLION): Goal {
  const figure = (results: Results) => ratio(results, peer, 'ours');
  return { id, what: `${what}: times faster than ${peer}`, rows, least, figure };
}

export function growth(id: string, what: string, most: number): Goal {
  const figure = (results: Results, smaller: Results | null) =>
    smaller && results.get('ours')!.seconds / smaller.get('ours')!.seconds;
  return { id, what: `${what}: tenfold rows cost`, rows: MILLION, most, grows: true, figure };
}

export function ratio(results: Results, over: string, under: string): number | null {
  const [a, b] = [results.get(over), results.get(under)];
  return a && b ? a.seconds / b.seconds : null;
}

export function peak(results: Results | null, name: string): number | null {
  return results?.get(name)?.peakMb ?? null;
}

export function quotient(over: number | null, under: number | null): number | null {
  return over === null || under === null ? null : over / under;
}

const rowsAndSum = ({ rows, leftFen }: BenchData) => ({ rows, fen: leftFen });
const rowsOnly = ({ rows }: BenchData) => ({ rows });

export const JOBS: Job<BenchData>[] = [
  {
    name: 'read CSV',
    sizes: SIZES,
    contenders: READ_CSV,
    truth: rowsAndSum,
    goals: [share('P7', 'CSV reading', 'DuckDB', 1.2), faster('P7', 'CSV reading', 'udsv', 1.4)],
  },
  {
    name: 'compare by id',
    sizes: SIZES,
    contenders: COMPARE,
    truth: ({ truth }) => ({ ...truth }),
    goals: [
      share('R1', 'comparison', 'DuckDB', 1),
      faster('R2', 'comparison', 'pandas', 5),
      faster('R2', 'comparison', 'sqlite3', 4),
      {
        id: 'R2',
        what: 'comparison: memory against DuckDB',
        rows: MILLION,
        most: 0.5,
        figure: results => quotient(peak(results, 'ours'), peak(results, 'DuckDB')),
      },
      growth('R5', 'comparison', 10.5),
    ],
  },
  {
    name: 'compare without ids',
    sizes: SIZES,
    contenders: COMPARE_KEYLESS,
    truth: () => null,
    goals: [share('R4', 'comparison without ids', 'pandas', 0.4)],
  },
  {
    name: 'write XLSX',
    sizes: SIZES,
    contenders: WRITE_XLSX,
    truth: rowsOnly,
    goals: [
      share('X1', 'XLSX writing', 'exceljs', 0.25),
      share('X1', 'XLSX writing', 'SheetJS', 0.33),
      share('X1', 'XLSX writing', 'XlsxWriter', 0.2),
      share('X2', 'XLSX writing', 'rows only', 6),
      {
        id: 'X2',
        what: 'XLSX writing: peak memory',
        rows: MILLION,
        most: 350,
        unit: 'MB',
        figure: results => peak(results, 'ours'),
      },
      {
        id: 'X2',
        what: 'XLSX writing: tenfold rows take memory',
        rows: MILLION,
        most: 3,
        grows: true,
        figure: (results, smaller) => quotient(peak(results, 'ours'), peak(smaller, 'ours')),
      },
      growth('X5', 'XLSX writing', 10),
    ],
  },
  {
    name: 'write CSV',
    sizes: SIZES,
    contenders: WRITE_CSV,
    truth: rowsOnly,
    goals: [
      share('X3', 'CSV writing', 'sqlite3', 1.3),
      share('X3', 'CSV writing', 'fast-csv', 0.4),
      growth('X5', 'CSV writing', 10),
    ],
  },
  {
    name: 'read XLSX',
    sizes: [10_000, TENTH_MILLION],
    contenders: READ_XLSX,
    truth: rowsAndSum,
    goals: [
      share('X4', 'XLSX reading', 'exceljs', 0.35, TENTH_MILLION),
      share('X4', 'XLSX reading', 'SheetJS', 0.2, TENTH_MILLION),
    ],
  },
];
