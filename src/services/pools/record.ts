import type { PoolAlarm, PoolRecord } from '../../contract/pools.ts';
import { checkExpansion, type Source } from '../../domain/accounting/authority.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent, PoolFact } from '../../domain/accounting/events/facts.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { poolBalance } from '../../domain/pools/balance.ts';
import type { GrantScope } from '../../domain/pools/grants.ts';
import type { PoolSettings } from '../../domain/pools/pace.ts';
import type { Pool } from '../../domain/pools/pool.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkDay } from '../../domain/reports/days.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import { post } from '../../ledger/post.ts';
import { insertRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  keepAlarm,
  keepLot,
  keepPoolSettings,
  readAlarms,
  readLots,
  readPoolAccounts,
  readPoolSettings,
} from '../../store/pools.ts';
import { seesClient } from '../../store/scope.ts';
import { alarmOf, balancesOn, type PoolCaller, poolSeen } from './load.ts';

const callOf = ({ scope: _, ...call }: PoolCaller, act: string, input: unknown) => ({
  ...call,
  procedure: `pools.${act}`,
  input,
});

/** Sets how the book follows its pools. */
export function setPoolSettings(
  connection: Connection,
  caller: PoolCaller,
  { paceDays, alarmDays }: PoolSettings,
): Promise<PoolSettings> {
  const settings = { paceDays, alarmDays };
  return command(connection, callOf(caller, 'setSettings', settings), tx => {
    keepPoolSettings(tx, settings);
    return settings;
  });
}

/** Sets the alarm of a client that the scope reaches. Refuses `pools.no_client`. */
export function setPoolAlarm(
  connection: Connection,
  caller: PoolCaller,
  { client, alarmDays }: { client: number; alarmDays: number | null | 'follow' },
): Promise<PoolAlarm> {
  return command(connection, callOf(caller, 'setAlarm', { client, alarmDays }), tx => {
    if (!seesClient(connection, caller.scope, client)) throw new Refusal('pools.no_client', { client });
    keepAlarm(tx, client, alarmDays === 'follow' ? undefined : alarmDays);
    return alarmOf(client, readPoolSettings(connection), readAlarms(connection));
  });
}

/** Says where a lot may be spent and when it expires. Refuses `pools.unknown`, `pools.no_lot`, `reports.bad_day`. */
export function describeLot(
  connection: Connection,
  caller: PoolCaller,
  {
    pool,
    lot,
    scope,
    expiresOn,
  }: { pool: number; lot: string; scope: GrantScope | null; expiresOn: string | null },
): Promise<{ lot: string }> {
  const input = { pool, lot, scope, expiresOn };
  return command(connection, callOf(caller, 'describeLot', input), tx => {
    poolSeen(connection, caller.scope, pool);
    if (expiresOn !== null) checkDay(expiresOn);
    const isKnown = readLots(connection, { pool, on: '9999-12-31' }).some(each => (each.lot ?? '') === lot);
    if (!isKnown) throw new Refusal('pools.no_lot', { lot });
    keepLot(tx, input);
    return { lot };
  });
}

/**
 * Records a fact of a pool that no file tells: a grant that came (E23) or ended (E42), a line (E24), a freeze (E44). A day
 * of a closed month counts in the next open one. Refuses `pools.unknown`, `pools.no_supplier`, `pools.later`,
 * `pools.more_than_left`, `pools.lot_taken`, `reports.bad_day`.
 */
export function recordPool(
  connection: Connection,
  caller: PoolCaller,
  { pool: id, on, record }: { pool: number; on: string; record: PoolRecord },
): Promise<{ batch: number }> {
  return command(connection, callOf(caller, 'record', { pool: id, on, record }), tx => {
    const pool = poolSeen(connection, caller.scope, id);
    const today = beijingDay(caller.at);
    if (checkDay(on) > today) throw new Refusal('pools.later', { day: on, today });
    checkLeft(connection, pool, record);
    if (record.kind === 'granted') takeLot(tx, pool, record);
    return { batch: book(tx, pool, { on, record }) };
  });
}

