import type { Cash, PoolFact } from '../../domain/accounting/events/facts.ts';
import {
  confirmEvents,
  eventOfUse,
  rebateCase,
  recalculationEvents,
  sourceOfUse,
  type UseFacts,
} from '../../domain/policies/events.ts';
import { type ChosenItem, overItems } from '../../domain/policies/items.ts';
import { periodNamed, periodOf } from '../../domain/policies/periods.ts';
import type { Policy } from '../../domain/policies/terms.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { reverse } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { moneyKind } from '../../store/orders-told.ts';
import { readPolicy } from '../../store/policies.ts';
import { openRebateItems } from '../../store/rebate-items.ts';
import {
  accruedByPeriod,
  insertStatement,
  insertUse,
  poolParties,
  readStatements,
  readUses,
  type StoredStatement,
} from '../../store/rebates.ts';
import type { Caller } from './caller.ts';
import { postEvents } from './post.ts';

export interface ConfirmWanted {
  policy: number;
  period: string;
  no: string;
  on: string;
  confirmedFen: number;
  /** Base as the other side states it. */
  baseFen: number | null;
  recalculates?: number;
  /** Open items of the accrued that it clears first, in this order; else the oldest. Only of the upstream. */
  items?: readonly number[];
  note: string;
}

/**
 * Books a 返点结算单: the accrued becomes confirmed (E52, E55), the difference goes to the rebate. `recalculates`: only the
 * difference to that statement is booked, linked to it. Refuses `policies.unknown`, `policies.no_such_period`,
 * `rebates.not_back`, `rebates.period_open`, `rebates.outside`, `rebates.confirmed`, `rebates.number_taken`,
 * `rebates.not_latest`, `rebates.nothing_changed`, `rebates.item_unknown`.
 */
export function confirmRebate(connection: Connection, caller: Caller, wanted: ConfirmWanted) {
  const call = { ...caller, procedure: 'rebates.confirm', input: inputOf(wanted) };
  return command(connection, call, tx => {
    const policy = backPolicy(tx.connection, wanted.policy);
    checkPeriod(policy, wanted);
    const statements = readStatements(tx.connection);
    const latest = latestOf(statements, wanted);
    checkNumber(statements, policy, wanted.no);
    if (wanted.recalculates === undefined && latest)
      throw new Refusal('rebates.confirmed', { no: latest.no });
    if (wanted.recalculates !== undefined && latest?.id !== wanted.recalculates)
      throw new Refusal('rebates.not_latest', { no: latest?.no ?? '—' });
    const accrued = accruedByPeriod(tx.connection).get(`${policy.id} ${wanted.period}`)?.parts ?? [];
    const { confirmedFen } = wanted;
    const differenceFen = confirmedFen - (latest?.confirmedFen ?? 0);
    if (latest && differenceFen === 0) throw new Refusal('rebates.nothing_changed', { no: latest.no });
    const events = latest
      ? recalculationEvents(policy, wanted.period, { accrued, differenceFen })
      : confirmEvents(policy, wanted.period, { accrued, confirmedFen });
    // A recalculation down takes from what is confirmed, a first confirmation from what is accrued.
    const chosen = chosenItems(tx, policy, { of: latest ? 'confirmed' : 'accrued', items: wanted.items });
    const { batch } = postEvents(tx, overItems(events, chosen), {
      day: wanted.on,
      summary: `返点结算单 ${wanted.no} ${wanted.period}${latest ? ' 复算' : ''}`,
      source: policy.side === 'media' ? 'rebate_confirmation' : 'hand',
    });
    const accruedFen = latest?.accruedFen ?? accrued.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const statement = insertStatement(tx, {
      ...{ policy: policy.id, period: wanted.period, no: wanted.no, on: wanted.on, note: wanted.note },
      ...{ baseFen: wanted.baseFen, accruedFen, confirmedFen, batch },
      recalculates: wanted.recalculates ?? null,
    });
    return { statement, batch };
  });
}

function backPolicy(connection: Connection, id: number): Policy {
  const policy = readPolicy(connection, id);
  if (!policy) throw new Refusal('policies.unknown', { policy: id });
  if (policy.kind !== 'back') throw new Refusal('rebates.not_back');
  return policy;
}

