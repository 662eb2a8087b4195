import type { WithdrawalDone, WithdrawalForm, WithdrawalView } from '../contract/withdrawals.ts';
import type { LedgerEvent } from '../domain/accounting/events/facts.ts';
import type { Bucket } from '../domain/accounting/types.ts';
import { partyKey } from '../domain/imports/classify.ts';
import type { Fen } from '../domain/money.ts';
import {
  approvalNeed,
  checkStep,
  nextStates,
  type WithdrawalState,
  withdrawalNo,
  withdrawnBucket,
} from '../domain/refunds/withdrawal.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Rules, rowNamed } from '../domain/rulebook/lookup.ts';
import { routeFor } from '../domain/rulebook/routes.ts';
import { type Call, command, type Tx } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { clientNames } from '../store/imports-open.ts';
import { readProfiles } from '../store/people.ts';
import { transitNames } from '../store/transit.ts';
import { readTransitSettings } from '../store/transit-settings.ts';
import {
  insertWithdrawal,
  readWithdrawals,
  type StoredWithdrawal,
  updateWithdrawal,
  type WithdrawalPatch,
  type WithdrawalPool,
  withdrawalByNo,
  withdrawalPool,
  withdrawalPools,
  withdrawalsOn,
} from '../store/withdrawals.ts';
import {
  arrivedInto,
  holdFor,
  moneyOfCase,
  moneyRef,
  poolOf,
  postWithdrawal,
  releaseHold,
} from './withdrawals/money.ts';

/** Who acts, and when. */
export type WithdrawalCaller = Omit<Call, 'procedure' | 'input'>;

function peopleOf(connection: Connection): number {
  return readProfiles(connection).filter(({ archivedOn }) => archivedOn === null).length;
}

/** What the form of a withdrawal asks: pools with their free money, when a second person approves, where it is done. */
export function withdrawalForm(connection: Connection, rules: Rules): WithdrawalForm {
  const { clients } = transitNames(connection);
  const route = routeFor(rules, 'withdrawal', 'qianchuan');
  const cite = (id: string) => {
    const row = rowNamed(rules, id);
    return row ? [{ rule: row.rule, row: row.id, source: row.source, zh: row.zh, en: row.en }] : [];
  };
  return {
    pools: withdrawalPools(connection).map(pool => ({
      ...{ pool: pool.pool, name: pool.name, platformId: pool.platformId, bannedOn: pool.bannedOn },
      client: pool.client === null ? null : (clients.get(pool.client) ?? null),
      ...{ prepayFen: pool.prepayFen, rebateCreditFen: pool.rebateCreditFen, heldFen: pool.heldFen },
    })),
    approvalFromFen: readTransitSettings(connection).approvalFromFen,
    isOnePerson: peopleOf(connection) <= 1,
    routes: route ? [{ ...cite(route.id)[0]!, act: route.value.act, path: route.value.path }] : [],
    cited: cite('wdr-1.prepay'),
  };
}

/** Every withdrawal with what became of it, the newest first. */
export function withdrawalList(connection: Connection): WithdrawalView[] {
  const { clients, pools } = transitNames(connection);
  return readWithdrawals(connection).map(({ id: _, holdBatch, batch, pool, client, ...rest }) => {
    const { requestedFen: __, ...money } = moneyOfCase(connection, rest.caseNo);
    const { name, platformId } = pools.get(pool)!;
    return {
      ...rest,
      ...money,
      pool: { id: pool, name, platformId },
      client: client === null ? null : (clients.get(client) ?? null),
      next: [...nextStates(rest.state)],
    };
  });
}

export interface Ask {
  pool: number;
  bucket: Bucket;
  platformAllows: boolean;
  amountFen: number;
  destination: 'agency' | 'client';
  on: string;
  submitted: boolean;
  platformNo: string | null;
  note: string | null;
}

