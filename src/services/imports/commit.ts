import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import type { Expansion } from '../../domain/accounting/types.ts';
import { searchText } from '../../domain/parties/search.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import { type Accounts, accountsOf } from '../../ledger/accounts.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { setPeriod } from '../../ledger/periods.ts';
import { liveTransfersOfRow, reverseTransfers } from '../../ledger/reverse.ts';
import { insertRow, updateRow } from '../../store/changes.ts';
import {
  finishPlan,
  keepSourceFile,
  type NewPlanRow,
  newPlanRows,
  type PlannedSource,
  planRowsFrom,
  SourceRowWriter,
  type StoredPlan,
  type StoredPlanRow,
  sourceFileOf,
  unknownMonths,
} from '../../store/imports.ts';
import { PLACEHOLDERS } from '../../store/imports-accounts.ts';
import { keepOrders, type OrderCounts } from './orders.ts';
import { pairOwn } from './pairing.ts';
import { ACCOUNT_FIELDS, entryOf, type PlanAbout, type PlanEntry } from './plan.ts';
import { STEP_ROWS } from './steps.ts';
import { SpendTakeOver } from './take-over.ts';
import { reviewTickets } from './tickets.ts';

const PART_BYTES = 1 << 20;
/** New rows that are read together: few enough to be forgotten at once. */
const READ_ROWS = 2_000;

export interface Committed {
  /** Batch of the new rows, null where nothing was booked. */
  batch: number | null;
  /** Batches of corrected rows, one a day. */
  corrections: number[];
  transfers: number;
  rows: number;
  /** Rows that are kept and move nothing. */
  noted: number;
  /** What an order list did to the orders of the book; absent for other files. */
  orders?: OrderCounts;
}

export interface CommitHooks {
  /** Rulebook by which reported figures are final (DAT-2); without it they stay provisional. */
  rules?: readonly RuleRow[];
  onProgress?(done: number, total: number): void;
}

/** Carries a plan out inside a command: keeps the file, its rows, posts their events, and marks the plan. */
export class Commit {
  private readonly tx: Tx;
  private readonly plan: StoredPlan;
  private readonly about: PlanAbout;
  private readonly accounts: Accounts;
  private readonly sourceRows: SourceRowWriter;
  private readonly made = new Map<number, number>();
  private readonly hooks: CommitHooks;
  private readonly tickets: { expansion: Expansion; day: string; sourceRow: number }[] = [];
  private readonly takeOver: SpendTakeOver | null;
  private file = 0;
  private readonly result: Committed = { batch: null, corrections: [], transfers: 0, rows: 0, noted: 0 };

  constructor(tx: Tx, plan: StoredPlan, about: PlanAbout, hooks: CommitHooks) {
    this.tx = tx;
    this.plan = plan;
    this.about = about;
    this.hooks = hooks;
    this.accounts = accountsOf(tx);
    this.sourceRows = new SourceRowWriter(tx);
    this.takeOver =
      plan.profile === 'qianchuan.daily' ? new SpendTakeOver(tx, this.accounts, this.sourceRows) : null;
  }

  /**
   * Without a path the file must be one that the book keeps. Refuses `imports.file_changed` where the file is not the
   * one that was planned, `imports.file_unknown`.
   */
  run(path: string | null): Committed {
    const { tx, plan } = this;
    if (path !== null) checkUnchanged(path, plan);
    else if (sourceFileOf(tx.connection, plan.sha256) === null)
      throw new Refusal('imports.file_unknown', { file: plan.name });
    this.makeAccounts();
    const { name, sha256, bytes, profile } = plan;
    const file = { name, sha256, bytes, profile, money: this.ownMoney() };
    this.file = keepSourceFile(tx, file, path === null ? [] : deflated(path));
    this.openMonths();
    this.postNew();
    this.postCorrected();
    this.writeTickets();
    this.keepOrders();
    pairOwn(tx);
    reviewTickets(tx, this.result.batch ?? this.result.corrections[0] ?? null);
    finishPlan(tx, plan.id, this.result.batch);
    return this.result;
  }

  private keepOrders(): void {
    const { id, profile } = this.plan;
    const { sameAs, account } = this.about;
    const kept = keepOrders(this.tx, { id, sameAs, profile, account }, this.hooks.rules ?? []);
    if (!kept) return;
    this.result.orders = kept.counts;
    this.result.transfers += kept.transfers;
    this.result.batch ??= kept.batch;
  }

  private ownMoney(): number | null {
    return this.made.get(PLACEHOLDERS.own) ?? this.plan.money;
  }

