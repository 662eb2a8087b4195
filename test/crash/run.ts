import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { verify } from '../../src/ledger/verify/index.ts';
import { canonicalJson } from '../../src/store/canonical.ts';
import { openConnection } from '../../src/store/dialect/sqlite.ts';
import { TestBook } from '../ledger/book.ts';
import { dice } from './dice.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** Kills of one book, so that verifying does not grow without end. */
const KILLS_OF_A_BOOK = 6;
/** Entries before the work: the book itself and its parties. */
const SETUP_ENTRIES = 2;
const MOST_LINES = 60;
const MOST_DELAY_MS = 12;

export interface CrashPlan {
  kills: number;
  seed: number;
  /** Rows of an import. */
  bulkRows: number;
}

export interface CrashReport {
  kills: number;
  acknowledged: number;
  /** Commands that were running when the process was killed: found whole afterwards, or not at all. */
  whole: number;
  absent: number;
  /** Kills inside an import. */
  inImport: number;
  transfers: number;
}

interface Life {
  answers: Map<number, string>;
  /** The command that was begun last, if it was neither done nor refused. */
  running: number | null;
  next: number;
  inImport: boolean;
}

/** Kills a working process with SIGKILL again and again, and proves the book after each. Throws at the first fault. */
export async function crashRuns({ kills, seed, bulkRows }: CrashPlan): Promise<CrashReport> {
  const report: CrashReport = { kills: 0, acknowledged: 0, whole: 0, absent: 0, inImport: 0, transfers: 0 };
  const pick = dice(seed);
  while (report.kills < kills) {
    const book = await TestBook.make();
    book.connection.close();
    try {
      const most = Math.min(KILLS_OF_A_BOOK, kills - report.kills);
      await killOneBook(book.path, { most, seed: pick(1 << 30), bulkRows }, pick, report);
    } catch (error) {
      throw new Error(`kill ${report.kills + 1}, seed ${seed}: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      book.remove();
    }
  }
  return report;
}

async function killOneBook(
  path: string,
  plan: { most: number; seed: number; bulkRows: number },
  pick: (below: number) => number,
  report: CrashReport,
): Promise<void> {
  const answers = new Map<number, string>();
  let from = 0;
  for (let kill = 0; kill < plan.most; kill += 1) {
    const args = [CHILD, path, String(plan.seed), String(from), String(plan.bulkRows)];
    const life = await liveAndDie(args, 1 + pick(MOST_LINES), pick(MOST_DELAY_MS));
    for (const [n, answer] of life.answers) answers.set(n, answer);
    const isWhole = prove(path, answers, life.running, report);
    if (life.running !== null) report[isWhole ? 'whole' : 'absent'] += 1;
    if (life.inImport) report.inImport += 1;
    report.kills += 1;
    from = life.running ?? life.next;
  }
  report.acknowledged += answers.size;
}

/** Lets a process work until it has said so many lines, then kills it a moment later. */
async function liveAndDie(args: string[], lines: number, delayMs: number): Promise<Life> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const life: Life = { answers: new Map(), running: null, next: Number(args[3]), inImport: false };
  let errors = '';
  child.stderr.on('data', chunk => {
    errors += String(chunk);
  });
  const ended = new Promise<NodeJS.Signals | null>(done => child.once('close', (_, signal) => done(signal)));
  let said = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    read(line, life);
    said += 1;
    if (said === lines) setTimeout(() => child.kill('SIGKILL'), delayMs);
  }
  if ((await ended) !== 'SIGKILL') throw new Error(`the process ended by itself: ${errors.slice(0, 500)}`);
  return life;
}

function read(line: string, life: Life): void {
  const [, word, number, rest] = /^(\w+)(?: (\d+))?(?: (.*))?$/s.exec(line) ?? [];
  const n = Number(number);
  life.inImport = word === 'step';
  if (word === 'begin') life.running = n;
  if (word !== 'done' && word !== 'refused') return;
  if (word === 'done') life.answers.set(n, rest!);
  life.running = null;
  life.next = n + 1;
}

/** The book after a kill: clean, every acknowledged answer once, the command that ran whole or absent. Answers which. */
function prove(
  path: string,
  answers: ReadonlyMap<number, string>,
  running: number | null,
  report: CrashReport,
): boolean {
  const connection = openConnection(path, { readOnly: false });
  try {
    const verdict = verify(connection);
    const faults = verdict.findings.filter(({ severity }) => severity === 'error');
    if (faults.length > 0) throw new Error(`verify: ${JSON.stringify(faults.slice(0, 3))}`);
    const read = connection.prepareValue('SELECT answer FROM log WHERE key = ?');
    for (const [n, answer] of answers)
      if (read.get(`work-${n}`) !== canonicalJson(JSON.parse(answer)))
        throw new Error(`command ${n} is not there as acknowledged`);
    const isWhole = running !== null && read.get(`work-${running}`) !== undefined;
    const expected = SETUP_ENTRIES + answers.size + (isWhole ? 1 : 0);
    if (verdict.logEntries !== expected)
      throw new Error(`${verdict.logEntries} entries instead of ${expected}`);
    report.transfers = Math.max(report.transfers, verdict.transfers);
    return isWhole;
  } finally {
    connection.close();
  }
}

if (import.meta.main) {
  const options = { kills: { type: 'string' }, seed: { type: 'string' }, rows: { type: 'string' } } as const;
  const {
    kills = '60',
    seed = String(Date.now() % 1_000_000_000),
    rows = '100000',
  } = parseArgs({ options }).values;
  const plan = { kills: Number(kills), seed: Number(seed), bulkRows: Number(rows) };
  console.log(JSON.stringify({ ...plan, ...(await crashRuns(plan)) }));
}