/**
 * WDR-1: asks for a withdrawal; a second person approves it where the book asks for one. Refuses `withdrawals.only_prepay`,
 * `withdrawals.rebate_unsaid`, `withdrawals.pool_kind`, `withdrawals.client_funded`, `withdrawals.banned`,
 * `withdrawals.client_missing`, `accounting.pool_short`. One that is submitted on the platform already is a fact.
 */
export function askWithdrawal(
  connection: Connection,
  call: WithdrawalCaller,
  ask: Ask,
): Promise<WithdrawalDone> {
  return command(connection, { ...call, procedure: 'withdrawals.ask', input: ask }, tx => {
    const bucket = withdrawnBucket(ask.bucket, ask.platformAllows);
    const pool = poolFor(tx, ask);
    const { approvalFromFen } = readTransitSettings(connection);
    const approval = ask.submitted
      ? 'recorded'
      : approvalNeed(ask.amountFen, approvalFromFen, peopleOf(connection));
    const caseNo = freeNo(tx, ask);
    const { amountFen, destination, on: askedOn, platformNo, note } = ask;
    const isOpen = approval === 'needed';
    const holdBatch = ask.submitted ? null : holdFor(tx, pool, { caseNo, bucket, amountFen, day: askedOn });
    insertWithdrawal(tx, {
      ...{ caseNo, pool: pool.pool, client: pool.client, bucket, amountFen, destination, askedOn },
      ...{ askedBy: tx.actor, approval, platformNo, note, holdBatch },
      state: isOpen ? 'awaiting' : 'approved',
    });
    if (!ask.submitted) return done(connection, caseNo, null);
    return submitted(tx, stored(connection, caseNo), { on: askedOn, platformNo });
  });
}

function poolFor({ connection }: Tx, { pool: id, destination, submitted: isFact }: Ask): WithdrawalPool {
  const pool = withdrawalPool(connection, id);
  if (pool?.kind !== 'account') throw new Refusal('withdrawals.pool_kind', { pool: pool?.name ?? id });
  if (pool.funder === 'client') throw new Refusal('withdrawals.client_funded', { pool: pool.name });
  if (pool.bannedOn !== null && !isFact)
    throw new Refusal('withdrawals.banned', { pool: pool.name, day: pool.bannedOn });
  if (destination === 'client' && pool.client === null)
    throw new Refusal('withdrawals.client_missing', { pool: pool.name });
  return pool;
}

/** The next number of the day that nothing has. */
function freeNo({ connection }: Tx, { on }: Ask): string {
  for (let nth = withdrawalsOn(connection, on) + 1; ; nth++) {
    const no = withdrawalNo(on, nth);
    if (withdrawalByNo(connection, no) === null) return no;
  }
}

function done(
  connection: Connection,
  caseNo: string,
  batch: number | null,
  warnings: WithdrawalDone['warnings'] = [],
): WithdrawalDone {
  const { state, approval } = stored(connection, caseNo);
  return { caseNo, state, approval, batch, warnings };
}

function stored(connection: Connection, no: string): StoredWithdrawal {
  const found = withdrawalByNo(connection, no);
  if (!found) throw new Refusal('withdrawals.unknown', { no });
  return found;
}

type Step<Input> = (tx: Tx, withdrawal: StoredWithdrawal, input: Input) => WithdrawalDone;

/** A command on one withdrawal; refuses `withdrawals.unknown`. */
function act<Input extends { no: string }>(procedure: string, step: Step<Input>) {
  return (connection: Connection, call: WithdrawalCaller, input: Input): Promise<WithdrawalDone> =>
    command(connection, { ...call, procedure: `withdrawals.${procedure}`, input }, tx =>
      step(tx, stored(connection, input.no), input),
    );
}

function move(tx: Tx, withdrawal: StoredWithdrawal, to: WithdrawalState, patch: WithdrawalPatch = {}): void {
  checkStep(withdrawal.caseNo, withdrawal.state, to);
  updateWithdrawal(tx, withdrawal.id, { state: to, ...patch });
}

