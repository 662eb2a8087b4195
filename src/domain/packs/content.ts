import { MONEY_KINDS, type MoneyKind } from '../reports/client-money.ts';
import type { ClientStatement } from '../reports/client-statement.ts';
import type { DayRange } from '../reports/types.ts';

export const PACK_FORMAT = 'duizhang-statement-1';

/**
 * 截至 of a statement. `sealed`: the month is closed; `complete`: open, but every flow was read after its settling days;
 * `provisional`: the platform may still change what it says.
 */
export interface Finality {
  state: 'sealed' | 'complete' | 'provisional';
  /** Last day that the figures reach to. */
  to: string;
  /** Last day that the platform's flows tell; null where the client has none. */
  flowTo: string | null;
  /** Digest of the seal; null for an open month. */
  seal: string | null;
}

/** When, by whom and over which head of the log a pack was made. */
export interface PackStamp {
  /** UTC, ISO. */
  madeAt: string;
  madeBy: string;
  headSeq: number;
  headHash: string;
  finality: Finality;
}

/** An invoice to the client, dated in the month; 分, below 0 for a red letter. */
export interface PackInvoice {
  number: string;
  issuedOn: string;
  kind: string;
  netFen: number;
  taxFen: number;
  grossFen: number;
}

type Money = [unallocatedFen: number, atPlatformFen: number];

/** What the check code runs over: no words of a language, money in 分. */
export interface PackContent {
  format: typeof PACK_FORMAT;
  book: { id: string; name: string };
  client: { id: number; code: string; name: string };
  month: string;
  range: DayRange;
  opening: Money;
  /** Kinds that moved, as the summary lists them. */
  kinds: [kind: MoneyKind, unallocatedFen: number, atPlatformFen: number][];
  closing: Money;
  paidFen: number;
  creditedFen: number;
  unorderedSpendFen: number;
  orders: [
    caseNo: string,
    opening: number,
    placed: number,
    spent: number,
    returned: number,
    closing: number,
  ][];
  /** 在平台 by code, other balances and memo 表外: on the code's normal side. */
  balances: [code: string, openingFen: number, changeFen: number, closingFen: number][];
  invoices: PackInvoice[];
  /** SHA-256 over the rows of both lists. */
  entriesSha256: string;
  rowsSha256: string;
}

const money = ({
  unallocatedFen,
  atPlatformFen,
}: {
  unallocatedFen: number;
  atPlatformFen: number;
}): Money => [unallocatedFen, atPlatformFen];

/** What a pack states, out of the statement and the digests of its lists. */
export function packContent(
  statement: ClientStatement,
  about: Pick<PackContent, 'book' | 'month' | 'invoices' | 'entriesSha256' | 'rowsSha256'> & { code: string },
): PackContent {
  const { code, book, month, ...lists } = about;
  const { kinds, recharge } = statement;
  return {
    format: PACK_FORMAT,
    book,
    client: { id: statement.client, code, name: statement.name },
    month,
    range: statement.range,
    opening: money(statement.opening),
    kinds: MONEY_KINDS.map((kind): PackContent['kinds'][number] => [kind, ...money(kinds[kind])]).filter(
      ([, unallocatedFen, atPlatformFen]) => unallocatedFen !== 0 || atPlatformFen !== 0,
    ),
    closing: money(statement.closing),
    paidFen: recharge.paidFen,
    creditedFen: recharge.creditedFen,
    unorderedSpendFen: statement.unorderedSpendFen,
    orders: statement.orders.map(each => [
      each.caseNo,
      each.openingFen,
      each.placedFen,
      each.spentFen,
      each.returnedFen,
      each.closingFen,
    ]),
    balances: [...statement.platform, ...statement.other, ...statement.memo].map(each => [
      each.code,
      each.openingFen,
      each.changeFen,
      each.closingFen,
    ]),
    ...lists,
  };
}

/** A client without a balance and without a movement gets no statement. */
export function hasStatement({
  opening,
  closing,
  lines,
  orders,
  platform,
  other,
  memo,
}: ClientStatement): boolean {
  const balances = [...platform, ...other, ...memo];
  return (
    lines.length + orders.length + balances.length > 0 ||
    [opening, closing].some(each => each.unallocatedFen !== 0 || each.atPlatformFen !== 0)
  );
}

/** Sixteen signs of a hash in groups of four: `3F2A-…`. */
export function checkCode(sha256: string): string {
  return sha256.slice(0, 16).toUpperCase().match(/.{4}/g)!.join('-');
}
