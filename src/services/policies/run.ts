import type { RunLine, RunPreview } from '../../contract/policies.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import {
  type AccrualLine,
  type Accrued,
  accrualLine,
  type BaseSpend,
  countedDays,
} from '../../domain/policies/accrue.ts';
import { accrualEvents } from '../../domain/policies/events.ts';
import { checkMonth } from '../../domain/policies/periods.ts';
import type { Policy } from '../../domain/policies/terms.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { canonicalJson, sha256Hex } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readBases, readPolicies, readPolicyParties } from '../../store/policies.ts';
import { accruedByPeriod, insertAccrual, readAccruals } from '../../store/rebates.ts';
import type { Caller } from './caller.ts';
import { postEvents } from './post.ts';

/** What a month-end run reports while it goes on. */
export interface RunHooks {
  cancelled?: () => boolean;
  onProgress?: (done: number, total: number) => void;
}

/**
 * What the month-end run of a month would book: every back rebate and fee on spend that holds in it, with what is due of its
 * period so far and what was booked. Refuses `policies.no_such_month`.
 */
export function previewRun(connection: Connection, month: string, today: string): RunPreview {
  const lines = runLines(connection, checkMonth(month));
  return {
    month,
    lines: lines.map(namedBy(connection)),
    digest: digestOf(lines),
    isProvisional: today <= lastDayOf(month),
  };
}

/**
 * Books the differences of a run, each policy and period as a batch. Done again it books nothing, or what has changed since. A
 * confirmed period is left alone: it is recalculated by its statement. Refuses `policies.no_such_month`,
 * `policies.month_not_over`, `policies.preview_stale` where the book has changed since the preview, and what the ledger
 * refuses.
 */
export function commitRun(
  connection: Connection,
  caller: Caller,
  { month, digest }: { month: string; digest: string },
  { cancelled, onProgress }: RunHooks = {},
): Promise<{ accruals: number; transfers: number; deltaFen: number }> {
  const call = { ...caller, procedure: 'policies.run', input: { month, digest } };
  return command(
    connection,
    call,
    tx => {
      if (beijingDay(tx.at) <= lastDayOf(checkMonth(month)))
        throw new Refusal('policies.month_not_over', { month, on: lastDayOf(month) });
      const lines = runLines(tx.connection, month);
      if (digestOf(lines) !== digest) throw new Refusal('policies.preview_stale', { month });
      const due = lines.filter(isBooked);
      const before = lastAccruals(tx.connection);
      let transfers = 0;
      due.forEach((line, at) => {
        tx.checkpoint();
        transfers += bookLine(tx, line, month, before.get(keyOf(line)) ?? null);
        onProgress?.(at + 1, due.length);
      });
      return {
        accruals: due.length,
        transfers,
        deltaFen: due.reduce((sum, { deltaFen }) => sum + deltaFen, 0),
      };
    },
    cancelled,
  );
}

/** Whether a run books a line: nothing differs, or its period is confirmed already. */
const isBooked = ({ parts, isConfirmed }: AccrualLine) => parts.length > 0 && !isConfirmed;

const keyOf = ({ policy, period }: Pick<AccrualLine, 'policy' | 'period'>) => `${policy.id} ${period.key}`;

function runLines(connection: Connection, month: string): AccrualLine[] {
  const accrued = accruedByPeriod(connection);
  const of = (policy: Policy, period: { key: string }): Accrued | null =>
    accrued.get(`${policy.id} ${period.key}`) ?? null;
  const spend = new Map<string, BaseSpend[]>();
  return countedDays(readPolicies(connection), month, of).map(days => {
    const { from, to, policy, period } = days;
    const range = `${from} ${to}`;
    const known = spend.get(range) ?? (from > to ? [] : readBases(connection, { from, to }));
    spend.set(range, known);
    return accrualLine(days, known, of(policy, period));
  });
}

/** Of everything that a person was shown; what lies behind it shows in these figures or changes nothing. */
function digestOf(lines: readonly AccrualLine[]): string {
  return sha256Hex(
    canonicalJson(
      lines.map(line => [
        ...[line.policy.id, line.period.key, line.from, line.to, line.baseFen, line.dueFen, line.accruedFen],
        ...[line.isConfirmed, line.parts.map(({ client, deltaFen }) => [client, deltaFen])],
      ]),
    ),
  );
}

function lastAccruals(connection: Connection): Map<string, number> {
  return new Map(readAccruals(connection).map(({ id, policy, period }) => [`${policy} ${period}`, id]));
}

function bookLine(tx: Tx, line: AccrualLine, month: string, after: number | null): number {
  const { policy, period, from, to, parts, ...figures } = line;
  const what = { back: '后返计提', fee_spend: '服务费', front: '', fee_recharge: '' }[policy.kind];
  const { batch, transfers } = postEvents(tx, accrualEvents(line), {
    // Where a later month of the same period is booked already, the difference belongs to that one.
    day: lastDayOf(to.slice(0, 7) > month ? to.slice(0, 7) : month),
    summary: `${what} ${period.key}${after === null ? '' : ' 差额'}`,
    source: 'hand',
  });
  insertAccrual(tx, {
    ...{ policy: policy.id, period: period.key, from, throughOn: to < from ? from : to },
    ...{ baseFen: figures.baseFen, tier: figures.tier, ratePpm: figures.ratePpm },
    ...{ dueFen: figures.dueFen, deltaFen: figures.deltaFen, parts, after, batch },
  });
  return transfers;
}

/** A line with its party by name. */
function namedBy(connection: Connection): (line: AccrualLine) => RunLine {
  const { clients, suppliers } = readPolicyParties(connection);
  const [client, supplier] = [new Map(clients.map(x => [x.id, x])), new Map(suppliers.map(x => [x.id, x]))];
  return ({ policy, period, parts: _, ...line }) => ({
    ...line,
    policy: policy.id,
    side: policy.side,
    kind: policy.kind,
    platform: policy.platform,
    form: policy.form,
    period: period.key,
    partyCode: policy.client === null ? null : (client.get(policy.client)?.code ?? null),
    partyName:
      (policy.client === null ? supplier.get(policy.supplier!) : client.get(policy.client))?.name ?? '',
  });
}
