import type { Facts, LedgerEvent } from '../../src/domain/accounting/events/facts.ts';
import type { Expansion, Leg } from '../../src/domain/accounting/types.ts';
import {
  BANK,
  byRow,
  CHANNEL,
  channelRow,
  fen,
  type NaiveBook,
  OTHER_POOL,
  POOL,
  RULES,
  WALLET,
} from './book.ts';
import { pairAdjusted, SETTLEMENT_MAKERS } from './histories-settlement.ts';
import { TAX_MAKERS } from './histories-tax.ts';
import {
  amountOf,
  asOf,
  bucketOf,
  CLIENTS,
  type Maker,
  type Memory,
  of,
  orderOf,
  PAYERS,
  POOLS,
  SHARED,
  type Step,
} from './history-step.ts';

const MAKERS: Record<string, Maker> = {
  E01: at => ({ id: 'E01', money: of([BANK, CHANNEL], at), ...amountOf(at) }),
  E02: at => ({
    id: 'E02',
    step: of(['register', 'row', 'matched'] as const, at),
    caseNo: 'r',
    money: BANK,
    ...amountOf(at),
  }),
  E03: (at, _, book) => {
    const amountFen = fen(
      at.intent ? at.amount : Math.min(at.amount, Math.max(0, book.of({ code: '2241.01', money: 1 }))),
    );
    const part = {
      client: of(CLIENTS, at),
      as: of(['funds', 'funds', 'funds', 'deposit', 'fee_ahead'] as const, at),
    };
    return { id: 'E03', money: BANK, parts: [{ ...part, amountFen }] };
  },
  E04: at => ({ id: 'E04', money: CHANNEL, netFen: fen(at.amount), feeFen: fen(at.pick % 10) }),
  E05: at => ({ id: 'E05', step: 'row', money: BANK, ...amountOf(at) }),
  E07: at => ({ id: 'E07', step: at.flag ? 'out' : 'in', money: of([BANK, CHANNEL], at), ...amountOf(at) }),
  E08: at => ({
    id: 'E08',
    money: BANK,
    debited: at.flag ? { code: '1221.08', employee: 4 } : { code: '1221.07', money: 1 },
    ...amountOf(at),
  }),
  E09: at => ({ id: 'E09', step: at.flag ? 'fee' : 'interest', money: BANK, ...amountOf(at) }),
  E10: at => ({ id: 'E10', step: at.flag ? 'out' : 'in', money: BANK, category: '工资', ...amountOf(at) }),
  E11: (at, { claims }) => {
    const claimed = claims.splice(at.pick % Math.max(1, claims.length), 1)[0];
    const sumFen = claimed?.reduce((sum, { amountFen }) => sum + amountFen, 0) ?? 0;
    if (!claimed || sumFen === 0) return undefined;
    return {
      id: 'E11',
      claimed,
      corrected: { money: BANK, parts: [{ client: of(CLIENTS, at), amountFen: fen(sumFen), as: 'funds' }] },
    };
  },
  E12: at => ({ id: 'E12', client: of(CLIENTS, at), ceilingFen: fen(50_000), ...amountOf(at) }),
  E15: at => ({
    id: 'E15',
    client: of(CLIENTS, at),
    code: '1122.01',
    category: at.flag ? 'advance' : 'overdraft',
    ...amountOf(at),
  }),
  E16: at => ({
    id: 'E16',
    client: of(CLIENTS, at),
    rebateFen: fen(at.amount % 200),
    recognition: at.pick % 9 ? 'with_spend' : 'at_recharge',
  }),
  E17: (at, { recharges }) => {
    const facts: Facts<'E17'> = {
      id: 'E17',
      caseNo: `c${at.pick}`,
      ...asOf(at),
      pool: of(POOLS, at),
      paidFen: fen(at.amount),
      creditedFen: fen(at.amount + Math.floor(at.amount / (at.pick % 3 ? 20 : -50))),
      paidFrom: of(PAYERS, at),
    };
    if (!at.intent) recharges.push(facts);
    return facts;
  },
  E18: at => ({
    id: 'E18',
    pool: of([...POOLS, SHARED], at),
    bucket: bucketOf(at),
    creditedFen: fen(at.amount),
    ...(at.flag ? { expectedFen: fen(at.amount + 1) } : {}),
  }),
  E19: at =>
    at.flag
      ? {
          id: 'E19',
          caseNo: 'w',
          step: 'pay',
          pool: WALLET,
          paidFen: fen(at.amount),
          creditedFen: fen(at.amount + Math.floor(at.amount / 20)),
          paidFrom: of(PAYERS, at),
        }
      : { id: 'E19', step: 'arrived', pool: WALLET, bucket: bucketOf(at), creditedFen: fen(at.amount) },
  E20: at => ({
    id: 'E20',
    ...asOf(at),
    wallet: WALLET,
    pool: of([...POOLS, SHARED], at),
    bucket: bucketOf(at),
    ...amountOf(at),
  }),
  E21: at => ({
    id: 'E21',
    ...asOf(at),
    wallet: WALLET,
    pool: of([...POOLS, SHARED], at),
    bucket: bucketOf(at),
    ...amountOf(at),
  }),
  E22: at => ({
    id: 'E22',
    ...asOf(at),
    from: of(POOLS, at),
    to: POOLS[(at.pick + 1) % 3]!,
    bucket: bucketOf(at),
    ...amountOf(at),
  }),
  E23: at => ({ id: 'E23', caseNo: 'lot', pool: of(POOLS, at), bucket: 'grant', ...amountOf(at) }),
  E24: at => ({
    id: 'E24',
    step: at.flag ? 'raise' : 'cut',
    pool: of(POOLS, at),
    bucket: 'credit',
    ...amountOf(at),
  }),
  E25: at => ({ id: 'E25', pool: of(POOLS, at), client: of(CLIENTS, at), ...amountOf(at) }),
  E26: (at, { recharges }) => {
    const recharge = recharges[at.pick % Math.max(1, recharges.length)];
    return (
      recharge && {
        id: 'E26',
        pool: recharge.pool,
        paidFen: recharge.paidFen,
        creditedFen: recharge.creditedFen,
        into: { by: at.flag ? 'row' : 'suspense', money: BANK },
        ownRebateFen: fen(at.amount % 100),
      }
    );
  },
  E27: at => ({
    id: 'E27',
    ...asOf(at),
    caseNo: orderOf(at),
    pool: of(POOLS, at),
    bucket: bucketOf(at),
    ...(at.flag ? { unsplit: true } : {}),
    ...amountOf(at),
    ...(at.pick % 4 ? {} : { memo: [{ bucket: 'coupon', amountFen: fen(5) }] }),
  }),
  E28: at => ({
    id: 'E28',
    ...asOf(at),
    caseNo: orderOf(at),
    client: of(CLIENTS, at),
    pool: at.pick % 2 ? OTHER_POOL : POOL,
    paidFrom: at.pick % 8 ? (at.flag ? channelRow : { by: 'employee', employee: 4 }) : { by: 'client' },
    ...amountOf(at),
  }),
  E29: at => ({ id: 'E29', from: of(CLIENTS, at), to: CLIENTS[(at.pick + 1) % 2]!, ...amountOf(at) }),
  E30: at => ({ id: 'E30', ...spendOf(at) }),
  E31: at => ({ id: 'E31', ...spendOf(at) }),
  E32: at => ({
    id: 'E32',
    pool: at.flag ? of(POOLS, at) : SHARED,
    client: at.flag ? of(POOLS, at).client! : of(CLIENTS, at),
    bucket: 'credit',
    mode: at.pick % 3 ? 'M1' : 'M2',
    ...(at.intent ? { postpaid: true } : {}),
    ...amountOf(at),
  }),
  E33: at => ({
    id: 'E33',
    mode: at.flag ? 'M1' : 'M2',
    pool: SHARED,
    client: of(CLIENTS, at),
    bucket: bucketOf(at),
    source: { kind: 'pc' },
    ...amountOf(at),
  }),
  E34: at => ({
    id: 'E34',
    pool: of(POOLS, at),
    bucket: 'grant',
    ...amountOf(at),
    ...(at.flag ? { sold: { client: of(CLIENTS, at), priceFen: fen(at.amount >> 1) } } : {}),
  }),
  E35: at => ({ id: 'E35', pool: of(POOLS, at), client: of(CLIENTS, at), ...amountOf(at) }),
  E36: at => ({
    id: 'E36',
    caseNo: orderOf(at),
    pool: of(POOLS, at),
    bucket: bucketOf(at),
    ...(at.flag ? { unsplit: true } : {}),
    unspentFen: fen(at.amount),
  }),
  E37: at => ({
    id: 'E37',
    caseNo: orderOf(at),
    client: of(CLIENTS, at),
    paidFrom: channelRow,
    expectedFen: fen(at.amount),
  }),
  E38: at => ({
    id: 'E38',
    caseNo: orderOf(at),
    client: of(CLIENTS, at),
    paidFrom: at.flag ? channelRow : { by: 'employee', employee: 4 },
    arrived: of(
      [{ to: 'agency', into: channelRow }, { to: 'client' }, { to: 'employee', employee: 4 }] as const,
      at,
    ),
    ...amountOf(at),
  }),
  E41: (at, { spends }) => {
    if (at.pick % 4 === 0) return restatedMemo(at);
    if (at.flag) return { id: 'E41', step: 'more', mode: 'M1', ...spendOf(at) };
    const spend = spends[at.pick % Math.max(1, spends.length)];
    if (!spend) return undefined;
    const amountFen = fen(Math.min(at.amount, spend.openFen));
    spend.openFen -= amountFen;
    const { id: _, ...facts } = spend.facts;
    return { ...facts, id: 'E41', step: 'less', mode: 'M1', amountFen, released: spend.releasedOf };
  },
  E42: at => ({ id: 'E42', pool: of(POOLS, at), bucket: 'grant', ...amountOf(at) }),
  E43: at => ({ id: 'E43', pool: of([...POOLS, SHARED], at), bucket: bucketOf(at) }),
  E44: at => ({
    id: 'E44',
    step: at.flag ? 'freeze' : 'unfreeze',
    pool: of(POOLS, at),
    bucket: bucketOf(at),
    ...amountOf(at),
  }),
  E45: (at, memory) => ({
    id: 'E45',
    ...asOf(at),
    caseNo: `w${memory.count}`,
    pool: of(POOLS, at),
    bucket: bucketOf(at),
    ...amountOf(at),
  }),
  E46: (at, { withdrawals }) => {
    const asked = withdrawals.splice(at.pick % Math.max(1, withdrawals.length), 1)[0];
    if (!asked) return undefined;
    const { caseNo, pool, bucket, keptFen } = asked;
    const requestedFen = fen(asked.amountFen);
    if (at.pick % 3 === 0)
      return { id: 'E46', step: 'refused', caseNo, pool, bucket, requestedFen, keptFen: fen(keptFen) };
    const amountFen = fen(at.intent ? at.amount : asked.amountFen - keptFen);
    if (at.flag) return { id: 'E46', step: 'agency', caseNo, pool, into: byRow, amountFen };
    return { id: 'E46', step: 'client', caseNo, pool, amountFen, requestedFen };
  },
  E48: at =>
    at.flag
      ? { id: 'E48', step: 'approve', caseNo: orderOf(at), client: of(CLIENTS, at), grossFen: fen(at.amount) }
      : {
          id: 'E48',
          step: 'pay',
          caseNo: orderOf(at),
          client: of(CLIENTS, at),
          paidFrom: { by: at.intent ? 'row' : 'suspense', money: BANK },
          ...amountOf(at),
        },
  E49: at => ({ id: 'E49', client: of(CLIENTS, at), ...amountOf(at) }),
  E59: at => {
    if (at.pick % 3 === 0) return pairAdjusted(at);
    if (at.flag)
      return { id: 'E59', rules: RULES, step: 'unclaimable', client: of(CLIENTS, at), ...amountOf(at) };
    const pool = of(POOLS, at);
    return {
      id: 'E59',
      rules: RULES,
      step: 'rounding',
      direction: at.intent ? 'gain' : 'loss',
      amountFen: fen(1 + (at.amount % 100)),
      pool,
      on: { code: '1123.03', pool: pool.pool, bucket: 'prepay' },
    };
  },
};

