import { Refusal } from '../../refusal.ts';
import type { AccountRef } from '../types.ts';
import type {
  BookBucket,
  Cash,
  ClientRef,
  ItemType,
  MemoBucket,
  MoneyRef,
  Payer,
  PoolFact,
} from './facts.ts';

/** The accounts that events move, each built in one place with exactly the dimensions its code demands. */

const ofClient = (code: string, { client, subject }: ClientRef): AccountRef =>
  subject === undefined ? { code, client } : { code, client, subject };

export const unallocated = (client: ClientRef) => ofClient('2203.01', client);
export const atPlatform = (client: ClientRef) => ofClient('2203.02', client);
export const feeAhead = (client: ClientRef) => ofClient('2203.04', client);
export const clientDeposit = (client: ClientRef) => ofClient('2241.02', client);
export const dueToClient = (client: ClientRef) => ofClient('2241.06', client);
export const clientUnearned = (client: ClientRef) => ofClient('1801', client);
export const clientRebate = (client: ClientRef) => ofClient('6001.09', client);
export const feeIncome = (client: ClientRef) => ofClient('6001.02', client);
export const feeReceivable = (client: ClientRef) => ofClient('1122.02', client);
export const allowance = (client: ClientRef) => ofClient('1231', client);
export const badDebtExpense = (client: ClientRef) => ofClient('6702', client);
/** 营业外支出—坏账损失 of 小企业会计准则. */
export const badDebtLoss = (client: ClientRef): AccountRef => ({
  ...ofClient('6711', client),
  category: 'bad_debt',
});
export const owedRebate = (client: ClientRef) => ofClient('2241.03', client);
export const owedRebateAccrued = (client: ClientRef) => ofClient('2241.04', client);
export const taxAhead = (client: ClientRef) => ofClient('2203.03', client);
export const taxAccrued = (client: ClientRef) => ofClient('2221.03', client);
export const otherIncome = (client: ClientRef) => ofClient('6301', client);
export const receivable = (client: ClientRef, category: ItemType): AccountRef => ({
  ...ofClient('1122.01', client),
  category,
});
export const charges = (client: ClientRef, pool: PoolFact): AccountRef => ({
  ...ofClient('6001.01', client),
  pool: pool.pool,
});

const ofPool = (code: string, { pool }: PoolFact, bucket: BookBucket): AccountRef => ({ code, pool, bucket });
export const available = (pool: PoolFact, bucket: BookBucket) => ofPool('1123.03', pool, bucket);
export const onOrder = (pool: PoolFact, bucket: BookBucket) => ofPool('1123.04', pool, bucket);
export const frozen = (pool: PoolFact, bucket: BookBucket) => ofPool('1123.05', pool, bucket);
export const inWallet = (wallet: PoolFact, bucket: BookBucket): AccountRef => ({
  ...ofPool('1123.02', wallet, bucket),
  supplier: wallet.supplier,
});
export const poolUnearned = ({ pool }: PoolFact): AccountRef => ({ code: '2401', pool });
export const withdrawal = ({ pool }: PoolFact): AccountRef => ({ code: '1221.02', pool });
export const banRefund = ({ pool }: PoolFact): AccountRef => ({ code: '1221.03', pool });
export const betweenPools = ({ supplier }: PoolFact): AccountRef => ({ code: '1123.07', supplier });
export const overdrawn = ({ pool, supplier }: PoolFact): AccountRef => ({ code: '2202.03', supplier, pool });
export const creditSpent = ({ pool, supplier }: PoolFact): AccountRef => ({
  code: '2202.01',
  supplier,
  pool,
});
/** Credited by the upstream before any payment of ours is known. */
export const creditedAhead = (pool: PoolFact): AccountRef => ({
  ...creditSpent(pool),
  category: 'deposit_ahead',
});
export const inTransit = ({ pool, supplier, client }: PoolFact): AccountRef => ({
  ...(client ? ofClient('1123.01', client) : { code: '1123.01' }),
  supplier,
  pool,
});
export const mediaCost = (client: ClientRef, { pool, supplier }: PoolFact): AccountRef => ({
  ...ofClient('6401.01', client),
  supplier,
  pool,
});
export const mediaRebate = ({ supplier }: Pick<PoolFact, 'supplier'>, client?: ClientRef): AccountRef => ({
  ...(client ? ofClient('6401.02', client) : { code: '6401.02' }),
  supplier,
});

