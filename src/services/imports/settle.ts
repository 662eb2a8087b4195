import { type FileFacts, GrantBalances, Recharges } from '../../domain/imports/decide.ts';
import { identityOf, rowIdOf } from '../../domain/imports/identity.ts';
import { faultOf, groupOf, planRows, startRow, stateOfFault } from '../../domain/imports/plan.ts';
import {
  type FieldChange,
  type FileContext,
  type ImportRow,
  type PlanRow,
  type Reason,
  ROW_STATES,
} from '../../domain/imports/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { knownRows, knowsSource } from '../../store/imports-known.ts';
import { type LeftRows, reasonOfLeft } from './left-waiting.ts';
import type { ImportRows } from './rows.ts';
import { checkCancelled, type PlanHooks, STEP_ROWS } from './steps.ts';

const SEPARATOR = '\u001f';
/** Seconds of a day and the day itself, so that a date alone sorts before its midnight. */
const DAY_STEPS = 86_401;

/**
 * What the rows of a file are to the book, by identity and content, before any is decided. Nothing is held for a row but
 * some numbers, so a file of any length can be planned; only rows that share a group with another row of the file, or
 * with rows of the book, are read together.
 */
export class SettledRows {
  readonly facts: FileFacts = { recharges: new Recharges(), grants: new GrantBalances() };
  /** Entries in the order of time, then as the file has them. */
  readonly order: Uint32Array;
  /** Rows of the book that the file corrects. */
  readonly corrected = new Set<number>();
  private readonly rows: ImportRows;
  private readonly context: FileContext;
  private readonly connection: Connection;
  private readonly hooks: PlanHooks;
  /** State + 1 of a row that was held against others; 0 where it is new for itself. */
  private readonly state: Uint8Array;
  private readonly number: Uint32Array;
  private readonly version: Uint32Array;
  private readonly knownId: Float64Array;
  private readonly more = new Map<number, { reason: Reason | null; changes: FieldChange[] }>();

  /**
   * `visit` sees every row, in the order of the file. Rows that an import of the file `left` to a person stay where they
   * wait. Refuses `jobs.cancelled`.
   */
  constructor(
    connection: Connection,
    { rows, context, left }: { rows: ImportRows; context: FileContext; left: LeftRows },
    hooks: PlanHooks,
    visit: (entry: ImportRow) => void,
  ) {
    this.connection = connection;
    this.rows = rows;
    this.context = context;
    this.hooks = hooks;
    const survey = new Survey(rows, context, this.facts.grants, hooks, visit);
    const { count } = rows;
    this.state = new Uint8Array(count);
    this.number = new Uint32Array(count);
    this.version = new Uint32Array(count);
    this.knownId = new Float64Array(count);
    this.order = survey.order();
    const twins = survey.twins();
    if (knowsSource(connection, context.source)) this.againstBook(twins);
    this.together(survey.grouped(twins));
    this.leave(left);
    for (const at of survey.recharges) this.facts.recharges.take(rows.entry(at), this.stateOf(at));
  }

  /** The plan row of an entry. */
  plan(entry: ImportRow, at: number): PlanRow {
    const { context } = this;
    const planned = startRow(entry, at, context);
    const state = this.state[at]!;
    if (state === 0) {
      planned.reason = this.rows.fault(at) ?? faultOf(entry, context);
      if (planned.reason) planned.state = stateOfFault(planned.reason);
      else planned.identity = `${this.groupOf(entry, planned)}${SEPARATOR}1`;
      return planned;
    }
    planned.state = ROW_STATES[state - 1]!;
    planned.version = this.version[at]!;
    planned.knownId = this.knownId[at] || null;
    const number = this.number[at]!;
    if (number > 0) planned.identity = `${this.groupOf(entry, planned)}${SEPARATOR}${number}`;
    const more = this.more.get(at);
    if (more) {
      planned.reason = more.reason;
      planned.changes = more.changes;
    }
    return planned;
  }

  private groupOf(entry: ImportRow, { contentHash }: PlanRow): string {
    return identityOf(entry, this.context, contentHash).group;
  }

  private stateOf(at: number): PlanRow['state'] {
    const state = this.state[at]!;
    return state === 0 ? 'new' : ROW_STATES[state - 1]!;
  }

  /** Rows that are alone in their group in this file, against the rows of the book. */
  private againstBook(twins: ReadonlySet<number>): void {
    const { rows, context, connection, hooks } = this;
    for (let from = 0; from < rows.count; from += STEP_ROWS) {
      checkCancelled(hooks);
      hooks.onProgress?.('match', from, rows.count);
      const step: { at: number; entry: ImportRow; group: string }[] = [];
      const to = Math.min(rows.count, from + STEP_ROWS);
      for (let at = from; at < to; at++) {
        if (twins.has(at)) continue;
        const entry = rows.entry(at);
        if (!rows.fault(at) && !faultOf(entry, context))
          step.push({ at, entry, group: groupOf(entry, context) });
      }
      const known = knownRows(
        connection,
        step.map(({ group }) => group),
      );
      if (known.size === 0) continue;
      const told = step.filter(({ group }) => known.has(group));
      this.keep(
        planRows(
          told.map(({ entry }) => entry),
          known,
          context,
        ),
        told.map(({ at }) => at),
      );
    }
  }