/** E41 of credit, a grant, or the client's own money. */
function restatedMemo(at: Step): LedgerEvent {
  const [pool, { amountFen }] = [of(POOLS, at), amountOf(at)];
  const client = pool.client!;
  const step = at.flag ? 'more' : 'less';
  const released = { spentFen: amountFen, clientRebateFen: fen(0), mediaRebateFen: fen(0) };
  if (at.pick % 3 === 0) return { id: 'E41', of: 'own', step, pool, client, amountFen };
  if (at.pick % 3 === 1)
    return {
      ...{ id: 'E41', of: 'grant', step, pool, bucket: 'grant', amountFen, released },
      ...(at.intent ? { sold: { client, priceFen: fen(at.amount >> 1) } } : {}),
    };
  const mode = at.pick % 8 ? 'M1' : 'M2';
  const facts = { id: 'E41', of: 'credit', pool, bucket: 'credit', mode, amountFen, released } as const;
  return { ...facts, step, ...(at.intent ? { postpaid: true } : {}) };
}

function spendOf(at: Step) {
  const pool = of(POOLS, at);
  const sources = [
    { kind: 'pc' },
    { kind: 'order' },
    { kind: 'unallocated' },
    { kind: 'direct', paidFrom: channelRow },
  ] as const;
  const source = sources[(at.pick >> 3) % 4]!;
  return {
    caseNo: orderOf(at),
    pool,
    bucket: bucketOf(at),
    source,
    ...(at.flag ? { unsplit: true as const } : {}),
    ...amountOf(at),
  };
}