/** The period is one of the policy's, is over on the day, and the policy holds in it. */
function checkPeriod(policy: Policy, { period, on }: ConfirmWanted): void {
  const { from, to, key } = periodNamed(period);
  if (periodOf(to.slice(0, 7), policy.period).key !== key)
    throw new Refusal('policies.no_such_period', { period });
  const last = policy.to !== null && policy.to < to ? policy.to : to;
  if (policy.from > to || last < from || last < policy.from) throw new Refusal('rebates.outside', { period });
  if (on <= last) throw new Refusal('rebates.period_open', { period, on: last });
}

function latestOf(
  statements: readonly StoredStatement[],
  { policy, period }: Pick<StoredStatement, 'policy' | 'period'>,
): StoredStatement | undefined {
  return statements.findLast(each => each.policy === policy && each.period === period);
}

/** One paper may settle several policies of a party, but each of them once. */
function checkNumber(statements: readonly StoredStatement[], { id }: Policy, no: string): void {
  if (statements.some(each => each.policy === id && each.no === no))
    throw new Refusal('rebates.number_taken', { no });
}

/** What a command keeps of its input: the items only where some were chosen. */
const inputOf = <Wanted extends { items?: readonly number[] }>({ items, ...wanted }: Wanted) =>
  items === undefined ? wanted : { ...wanted, items: [...items] };

/** Chosen items with what is open of them. Refuses `rebates.item_unknown` for one that is not of this upstream. */
function chosenItems(
  { connection }: Tx,
  { supplier }: Policy,
  { of, items = [] }: { of: 'accrued' | 'confirmed'; items?: readonly number[] | undefined },
): ChosenItem[] {
  if (items.length === 0) return [];
  const open = openRebateItems(connection).filter(each => each.of === of && each.supplier === supplier);
  return [...new Set(items)].map(item => {
    const known = open.find(({ id }) => id === item);
    if (!known) throw new Refusal('rebates.item_unknown', { item });
    return { item, openFen: known.openFen };
  });
}

/** Facts of a use as a person gives them: parties by number. */
export interface UseWanted {
  statement: number;
  on: string;
  note: string;
  /** Open items of the confirmed that it clears first, in this order; else the oldest. Only of the upstream. */
  items?: readonly number[];
  facts: Omit<UseFacts, 'cash' | 'pool'> & { money?: number; suspenseNo?: string; pool?: number };
}

/**
 * Uses a confirmed rebate (E53, E56). Cash is registered before its row under the use's own number, or takes what stands in
 * suspense. Refuses `rebates.unknown`, `rebates.amount`, `rebates.above_open`, `rebates.use_needs`, `rebates.use_side`,
 * `rebates.pool`, `rebates.money`, `rebates.suspense_short`, `rebates.too_early`, `rebates.item_unknown`,
 * `rebates.item_use`, `rebates.item_short`, and what the ledger refuses.
 */
export function applyRebate(connection: Connection, caller: Caller, wanted: UseWanted) {
  const call = {
    ...caller,
    procedure: 'rebates.use',
    input: { ...inputOf(wanted), facts: { ...wanted.facts } },
  };
  return command(connection, call, tx => {
    const statements = readStatements(tx.connection);
    const statement = statements.find(({ id }) => id === wanted.statement);
    if (!statement) throw new Refusal('rebates.unknown', { statement: wanted.statement });
    const policy = readPolicy(tx.connection, statement.policy)!;
    const latest = latestOf(statements, statement)!;
    if (wanted.on < statement.on) throw new Refusal('rebates.too_early', { on: statement.on });
    const { amountFen } = wanted.facts;
    if (amountFen < 1) throw new Refusal('rebates.amount');
    const openFen = latest.confirmedFen - usedOf(tx.connection, statements, statement);
    if (amountFen > openFen) throw new Refusal('rebates.above_open', { openFen: Math.max(0, openFen) });
    const { money, suspenseNo, pool, ...plain } = wanted.facts;
    const facts: UseFacts = {
      ...plain,
      ...(money === undefined ? {} : { cash: cashOf(tx, { money, suspenseNo, amountFen }, policy) }),
      ...(pool === undefined ? {} : { pool: poolFact(tx.connection, pool, policy) }),
    };
    const caseNo = suspenseNo ?? `${rebateCase(policy, statement.period)}-${numberOfUse(tx.connection)}`;
    const chosen = chosenItems(tx, policy, { of: 'confirmed', items: wanted.items });
    const events = overItems([eventOfUse(policy, caseNo, facts)], chosen);
    const { batch } = postEvents(tx, events, {
      day: wanted.on,
      summary: `返点使用 ${statement.no}`,
      source: sourceOfUse(facts, policy.side),
    });
    const { use } = facts;
    const id = insertUse(tx, {
      statement: latest.id,
      use,
      amountFen,
      on: wanted.on,
      caseNo,
      note: wanted.note,
      batch,
    });
    return { use: id, batch };
  });
}

