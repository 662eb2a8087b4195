import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Peer, PYTHON } from './availability.ts';
import { BENCH_FOLDER, type BenchData } from './data.ts';
import type { Program } from './measure.ts';
import { sqliteCompare } from './peers/sqlite-compare.ts';

/** A program of a job: the product, a floor, or a peer that may not be had here. */
export interface Contender<Data = BenchData> {
  name: string;
  needs: Peer | null;
  /** Larger sizes are not run: it would take longer than anybody waits. */
  mostRows?: number;
  program(data: Data): Program;
}

/** This folder. */
export const BENCH = import.meta.dirname;
const COMMAND_LINE = join(BENCH, '../../src/runtime/cli.ts');
const HAS_TASKSET = spawnSync('taskset', ['--version']).status === 0;

/** A file that a measured program writes. */
export function target(name: string): string {
  return join(BENCH_FOLDER, `out-${process.pid}-${name}`);
}

export const TARGETS = {
  xlsx: target('a.xlsx'),
  peerXlsx: target('peer.xlsx'),
  csv: target('a.csv'),
  peerCsv: target('peer.csv'),
  report: target('report.xlsx'),
  peerReport: target('report.csv'),
};

/** The workbook that the readers of X4 are given: written by exceljs, so it favours none of ours. */
export function readXlsxInput(data: BenchData): string {
  return join(BENCH_FOLDER, `read-${data.rows}.xlsx`);
}

/** A Node process whose peak memory is measured. */
export function node(name: string, script: string, args: string[], memoryMb = 0): Program {
  const flags = ['--import', `file://${join(BENCH, 'report-peak.ts')}`];
  if (memoryMb > 0) flags.push(`--max-old-space-size=${memoryMb}`);
  return { name, command: process.execPath, args: [...flags, script, ...args] };
}

function script(
  name: string,
  needs: Peer | null,
  path: string,
  args: (data: BenchData) => string[],
): Contender {
  const memoryMb = name === 'SheetJS' ? 12_000 : 0;
  return { name, needs, program: data => node(name, join(BENCH, path), args(data), memoryMb) };
}

function python(name: string, needs: Peer, file: string, args: (data: BenchData) => string[]): Contender {
  const path = join(BENCH, 'peers', file);
  return { name, needs, program: data => ({ name, command: PYTHON, args: ['-B', path, ...args(data)] }) };
}

/** The same program on one core only, where the system can do that. */
function onOneCore({ name, needs, program }: Contender): Contender {
  if (!HAS_TASKSET) return { name, needs, program };
  const pinned = ({ command, args, ...rest }: Program) => ({
    ...rest,
    command: 'taskset',
    args: ['-c', '0', command, ...args],
  });
  return { name, needs, program: data => pinned(program(data)) };
}

function compare(key: string): Contender {
  const columns = ['--key', key, '--amount', '金额(元)', '--date', '时间', '--party', '平台账户ID'];
  return {
    name: 'ours',
    needs: null,
    program: ({ left, right }) =>
      node('ours', COMMAND_LINE, [
        ...[
          'compare',
          'run',
          '--left',
          left,
          '--right',
          right,
          ...columns,
          '--window-days',
          '3',
          '--out',
          TARGETS.report,
        ],
      ]),
  };
}

const SELECT_ALL = 'select id, at, account, kind, fen, memo from orders order by n';

const bothFiles = ({ left, right }: BenchData) => [left, right, TARGETS.peerReport];

export const READ_CSV: Contender[] = [
  script('ours', null, 'product/read.ts', ({ left }) => [left]),
  script('DuckDB', 'duckdb', 'peers/duckdb-read-csv.ts', ({ left }) => [left]),
  script('udsv', 'udsv', 'peers/udsv-read-csv.ts', ({ left }) => [left]),
].map(onOneCore);

export const COMPARE: Contender[] = [
  compare('单号'),
  script('DuckDB', 'duckdb', 'peers/duckdb-compare.ts', bothFiles),
  python('pandas', 'pandas', 'pandas_compare.py', bothFiles),
  {
    name: 'sqlite3',
    needs: 'sqlite3',
    program: ({ left, right }) => ({
      name: 'sqlite3',
      command: 'sqlite3',
      args: [':memory:'],
      input: sqliteCompare(left, right, TARGETS.peerReport),
    }),
  },
];

export const COMPARE_KEYLESS: Contender[] = [
  compare('none'),
  python('pandas', 'pandas', 'pandas_keyless.py', bothFiles),
];

export const WRITE_XLSX: Contender[] = [
  script('ours', null, 'product/write.ts', ({ db }) => [db, TARGETS.xlsx]),
  script('rows only', null, 'product/rows-only.ts', ({ db }) => [db]),
  script('exceljs', 'exceljs', 'peers/exceljs-write.ts', ({ db }) => [db, TARGETS.peerXlsx]),
  script('SheetJS', 'sheetjs', 'peers/sheetjs-write.ts', ({ db }) => [db, TARGETS.peerXlsx]),
  python('XlsxWriter', 'xlsxwriter', 'xlsxwriter-write.py', ({ db }) => [db, TARGETS.peerXlsx]),
];

export const WRITE_CSV: Contender[] = [
  script('ours', null, 'product/write.ts', ({ db }) => [db, TARGETS.csv]),
  {
    name: 'sqlite3',
    needs: 'sqlite3',
    // The command writes the stored 分 as they are; ours formats them as money and guards texts.
    program: ({ db }) => ({
      name: 'sqlite3',
      command: 'sqlite3',
      args: ['-csv', '-header', '-cmd', `.output ${JSON.stringify(TARGETS.peerCsv)}`, db, SELECT_ALL],
    }),
  },
  script('fast-csv', 'fastcsv', 'peers/fastcsv-write.ts', ({ db }) => [db, TARGETS.peerCsv]),
];

export const READ_XLSX: Contender[] = [
  script('ours', null, 'product/read.ts', data => [readXlsxInput(data)]),
  script('exceljs', 'exceljs', 'peers/exceljs-read-xlsx.ts', data => [readXlsxInput(data)]),
  script('SheetJS', 'sheetjs', 'peers/sheetjs-read-xlsx.ts', data => [readXlsxInput(data)]),
];

/** Writes the input of X4; needs exceljs. */
export function makeReadXlsxInput(data: BenchData): Program {
  return node('exceljs', join(BENCH, 'peers/exceljs-write.ts'), [data.db, readXlsxInput(data)]);
}
