import {
  BILL_PRODUCTS,
  type BillCause,
  type BillKind,
  type BillProduct,
  isProduct,
  kindOf,
} from './business.ts';

/** Money of one account by product, 分; `unsplit` is what no source tells apart. */
export type ByProduct = Partial<Record<BillProduct, number>>;

/** What three sources tell of one account in a month, without grants; null where a source says nothing of it. */
export interface SettledAccount {
  account: string;
  accountName: string;
  client: number | null;
  clientName: string | null;
  pool: number | null;
  bill: readonly { business: string; amountFen: number; availableFen: number | null }[] | null;
  flow: ByProduct | null;
  book: ByProduct | null;
}

export const SETTLEMENT_STATES = ['agreed', 'differs', 'no_bill', 'no_flow'] as const;
/** 一致, 有差异, 无账单, 无流水 (the bill agrees with the book and no flow was read). */
export type SettlementState = (typeof SETTLEMENT_STATES)[number];

/** One business of an account; null: the source does not tell it apart, or says nothing. */
export interface SettlementPart {
  kind: BillKind;
  /** Business types as the bill names them. */
  business: string[];
  billFen: number | null;
  flowFen: number | null;
  bookFen: number | null;
}

export const SETTLEMENT_REASONS = ['REBATE_DIFF', 'RESTATE', 'PENALTY', 'UNKNOWN'] as const;
export type SettlementReason = (typeof SETTLEMENT_REASONS)[number];

/** One account of 媒体结算核对表, 分. */
export interface SettlementLine {
  account: string;
  accountName: string;
  client: number | null;
  clientName: string | null;
  pool: number | null;
  billFen: number | null;
  flowFen: number | null;
  bookFen: number;
  availableFen: number | null;
  /** Bill − flow, bill − book; null without a bill or a flow. */
  flowDiffFen: number | null;
  bookDiffFen: number | null;
  state: SettlementState;
  parts: SettlementPart[];
  /** What the difference to the book is made of; they sum to it. */
  causes: { reason: SettlementReason; amountFen: number }[];
}

const REASONS: Readonly<Record<BillCause, SettlementReason>> = {
  rebate: 'REBATE_DIFF',
  restated: 'RESTATE',
  penalty: 'PENALTY',
};

/** Bill, flow and book of one account, and why they differ; null where no source has any money of it. */
export function settle(told: SettledAccount): SettlementLine | null {
  const { account, accountName, client, clientName, pool, bill, flow, book } = told;
  const billFen = bill === null ? null : bill.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const flowFen = flow && sumOf(flow);
  const bookFen = book ? sumOf(book) : 0;
  if (billFen === null && (flowFen ?? 0) === 0 && bookFen === 0) return null;
  const bookDiffFen = billFen === null ? null : billFen - bookFen;
  const flowDiffFen = billFen === null || flowFen === null ? null : billFen - flowFen;
  const differs = bookDiffFen !== 0 || (flowDiffFen ?? 0) !== 0;
  const known = (bill ?? []).flatMap(({ availableFen }) => (availableFen === null ? [] : [availableFen]));
  return {
    ...{
      account,
      accountName,
      client,
      clientName,
      pool,
      billFen,
      flowFen,
      bookFen,
      flowDiffFen,
      bookDiffFen,
    },
    availableFen: known.length === 0 ? null : known.reduce((sum, fen) => sum + fen, 0),
    state: billFen === null ? 'no_bill' : differs ? 'differs' : flowFen === null ? 'no_flow' : 'agreed',
    parts: partsOf(told),
    causes: bookDiffFen === null ? [] : causesOf(bill ?? [], bookDiffFen),
  };
}

const sumOf = (by: ByProduct) => BILL_PRODUCTS.reduce((sum, product) => sum + (by[product] ?? 0), 0);

/** A line by business: what a source tells in one sum only stands on the line `unsplit`. */
function partsOf({ bill, flow, book }: SettledAccount): SettlementPart[] {
  const parts = new Map<BillKind, SettlementPart>();
  const of = (kind: BillKind): SettlementPart => {
    const part = parts.get(kind) ?? { kind, business: [], billFen: null, flowFen: null, bookFen: null };
    parts.set(kind, part);
    return part;
  };
  for (const { business, amountFen } of bill ?? []) {
    const part = of(kindOf(business));
    part.billFen = (part.billFen ?? 0) + amountFen;
    if (business !== '' && !part.business.includes(business)) part.business.push(business);
  }
  for (const product of BILL_PRODUCTS) {
    if (flow?.[product]) of(product).flowFen = flow[product];
    if (book?.[product]) of(product).bookFen = book[product];
  }
  return [...parts.values()].toSorted((one, other) => rank(one.kind) - rank(other.kind));
}

const ORDER: readonly BillKind[] = [...BILL_PRODUCTS, 'restated', 'rebate', 'penalty'];
const rank = (kind: BillKind) => ORDER.indexOf(kind);

/** What the bill itself calls a correction, a rebate or a penalty, and the rest, which nobody has explained. */
function causesOf(
  bill: readonly { business: string; amountFen: number }[],
  differenceFen: number,
): SettlementLine['causes'] {
  if (differenceFen === 0) return [];
  const sums = new Map<SettlementReason, number>();
  for (const { business, amountFen } of bill) {
    const kind = kindOf(business);
    if (isProduct(kind)) continue;
    sums.set(REASONS[kind], (sums.get(REASONS[kind]) ?? 0) + amountFen);
  }
  const named = [...sums.values()].reduce((sum, fen) => sum + fen, 0);
  sums.set('UNKNOWN', differenceFen - named);
  return SETTLEMENT_REASONS.flatMap(reason => {
    const amountFen = sums.get(reason) ?? 0;
    return amountFen === 0 ? [] : [{ reason, amountFen }];
  });
}

export interface SettlementTotals {
  billFen: number;
  flowFen: number;
  bookFen: number;
  availableFen: number;
  flowDiffFen: number;
  bookDiffFen: number;
  byState: Record<SettlementState, number>;
}

/** Sums of a month's lines; a difference is summed only where there is one. */
export function settlementTotals(lines: readonly SettlementLine[]): SettlementTotals {
  const sum = (of: (line: SettlementLine) => number | null) =>
    lines.reduce((fen, line) => fen + (of(line) ?? 0), 0);
  const count = (state: SettlementState) => lines.filter(line => line.state === state).length;
  return {
    ...{ billFen: sum(line => line.billFen), flowFen: sum(line => line.flowFen) },
    ...{ bookFen: sum(line => line.bookFen), availableFen: sum(line => line.availableFen) },
    ...{ flowDiffFen: sum(line => line.flowDiffFen), bookDiffFen: sum(line => line.bookDiffFen) },
    byState: Object.fromEntries(SETTLEMENT_STATES.map(state => [state, count(state)])) as Record<
      SettlementState,
      number
    >,
  };
}