  /** Accounts that the plan posts on and the book did not have. */
  private makeAccounts(): void {
    const { own } = this.about;
    if (own?.adopt) updateRow(this.tx, 'money_account', own.adopt, { number: own.number });
    else if (own) this.made.set(PLACEHOLDERS.own, this.makeMoney(own.kind, own.name, own.number));
    const needed = new Set(this.about.placeholders);
    for (const [kind, id] of Object.entries(PLACEHOLDERS)) {
      if (!needed.has(id) || this.made.has(id)) continue;
      if (kind === 'employee') this.made.set(id, this.makeEmployee());
      else if (kind !== 'own') this.made.set(id, this.makeMoney(kind, DEFAULT_NAMES[kind]!, null));
    }
  }

  private makeMoney(kind: string, name: string, number: string | null): number {
    return insertRow(this.tx, 'money_account', {
      kind,
      name,
      search_key: searchText(`${name}${number ?? ''}`),
      number,
    });
  }

  private makeEmployee(): number {
    const name = DEFAULT_NAMES.employee!;
    return insertRow(this.tx, 'employee', { name, search_key: searchText(name) });
  }

  /** Later months of the book open with the first file that reaches into them. */
  private openMonths(): void {
    for (const month of unknownMonths(this.tx.connection, this.about.months))
      setPeriod(this.tx, month, 'open');
  }

  private postNew(): void {
    const { tx, plan, about } = this;
    const head = { event: 'E00', effectiveOn: this.firstDay(), summary: `导入 ${plan.name}` };
    let writer: BatchWriter | null = null;
    const writerOf = () => {
      writer ??= new BatchWriter(tx, head);
      return writer;
    };
    for (const step of this.newSteps()) {
      const entries = step.map(({ entry }) => entryOf(entry));
      this.accounts.readCases(entries.flatMap(({ events }) => events.flatMap(casesAsked)));
      const sourceRows = this.keepRows(step, entries);
      entries.forEach((entry, at) => {
        this.postRow(entry, sourceRows[at]!, step[at]!.entry, writerOf);
      });
      this.result.rows += step.length;
      this.result.batch = (writer as BatchWriter | null)?.id ?? null;
      this.writeTickets();
      this.hooks.onProgress?.(this.result.rows, about.counts.new + about.counts.corrected);
    }
    const written = writer as BatchWriter | null;
    this.result.transfers += written?.count ?? 0;
    written?.finish();
  }

  private firstDay(): string {
    return this.about.firstDay ?? this.tx.at.slice(0, 10);
  }

  private *newSteps(): Generator<NewPlanRow[]> {
    const { counts } = this.about;
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const isDense = counts.new * 4 > rows;
    for (let from: number | null = 0; from !== null && counts.new > 0; ) {
      this.tx.checkpoint();
      const step = newPlanRows(this.tx.connection, this.plan.id, from, { limit: READ_ROWS, isDense, rows });
      if (step.rows.length > 0) yield step.rows;
      from = step.next;
    }
  }

  /** Source rows of a step: rows of earlier, undone imports as they stand, the others taken over from the plan. */
  private keepRows(step: readonly NewPlanRow[], entries: readonly PlanEntry[]): number[] {
    const ids = step.map(({ sourceRow }) => sourceRow);
    const fresh: PlannedSource[] = [];
    step.forEach((row, at) => {
      const state = entries[at]!.events.length > 0 ? 'booked' : 'noted';
      if (row.sourceRow === null) fresh.push({ ...row, state });
      else this.sourceRows.setState(row.sourceRow, state);
    });
    let next = this.sourceRows.addPlanned(this.plan.id, this.file, fresh);
    return ids.map(id => id ?? next++);
  }

  private keepRow(row: StoredPlanRow, isBooked: boolean): number {
    const state = isBooked ? 'booked' : 'noted';
    const { sheet, row: line, identity, version, contentHash, raw } = row;
    return this.sourceRows.add({
      file: this.file,
      sheet,
      row: line,
      identity,
      version,
      contentHash,
      state,
      raw,
    });
  }

  /** Posts a row's events; a row whose events moved nothing after all is only noted. */
  private postRow(
    { events, tickets, day }: PlanEntry,
    sourceRow: number,
    text: string,
    writerOf: () => BatchWriter,
  ): void {
    if (tickets) this.tickets.push({ expansion: { legs: [], tickets }, day, sourceRow });
    // Placeholders are the only negative numbers of an event.
    const made = text.includes(':-') ? this.made : NONE_MADE;
    let legs = 0;
    for (const { event, needs } of events) {
      if (needs && this.accounts.of({ code: '2203.01', ...needs.client }) < needs.amountFen) continue;
      this.takeOver?.before(event, day, writerOf);
      const expansion = expand(withReal(event, made), this.accounts);
      if (expansion.tickets.length > 0) this.tickets.push({ expansion, day, sourceRow });
      for (const leg of expansion.legs) writerOf().add(leg, day, sourceRow);
      legs += expansion.legs.length;
    }
    if (legs > 0) return;
    this.result.noted += 1;
    if (events.length > 0) this.sourceRows.setState(sourceRow, 'noted');
  }

