import type { PoliciesView } from '../../contract/policies.ts';
import { dayBefore } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { type FrontAmounts, type FrontTerms, frontAmounts } from '../../domain/policies/front.ts';
import { checkOverlap } from '../../domain/policies/overlap.ts';
import { periodNamed } from '../../domain/policies/periods.ts';
import { checkEnd, checkTerms, type Policy, type PolicyTerms } from '../../domain/policies/terms.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  endPolicyRow,
  hasParty,
  insertPolicy,
  readListedRates,
  readPolicies,
  readPolicy,
  readPolicyParties,
  readRechargeTerms,
} from '../../store/policies.ts';
import { openRebateItems } from '../../store/rebate-items.ts';
import { readStatements } from '../../store/rebates.ts';
import { seesClient } from '../../store/scope.ts';
import type { Caller } from './caller.ts';

/** Every policy with its party, the rates of the client list, and who may be named. */
export function listPolicies(connection: Connection): PoliciesView {
  const parties = readPolicyParties(connection);
  const clients = new Map(parties.clients.map(each => [each.id, each]));
  const suppliers = new Map(parties.suppliers.map(each => [each.id, each]));
  const named = ({ client, supplier }: Pick<Policy, 'client' | 'supplier'>) => ({
    partyCode: client === null ? null : (clients.get(client)?.code ?? null),
    partyName: (client === null ? suppliers.get(supplier!) : clients.get(client))?.name ?? '',
  });
  const confirmed = confirmedTo(connection);
  return {
    ...parties,
    items: openRebateItems(connection),
    policies: readPolicies(connection).map(policy => ({
      ...policy,
      ...named(policy),
      confirmedTo: confirmed.get(policy.id) ?? null,
    })),
    listed: readListedRates(connection).map(rate => ({ ...rate, ...named({ ...rate, supplier: null }) })),
  };
}

/** Last day of what was confirmed, by policy. */
function confirmedTo(connection: Connection): Map<number, string> {
  const days = new Map<number, string>();
  for (const { policy, period } of readStatements(connection)) {
    const { to } = periodNamed(period);
    if (to > (days.get(policy) ?? '')) days.set(policy, to);
  }
  return days;
}

/**
 * Keeps a policy. `replaces`: the policy before it ends the day before. Refuses what `checkTerms`, `checkOverlap` and
 * `checkEnd` refuse, `policies.party_unknown` and `policies.unknown`.
 */
export function keepPolicy(
  connection: Connection,
  caller: Caller,
  wanted: { terms: PolicyTerms; replaces?: number },
): Promise<{ policy: number }> {
  const { terms, replaces } = wanted;
  const input = {
    terms: { ...terms, tiers: terms.tiers.map(tier => ({ ...tier })) },
    ...(replaces === undefined ? {} : { replaces }),
  };
  return command(connection, { ...caller, procedure: 'policies.keep', input }, tx => {
    checkTerms(terms);
    const [table, party] =
      terms.side === 'client'
        ? (['client', terms.client!] as const)
        : (['supplier', terms.supplier!] as const);
    if (!hasParty(tx.connection, table, party)) throw new Refusal('policies.party_unknown');
    if (replaces !== undefined) endBefore(tx, replaces, dayBefore(terms.from));
    checkOverlap(terms, readPolicies(tx.connection));
    return { policy: insertPolicy(tx, terms) };
  });
}

/**
 * Sets the last day of a policy; the day before its first takes it back. What was accrued beyond it comes back with the next
 * month-end run. Refuses `policies.unknown`, what `checkEnd` refuses, and `policies.overlap` where a later day meets another.
 */
export function endPolicy(
  connection: Connection,
  caller: Caller,
  wanted: { policy: number; to: string },
): Promise<{ policy: number }> {
  return command(connection, { ...caller, procedure: 'policies.end', input: { ...wanted } }, tx => {
    endBefore(tx, wanted.policy, wanted.to);
    return { policy: wanted.policy };
  });
}

function endBefore(tx: Tx, id: number, to: string): void {
  const policy = readPolicy(tx.connection, id);
  if (!policy) throw new Refusal('policies.unknown', { policy: id });
  checkEnd(policy, to, confirmedTo(tx.connection).get(id) ?? null);
  const others = readPolicies(tx.connection).filter(other => other.id !== id);
  checkOverlap({ ...policy, to }, others);
  endPolicyRow(tx, id, to);
}

/** A recharge of a client: on which platform, on which day, how much it pays. */
export interface RechargeAsked {
  client: number;
  platform: 'qianchuan' | 'douplus';
  on: string;
  paidFen: number;
}

/**
 * 实付 and 到账 of a recharge: by the client's front policies of the day, else by the rate of the client list. Refuses
 * `reports.client_unknown`, also for a client out of scope.
 */
export function rechargeTermsOf(
  connection: Connection,
  scope: RowScope,
  { client, platform, on, paidFen }: RechargeAsked,
): { terms: FrontTerms; amounts: FrontAmounts } {
  if (!hasParty(connection, 'client', client) || !seesClient(connection, scope, client))
    throw new Refusal('reports.client_unknown', { client });
  const kept = readRechargeTerms(connection, { side: 'client', id: client }, platform, on);
  const front = kept.filter(({ kind }) => kind === 'front').map(({ rate }) => rate);
  const listed = readListedRates(connection).find(
    rate =>
      rate.client === client &&
      (rate.from === null || rate.from <= on) &&
      (rate.to === null || on <= rate.to),
  );
  const fromList =
    front.length > 0 || !listed
      ? []
      : [{ policy: null, form: listed.form, ratePpm: listed.ratePpm, recognition: null }];
  const rates = [...front, ...fromList];
  const terms: FrontTerms = {
    cash: rates.find(({ form }) => form === 'cash') ?? null,
    grant: rates.find(({ form }) => form === 'grant') ?? null,
    feePpm: kept.find(({ kind }) => kind === 'fee_recharge')?.rate.ratePpm ?? 0,
  };
  return { terms, amounts: frontAmounts(paidFen as Fen, terms) };
}