const ALL: Record<string, Maker> = { ...MAKERS, ...SETTLEMENT_MAKERS, ...TAX_MAKERS };
/** Events that the histories draw from. */
export const DRAWN = Object.keys(ALL);
/** Acts of the product that may be refused for want of money; everything else is a fact, or a fact by its standing. */
const REFUSABLE = new Set([...['E03', 'E11', 'E12', 'E15', 'E29', 'E39', 'E58', 'E59', 'T3', 'T4']]);

/** The event of a step, or nothing where the history has nothing for it yet. */
export function eventOf(at: Step, memory: Memory, book: NaiveBook): LedgerEvent | undefined {
  memory.count += 1;
  return ALL[DRAWN[at.kind % DRAWN.length]!]!(at, memory, book);
}

export function mayBeRefused(event: LedgerEvent): boolean {
  if (event.id === 'E48') return event.step === 'approve';
  if (event.id === 'E40') return event.decision === 'spend_too_high';
  if (event.id === 'E47') return event.step === 'confiscated';
  if (event.id === 'E50' && event.step !== 'taken') return true;
  if (event.id === 'E56') return event.use !== 'cash';
  if (event.id === 'E57') return event.step === 'client_paid' || event.step === 'client_applied';
  if (event.id === 'T2') return event.step === 'charged';
  return REFUSABLE.has(event.id) || ('as' in event && event.as === 'intent');
}

