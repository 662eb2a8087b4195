import type { MoneyRef } from '../../domain/accounting/events/facts.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { IdColumn } from '../../domain/cut-ids.ts';
import { type DecidedRow, movesMoney, RowDecider } from '../../domain/imports/decide.ts';
import { periodIn, periodOf } from '../../domain/imports/period.ts';
import {
  emptyCounts,
  type FileContext,
  type ImportRow,
  type PlanCounts,
} from '../../domain/imports/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { OpenedFile } from '../../domain/table.ts';
import type { Recognition } from '../../statements/recognise.ts';
import { sha256Hex } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  addPlanRows,
  beginPlan,
  committedPlansOf,
  dropPlan,
  hasOpenRows,
  planOf,
  type StoredPlanRow,
  setPlan,
} from '../../store/imports.ts';
import { PLACEHOLDERS } from '../../store/imports-accounts.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { addStatementDays } from '../../store/imports-days.ts';
import { head } from '../../store/transaction.ts';
import { DayBalances } from './day-balances.ts';
import { leftByFile } from './left-waiting.ts';
import { ImportRows } from './rows.ts';
import { SettledRows } from './settle.ts';
import { checkCancelled, type PlanHooks, STEP_ROWS } from './steps.ts';

/** Rows that are read together: few enough to be forgotten at once. */
const READ_ROWS = 1_000;

export interface StatementFile {
  file: OpenedFile;
  recognition: Recognition;
  name: string;
  sha256: string;
  bytes: number;
}

export interface PlanOptions {
  /** Own account of the file, where neither file nor rows name it: number of a money account or id of a platform account. */
  account?: string;
  /** UTC, ISO. */
  madeAt: string;
}

/** What a plan keeps about itself, as JSON. */
export interface PlanAbout {
  counts: PlanCounts;
  /** Money of the rows by state, in 分. */
  moneyFen: PlanCounts;
  profile: string;
  sheet: string;
  account: string | null;
  headings: string[];
  /** Last entry of the log that the plan knew. */
  head: number;
  /** Own account to make or to name when the plan is carried out. */
  own: { kind: string; number: string | null; name: string; adopt: number | null } | null;
  firstDay: string | null;
  lastDay: string | null;
  /** How the file was read: hash of its form and sheet. */
  readAs: string;
  /** The plan that carried out this very file: every row is known, and none is kept with this plan. */
  sameAs?: number;
  /** Placeholders of accounts that its events stand on, and months that they reach. */
  placeholders: number[];
  months: string[];
}

/** Plan row as kept beside its identity; `cells` only where somebody has to look at it. */
export interface PlanEntry {
  time: string | null;
  day: string;
  direction: DecidedRow['direction'];
  amountFen: number;
  params: Record<string, string | number>;
  changes: DecidedRow['changes'];
  events: DecidedRow['events'];
  tickets?: DecidedRow['tickets'];
  class: DecidedRow['class'];
  evidence: DecidedRow['evidence'];
  cells?: string[];
}

/**
 * Reads, plans and stores: every row with its state, reason and events. Refuses `imports.form_unknown`,
 * `imports.no_rows` and `jobs.cancelled`; a plan that was stopped leaves nothing.
 */
export function makePlan(
  connection: Connection,
  file: StatementFile,
  options: PlanOptions,
  hooks: PlanHooks = {},
): number {
  const { recognition, name, sha256, bytes } = file;
  const { profile } = recognition;
  if (!profile) throw new Refusal('imports.form_unknown', {}, { file: name });
  const account = options.account ?? recognition.about?.account ?? null;
  const ids = new IdColumn(file.file.container);
  const context: FileContext = {
    source: profile.source,
    profile: profile.id,
    account,
    period: periodOfFile(file),
    ids,
    hash: sha256Hex,
  };
  const left = leftByFile(connection, sha256, { readAs: readingOf(recognition), account });
  const same = left.size > 0 ? null : planOfSameFile(connection, file, context, options.madeAt);
  if (same !== null) return same;
  const rows = new ImportRows(file.file, recognition);
  const days = new DayBalances(context, profile);
  const settled = new SettledRows(connection, { rows, context, left }, hooks, entry => days.take(entry));
  if (rows.count === 0) throw new Refusal('imports.no_rows', {}, { file: name });
  const view = new StoredBookView(connection, beijingDay(options.madeAt), settled.corrected);
  const own = movesMoney(context)
    ? ownAccount(connection, view, { ...context, account: days.account })
    : null;
  const decider = new RowDecider({ view, context, money: own?.money ?? null }, settled.facts);
  const plan = beginPlan(connection, {
    sha256,
    name,
    bytes,
    profile: profile.id,
    money: realMoney(own),
    madeAt: options.madeAt,
  });
  try {
    addStatementDays(connection, plan, days.runs());
    const tally = new PlanTally();
    const writing = { rows, settled, view, decider, tally, sheet: recognition.sheet };
    for (let from = 0; from < rows.count; from += STEP_ROWS) {
      checkCancelled(hooks);
      hooks.onProgress?.('write', from, rows.count);
      addPlanRows(connection, plan, planStep(writing, from));
    }
    setPlan(connection, plan, 'ready', JSON.stringify(aboutOf(connection, file, tally, context, own)));
  } catch (error) {
    dropPlan(connection, plan);
    throw error;
  }
  return plan;
}