export const rebateConfirmed = (supplier: number): AccountRef => ({ code: '1221.04', supplier });
export const rebateAccrued = (supplier: number): AccountRef => ({ code: '1221.05', supplier });
export const depositPaid = (supplier: number): AccountRef => ({ code: '1221.06', supplier });
export const inputTaxWaiting = (supplier: number): AccountRef => ({ code: '2221.04', supplier });
export const inputTaxReversed = (supplier: number): AccountRef => ({ code: '2221.06', supplier });
/** What the agency bears 赔付扣罚: on behalf of a client, or towards a supplier. */
export const borne = (on: ClientRef | number): AccountRef =>
  typeof on === 'number' ? { code: '6711', supplier: on } : ofClient('6711', on);

export const statement = ({ money, kind }: MoneyRef): AccountRef => ({
  code: kind === 'bank' ? '1002' : '1012',
  money,
});
export const twin = ({ money, kind }: MoneyRef): AccountRef => ({
  code: kind === 'bank' ? '1002.90' : '1012.90',
  money,
});
export const unclaimed = ({ money }: MoneyRef): AccountRef => ({ code: '2241.01', money });
export const unidentified = ({ money }: MoneyRef): AccountRef => ({ code: '1221.07', money });
export const moneyFee = ({ money }: MoneyRef): AccountRef => ({ code: '6603.01', money });
export const ownTransfer = (money: number): AccountRef => ({ code: '1012.99', money });
export const owedToEmployee = (employee: number): AccountRef => ({ code: '2241.05', employee });
export const dueFromEmployee = (employee: number): AccountRef => ({ code: '1221.08', employee });

/** The client of a pool. Refuses `accounting.client_missing` for a pool of the agency. */
export function clientOf({ client }: PoolFact, code: string): ClientRef {
  if (!client) throw new Refusal('accounting.client_missing', { code });
  return client;
}

/** Account that a payment leaves from. */
export function paidOutOf(payer: Payer): AccountRef {
  if (payer.by === 'employee') return owedToEmployee(payer.employee);
  if (payer.by === 'suspense') return unidentified(payer.money);
  return payer.by === 'row' ? statement(payer.money) : twin(payer.money);
}

/** Account that cash arrives on. */
export function receivedInto(cash: Cash): AccountRef {
  if (cash.by === 'suspense') return unclaimed(cash.money);
  return cash.by === 'row' ? statement(cash.money) : twin(cash.money);
}

const directDims = (payer: Payer) =>
  payer.by === 'employee' ? { employee: payer.employee } : { money: payer.money.money };
export const directOrder = (client: ClientRef, payer: Payer): AccountRef => ({
  ...ofClient('1123.06', client),
  ...directDims(payer),
});
export const refundInTransit = (client: ClientRef, payer: Payer): AccountRef => ({
  ...ofClient('1221.01', client),
  ...directDims(payer),
});

export const OUTPUT_TAX: AccountRef = { code: '2221.01' };
export const INPUT_TAX: AccountRef = { code: '2221.02' };
export const OPENING: AccountRef = { code: '3001' };
export const MEMO_COUNTERPART: AccountRef = { code: '9999' };

const MEMO_CODES: Record<MemoBucket, string> = {
  grant: '9001',
  shared_grant: '9002',
  red_packet: '9003',
  coupon: '9004',
  credit: '9005',
  preloan: '9006',
  client_own: '9007',
};

/** Memo account of a bucket of a pool; `onOrder` is its state 已下单. Refuses the client's own money without a client. */
export function memoOf(
  bucket: MemoBucket,
  pool: PoolFact,
  state: { client?: ClientRef; onOrder?: boolean | undefined } = {},
): AccountRef {
  const ref: AccountRef = { code: MEMO_CODES[bucket], pool: pool.pool };
  if (state.onOrder) ref.category = 'on_order';
  if (bucket !== 'client_own') return ref;
  const client = state.client ?? pool.client;
  if (!client) throw new Refusal('accounting.client_missing', { code: ref.code });
  return { ...ofClient(ref.code, client), ...ref };
}

/** Code of the memo account of a bucket. */
export function memoCode(bucket: MemoBucket): string {
  return MEMO_CODES[bucket];
}
