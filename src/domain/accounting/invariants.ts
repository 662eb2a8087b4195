import { ExactSum, type Fen } from '../money.ts';
import { accountOf, hasDims, isMemo, refKey } from './chart.ts';
import type { ClientRef, MemoBucket } from './events/facts.ts';
import { memoCode } from './events/refs.ts';
import type { AccountRef, Bucket, Dims, Leg } from './types.ts';

/** A posted balance in 分 on the account's normal side. */
export interface AccountBalance {
  account: AccountRef;
  fen: Fen;
}

/** A broken invariant: what should stand there, what does, and whose it is. */
export interface Break {
  invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'limit';
  dims: Dims;
  /** Code or case that the figures belong to, where the dimensions do not say it. */
  subject?: string;
  expectedFen: Fen;
  actualFen: Fen;
}

type Balances = Iterable<AccountBalance>;

/** Sums by key, exact. */
class Tally {
  private readonly sums = new Map<string, { dims: Dims; subject?: string; sum: ExactSum }>();

  add(key: string, fen: number, dims: Dims, subject?: string): void {
    let entry = this.sums.get(key);
    if (!entry) {
      entry = { dims, sum: new ExactSum(), ...(subject === undefined ? {} : { subject }) };
      this.sums.set(key, entry);
    }
    entry.sum.add(fen);
  }

  fen(key: string): Fen {
    return Number(this.sums.get(key)?.sum.total() ?? 0n) as Fen;
  }

  *entries(): Iterable<{ key: string; dims: Dims; subject?: string }> {
    for (const [key, { dims, subject }] of this.sums)
      yield subject === undefined ? { key, dims } : { key, dims, subject };
  }
}

/** Where two tallies differ, as breaks of one invariant. */
function differences(invariant: Break['invariant'], expected: Tally, actual: Tally): Break[] {
  const breaks: Break[] = [];
  const seen = new Set<string>();
  for (const tally of [expected, actual])
    for (const { key, dims, subject } of tally.entries()) {
      if (seen.has(key)) continue;
      seen.add(key);
      const [expectedFen, actualFen] = [expected.fen(key), actual.fen(key)];
      if (expectedFen === actualFen) continue;
      const found: Break = { invariant, dims, expectedFen, actualFen };
      breaks.push(subject === undefined ? found : { ...found, subject });
    }
  return breaks;
}

const CLIENT_AT_PLATFORM = new Set(['1123.01', '1123.06', '1221.01']);
const POOL_AT_PLATFORM = new Set(['1123.03', '1123.04', '1123.05', '1221.02', '1221.03']);

/**
 * I1 per client and subject: 2203.02 = 1123.01 (its own) + 1123.03 + .04 + .05 over its pools + 1123.06 + 1221.01 +
 * 1221.02 + 1221.03. `ownerOf` names the client of a pool; pools of the agency have none.
 */
export function clientMoneyAtPlatform(
  balances: Balances,
  ownerOf: (pool: number) => ClientRef | undefined,
): Break[] {
  const assets = new Tally();
  const owed = new Tally();
  for (const { account, fen } of balances) {
    const { code } = account;
    const owner = POOL_AT_PLATFORM.has(code)
      ? ownerOf(account.pool!)
      : code === '2203.02' || CLIENT_AT_PLATFORM.has(code)
        ? clientOf(account)
        : undefined;
    if (!owner) continue;
    (code === '2203.02' ? owed : assets).add(refKey({ code: '', ...owner }), fen, owner);
  }
  return differences('I1', assets, owed);
}

function clientOf({ client, subject }: AccountRef): ClientRef | undefined {
  if (client === undefined) return undefined;
  return subject === undefined ? { client } : { client, subject };
}

const BUCKET_OF_MEMO = new Map<string, Bucket>(
  (['grant', 'shared_grant', 'red_packet', 'coupon', 'credit', 'preloan', 'client_own'] as MemoBucket[]).map(
    bucket => [memoCode(bucket), bucket],
  ),
);
const POOL_MONEY = new Set(['1123.02', '1123.03', '1123.04', '1123.05']);

/** I2 per pool and bucket that the platform reports: available + on order + frozen = the platform's balance of it. */
export function poolsAgree(
  balances: Balances,
  platform: Iterable<{ pool: number; bucket: Bucket; balanceFen: Fen }>,
): Break[] {
  const book = new Tally();
  for (const { account, fen } of balances) {
    const bucket = POOL_MONEY.has(account.code) ? account.bucket : BUCKET_OF_MEMO.get(account.code);
    if (bucket !== undefined) book.add(`${account.pool} ${bucket}`, fen, { pool: account.pool!, bucket });
  }
  return [...platform].flatMap(({ pool, bucket, balanceFen }) => {
    const actualFen = book.fen(`${pool} ${bucket}`);
    return actualFen === balanceFen
      ? []
      : [{ invariant: 'I2' as const, dims: { pool, bucket }, expectedFen: balanceFen, actualFen }];
  });
}