interface Dated {
  no: string;
  on: string;
}

/** A second person approves. Refuses `withdrawals.same_person`, `withdrawals.illegal_step`. */
export const approveWithdrawal = act<Dated>('approve', (tx, withdrawal, { on }) => {
  if (withdrawal.askedBy === tx.actor)
    throw new Refusal('withdrawals.same_person', { no: withdrawal.caseNo, person: tx.actor });
  move(tx, withdrawal, 'approved', { approvedBy: tx.actor, approvedOn: on });
  return done(tx.connection, withdrawal.caseNo, null);
});

/** Not approved: what was held goes free. */
export const declineWithdrawal = act<Dated & { reason: string }>(
  'decline',
  (tx, withdrawal, { on, reason }) => {
    move(tx, withdrawal, 'declined', { reason });
    releaseHold(tx, withdrawal, on);
    return done(tx.connection, withdrawal.caseNo, null);
  },
);

/** Taken back before it was submitted. */
export const cancelWithdrawal = act<Dated & { reason: string }>(
  'cancel',
  (tx, withdrawal, { on, reason }) => {
    move(tx, withdrawal, 'cancelled', { reason });
    releaseHold(tx, withdrawal, on);
    return done(tx.connection, withdrawal.caseNo, null);
  },
);

interface Submitted {
  on: string;
  platformNo: string | null;
}

/** Submitted on 千川 PC (E45): in transit until it arrives. */
export const submitWithdrawal = act<Dated & Submitted>('submit', (tx, withdrawal, { on, platformNo }) =>
  submitted(tx, withdrawal, { on, platformNo }),
);

function submitted(tx: Tx, withdrawal: StoredWithdrawal, { on, platformNo }: Submitted): WithdrawalDone {
  const { caseNo, bucket, amountFen } = withdrawal;
  checkStep(caseNo, withdrawal.state, 'submitted');
  releaseHold(tx, withdrawal, on);
  const pool = poolOf(tx, withdrawal);
  const event = { id: 'E45', as: 'fact', caseNo, pool, bucket, amountFen: amountFen as Fen } as const;
  const { batch } = postWithdrawal(tx, withdrawal, event, { day: on });
  move(tx, withdrawal, 'submitted', {
    ...{ submittedOn: on, batch },
    platformNo: platformNo ?? withdrawal.platformNo,
  });
  return done(tx.connection, withdrawal.caseNo, batch);
}

interface Arrival extends Dated {
  to: 'agency' | 'client';
  amountFen: number;
  money?: number;
  requestedFen?: number;
}

/** E46 by hand: at the agency, cleared by the bank's row; or at the client's own account. Refuses `withdrawals.not_open`. */
export const arriveWithdrawal = act<Arrival>('arrive', (tx, withdrawal, arrival) => {
  const { caseNo } = withdrawal;
  const { openFen, requestedFen } = moneyOfCase(tx.connection, caseNo);
  if (openFen <= 0) throw new Refusal('withdrawals.not_open', { no: caseNo });
  const arrived = { caseNo, pool: poolOf(tx, withdrawal), amountFen: arrival.amountFen as Fen };
  const gross = { requestedFen: (arrival.requestedFen ?? requestedFen) as Fen };
  const event: LedgerEvent =
    arrival.to === 'agency'
      ? { id: 'E46', step: 'agency', ...arrived, into: arrivedInto(tx, withdrawal, arrival) }
      : { id: 'E46', step: 'client', ...arrived, ...gross };
  const { batch } = postWithdrawal(tx, withdrawal, event, { day: arrival.on });
  return done(tx.connection, caseNo, batch);
});

