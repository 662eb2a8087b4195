import { accountOf, normalBalance } from '../../domain/accounting/chart.ts';
import { dayBefore } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { isClientSide } from '../../domain/people/cost-side.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  clientBalances as balancesOfClients,
  type ClientBalance,
} from '../../domain/reports/client-balances.ts';
import { ORDER_CODES } from '../../domain/reports/client-orders.ts';
import {
  type ClientStatement,
  STATEMENT_CODES,
  clientStatement as statementOf,
} from '../../domain/reports/client-statement.ts';
import { checkDay, checkRange } from '../../domain/reports/days.ts';
import { balancesOf, withRunning } from '../../domain/reports/lines.ts';
import { type MonthRow, monthRows } from '../../domain/reports/months.ts';
import {
  trialBalance as balanceOf,
  byCodeAndDims,
  type TrialBalance,
} from '../../domain/reports/trial-balance.ts';
import {
  clientOf,
  type DayRange,
  type PrintedBalance,
  type ReportAccount,
  type ShownTransfer,
} from '../../domain/reports/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  readAccounts,
  readBalances,
  readCaseBalances,
  readClientName,
  readEventTurnovers,
  readMonths,
  readPendings,
  readPostings,
  readTransferIds,
  readTransfers,
  readTurnovers,
} from '../../store/reports.ts';
import { clientsSeen, seesClient } from '../../store/scope.ts';

/** Which accounts a report is about; what is absent asks for nothing. */
export interface AccountFilter {
  /** A code, with all codes under it: 1123 is 1123.01 … 1123.07. */
  code?: string;
  /** Client of the account, or of its pool. */
  client?: number;
  /** One account by its id. */
  account?: number;
}

function fits(account: ReportAccount, { code, client, account: id }: AccountFilter): boolean {
  return (
    (id === undefined || account.id === id) &&
    (client === undefined || clientOf(account) === client) &&
    (code === undefined || account.code === code || account.code.startsWith(`${code}.`))
  );
}

const EVERYBODY: RowScope = { kind: 'all' };

/**
 * The accounts of a report in the order of codes and dimensions. A scope that does not reach the whole book is shown the
 * accounts of its clients without the cost side. Refuses `reports.client_unknown`, also for a client out of scope.
 */
export function accountsOf(
  connection: Connection,
  filter: AccountFilter = {},
  scope: RowScope = EVERYBODY,
): ReportAccount[] {
  if (filter.client !== undefined) clientName(connection, filter.client, scope);
  const seen = clientsSeen(connection, scope);
  const isSeen = (account: ReportAccount) =>
    seen === null || (seen.has(clientOf(account) ?? NO_CLIENT) && isClientSide(account.code));
  return readAccounts(connection)
    .filter(account => fits(account, filter) && isSeen(account))
    .toSorted(byCodeAndDims);
}

const NO_CLIENT = 0;

function clientName(connection: Connection, client: number, scope: RowScope): string {
  const name = seesClient(connection, scope, client) ? readClientName(connection, client) : null;
  if (name === null) throw new Refusal('reports.client_unknown', { client });
  return name;
}

const idsOf = (accounts: readonly ReportAccount[]) => accounts.map(({ id }) => id);

/**
 * 科目余额表 of a range, with the year to date. Sides are equal in the book and, apart, in memo, unless a filter picks
 * some accounts only. Refuses `reports.bad_day`, `reports.range_reversed`, `reports.client_unknown`.
 */
export function trialBalance(
  connection: Connection,
  range: DayRange,
  filter: AccountFilter = {},
): TrialBalance {
  const { from, to } = checkRange(range);
  const accounts = accountsOf(connection, filter);
  const ids = idsOf(accounts);
  return balanceOf(accounts, {
    before: readTurnovers(connection, ids, null, dayBefore(from)),
    during: readTurnovers(connection, ids, from, to),
    year: readTurnovers(connection, ids, `${to.slice(0, 4)}-01-01`, to),
  });
}