/** Remembers what later facts refer to. */
export function remember(memory: Memory, event: LedgerEvent, { legs }: Expansion): void {
  const sumOf = (pick: (leg: Leg) => boolean) =>
    legs.filter(pick).reduce((fen, { amountFen }) => fen + amountFen, 0);
  if (event.id === 'E03' && legs.length > 0)
    memory.claims.push(legs.filter(({ debit }) => debit.code === '2241.01'));
  if (event.id === 'E30')
    memory.spends.push({
      facts: event,
      openFen: event.amountFen,
      releasedOf: {
        spentFen: event.amountFen,
        clientRebateFen: fen(sumOf(({ credit }) => credit.code === '1801')),
        mediaRebateFen: fen(sumOf(({ debit }) => debit.code === '2401')),
      },
    });
  if (event.id === 'E47' && event.step === 'ban')
    memory.bans.push({
      caseNo: event.caseNo,
      pool: event.pool,
      takenFen: sumOf(({ debit }) => debit.code === '1221.03'),
      keptFen: sumOf(({ debit, event: by }) => debit.code === '2401' && by === 'E47'),
    });
  if (event.id === 'E45')
    memory.withdrawals.push({
      caseNo: event.caseNo,
      pool: event.pool,
      bucket: event.bucket,
      amountFen: event.amountFen,
      keptFen: sumOf(({ debit, event: by }) => debit.code === '2401' && by === 'E45'),
    });
}
