import type { Cash, MoneyRef, Payer } from '../../src/domain/accounting/events/facts.ts';
import { BANK, byRow, CHANNEL, channelRow, fen, OTHER, OTHER_POOL, POOL, RULES, WALLET } from './book.ts';
import {
  amountOf,
  asOf,
  bucketOf,
  CLIENTS,
  type Maker,
  of,
  orderOf,
  POOLS,
  SHARED,
  type Step,
} from './history-step.ts';

const CASH: readonly Cash[] = [
  byRow,
  channelRow,
  { by: 'registered', money: BANK },
  { by: 'suspense', money: BANK },
];
const EMPLOYEE: Payer = { by: 'employee', employee: 4 };
const cashOf = (at: Step): Cash => of(CASH, at);
const poolOfClient = ({ flag }: Step) =>
  flag ? { pool: POOL, client: POOL.client } : { pool: OTHER_POOL, client: OTHER };
const kindOf = (at: Step) =>
  ({ pool: of(POOLS, at), bucket: 'grant', lotNo: 'lot', grantFen: fen(at.amount) }) as const;
const category = (at: Step) => of(['advance', 'overdraft', 'postpaid', 'penalty'] as const, at);

/** Advances, decided cases, fees, rebates, deposits, losses, repayments. */
export const SETTLEMENT_MAKERS: Record<string, Maker> = {
  E13: at => ({ id: 'E13', client: of(CLIENTS, at), ...amountOf(at) }),
  E14: at => ({ id: 'E14', client: of(CLIENTS, at), neededFen: fen(at.amount) }),
  E39: (at, _, book) => {
    const party = poolOfClient(at);
    const transit = { code: '1221.01', ...party.client, money: channelRow.money.money };
    const openOf = (caseNo: string) => Math.min(book.of(transit), book.ofCase(transit, caseNo));
    const caseNo = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'].find(order => openOf(order) > 0) ?? orderOf(at);
    const facts = { id: 'E39', caseNo, paidFrom: channelRow, ...party } as const;
    const amountFen = fen(at.intent ? at.amount : Math.min(at.amount, Math.max(0, openOf(caseNo))));
    const mode = at.pick % 4 ? 'M1' : 'M2';
    if (at.pick % 3 === 0) return { ...facts, decision: 'spent', mode, amountFen };
    const { pool: _pool, ...rest } = facts;
    return { ...rest, decision: at.pick % 3 === 1 ? 'agency_bears' : 'client_bears', amountFen };
  },
  E40: at => {
    if (at.intent)
      return {
        id: 'E40',
        caseNo: 'p',
        decision: 'not_ours',
        money: BANK,
        paidFrom: cashOf(at),
        ...amountOf(at),
      };
    const released = { spentFen: fen(at.amount), clientRebateFen: fen(0), mediaRebateFen: fen(0) };
    const mode = at.pick % 4 ? 'M1' : 'M2';
    const money: MoneyRef = of([BANK, CHANNEL], at);
    return {
      id: 'E40',
      decision: 'spend_too_high',
      mode,
      money,
      released,
      ...poolOfClient(at),
      ...amountOf(at),
    };
  },
  E47: (at, { bans, count }) => {
    const ban = bans[at.pick % Math.max(1, bans.length)];
    if (!ban || at.pick % 3 === 0) {
      const pool = of([...POOLS, SHARED], at);
      const orders = [{ caseNo: orderOf(at), bucket: bucketOf(at), amountFen: fen(at.amount) }];
      return { id: 'E47', step: 'ban', caseNo: `b${count}`, pool, ...(at.flag ? { orders } : {}) };
    }
    const facts = { id: 'E47', caseNo: ban.caseNo, pool: ban.pool } as const;
    const step = of(['agency', 'client', 'lifted', 'confiscated'] as const, { ...at, pick: at.pick >> 2 });
    const { amountFen } = amountOf(at);
    if (step === 'agency') return { ...facts, step, into: cashOf(at), amountFen };
    if (step === 'lifted') {
      bans.splice(bans.indexOf(ban), 1);
      const requestedFen = fen(ban.takenFen + ban.keptFen);
      return { ...facts, step, bucket: bucketOf(at), requestedFen, keptFen: fen(ban.keptFen) };
    }
    if (!ban.pool.client) return { ...facts, step: 'confiscated', bears: 'agency', amountFen };
    if (step === 'client') return { ...facts, step, amountFen, requestedFen: amountFen };
    return { ...facts, step, bears: at.flag ? 'client' : 'agency', amountFen };
  },
  E50: at => {
    const facts = { id: 'E50', client: of(CLIENTS, at), amountFen: fen(1 + (at.amount % 500)) } as const;
    if (at.pick % 3) return { ...facts, step: 'taken', ...asOf(at) };
    return { ...facts, step: at.flag ? 'earned' : 'returned' };
  },
  E51: at => ({
    id: 'E51',
    step: at.flag ? 'accrue' : 'take_back',
    supplier: 3,
    client: of(CLIENTS, at),
    ...amountOf(at),
  }),
  E52: at => ({ id: 'E52', supplier: 3, accruedFen: fen(at.amount), confirmedFen: fen(at.pick) }),
  E53: at => {
    const { amountFen } = amountOf(at);
    const pool = of(POOLS, at);
    const bySupplier = { id: 'E53', caseNo: 'p', supplier: 3, amountFen } as const;
    const recharged = { id: 'E53', use: 'recharged', amountFen } as const;
    const uses = [
      { ...bySupplier, use: 'withdrawn', into: cashOf(at) },
      { id: 'E53', use: 'offset', against: 'credit', pool, amountFen },
      {
        id: 'E53',
        use: 'offset',
        against: 'recharge',
        pool: at.flag ? pool : WALLET,
        paidFen: amountFen,
        creditedFen: fen(amountFen + 3),
      },
      { ...recharged, to: 'wallet', pool: WALLET },
      {
        ...recharged,
        to: 'pool',
        pool: at.flag ? pool : SHARED,
        given: of(['bought', 'free', 'rebate'] as const, at),
      },
      { ...bySupplier, use: 'set_off' },
      { ...bySupplier, use: 'not_payable', frontFen: fen(at.amount >> 1) },
      { id: 'E53', use: 'in_kind', of: at.flag ? 'accrued' : 'confirmed', amountFen, ...kindOf(at) },
      { ...bySupplier, use: 'unknown' },
    ] as const;
    return uses[(at.pick >> 3) % uses.length]!;
  },
  E54: at => ({
    id: 'E54',
    step: at.flag ? 'accrue' : 'take_back',
    client: of(CLIENTS, at),
    ...amountOf(at),
  }),
  E55: at => ({ id: 'E55', client: of(CLIENTS, at), accruedFen: fen(at.amount), confirmedFen: fen(at.pick) }),
  E56: at => {
    const facts = { id: 'E56', caseNo: 'p', client: of(CLIENTS, at), ...amountOf(at) } as const;
    const uses = [
      { ...facts, use: 'cash', paidFrom: cashOf(at) },
      { ...facts, use: 'funds' },
      { ...facts, use: 'offset', category: category(at) },
      { ...facts, use: 'in_kind', ...kindOf(at) },
    ] as const;
    return uses[(at.pick >> 3) % 4]!;
  },
  E57: at => {
    const { amountFen } = amountOf(at);
    const own = { id: 'E57', caseNo: 'p', supplier: 3, amountFen } as const;
    const theirs = { id: 'E57', caseNo: 'p', client: of(CLIENTS, at), amountFen } as const;
    const steps = [
      { ...own, step: 'paid', paidFrom: at.flag ? cashOf(at) : EMPLOYEE },
      { ...own, step: 'returned', into: cashOf(at) },
      { ...own, step: 'deducted', ...(at.flag ? { client: of(CLIENTS, at) } : {}) },
      { ...theirs, step: 'client_paid', money: BANK },
      { ...theirs, step: 'client_applied', category: category(at) },
      { ...theirs, step: 'client_returned', paidFrom: cashOf(at) },
    ] as const;
    return steps[(at.pick >> 3) % 6]!;
  },
  E58: at => {
    const facts = { id: 'E58', client: of(CLIENTS, at), ...amountOf(at) } as const;
    if (at.pick % 3 === 0) return { ...facts, step: 'provision' };
    return { ...facts, step: at.flag ? 'write_off' : 'recovered', category: category(at) };
  },
  E60: () => ({ id: 'E60' }),
  E62: at => ({
    id: 'E62',
    caseNo: 'p',
    pool: of([...POOLS, SHARED], at),
    bucket: at.flag ? 'credit' : 'preloan',
    paidFrom: cashOf(at),
    ...amountOf(at),
  }),
  E63: at => ({ id: 'E63', caseNo: 'p', employee: 4, paidFrom: cashOf(at), ...amountOf(at) }),
};

/** An adjustment of a pair of the rulebook. */
export const pairAdjusted = (at: Step) => {
  const debt = (type: string) => ({ code: '1122.01', ...of(CLIENTS, at), category: type });
  return {
    id: 'E59',
    rules: RULES,
    step: 'pair',
    debit: debt('overdraft'),
    credit: debt('advance'),
    ...amountOf(at),
  } as const;
};