/** The platform refused it: mirror of E45, with what it had kept. Refuses `withdrawals.arrived_already`. */
export const refuseWithdrawal = act<Dated & { reason: string }>(
  'refuse',
  (tx, withdrawal, { on, reason }) => {
    const { caseNo, bucket } = withdrawal;
    checkStep(caseNo, withdrawal.state, 'refused');
    const { requestedFen, keptFen, arrivedFen } = moneyOfCase(tx.connection, caseNo);
    if (arrivedFen > 0) throw new Refusal('withdrawals.arrived_already', { no: caseNo });
    const pool = poolOf(tx, withdrawal);
    const amounts = { requestedFen: requestedFen as Fen, keptFen: keptFen as Fen };
    const event = { id: 'E46', step: 'refused', caseNo, pool, bucket, ...amounts } as const;
    const { batch } = postWithdrawal(tx, withdrawal, event, { day: on });
    move(tx, withdrawal, 'refused', { reason });
    return done(tx.connection, withdrawal.caseNo, batch);
  },
);

function clientOfArrived(tx: Tx, { caseNo, client, pool }: StoredWithdrawal): number {
  const { arrivedFen } = moneyOfCase(tx.connection, caseNo);
  if (arrivedFen <= 0) throw new Refusal('withdrawals.not_arrived', { no: caseNo });
  if (client === null)
    throw new Refusal('withdrawals.client_missing', { pool: withdrawalPool(tx.connection, pool)!.name });
  return client;
}

/** E48 approved: the client is owed it, less the claw-back. Refuses `withdrawals.not_arrived`, `accounting.*` above its funds. */
export const giveBackWithdrawal = act<Dated & { grossFen: number }>(
  'giveBack',
  (tx, withdrawal, { grossFen, on }) => {
    const client = { client: clientOfArrived(tx, withdrawal) };
    const { caseNo } = withdrawal;
    const event = { id: 'E48', step: 'approve', caseNo, client, grossFen: grossFen as Fen } as const;
    const { batch } = postWithdrawal(tx, withdrawal, event, { day: on, as: 'intent' });
    updateWithdrawal(tx, withdrawal.id, { afterwards: 'returned' });
    return done(tx.connection, withdrawal.caseNo, batch);
  },
);

interface Payback extends Dated {
  amountFen: number;
  money: number;
  payee: string;
}

/** E48 paid by hand; the payment's row clears it. Refuses `withdrawals.not_due` above what was approved. */
export const payBackWithdrawal = act<Payback>(
  'payBack',
  (tx, withdrawal, { amountFen, money, payee, on }) => {
    const { caseNo } = withdrawal;
    const client = { client: clientOfArrived(tx, withdrawal) };
    const { dueToClientFen } = moneyOfCase(tx.connection, caseNo);
    if (amountFen > dueToClientFen) throw new Refusal('withdrawals.not_due', { no: caseNo });
    const paidFrom = { by: 'registered', money: moneyRef(tx.connection, caseNo, money) } as const;
    const event = { id: 'E48', step: 'pay', caseNo, client, paidFrom, amountFen: amountFen as Fen } as const;
    const { batch } = postWithdrawal(tx, withdrawal, event, { day: on });
    return done(tx.connection, withdrawal.caseNo, batch, payeeWarning(tx.connection, client.client, payee));
  },
);

/** E48: the payee is neither the client nor anybody who has paid for it. */
function payeeWarning(connection: Connection, client: number, payee: string): WithdrawalDone['warnings'] {
  const names = payee.trim() === '' ? null : clientNames(connection, client);
  if (!names) return [];
  const known = [names.name, ...names.subjects, ...names.payers.map(({ text }) => text)];
  if (known.some(name => partyKey(name) === partyKey(payee))) return [];
  return [{ code: 'imports.payee_differs', params: { payee, client: names.name } }];
}

/** 留作客户资金: nothing is posted, it stands among the client's funds already. Refuses `withdrawals.not_arrived`. */
export const keepWithdrawal = act<{ no: string }>('keep', (tx, withdrawal) => {
  clientOfArrived(tx, withdrawal);
  updateWithdrawal(tx, withdrawal.id, { afterwards: 'kept' });
  return done(tx.connection, withdrawal.caseNo, null);
});