  /** Rows that share a group with others of the file: whole groups at a time. */
  private together(groups: Iterable<number[]>): void {
    const { rows, context, connection, hooks } = this;
    for (const ats of groups) {
      checkCancelled(hooks);
      const entries = ats.map(at => rows.entry(at));
      const faults = new Map(
        ats.flatMap((at, index) => {
          const fault = rows.fault(at);
          return fault ? [[index, fault] as const] : [];
        }),
      );
      const known = knownRows(
        connection,
        new Set(entries.filter(entry => !faultOf(entry, context)).map(entry => groupOf(entry, context))),
      );
      this.keep(planRows(entries, known, context, faults), ats);
    }
  }

  /** What waits is known and not decided here, whatever the book has learnt since. */
  private leave(left: LeftRows): void {
    for (let at = 0; left.size > 0 && at < this.rows.count; at++) {
      const entry = this.rows.entry(at);
      const waits = left.get(entry.row.line);
      if (!waits) continue;
      const { state, identity, contentHash, knownId } = this.plan(entry, at);
      if ((state !== 'new' && state !== 'corrected') || contentHash !== waits.contentHash) continue;
      // An undated file under the name of another month tells other rows.
      if (groupIn(identity!) !== groupIn(waits.identity)) continue;
      this.state[at] = ROW_STATES.indexOf('known') + 1;
      this.number[at] = 0;
      this.version[at] = 1;
      this.knownId[at] = 0;
      this.more.set(at, { reason: reasonOfLeft(waits), changes: [] });
      if (knownId !== null) this.corrected.delete(knownId);
    }
  }

  private keep(planned: readonly PlanRow[], ats: readonly number[]): void {
    planned.forEach((row, index) => {
      const at = ats[index]!;
      const { identity, reason, changes, knownId } = row;
      this.state[at] = ROW_STATES.indexOf(row.state) + 1;
      this.number[at] = identity === null ? 0 : Number(identity.slice(identity.lastIndexOf(SEPARATOR) + 1));
      this.version[at] = row.version;
      this.knownId[at] = knownId ?? 0;
      if (reason || changes.length > 0) this.more.set(at, { reason, changes });
      if (row.state === 'corrected' && knownId !== null) this.corrected.add(knownId);
    });
  }
}

/** One pass over the rows: when each was, and which share a group. */
class Survey {
  /** Entries of 充值 rows. */
  readonly recharges: number[] = [];
  private readonly times: Float64Array;
  /** Hash of the group, 53 bits; a clash costs a look and nothing else. */
  private readonly groups: Float64Array;
  private readonly count: number;

  constructor(
    rows: ImportRows,
    context: FileContext,
    grants: GrantBalances,
    hooks: PlanHooks,
    visit: (entry: ImportRow) => void,
  ) {
    this.times = new Float64Array(rows.most);
    this.groups = new Float64Array(rows.most);
    rows.survey(
      (entry, at) => {
        this.times[at] = timeNumber(entry.row.time);
        context.ids?.take(rowIdOf(entry, context));
        // Rows with a fault are grouped too: whether an id is destroyed is known once all have been seen.
        this.groups[at] = hashNumber(groupOf(entry, context));
        if (Recharges.areIn(entry, context)) this.recharges.push(at);
        grants.take(entry, at);
        visit(entry);
      },
      {
        cancelled: hooks.cancelled,
        onProgress: (done, total) => hooks.onProgress?.('read', done, total),
      },
    );
    this.count = rows.count;
  }

  order(): Uint32Array {
    const { times, count } = this;
    const order = new Uint32Array(count);
    let isSorted = true;
    for (let at = 0; at < count; at++) {
      order[at] = at;
      if (at > 0 && times[at]! < times[at - 1]!) isSorted = false;
    }
    return isSorted ? order : order.sort((a, b) => times[a]! - times[b]! || a - b);
  }

  /** Entries that share a group with another entry. */
  twins(): Set<number> {
    const sorted = this.groups.slice(0, this.count).sort();
    const shared = new Set<number>();
    for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) shared.add(sorted[at]!);
    const twins = new Set<number>();
    if (shared.size > 0)
      for (let at = 0; at < this.count; at++) if (shared.has(this.groups[at]!)) twins.add(at);
    return twins;
  }

  /** These entries in steps of whole groups, each group in the order of the file. */
  *grouped(twins: ReadonlySet<number>): Generator<number[]> {
    const { groups } = this;
    let step: number[] = [];
    let last = Number.NaN;
    for (const at of [...twins].sort((a, b) => groups[a]! - groups[b]! || a - b)) {
      if (step.length >= STEP_ROWS && groups[at] !== last) {
        yield step;
        step = [];
      }
      step.push(at);
      last = groups[at]!;
    }
    if (step.length > 0) yield step;
  }
}

function groupIn(identity: string): string {
  return identity.slice(0, identity.lastIndexOf(SEPARATOR));
}

/** A number that sorts as the text of a time does; no time comes first. */
function timeNumber(time: string | null): number {
  if (time === null) return -1;
  const day = Date.UTC(Number(time.slice(0, 4)), Number(time.slice(5, 7)) - 1, Number(time.slice(8, 10)));
  const clock =
    time.length > 10
      ? 1 + Number(time.slice(11, 13)) * 3_600 + Number(time.slice(14, 16)) * 60 + Number(time.slice(17, 19))
      : 0;
  return (day / 86_400_000 + 1_000_000) * DAY_STEPS + clock;
}

function hashNumber(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 15);
  }
  return (low >>> 0) * 0x20_0000 + ((high >>> 0) & 0x1f_ffff);
}
