import type { ReportAccount, Turnover } from './types.ts';

/**
 * 资金日报: what each bank account, payment channel, agent wallet, pool and transit account held before a day, took in, gave
 * out, and holds at its end. Amounts in 分, debits as what came in.
 */

export const FUND_GROUPS = ['bank', 'channel', 'wallet', 'pool', 'transit'] as const;
/** 银行, 第三方支付, 代理商账户, 资金池, 在途. */
export type FundGroup = (typeof FUND_GROUPS)[number];

const GROUP_OF: Readonly<Record<string, FundGroup>> = {
  '1002': 'bank',
  '1012': 'channel',
  '1123.02': 'wallet',
  '1123.03': 'pool',
  '1123.04': 'pool',
  '1123.05': 'pool',
  '1002.90': 'transit',
  '1012.90': 'transit',
  '1012.99': 'transit',
  '1123.01': 'transit',
  '1123.06': 'transit',
  '1123.07': 'transit',
  '1221.01': 'transit',
  '1221.02': 'transit',
  '1221.03': 'transit',
};
/** Accounts that hold the funds of the agency, or that they pass through. */
export const FUND_CODES: readonly string[] = Object.keys(GROUP_OF);

export interface FundFigures {
  openingFen: number;
  inFen: number;
  outFen: number;
  closingFen: number;
}

/** An account behind a line, with everything that moved on it. */
export interface FundAccount extends FundFigures {
  account: ReportAccount;
}

/** One line: a money account, a wallet, a pool, or a code of money in transit. */
export interface FundLine extends FundFigures {
  group: FundGroup;
  /** Stable: code of a transit line, else code and dimensions. */
  key: string;
  /** Without what moved between accounts of the same line (available to on order). */
  accounts: FundAccount[];
}

/** Sum of a group in a currency; `group` null: of everything in it. */
export interface FundTotal extends FundFigures {
  group: FundGroup | null;
  currency: string;
}

/** What one account gave another on the day; a red one is negative on its original sides. */
export interface PairTurnover {
  debit: number;
  credit: number;
  amountFen: number;
}

export interface FundSums {
  /** Up to the day before. */
  before: readonly Turnover[];
  /** On the day. */
  during: readonly Turnover[];
  pairs: readonly PairTurnover[];
}

/** Line that an account belongs to; accounts of other codes have none. */
function keyOf({ code, dims }: ReportAccount): string {
  const group = GROUP_OF[code];
  if (group === 'transit') return code;
  if (group === 'wallet') return `${code} ${dims.supplier} ${dims.pool}`;
  return group === 'pool' ? `pool ${dims.pool}` : `${code} ${dims.money}`;
}

const NOTHING: FundFigures = { openingFen: 0, inFen: 0, outFen: 0, closingFen: 0 };

/**
 * Lines in the order of the groups and of the accounts given, without those that have nothing to tell. Of every line
 * opening + in − out = closing, and the closing is the ledger's balance of its accounts.
 */
export function fundLines(
  accounts: readonly ReportAccount[],
  { before, during, pairs }: FundSums,
): FundLine[] {
  const openings = new Map(before.map(sum => [sum.account, sum.debitsFen - sum.creditsFen]));
  const moved = new Map(during.map(sum => [sum.account, sum]));
  const keys = new Map(accounts.map(account => [account.id, keyOf(account)]));
  const inside = new Map<string, number>();
  for (const { debit, credit, amountFen } of pairs) {
    const key = keys.get(debit);
    if (key !== undefined && key === keys.get(credit)) inside.set(key, (inside.get(key) ?? 0) + amountFen);
  }
  const groups = Map.groupBy(accounts, account => keys.get(account.id)!);
  const lines = [...groups].map(([key, own]): FundLine => {
    const parts = own.map(account =>
      accountOn(account, openings.get(account.id) ?? 0, moved.get(account.id)),
    );
    const sums = figuresSum(parts);
    const insideFen = inside.get(key) ?? 0;
    return {
      group: GROUP_OF[own[0]!.code]!,
      key,
      ...sums,
      inFen: sums.inFen - insideFen,
      outFen: sums.outFen - insideFen,
      accounts: parts.filter(hasFigures),
    };
  });
  const place = ({ group }: FundLine) => FUND_GROUPS.indexOf(group);
  return lines.filter(({ accounts: parts }) => parts.length > 0).sort((a, b) => place(a) - place(b));
}