/**
 * The very bytes again, read the same way: where the first time left no row to decide and nothing was undone since, every
 * row is known without looking. Null where the rows have to be gone through.
 */
function planOfSameFile(
  connection: Connection,
  { recognition, name, sha256, bytes }: StatementFile,
  { profile, account }: FileContext,
  madeAt: string,
): number | null {
  if (hasOpenRows(connection)) return null;
  for (const before of committedPlansOf(connection, sha256)) {
    const about = JSON.parse(before.about) as PlanAbout;
    const { counts, moneyFen } = about;
    if (about.readAs !== readingOf(recognition) || about.account !== account) continue;
    if (counts.refused + counts.undecided > 0) continue;
    const plan = beginPlan(connection, { sha256, name, bytes, profile, money: before.money, madeAt });
    const again: PlanAbout = {
      ...about,
      counts: { ...emptyCounts(), known: counts.new + counts.known + counts.corrected },
      moneyFen: { ...emptyCounts(), known: moneyFen.new + moneyFen.known + moneyFen.corrected },
      head: head(connection)?.seq ?? 0,
      own: null,
      placeholders: [],
      months: [],
      sameAs: about.sameAs ?? before.id,
    };
    setPlan(connection, plan, 'ready', JSON.stringify(again));
    return plan;
  }
  return null;
}

/** The period that a file names: in what stands before its rows, in its name, or in that of its sheet. */
function periodOfFile({ recognition: { about, sheet }, name }: StatementFile): string | null {
  if (about?.from && about.to) return periodOf(about.from, about.to);
  return periodIn(name) ?? periodIn(sheet);
}

function readingOf({ profile, sheet }: Recognition): string {
  return sha256Hex(JSON.stringify([profile, sheet]));
}

interface Writing {
  rows: ImportRows;
  settled: SettledRows;
  view: StoredBookView;
  decider: RowDecider;
  tally: PlanTally;
  sheet: string;
}

/** One step of plan rows, decided as they are written. */
function* planStep(writing: Writing, first: number): Generator<StoredPlanRow> {
  const { rows, settled, view, decider, tally, sheet } = writing;
  const until = Math.min(first + STEP_ROWS, rows.count);
  for (let from = first; from < until; from += READ_ROWS) {
    const ats = [...settled.order.subarray(from, Math.min(from + READ_ROWS, until))];
    const entries = ats.map(at => rows.entry(at));
    view.readCases(entries.flatMap(numbersOf));
    for (const [index, at] of ats.entries()) {
      const entry = entries[index]!;
      const row = decider.decide(entry, settled.plan(entry, at));
      const stored = storedRow(row, from + index, sheet, at => rows.cells(at));
      tally.take(row, stored.entry);
      yield stored;
    }
  }
}

/** Numbers of a row by which the book may know its case. */
function numbersOf({ row }: ImportRow): string[] {
  const { id, text } = row;
  return [id ?? '', text.merchantId ?? ''].filter(number => number !== '');
}

interface OwnAccount {
  money: MoneyRef;
  made: PlanAbout['own'];
}

const KIND_OF: Record<string, 'bank' | 'alipay' | 'wechat' | 'other'> = {
  bank: 'bank',
  alipay: 'alipay',
  wechat: 'wechat',
};
const NAMES: Record<string, string> = {
  bank: '银行账户',
  alipay: '支付宝',
  wechat: '微信支付',
  other: '其他支付账户',
};

