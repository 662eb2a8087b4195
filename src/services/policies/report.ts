import type { RebateLine, RebateStatementView } from '../../contract/policies.ts';
import { checkMonth, periodNamed } from '../../domain/policies/periods.ts';
import type { PolicySide } from '../../domain/policies/terms.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readPolicies, readPolicyParties, type StoredPolicy } from '../../store/policies.ts';
import {
  accruedByPeriod,
  readAccruals,
  readStatements,
  readUses,
  type StoredAccrual,
  type StoredStatement,
} from '../../store/rebates.ts';

/** Which part of 返点计提表: a side, months (both included), one party only where given. */
export interface RebateReportAsked {
  side: PolicySide;
  from: string;
  to: string;
  party?: number;
}

/**
 * 返点计提表: every policy and period that meets the months and of which something was accrued or confirmed. Refuses
 * `policies.no_such_month`, `reports.range_reversed`.
 */
export function rebateLines(connection: Connection, asked: RebateReportAsked): RebateLine[] {
  const { side, from, to, party } = asked;
  if (checkMonth(from) > checkMonth(to)) throw new Refusal('reports.range_reversed', { from, to });
  const accruals = groupedBy(readAccruals(connection));
  const statements = groupedBy(readStatements(connection));
  const accrued = accruedByPeriod(connection);
  const uses = readUses(connection);
  const names = partyNames(connection);
  const lines: RebateLine[] = [];
  for (const policy of readPolicies(connection)) {
    if (policy.side !== side || (party !== undefined && party !== (policy.client ?? policy.supplier)))
      continue;
    for (const period of periodsOf(policy, accruals, statements)) {
      const days = periodNamed(period);
      if (days.to < `${from}-01` || days.from > lastDayOf(to)) continue;
      const key = `${policy.id} ${period}`;
      lines.push(
        lineOf(policy, period, {
          accruals: accruals.get(key) ?? [],
          statements: (statements.get(key) ?? []).map(statement => viewOf(statement, uses)),
          accruedFen: (accrued.get(key)?.parts ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0),
          ...names(policy),
        }),
      );
    }
  }
  return lines;
}

type OfPeriod = { policy: number; period: string };

function groupedBy<Row extends OfPeriod>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.policy} ${row.period}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function periodsOf({ id }: StoredPolicy, ...groups: ReadonlyMap<string, unknown>[]): string[] {
  const own = groups.flatMap(group => [...group.keys()]).filter(key => key.startsWith(`${id} `));
  return [...new Set(own.map(key => key.slice(key.indexOf(' ') + 1)))].sort();
}

interface Parts {
  accruals: StoredAccrual[];
  statements: RebateStatementView[];
  accruedFen: number;
  partyCode: string | null;
  partyName: string;
}

function lineOf(policy: StoredPolicy, period: string, parts: Parts): RebateLine {
  const { accruals, statements, accruedFen, partyCode, partyName } = parts;
  const last = accruals.at(-1);
  const confirmedFen = statements.at(-1)?.confirmedFen ?? null;
  const usedFen = statements.flatMap(({ uses }) => uses).reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    ...{
      policy: policy.id,
      side: policy.side,
      kind: policy.kind,
      platform: policy.platform,
      form: policy.form,
    },
    party: policy.client ?? policy.supplier!,
    ...{ partyCode, partyName, period, accruedFen, confirmedFen, usedFen, statements },
    baseFen: last?.baseFen ?? 0,
    tier: last?.tier ?? 1,
    ratePpm: last?.ratePpm ?? policy.tiers[0]!.ratePpm,
    dueFen: last?.dueFen ?? 0,
    isConfirmed: confirmedFen !== null,
    openFen: openOf(policy, { confirmedFen, accruedFen, usedFen }),
    accruals: accruals.map(({ id, throughOn, deltaFen, after, batch }) => ({
      id,
      throughOn,
      deltaFen,
      after,
      batch,
    })),
  };
}

/** A fee is charged with its accrual: nothing of it stays open here. */
function openOf(
  { kind }: StoredPolicy,
  { confirmedFen, accruedFen, usedFen }: { confirmedFen: number | null; accruedFen: number; usedFen: number },
): number {
  return kind === 'fee_spend' ? 0 : (confirmedFen ?? accruedFen) - usedFen;
}

function viewOf(
  { policy: _, period: __, ...statement }: StoredStatement,
  uses: ReturnType<typeof readUses>,
): RebateStatementView {
  return {
    ...statement,
    uses: uses.filter(use => use.statement === statement.id).map(({ statement: ___, ...use }) => use),
  };
}

function partyNames(connection: Connection) {
  const { clients, suppliers } = readPolicyParties(connection);
  const [client, supplier] = [new Map(clients.map(x => [x.id, x])), new Map(suppliers.map(x => [x.id, x]))];
  return (policy: StoredPolicy) => ({
    partyCode: policy.client === null ? null : (client.get(policy.client)?.code ?? null),
    partyName:
      (policy.client === null ? supplier.get(policy.supplier!) : client.get(policy.client))?.name ?? '',
  });
}