/** A person's figure is checked against what is there: more than that is a slip of the pen. */
function checkLeft(connection: Connection, pool: Pool, record: PoolRecord): void {
  const takes =
    record.kind === 'expired' ||
    (record.kind === 'line' && record.step === 'cut') ||
    (record.kind === 'frozen' && record.step === 'freeze');
  const frees = record.kind === 'frozen' && record.step === 'unfreeze';
  if (!takes && !frees) return;
  const accounts = readPoolAccounts(connection, pool.id);
  const { buckets } = poolBalance(accounts, balancesOn(connection, accounts, '9999-12-31'));
  const line = buckets.find(({ bucket }) => bucket === record.bucket);
  const leftFen = (frees ? line?.frozenFen : line?.availableFen) ?? 0;
  if (record.amountFen > leftFen)
    throw new Refusal('pools.more_than_left', { amountFen: record.amountFen, leftFen: Math.max(0, leftFen) });
}

function takeLot(tx: Tx, pool: Pool, record: Extract<PoolRecord, { kind: 'granted' }>): void {
  const { lot, scope, expiresOn } = record;
  const isTaken = readLots(tx.connection, { pool: pool.id, on: '9999-12-31' }).some(each => each.lot === lot);
  if (isTaken) throw new Refusal('pools.lot_taken', { lot });
  if (expiresOn !== null) checkDay(expiresOn);
  keepLot(tx, { pool: pool.id, lot, scope, expiresOn });
}

function book(tx: Tx, pool: Pool, { on, record }: { on: string; record: PoolRecord }): number {
  const event = eventOf(pool, record);
  const expansion = expand(event, accountsOf(tx));
  checkExpansion(event.id, expansion, SOURCES[record.kind]);
  const effectiveOn = bookedOn(tx, pool, { day: on, as: 'fact' });
  const summary = `${SUMMARIES[record.kind]} ${pool.name}`;
  const { batch } = post(tx, { event: event.id, effectiveOn, summary, isFact: true, legs: expansion.legs });
  for (const { reason, amountFen, dims } of expansion.tickets)
    insertRow(tx, 'ticket', {
      ...{ reason, amount_fen: amountFen, state: 'open', arose_on: effectiveOn, batch },
      ...{ client: dims.client, supplier: dims.supplier, pool: dims.pool, bucket: dims.bucket },
    });
  return batch;
}

const SOURCES: Readonly<Record<PoolRecord['kind'], Source>> = {
  granted: 'grant_list',
  expired: 'grant_list',
  line: 'grant_list',
  frozen: 'case',
};
const SUMMARIES: Readonly<Record<PoolRecord['kind'], string>> = {
  granted: '赠款到账',
  expired: '赠款到期',
  line: '额度调整',
  frozen: '冻结解冻',
};

function eventOf(pool: Pool, record: PoolRecord): LedgerEvent {
  const { id, supplier, client, name } = pool;
  if (supplier === null) throw new Refusal('pools.no_supplier', { pool: name });
  const fact: PoolFact = { pool: id, supplier, ...(client === null ? {} : { client: { client } }) };
  const amountFen = record.amountFen as Fen;
  switch (record.kind) {
    case 'granted':
      return { id: 'E23', caseNo: record.lot, pool: fact, bucket: record.bucket, amountFen };
    case 'expired': {
      const of = record.lot === null ? {} : { caseNo: record.lot };
      return { id: 'E42', ...of, pool: fact, bucket: record.bucket, amountFen };
    }
    case 'line':
      return { id: 'E24', pool: fact, bucket: record.bucket, step: record.step, amountFen };
    case 'frozen':
      return { id: 'E44', pool: fact, bucket: record.bucket, step: record.step, amountFen };
  }
}