/** The money account of a file: by its number, the only one of its kind without a number, or one to be made. */
function ownAccount(
  connection: Connection,
  view: StoredBookView,
  { source, account }: FileContext,
): OwnAccount {
  const byNumber = account === null ? null : view.moneyByNumber(account);
  if (byNumber) return { money: byNumber, made: null };
  const kind = KIND_OF[source] ?? 'other';
  const ref = kind === 'bank' ? 'bank' : 'channel';
  const sql = `SELECT id FROM money_account WHERE kind = ? AND archived_on IS NULL AND (number IS NULL OR ? IS NULL)`;
  const candidates = connection.prepareValue(sql).all(kind, account) as number[];
  const name = account === null ? NAMES[kind]! : `${NAMES[kind]} ${account}`;
  if (candidates.length === 1)
    return {
      money: { money: candidates[0]!, kind: ref },
      made: account === null ? null : { kind, number: account, name, adopt: candidates[0]! },
    };
  return {
    money: { money: PLACEHOLDERS.own, kind: ref },
    made: { kind, number: account, name, adopt: null },
  };
}

function realMoney(own: OwnAccount | null): number | null {
  return own && own.money.money > 0 ? own.money.money : null;
}

function aboutOf(
  connection: Connection,
  { recognition }: StatementFile,
  tally: PlanTally,
  { profile, account }: FileContext,
  own: OwnAccount | null,
): PlanAbout {
  const { counts, moneyFen, firstDay, lastDay, placeholders, months } = tally;
  return {
    counts,
    moneyFen,
    profile,
    sheet: recognition.sheet,
    account,
    headings: recognition.headings,
    readAs: readingOf(recognition),
    head: head(connection)?.seq ?? 0,
    own: own?.made ?? null,
    firstDay,
    lastDay,
    placeholders: [...placeholders],
    months: [...months].sort(),
  };
}

/** Fields of an event that hold the id of a money account or an employee. */
export const ACCOUNT_FIELDS: ReadonlySet<string> = new Set(['money', 'payer', 'payee', 'employee']);

/** What a plan says of its rows together. */
export class PlanTally {
  readonly counts = emptyCounts();
  readonly moneyFen = emptyCounts();
  readonly placeholders = new Set<number>();
  readonly months = new Set<string>();
  firstDay: string | null = null;
  lastDay: string | null = null;

  /** `stored` is the row's entry as text. */
  take({ state, amountFen, time, events, day }: DecidedRow, stored: string): void {
    this.counts[state] += 1;
    this.moneyFen[state] += amountFen;
    if (time !== null) {
      // Rows come in the order of time.
      this.lastDay = time.slice(0, 10);
      this.firstDay ??= this.lastDay;
    }
    if (events.length === 0) return;
    this.months.add(day.slice(0, 7));
    // Placeholders are the only negative numbers of an event.
    if (stored.includes(':-')) for (const { event } of events) this.look(event);
  }

  private look(value: object): void {
    for (const [name, part] of Object.entries(value)) {
      if (typeof part === 'object' && part !== null) this.look(part);
      else if (typeof part === 'number' && part < 0 && ACCOUNT_FIELDS.has(name)) this.placeholders.add(part);
    }
  }
}

/** Rows stand in the order in which they are booked: by time, then as the file has them. */
export function storedRow(
  row: DecidedRow,
  n: number,
  sheet: string,
  cells: (at: number) => string[],
): StoredPlanRow {
  const { time, day, direction, amountFen, reason, changes, events } = row;
  // What says nothing is left out: `entryOf` puts it back.
  const entry: Partial<PlanEntry> = { time, day, direction, amountFen };
  if (reason && Object.keys(reason.params).length > 0) entry.params = reason.params;
  if (changes.length > 0) entry.changes = changes;
  if (events.length > 0) entry.events = events;
  if (row.tickets) entry.tickets = row.tickets;
  if (row.class) entry.class = row.class;
  if (row.evidence.length > 0) entry.evidence = row.evidence;
  if (row.state === 'refused' || row.state === 'undecided') entry.cells = cells(row.at);
  return {
    n,
    sheet,
    row: row.line,
    identity: row.identity ?? '',
    version: row.version,
    contentHash: Buffer.from(row.contentHash, 'hex'),
    verdict: row.state,
    reason: row.reason?.code ?? null,
    sourceRow: row.knownId,
    raw: row.content,
    entry: JSON.stringify(entry),
  };
}

/** The entry of a stored plan row. */
export function entryOf(stored: string): PlanEntry {
  const entry = JSON.parse(stored) as PlanEntry;
  entry.params ??= {};
  entry.changes ??= [];
  entry.events ??= [];
  entry.class ??= null;
  entry.evidence ??= [];
  return entry;
}

/** What a stored plan keeps about itself. Refuses `imports.plan_unknown`. */
export function planAbout(connection: Connection, id: number) {
  const plan = planOf(connection, id);
  if (!plan) throw new Refusal('imports.plan_unknown', { plan: id });
  return { plan, about: JSON.parse(plan.about) as PlanAbout };
}