/** A line of 明细账: a posting on one account with the other account 对方科目 and the balance after it. */
export interface LedgerRow extends Omit<ShownTransfer, 'debit' | 'credit' | 'amountFen'> {
  account: ReportAccount;
  counter: ReportAccount;
  debitFen: number;
  creditFen: number;
  /** Debits − credits of the account after this line. */
  balanceFen: number;
}

/** Lines of 明细账 that are not yet read: which postings, in which order, with their balances. */
export interface LedgerIndex {
  accounts: ReportAccount[];
  byId: Map<number, ReportAccount>;
  openings: Map<number, number>;
  postings: ReturnType<typeof withRunning>;
}

/** Finds the postings of the accounts in a range, account by account. Refuses as `trialBalance` does. */
export function ledgerIndex(connection: Connection, range: DayRange, filter: AccountFilter): LedgerIndex {
  const { from, to } = checkRange(range);
  const accounts = accountsOf(connection, filter);
  const ids = idsOf(accounts);
  const openings = balancesOf(readTurnovers(connection, ids, null, dayBefore(from)));
  return {
    accounts,
    byId: new Map(readAccounts(connection).map(account => [account.id, account])),
    openings,
    postings: withRunning(openings, readPostings(connection, ids, { from, to })),
  };
}

/** Reads the lines of some postings of an index. */
export function ledgerLines(
  connection: Connection,
  { byId }: LedgerIndex,
  postings: LedgerIndex['postings'],
): LedgerRow[] {
  const transfers = readTransfers(
    connection,
    postings.map(({ transfer }) => transfer),
  );
  return postings.map(({ account, debitFen, creditFen, balanceFen }, at) => {
    const { debit, credit, amountFen: _, ...transfer } = transfers[at]!;
    const counter = byId.get(debit === account ? credit : debit)!;
    return { ...transfer, account: byId.get(account)!, counter, debitFen, creditFen, balanceFen };
  });
}

export interface LedgerPage {
  total: number;
  rows: LedgerRow[];
}

/** 明细账 of the accounts: `limit` lines from line `offset` on. Refuses as `trialBalance` does. */
export function ledgerRows(
  connection: Connection,
  request: DayRange & AccountFilter & { offset?: number; limit?: number },
): LedgerPage {
  const { from, to, offset = 0, limit = 1_000, ...filter } = request;
  const index = ledgerIndex(connection, { from, to }, filter);
  const rows = ledgerLines(connection, index, index.postings.slice(offset, offset + limit));
  return { total: index.postings.length, rows };
}

/** A line of 序时账. */
export interface JournalRow extends Omit<ShownTransfer, 'debit' | 'credit'> {
  debit: ReportAccount;
  credit: ReportAccount;
}

/** Transfers as a journal lists them, for some of the numbers that `journalIds` found. */
export function journalLines(
  connection: Connection,
  byId: ReadonlyMap<number, ReportAccount>,
  ids: readonly number[],
): JournalRow[] {
  return readTransfers(connection, ids).map(transfer => ({
    ...transfer,
    debit: byId.get(transfer.debit)!,
    credit: byId.get(transfer.credit)!,
  }));
}

/** Numbers of all posted transfers of a range in order of day and number. */
export function journalIds(connection: Connection, range: DayRange): number[] {
  const { from, to } = checkRange(range);
  return readTransferIds(connection, from, to);
}

/** 序时账: `limit` transfers from transfer `offset` on. Refuses `reports.bad_day`, `reports.range_reversed`. */
export function journalRows(
  connection: Connection,
  { offset = 0, limit = 1_000, ...range }: DayRange & { offset?: number; limit?: number },
): { total: number; rows: JournalRow[] } {
  const ids = journalIds(connection, range);
  const byId = new Map(readAccounts(connection).map(account => [account.id, account]));
  return { total: ids.length, rows: journalLines(connection, byId, ids.slice(offset, offset + limit)) };
}