/** I3 per money account with a statement: 1002 or 1012 = the statement's balance. */
export function moneyAgrees(
  balances: Balances,
  statements: Iterable<{ money: number; balanceFen: Fen }>,
): Break[] {
  const book = new Tally();
  for (const { account, fen } of balances)
    if (account.code === '1002' || account.code === '1012')
      book.add(String(account.money), fen, { money: account.money! });
  return [...statements].flatMap(({ money, balanceFen }) => {
    const actualFen = book.fen(String(money));
    return actualFen === balanceFen
      ? []
      : [{ invariant: 'I3' as const, dims: { money }, expectedFen: balanceFen, actualFen }];
  });
}

/** I4: the open items of an account sum to its balance, for every code that keeps items (2202.01 aside). */
export function itemsAgree(
  balances: Balances,
  items: Iterable<{ account: AccountRef; openFen: Fen }>,
): Break[] {
  const kept = (code: string) => accountOf(code).openItems && code !== '2202.01';
  const open = new Tally();
  const posted = new Tally();
  for (const { account, openFen } of items)
    if (kept(account.code)) open.add(refKey(account), openFen, dimsOf(account), account.code);
  for (const { account, fen } of balances)
    if (kept(account.code)) posted.add(refKey(account), fen, dimsOf(account), account.code);
  return differences('I4', open, posted);
}

function dimsOf({ code: _, ...dims }: AccountRef): Dims {
  return dims;
}

/**
 * I5: 3001, the sum of 1012.99, 1123.07 per supplier and 2202.03 per pool are 0, or a ticket or named difference stands
 * for them: `named` answers whether one does.
 */
export function passingAccountsZero(
  balances: Balances,
  named: (code: string, dims: Dims) => boolean = () => false,
): Break[] {
  const found = new Tally();
  for (const { account, fen } of balances) {
    if (!['3001', '1012.99', '1123.07', '2202.03'].includes(account.code)) continue;
    const dims = account.code === '1012.99' ? {} : dimsOf(account);
    found.add(refKey({ code: account.code, ...dims }), fen, dims, account.code);
  }
  return differences('I5', new Tally(), found).filter(({ subject, dims }) => !named(subject!, dims));
}

const ONE_TO_ONE = new Set(['E30', 'E32', 'E33', 'E40', 'E41', 'E43']);

/** I6 per case: charges 6001.01 less cost 6401.01 of the legs that post spend are 0, sold grants (E34) aside. */
export function chargesEqualCost(legs: Iterable<Leg>): Break[] {
  const charged = new Tally();
  const cost = new Tally();
  for (const { event, debit, credit, amountFen, caseNo = '' } of legs) {
    if (!ONE_TO_ONE.has(event)) continue;
    for (const [account, sign] of [[debit, 1] as const, [credit, -1] as const]) {
      if (account.code === '6001.01') charged.add(caseNo, -sign * amountFen, {}, caseNo);
      if (account.code === '6401.01') cost.add(caseNo, sign * amountFen, {}, caseNo);
    }
  }
  return differences('I6', charged, cost);
}

/** I7 whole book: Σ Dr = Σ Cr on book and, apart, on memo. */
export function booksBalance(balances: Balances): Break[] {
  const debits = new Tally();
  const credits = new Tally();
  for (const { account, fen } of balances) {
    const side = accountOf(account.code).side === 'debit' ? debits : credits;
    const part = isMemo(account.code) ? 'memo' : 'book';
    side.add(part, fen, {}, part);
  }
  return differences('I7', debits, credits);
}

/** Accounts below zero whose limit is ≥ 0. */
export function limitsHold(balances: Balances): Break[] {
  return [...balances]
    .filter(({ account, fen }) => fen < 0 && accountOf(account.code).guard !== 'none')
    .map(({ account, fen }) => ({
      invariant: 'limit' as const,
      dims: dimsOf(account),
      subject: account.code,
      expectedFen: 0 as Fen,
      actualFen: fen,
    }));
}

/** Sum of one code over the given dimensions, exact. */
export function sumOf(balances: Balances, code: string, dims: Dims = {}): Fen {
  const sum = new ExactSum();
  for (const { account, fen } of balances) if (account.code === code && hasDims(account, dims)) sum.add(fen);
  return Number(sum.total()) as Fen;
}
