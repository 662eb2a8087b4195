import type { Fen } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { type AccountKind, type AccountLine, CHART, type Guard, type Side } from './accounts.ts';
import type { AccountRef, Bucket, Dims, Leg } from './types.ts';

export type DimName = keyof Dims;

/** A code of the chart with its dimensions spelt out. */
export interface ChartAccount extends Omit<AccountLine, 'dims' | 'contra' | 'clearing'> {
  contra: boolean;
  clearing: boolean;
  memo: boolean;
  demanded: readonly DimName[];
  optional: readonly DimName[];
  /** Exactly one of these must be given; empty where the code has no such choice. */
  oneOf: readonly DimName[];
  /** Whether a leg on this code must name its case. */
  byCase: 'always' | 'may' | 'never';
  /** Whether the balance is made of open items 往来明细. */
  openItems: boolean;
}

const LETTERS: Record<string, DimName> = {
  C: 'client',
  S: 'supplier',
  M: 'money',
  P: 'pool',
  B: 'bucket',
  E: 'employee',
  T: 'category',
};
/** Order of dimensions in an account key; never to be changed, books store the keys. */
const KEY_ORDER: readonly DimName[] = [
  'client',
  'subject',
  'supplier',
  'money',
  'pool',
  'bucket',
  'employee',
  'category',
];
const ON_BOOK_BUCKETS: ReadonlySet<Bucket> = new Set<Bucket>(['prepay', 'rebate_credit']);

/** Largest amount of one transfer, in 分. */
export const MAX_AMOUNT_FEN = 10_000_000_000_000;

function spelt({ dims, contra, clearing, ...line }: AccountLine): ChartAccount {
  const marks = dims.split(' ').filter(mark => mark !== '');
  const named = (pick: (mark: string) => boolean) => marks.filter(pick).map(mark => LETTERS[mark[0]!]!);
  const choice = marks.find(mark => mark.includes('/'));
  const oneOf = choice ? choice.split('/').map(letter => LETTERS[letter]!) : [];
  const demanded = named(mark => mark in LETTERS);
  const optional = named(mark => mark.endsWith('?') && mark[0]! in LETTERS);
  if ([...demanded, ...optional, ...oneOf].includes('client')) optional.push('subject');
  return {
    ...line,
    contra: contra === true,
    clearing: clearing === true,
    memo: line.kind === 'memo',
    demanded,
    optional,
    oneOf,
    byCase: marks.includes('O') ? 'always' : marks.includes('O?') ? 'may' : 'never',
    openItems: marks.includes('I'),
  };
}

/** The chart in the order of its codes. */
export const ACCOUNTS: readonly ChartAccount[] = CHART.map(spelt);
const BY_CODE = new Map(ACCOUNTS.map(account => [account.code, account]));
/** What a code demands, as `dimsOf` tells it; codes with a choice are left out. */
const DEMANDED = new Map(
  ACCOUNTS.filter(({ oneOf }) => oneOf.length === 0).map(({ code, demanded }) => [
    code,
    dimsOf(Object.fromEntries(demanded.map(dim => [dim, 0]))),
  ]),
);

/** Account of a code. Refuses `accounting.unknown_code`. */
export function accountOf(code: string): ChartAccount {
  const account = BY_CODE.get(code);
  if (!account) throw new Refusal('accounting.unknown_code', { code });
  return account;
}

/** Whether a code is memo 表外. Refuses an unknown code. */
export function isMemo(code: string): boolean {
  return accountOf(code).memo;
}

const PROFIT_AND_LOSS: ReadonlySet<AccountKind> = new Set<AccountKind>(['income', 'cost', 'expense']);

/** Whether a code is income, cost or expense: its movements against the normal side are shown red on the normal side. */
export function isProfitAndLoss(code: string): boolean {
  return PROFIT_AND_LOSS.has(accountOf(code).kind);
}

/** Balance in 分 on the account's normal side from the two sums of its postings. */
export function normalBalance(code: string, debitsFen: Fen, creditsFen: Fen): Fen {
  return (accountOf(code).side === 'debit' ? debitsFen - creditsFen : creditsFen - debitsFen) as Fen;
}

/** What one posting on a side does to the balance on the normal side. */
export function effectOn(code: string, side: Side, amountFen: Fen): Fen {
  return (accountOf(code).side === side ? amountFen : -amountFen) as Fen;
}

/**
 * Checks that a reference carries what its code demands and nothing else. Refuses `accounting.unknown_code`,
 * `accounting.dim_missing`, `accounting.dim_unknown`, and `accounting.bucket_off_book` for memo money on a book code.
 */
