import type { WaitingRow } from '../../contract/imports.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import {
  type FileFacts,
  GrantBalances,
  movesMoney,
  Recharges,
  RowDecider,
} from '../../domain/imports/decide.ts';
import { rowOfContent } from '../../domain/imports/kept-row.ts';
import { startRow } from '../../domain/imports/plan.ts';
import type { FileContext, ImportRow, PlanRow } from '../../domain/imports/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Source } from '../../domain/statement.ts';
import { command } from '../../ledger/command.ts';
import { sha256Hex } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { addPlanRows, beginPlan, dropPlan, type StoredPlanRow, setPlan } from '../../store/imports.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import {
  balanceTold,
  dismissPlanRows,
  isCurrent,
  moneyOfFile,
  undecidedRows as storedUndecidedRows,
  type UndecidedRow,
} from '../../store/imports-undecided.ts';
import { head } from '../../store/transaction.ts';
import type { ImportCaller } from './caller.ts';
import { entryOf, PlanTally, planAbout, storedRow } from './plan.ts';

/** Rows that no import could take so far, and orders noted without an account; the latest import first. */
export function undecidedRows(connection: Connection, limit = 1_000): WaitingRow[] {
  return storedUndecidedRows(connection, limit).map(
    ({ plan, n, name, sheet, row, verdict, reason, entry }) => {
      const { params, day, amountFen, cells = [] } = entryOf(entry);
      return { plan, n, name, sheet, row, verdict, reason, params, day, amountFen, cells };
    },
  );
}

export interface AgainOptions {
  /** UTC, ISO. */
  madeAt: string;
  /** Only rows of this import. */
  plan?: number;
  /** Account of the file, where neither file nor rows name it. */
  account?: string;
}

/**
 * Decides rows that wait once more, as the book stands now, from what was kept of them: one new plan for each file of
 * which some row can be decided by now; nothing is booked. Each is carried out like any other plan, without its file.
 */
export function decideAgain(connection: Connection, options: AgainOptions): number[] {
  const rows = storedUndecidedRows(connection).filter(
    ({ plan, identity }) => identity !== '' && (options.plan === undefined || plan === options.plan),
  );
  const byFile = Map.groupBy(rows, ({ plan }) => plan);
  return [...byFile.values()].flatMap(some => planAgain(connection, some, options) ?? []);
}

/**
 * Puts rows away for good, with a note in the log: they are not asked about again. Refuses `imports.row_unknown` where
 * one of them does not wait.
 */
export function dismissRows(
  connection: Connection,
  caller: ImportCaller,
  request: { rows: { plan: number; n: number }[]; note: string },
): Promise<{ dismissed: { plan: number; n: number }[]; note: string }> {
  return command(connection, { ...caller, procedure: 'imports.dismiss', input: request }, tx => {
    const changed = dismissPlanRows(tx, request.rows);
    if (changed < request.rows.length)
      throw new Refusal('imports.row_unknown', { missing: request.rows.length - changed });
    return { dismissed: request.rows, note: request.note };
  });
}

function planAgain(
  connection: Connection,
  rows: readonly UndecidedRow[],
  { madeAt, account }: AgainOptions,
): number | null {
  const { plan: origin, about } = planAbout(connection, rows[0]!.plan);
  const context: FileContext = {
    source: rows[0]!.identity.split('\u001f')[0] as Source,
    profile: about.profile,
    account: account ?? about.account,
    hash: sha256Hex,
  };
  const entries = rows
    .filter(row => row.version === 1 || row.verdict === 'noted' || isCurrent(connection, row.sourceRow!))
    .map((row, at) => ({ row, entry: entryFor(connection, row, context), at }))
    .toSorted((a, b) => compare(a.entry.row.time ?? '', b.entry.row.time ?? '') || a.row.n - b.row.n);
  const facts: FileFacts = { recharges: new Recharges(), grants: new GrantBalances() };
  for (const { entry, at } of entries) {
    if (Recharges.areIn(entry, context)) facts.recharges.take(entry, 'new');
    facts.grants.take(entry, at);
  }
  const corrected = entries.flatMap(({ row }) => (row.version > 1 && row.sourceRow ? [row.sourceRow] : []));
  const view = new StoredBookView(connection, beijingDay(madeAt), new Set(corrected));
  const named = context.account === null ? null : view.moneyByNumber(context.account);
  const money = movesMoney(context) ? (named ?? moneyOfFile(connection, origin.sha256)) : null;
  const decider = new RowDecider({ view, context, money }, facts);
  const tally = new PlanTally();
  const stored: StoredPlanRow[] = [];
  for (const { row, entry, at } of entries) {
    const one = decider.decide(entry, plannedOf(row, entry, at, context));
    const isDecided = one.state === 'new' || one.state === 'corrected';
    if (!isDecided || (one.reason?.code === row.reason && one.events.length === 0)) continue;
    const kept = storedRow(one, stored.length, row.sheet, () => []);
    tally.take(one, kept.entry);
    stored.push(kept);
  }
  if (stored.length === 0) return null;
  const { sha256, name, bytes, profile } = origin;
  const plan = beginPlan(connection, { sha256, name, bytes, profile, money: origin.money, madeAt });
  try {
    addPlanRows(connection, plan, stored);
    const { counts, moneyFen, firstDay, lastDay, placeholders, months } = tally;
    const again = {
      ...about,
      ...{ counts, moneyFen, firstDay, lastDay },
      account: context.account,
      head: head(connection)?.seq ?? 0,
      own: null,
      sameAs: undefined,
      placeholders: [...placeholders],
      months: [...months].sort(),
    };
    setPlan(connection, plan, 'ready', JSON.stringify(again));
  } catch (error) {
    dropPlan(connection, plan);
    throw error;
  }
  return plan;
}

function entryFor(connection: Connection, row: UndecidedRow, context: FileContext): ImportRow {
  const { direction } = entryOf(row.entry);
  const plain = rowOfContent(row.raw, { line: row.row, direction, balanceE5: null });
  if (context.profile !== 'qianchuan.daily') return plain;
  const account = plain.row.text.account || context.account || '';
  const day = plain.row.time?.slice(0, 10) ?? '';
  plain.row.balanceE5 = balanceTold(connection, row.plan, account, day);
  return plain;
}

/** The plan row of a kept one, as it was planned: its place among equal rows was found when the whole file was read. */
function plannedOf(row: UndecidedRow, entry: ImportRow, at: number, context: FileContext): PlanRow {
  const isCorrection = row.version > 1 && row.verdict !== 'noted';
  return {
    ...startRow(entry, at, context),
    state: isCorrection ? 'corrected' : 'new',
    identity: row.identity,
    version: row.version,
    knownId: row.sourceRow,
    changes: entryOf(row.entry).changes,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