/** A month of an account, with the account. */
export interface MonthSum extends Omit<MonthRow, 'account'> {
  account: ReportAccount;
}

/** Sums by whole months of the range, account by account. Refuses as `trialBalance` does. */
export function monthSums(connection: Connection, range: DayRange, filter: AccountFilter = {}): MonthSum[] {
  const { from, to } = checkRange(range);
  const accounts = accountsOf(connection, filter);
  const byId = new Map(accounts.map(account => [account.id, account]));
  const ids = idsOf(accounts);
  const openings = balancesOf(readTurnovers(connection, ids, null, dayBefore(`${from.slice(0, 7)}-01`)));
  const months = readMonths(connection, ids, from.slice(0, 7), to.slice(0, 7));
  return monthRows(openings, months).map(row => ({ ...row, account: byId.get(row.account)! }));
}

/** 客户余额总表. Refuses `reports.bad_day`, `reports.range_reversed`. */
export function clientBalances(connection: Connection, scope: RowScope, range: DayRange): ClientBalance[] {
  const { from, to } = checkRange(range);
  const accounts = accountsOf(connection, {}, scope).filter(({ code }) => STANDING_CODES.has(code));
  const ids = idsOf(accounts);
  return balancesOfClients(
    accounts,
    readTurnovers(connection, ids, null, dayBefore(from)),
    readEventTurnovers(connection, ids, { from, to }),
  );
}

const STANDING_CODES = new Set(['2203.01', '2203.02', '1122.01', '1122.02']);

/** 客户对账单 of one client. Refuses `reports.bad_day`, `reports.range_reversed`, `reports.client_unknown`. */
export function clientStatement(
  connection: Connection,
  scope: RowScope,
  { client, ...range }: DayRange & { client: number },
): ClientStatement {
  const { from, to } = checkRange(range);
  const name = clientName(connection, client, scope);
  const accounts = readAccounts(connection);
  const own = accounts.filter(account => clientOf(account) === client);
  const ids = idsOf(own);
  const listed = idsOf(own.filter(({ code }) => STATEMENT_CODES.has(code)));
  const onOrder = idsOf(own.filter(({ code }) => ORDER_CODES.includes(code)));
  const postings = readPostings(connection, listed, { from, to });
  return statementOf({
    client: { id: client, name },
    range: { from, to },
    accounts,
    before: readTurnovers(connection, ids, null, dayBefore(from)),
    during: readTurnovers(connection, ids, from, to),
    postings,
    transfers: readTransfers(connection, [...new Set(postings.map(({ transfer }) => transfer))]),
    orderOpenings: readCaseBalances(connection, onOrder, dayBefore(from)),
  });
}

/**
 * Balance of every account that was ever used, now or at the end of a day. Refuses `reports.bad_day`,
 * `reports.client_unknown`.
 */
export function balancesJson(
  connection: Connection,
  scope: RowScope,
  { client, on }: { client?: number; on?: string } = {},
): PrintedBalance[] {
  const accounts = accountsOf(connection, { client }, scope);
  const ids = idsOf(accounts);
  const kept = on === undefined ? readBalances(connection) : null;
  const posted = balancesOf(kept ? kept.posted : readTurnovers(connection, ids, null, checkDay(on!)));
  const pending = new Map(
    (kept ? kept.pending : readPendings(connection, ids, on!)).map(sum => [sum.account, sum]),
  );
  return accounts.map(({ id, code, dims, names }) => {
    const balanceFen = posted.get(id) ?? 0;
    const { debitsFen = 0, creditsFen = 0 } = pending.get(id) ?? {};
    return {
      account: id,
      code,
      name: accountOf(code).zh,
      dims,
      dimNames: names,
      debitFen: Math.max(balanceFen, 0),
      creditFen: Math.max(-balanceFen, 0),
      pendingFen: normalBalance(code, debitsFen as Fen, creditsFen as Fen),
    };
  });
}
