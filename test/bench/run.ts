/**
 * The bench: `node test/bench/run.ts [--quick] [--only P7,R1] [--no-peers]`. Runs the product beside floors and peers,
 * whole processes in turn, and prints each target of the product with what was measured. Ends with 1 if a program
 * gives a wrong answer; a missed target is printed and does not fail.
 */
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { availablePeers, type Peer } from './availability.ts';
import { bookData } from './book/data.ts';
import { BOOK_JOBS } from './book/goals.ts';
import { removeBooks } from './book/programs.ts';
import { type BenchData, benchData } from './data.ts';
import { type Goal, JOBS, type Job, type Results } from './goals.ts';
import { GRID_JOBS, removeTables } from './grid-goals.ts';
import { MATCH_JOBS } from './match-goals.ts';
import { inTurn, type Measured, runOnce, warm } from './measure.ts';
import { type Contender, makeReadXlsxInput, readXlsxInput, TARGETS } from './programs.ts';

const QUICK_MOST_ROWS = 100_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    'no-peers': { type: 'boolean', default: false },
  },
});
const only = new Set(options.only.split(',').filter(id => id !== ''));
const say = (line: string) => console.log(line);

let wrong = 0;
say(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.versions.node}`,
);
const peers = options['no-peers'] ? new Set<Peer>() : availablePeers(true, say);
const lines: string[] = [];
for (const job of JOBS)
  await runSizes(job, benchData, async data => {
    warm([data.left, data.right, data.db]);
    return job.name !== 'read XLSX' || (await prepareXlsx(data));
  });
for (const job of [...BOOK_JOBS, ...GRID_JOBS])
  await runSizes(job, bookData, data => {
    warm([data.flow]);
    return true;
  });
for (const job of MATCH_JOBS)
  await runSizes(
    job,
    rows => ({ rows }),
    () => true,
  );
for (const path of Object.values(TARGETS)) rmSync(path, { force: true });
removeBooks();
removeTables();
say('');
say(cells('goal', 'rows', 'what', 'measured', 'target', ''));
for (const line of lines) say(line);
say('In brackets: the target is set for another number of rows.');
if (wrong > 0) say(`${wrong} wrong answers, see above`);
process.exitCode = wrong > 0 ? 1 : 0;

/** Runs a job at each of its sizes. `prepare` warms the files; false where the job cannot be run here. */
async function runSizes<Data extends { rows: number }>(
  job: Job<Data>,
  dataOf: (rows: number) => Data,
  prepare: (data: Data) => boolean | Promise<boolean>,
): Promise<void> {
  if (only.size > 0 && !job.goals.some(goal => only.has(goal.id))) return;
  let smaller: Results | null = null;
  for (const rows of job.sizes) {
    if (options.quick && rows > QUICK_MOST_ROWS) continue;
    const data = dataOf(rows);
    const results: Results = (await prepare(data)) ? await runJob(job, data) : new Map();
    for (const goal of job.goals) {
      if (only.size > 0 && !only.has(goal.id)) continue;
      const line = goalLine(goal, rows, results, smaller);
      if (line) lines.push(line);
    }
    smaller = results;
  }
}

async function prepareXlsx(data: BenchData): Promise<boolean> {
  if (!peers.has('exceljs')) return false;
  if (!existsSync(readXlsxInput(data))) await runOnce(makeReadXlsxInput(data));
  warm([readXlsxInput(data)]);
  return true;
}

async function runJob<Data extends { rows: number }>(job: Job<Data>, data: Data): Promise<Results> {
  const fits = ({ needs, mostRows }: Contender<Data>) =>
    (needs === null || peers.has(needs)) && (mostRows === undefined || data.rows <= mostRows);
  const ready = job.contenders.filter(fits);
  const results = await inTurn(ready.map(contender => contender.program(data)));
  const figures = job.contenders.map(({ name }) => `${name} ${measuredText(results.get(name))}`);
  const load = loadavg()[0]!.toFixed(1);
  say(`${job.name}, ${data.rows.toLocaleString('en')} rows, load ${load}: ${figures.join(' | ')}`);
  for (const line of job.told?.(results) ?? []) say(line);
  checkAnswers(job, data, ready, results);
  return results;
}

function measuredText(measured: Measured | undefined): string {
  if (!measured) return 'not available here';
  const peak = measured.peakMb === null ? '' : ` ${Math.round(measured.peakMb)} MB`;
  return `${measured.seconds.toFixed(2)} s${peak}`;
}

/** A quick wrong answer is no answer: every program must print the truth, or the same as the others. */
function checkAnswers<Data>(job: Job<Data>, data: Data, ready: Contender<Data>[], results: Results): void {
  let expected = job.truth(data);
  for (const { name } of ready) {
    const text = results.get(name)!.answer.trim();
    if (text === '') continue;
    const answer = [JSON.parse(text)].flat()[0] as Record<string, number>;
    expected ??= answer;
    for (const [figure, value] of Object.entries(expected)) {
      if (answer[figure] === value || typeof value !== 'number') continue;
      say(`WRONG: ${name} says ${figure} ${answer[figure]}, must be ${value}`);
      wrong += 1;
    }
  }
}

function goalLine(goal: Goal, rows: number, results: Results, smaller: Results | null): string | null {
  if (goal.grows && smaller === null) return null;
  const { most, least, unit } = goal;
  const limit = most ?? least!;
  const target = `${most === undefined ? '≥' : '≤'} ${limit}${unit ? ` ${unit}` : ''}`;
  const figure = results.has('ours') ? goal.figure(results, smaller) : null;
  const shown = rows.toLocaleString('en');
  if (figure === null) return cells(goal.id, shown, goal.what, '–', target, 'not available here');
  const met = most === undefined ? figure >= limit : figure <= limit;
  const verdict = met ? 'met' : 'missed';
  const measured = unit ? `${Math.round(figure)} ${unit}` : figure.toFixed(2);
  return cells(goal.id, shown, goal.what, measured, target, rows === goal.rows ? verdict : `(${verdict})`);
}

function cells(
  id: string,
  rows: string,
  what: string,
  measured: string,
  target: string,
  verdict: string,
): string {
  return `${id.padEnd(5)}${rows.padStart(10)}  ${what.padEnd(46)}${measured.padStart(9)}  ${target.padEnd(9)}${verdict}`;
}
