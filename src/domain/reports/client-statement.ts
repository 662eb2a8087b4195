import { normalBalance } from '../accounting/chart.ts';
import type { Fen } from '../money.ts';
import {
  AT_PLATFORM,
  addMoney,
  type ClientMoney,
  type MoneyByKind,
  type MoneyKind,
  moneyKind,
  moneyOf,
  NO_MONEY,
  noMoneyByKind,
  type Recharge,
  rechargeOf,
  totalFen,
  UNALLOCATED,
} from './client-money.ts';
import { type CaseBalance, ORDER_CODES, type OrderLine, orderLines } from './client-orders.ts';
import {
  type AccountPosting,
  clientOf,
  type DayRange,
  type ReportAccount,
  type ShownTransfer,
  type Turnover,
} from './types.ts';

/** What else stands between client and agency; a client reads these on the statement too. */
const OTHER_CODES: readonly string[] = ['1122.01', '1122.02', '2203.04', '2241.02', '2241.03', '2241.06'];
/** What 在平台 is made of (I1). */
const PLATFORM_CODES: readonly string[] = [
  '1123.01',
  '1123.03',
  '1123.04',
  '1123.05',
  '1123.06',
  '1221.01',
  '1221.02',
  '1221.03',
];
/** Grants and the client's own money, shown apart; the agency's credit lines are not the client's to read. */
const MEMO_CODES: readonly string[] = ['9001', '9002', '9003', '9004', '9007'];

/** One movement of the client's money with the balances after it. */
export interface StatementLine {
  transfer: number;
  on: string;
  kind: MoneyKind;
  event: string;
  summary: string;
  caseNo: string | null;
  red: boolean;
  change: ClientMoney;
  after: ClientMoney;
}

/** Balance of one code over the client's accounts, on the code's normal side in 分. */
export interface CodeBalance {
  code: string;
  openingFen: number;
  /** Opening to closing. */
  changeFen: number;
  closingFen: number;
}

/** 客户对账单: opening + every kind = closing, in 待充值 and in 在平台. */
export interface ClientStatement {
  client: number;
  name: string;
  range: DayRange;
  opening: ClientMoney;
  kinds: MoneyByKind;
  recharge: Recharge;
  closing: ClientMoney;
  lines: StatementLine[];
  orders: OrderLine[];
  /** Spend that no order of the client carries: PC versions, credit, flows not yet allocated. */
  unorderedSpendFen: number;
  platform: CodeBalance[];
  other: CodeBalance[];
  memo: CodeBalance[];
}

/** What a statement is made from; postings and turnovers only of the client's accounts. */
export interface StatementParts {
  client: { id: number; name: string };
  range: DayRange;
  /** Every account that transfers name, so that other sides are known. */
  accounts: readonly ReportAccount[];
  before: readonly Turnover[];
  during: readonly Turnover[];
  /** On the codes of `STATEMENT_CODES`, in order of day and number. */
  postings: readonly AccountPosting[];
  transfers: readonly ShownTransfer[];
  orderOpenings: readonly CaseBalance[];
}

/** Codes whose postings a statement lists. */
export const STATEMENT_CODES: ReadonlySet<string> = new Set([UNALLOCATED, AT_PLATFORM, ...ORDER_CODES]);

/** Makes the statement of one client. */
export function clientStatement(parts: StatementParts): ClientStatement {
  const { client, range, accounts, before, during, postings } = parts;
  const byId = new Map(accounts.map(account => [account.id, account]));
  const transfers = new Map(parts.transfers.map(transfer => [transfer.id, transfer]));
  const opening = before.reduce(
    (sum, { account, debitsFen, creditsFen }) =>
      addMoney(sum, moneyOf(byId.get(account)!.code, debitsFen, creditsFen)),
    NO_MONEY,
  );
  const lines = statementLines(opening, postings, transfers, byId);
  const kinds = noMoneyByKind();
  for (const { kind, change } of lines) kinds[kind] = addMoney(kinds[kind], change);
  const onOrder = postings.filter(({ account }) => ORDER_CODES.includes(byId.get(account)!.code));
  const orders = orderLines(parts.orderOpenings, onOrder, transfers, byId);
  const own = accounts.filter(account => clientOf(account) === client.id);
  const balances = (codes: readonly string[]) => codeBalances(codes, own, before, during);
  return {
    client: client.id,
    name: client.name,
    range,
    opening,
    kinds,
    recharge: rechargeOf(kinds),
    closing: lines.at(-1)?.after ?? opening,
    lines,
    orders,
    unorderedSpendFen: 0 - totalFen(kinds.spend) - orders.reduce((sum, { spentFen }) => sum + spentFen, 0),
    platform: balances(PLATFORM_CODES),
    other: balances(OTHER_CODES),
    memo: balances(MEMO_CODES),
  };
}

/** One line a transfer: a move between 待充值 and 在平台 is one line with both changes. */
function statementLines(
  opening: ClientMoney,
  postings: readonly AccountPosting[],
  transfers: ReadonlyMap<number, ShownTransfer>,
  accounts: ReadonlyMap<number, ReportAccount>,
): StatementLine[] {
  const changes = new Map<number, ClientMoney>();
  for (const { account, transfer, debitFen, creditFen } of postings) {
    const { code } = accounts.get(account)!;
    if (code !== UNALLOCATED && code !== AT_PLATFORM) continue;
    const change = addMoney(changes.get(transfer) ?? NO_MONEY, moneyOf(code, debitFen, creditFen));
    changes.set(transfer, change);
  }
  let after = opening;
  return [...changes]
    .filter(([, { unallocatedFen, atPlatformFen }]) => unallocatedFen !== 0 || atPlatformFen !== 0)
    .map(([id, change]) => ({ transfer: transfers.get(id)!, change }))
    .toSorted((one, other) => inTime(one.transfer, other.transfer))
    .map(({ transfer, change }) => {
      after = addMoney(after, change);
      const { id, effectiveOn, event, summary, caseNo, red } = transfer;
      return {
        transfer: id,
        on: effectiveOn,
        kind: moneyKind(event),
        event,
        summary,
        caseNo,
        red,
        change,
        after,
      };
    });
}

function inTime(one: ShownTransfer, other: ShownTransfer): number {
  if (one.effectiveOn !== other.effectiveOn) return one.effectiveOn < other.effectiveOn ? -1 : 1;
  return one.id - other.id;
}

function codeBalances(
  codes: readonly string[],
  accounts: readonly ReportAccount[],
  before: readonly Turnover[],
  during: readonly Turnover[],
): CodeBalance[] {
  return codes
    .map(code => {
      const ids = new Set(accounts.filter(account => account.code === code).map(({ id }) => id));
      const openingFen = sum(code, ids, before);
      const changeFen = sum(code, ids, during);
      return { code, openingFen, changeFen, closingFen: openingFen + changeFen };
    })
    .filter(({ openingFen, changeFen }) => openingFen !== 0 || changeFen !== 0);
}

function sum(code: string, accounts: ReadonlySet<number>, turnovers: readonly Turnover[]): number {
  let fen = 0;
  for (const { account, debitsFen, creditsFen } of turnovers)
    if (accounts.has(account)) fen += normalBalance(code, debitsFen as Fen, creditsFen as Fen);
  return fen;
}