/** What of a period's confirmed rebate is used. */
function usedOf(
  connection: Connection,
  statements: readonly StoredStatement[],
  { policy, period }: StoredStatement,
): number {
  const ids = new Set(statements.filter(s => s.policy === policy && s.period === period).map(({ id }) => id));
  return readUses(connection)
    .filter(({ statement }) => ids.has(statement))
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function numberOfUse(connection: Connection): number {
  return connection.prepareValue('SELECT count(*) + 1 FROM rebate_use').get() as number;
}

/** Cash of a use. Refuses `rebates.suspense_short` where less stands in suspense under the number. */
function cashOf(
  tx: Tx,
  { money, suspenseNo, amountFen }: { money: number; suspenseNo: string | undefined; amountFen: number },
  { side }: Policy,
): Cash {
  const kind = moneyKind(tx.connection, money);
  if (kind === null) throw new Refusal('rebates.money', { money });
  if (suspenseNo === undefined) return { by: 'registered', money: { money, kind } };
  const code = side === 'client' ? '1221.07' : '2241.01';
  const roomFen = Math.max(0, accountsOf(tx).ofCase({ code, money }, suspenseNo));
  if (amountFen > roomFen) throw new Refusal('rebates.suspense_short', { no: suspenseNo, roomFen });
  return { by: 'suspense', money: { money, kind } };
}

/** A pool of the supplier whose rebate it is, or of the client that gets it. */
function poolFact(connection: Connection, id: number, policy: Policy): PoolFact {
  const pool = poolParties(connection, id);
  const isTheirs =
    pool !== null &&
    (policy.side === 'client'
      ? pool.client === policy.client
      : pool.supplier === null || pool.supplier === policy.supplier);
  const supplier = pool?.supplier ?? policy.supplier;
  if (!pool || !isTheirs || supplier === null) throw new Refusal('rebates.pool');
  return { pool: id, supplier, ...(pool.client === null ? {} : { client: { client: pool.client } }) };
}

/**
 * Takes a use, or a statement without uses, back in red. Refuses `rebates.unknown`, `rebates.used`, `rebates.not_latest`
 * where it was recalculated since, `rebates.nothing_posted`.
 */
export function undoRebate(
  connection: Connection,
  caller: Caller,
  wanted: { of: 'statement' | 'use'; id: number; reason: string },
): Promise<{ batch: number }> {
  return command(connection, { ...caller, procedure: 'rebates.undo', input: { ...wanted } }, tx => {
    const batch = wanted.of === 'use' ? batchOfUse(tx, wanted.id) : batchOfStatement(tx, wanted.id);
    if (batch === null) throw new Refusal('rebates.nothing_posted');
    const day = tx.connection
      .prepareValue('SELECT effective_on FROM batch WHERE id = ?')
      .get(batch) as string;
    const effectiveOn = bookedOn(tx, { client: null }, { day, as: 'fact' });
    const dayOf = (on: string) => bookedOn(tx, { client: null }, { day: on, as: 'fact' });
    return { batch: reverse(tx, batch, { effectiveOn, dayOf, summary: `撤销 ${wanted.reason}` }).batch };
  });
}

function batchOfUse({ connection }: Tx, id: number): number | null {
  const use = readUses(connection).find(each => each.id === id);
  if (!use) throw new Refusal('rebates.unknown', { statement: id });
  return use.batch;
}

function batchOfStatement({ connection }: Tx, id: number): number | null {
  const statements = readStatements(connection);
  const statement = statements.find(each => each.id === id);
  if (!statement) throw new Refusal('rebates.unknown', { statement: id });
  const latest = latestOf(statements, statement)!;
  if (latest.id !== id) throw new Refusal('rebates.not_latest', { no: latest.no });
  if (readUses(connection).some(({ statement: of }) => of === id))
    throw new Refusal('rebates.used', { no: statement.no });
  return statement.batch;
}