export function checkRef(ref: AccountRef): void {
  const account = accountOf(ref.code);
  // Nearly every reference carries just what its code demands.
  if (DEMANDED.get(ref.code) !== dimsOf(ref)) checkDims(ref, account);
  if (ref.bucket !== undefined && !account.memo && !ON_BOOK_BUCKETS.has(ref.bucket))
    throw new Refusal('accounting.bucket_off_book', { code: ref.code, bucket: ref.bucket });
}

function checkDims(ref: AccountRef, account: ChartAccount): void {
  const missing = account.demanded.find(dim => ref[dim] === undefined);
  if (missing) throw new Refusal('accounting.dim_missing', { code: ref.code, dim: missing });
  const chosen = account.oneOf.filter(dim => ref[dim] !== undefined);
  if (account.oneOf.length > 0 && chosen.length !== 1)
    throw new Refusal('accounting.dim_missing', { code: ref.code, dim: account.oneOf.join(' / ') });
  const unknown = KEY_ORDER.find(
    dim =>
      ref[dim] !== undefined &&
      !account.demanded.includes(dim) &&
      !account.optional.includes(dim) &&
      !account.oneOf.includes(dim),
  );
  if (unknown) throw new Refusal('accounting.dim_unknown', { code: ref.code, dim: unknown });
}

/**
 * Checks one leg: both references, the case where a code demands it, the amount, and that memo never joins book.
 * Refuses by the codes of `checkRef`, `accounting.memo_joins_book`, `accounting.same_account`, `accounting.amount_invalid`.
 */
export function checkLeg(leg: Leg): void {
  for (const ref of [leg.debit, leg.credit]) {
    checkRef(ref);
    if (accountOf(ref.code).byCase === 'always' && leg.caseNo === undefined)
      throw new Refusal('accounting.dim_missing', { code: ref.code, dim: 'case' });
  }
  if (isMemo(leg.debit.code) !== isMemo(leg.credit.code))
    throw new Refusal('accounting.memo_joins_book', { debit: leg.debit.code, credit: leg.credit.code });
  if (sameRef(leg.debit, leg.credit)) throw new Refusal('accounting.same_account', { code: leg.debit.code });
  if (!Number.isSafeInteger(leg.amountFen) || leg.amountFen < 1 || leg.amountFen > MAX_AMOUNT_FEN)
    throw new Refusal('accounting.amount_invalid', { event: leg.event, amount: String(leg.amountFen) });
}

/**
 * Canonical text of an account: code, then the dimensions that are given, in a fixed order:
 * `1123.03;pool=7;bucket=prepay`. Equal keys mean the same account; the store keeps it UNIQUE.
 */
export function refKey(ref: AccountRef): string {
  // Spelt out in the order of KEY_ORDER: every balance that an expansion asks for comes through here.
  const { client, subject, supplier, money, pool, bucket, employee, category } = ref;
  let key = ref.code;
  if (client !== undefined) key += `;client=${client}`;
  if (subject !== undefined) key += `;subject=${subject}`;
  if (supplier !== undefined) key += `;supplier=${supplier}`;
  if (money !== undefined) key += `;money=${money}`;
  if (pool !== undefined) key += `;pool=${pool}`;
  if (bucket !== undefined) key += `;bucket=${bucket}`;
  if (employee !== undefined) key += `;employee=${employee}`;
  if (category !== undefined) key += `;category=${encodeURIComponent(category)}`;
  return key;
}

/** The dimensions that a reference carries, one bit each. */
function dimsOf({ client, subject, supplier, money, pool, bucket, employee, category }: Dims): number {
  return (
    (client === undefined ? 0 : 1) |
    (subject === undefined ? 0 : 2) |
    (supplier === undefined ? 0 : 4) |
    (money === undefined ? 0 : 8) |
    (pool === undefined ? 0 : 16) |
    (bucket === undefined ? 0 : 32) |
    (employee === undefined ? 0 : 64) |
    (category === undefined ? 0 : 128)
  );
}

/** Whether two references mean the same account. */
export function sameRef(a: AccountRef, b: AccountRef): boolean {
  return (
    a.code === b.code &&
    a.client === b.client &&
    a.pool === b.pool &&
    a.bucket === b.bucket &&
    a.subject === b.subject &&
    a.supplier === b.supplier &&
    a.money === b.money &&
    a.employee === b.employee &&
    a.category === b.category
  );
}

/** Whether an account carries all the given dimensions; absent ones ask for nothing. */
export function hasDims(ref: AccountRef, dims: Dims): boolean {
  return KEY_ORDER.every(dim => dims[dim] === undefined || ref[dim] === dims[dim]);
}

export type { AccountKind, Guard, Side };