  /** A corrected row: what its last version posted is reversed, the new version posted, in one batch a day. */
  private postCorrected(): void {
    const byDay = new Map<string, { row: StoredPlanRow; entry: PlanEntry }[]>();
    for (const one of this.rows(['corrected']))
      byDay.set(one.entry.day, [...(byDay.get(one.entry.day) ?? []), one]);
    for (const [day, rows] of byDay) this.correctDay(day, rows);
  }

  private correctDay(day: string, rows: { row: StoredPlanRow; entry: PlanEntry }[]): void {
    let writer: BatchWriter | null = null;
    const head = { event: 'E00', effectiveOn: day, summary: `导入 ${this.plan.name}` };
    for (const { row, entry } of rows) {
      const live = liveTransfersOfRow(this.tx.connection, row.sourceRow!);
      if (live.length > 0 || entry.events.length > 0) writer ??= new BatchWriter(this.tx, head);
      if (writer) reverseTransfers(this.tx, writer, live);
      this.sourceRows.setState(row.sourceRow!, 'superseded');
      const sourceRow = this.keepRow(row, entry.events.length > 0);
      this.postRow(entry, sourceRow, row.entry, () => writer!);
      this.result.rows += 1;
    }
    if (!writer) return;
    this.result.transfers += writer.count;
    this.result.corrections.push(writer.finish());
  }

  private writeTickets(): void {
    for (const { expansion, day, sourceRow } of this.tickets.splice(0))
      for (const { reason, amountFen, dims, caseNo } of expansion.tickets) {
        const { client, supplier, money, pool, employee, bucket, category } = dims;
        insertRow(this.tx, 'ticket', {
          reason,
          amount_fen: amountFen,
          state: 'open',
          arose_on: day,
          batch: this.result.batch,
          source_row: sourceRow,
          case_no: caseNo,
          client,
          supplier,
          money,
          pool,
          employee,
          bucket,
          category,
        });
      }
  }

  private *rows(verdicts: readonly string[]): Generator<{ row: StoredPlanRow; entry: PlanEntry }> {
    const total = this.about.counts.new + this.about.counts.corrected;
    let from = 0;
    let done = 0;
    for (;;) {
      this.tx.checkpoint();
      this.hooks.onProgress?.(done, total);
      const step = planRowsFrom(this.tx.connection, this.plan.id, from, STEP_ROWS, verdicts);
      for (const row of step) yield { row, entry: entryOf(row.entry) };
      if (step.length < STEP_ROWS) return;
      done += step.length;
      from = step.at(-1)!.n + 1;
    }
  }
}

const DEFAULT_NAMES: Record<string, string> = {
  bank: '银行账户（待指定）',
  alipay: '支付宝（待指定）',
  wechat: '微信支付（待指定）',
  douyin_pay: '抖音支付（待指定）',
  employee: '员工（待指定）',
};

const NONE_MADE: ReadonlyMap<number, number> = new Map();
/** Events that ask what their case has on an account. */
const ASKS_CASE: ReadonlySet<string> = new Set(['E30', 'E31', 'E36', 'E37', 'E38', 'E41']);

function casesAsked({ event }: PlanEntry['events'][number]): string[] {
  return ASKS_CASE.has(event.id) && event.caseNo !== undefined ? [event.caseNo] : [];
}

/** The event with the accounts that the commit made in the places of the plan's placeholders. */
function withReal(event: LedgerEvent, made: ReadonlyMap<number, number>): LedgerEvent {
  return made.size === 0 ? event : (replaced(event, made) as LedgerEvent);
}

function replaced(value: unknown, made: ReadonlyMap<number, number>): unknown {
  if (Array.isArray(value)) return value.map(part => replaced(part, made));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => {
    const real =
      typeof part === 'number' && part < 0 && ACCOUNT_FIELDS.has(name) ? made.get(part) : undefined;
    return [name, real ?? replaced(part, made)];
  });
  return Object.fromEntries(entries);
}

/** Refuses `imports.file_changed` where a file is not the one that was planned. */
function checkUnchanged(path: string, { sha256, name }: StoredPlan): void {
  const hash = createHash('sha256');
  for (const part of partsOf(path)) hash.update(part);
  if (hash.digest('hex') !== sha256) throw new Refusal('imports.file_changed', {}, { file: name });
}

/** The file's bytes in deflated parts, made as they are asked for. */
function* deflated(path: string): Generator<Uint8Array> {
  // The quickest level: the file is kept beside a book that is many times its size.
  for (const part of partsOf(path)) yield deflateSync(part, { level: 1 });
}

function* partsOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(PART_BYTES);
    for (let at = 0; ; ) {
      const read = readSync(file, buffer, 0, PART_BYTES, at);
      if (read === 0) return;
      yield buffer.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(file);
  }
}