function accountOn(account: ReportAccount, openingFen: number, moved: Turnover | undefined): FundAccount {
  const [inFen, outFen] = [moved?.debitsFen ?? 0, moved?.creditsFen ?? 0];
  return { account, openingFen, inFen, outFen, closingFen: openingFen + inFen - outFen };
}

const hasFigures = ({ openingFen, inFen, outFen }: FundFigures) =>
  openingFen !== 0 || inFen !== 0 || outFen !== 0;

/** Figures of several lines or accounts in one. */
export function figuresSum(of: readonly FundFigures[]): FundFigures {
  return of.reduce(
    (sum, { openingFen, inFen, outFen, closingFen }) => ({
      openingFen: sum.openingFen + openingFen,
      inFen: sum.inFen + inFen,
      outFen: sum.outFen + outFen,
      closingFen: sum.closingFen + closingFen,
    }),
    NOTHING,
  );
}

/** What moved from one line to another on the day: it stands among what came in and among what went out. */
export function betweenLines(lines: readonly FundLine[], pairs: readonly PairTurnover[]): number {
  const keys = new Map(lines.flatMap(({ key, accounts }) => accounts.map(part => [part.account.id, key])));
  return pairs.reduce((fen, { debit, credit, amountFen }) => {
    const [to, from] = [keys.get(debit), keys.get(credit)];
    return to !== undefined && from !== undefined && to !== from ? fen + amountFen : fen;
  }, 0);
}

/** Sums by group and currency, then of everything by currency. */
export function fundTotals(lines: readonly (FundLine & { currency: string })[]): FundTotal[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  return currencies.flatMap(currency => {
    const own = lines.filter(line => line.currency === currency);
    const groups = FUND_GROUPS.flatMap((group): FundTotal[] => {
      const some = own.filter(line => line.group === group);
      return some.length === 0 ? [] : [{ group, currency, ...figuresSum(some) }];
    });
    return [...groups, { group: null, currency, ...figuresSum(own) }];
  });
}

/** A line as the report shows it. */
export interface ShownFundLine extends FundLine {
  /** Name of the money account, wallet or pool; null: the line is known by its code. */
  name: string | null;
  /** Number of the account, or its id at the platform. */
  no: string | null;
  clientName: string | null;
  currency: string;
}

export const PAYABLE_KINDS = [
  ...(['recharge', 'client_refund', 'employee', 'platform', 'overdrawn', 'client_rebate'] as const),
] as const;
/** 已批未付的充值, 应退客户款, 应付员工代付款, 到期的授信消耗, 欠费, 已确认的客户返点. */
export type PayableKind = (typeof PAYABLE_KINDS)[number];

/** What is to be paid by the end of the day. */
export interface Payable {
  kind: PayableKind;
  party: string;
  no: string | null;
  /** Null: it is due as soon as it stands. */
  dueOn: string | null;
  amountFen: number;
  /** Its ledger; null for an application, which nothing is booked of yet. */
  account: number | null;
}

/** What a client owes and was to have paid by the day. */
export interface DueItem {
  item: number;
  clientCode: string | null;
  clientName: string | null;
  /** 垫款, 后付, 透支, 扣罚 or a fee. */
  kind: string;
  no: string | null;
  dueOn: string;
  overdueDays: number;
  openFen: number;
  account: number;
}

export interface FundsDaily {
  on: string;
  lines: ShownFundLine[];
  totals: FundTotal[];
  /** What moved between lines of the report; see `betweenLines`. */
  betweenFen: number;
  payables: Payable[];
  payableFen: number;
  /** The oldest due first. */
  dues: DueItem[];
  dueFen: number;
}
