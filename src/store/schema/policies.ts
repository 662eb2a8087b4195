import {
  POLICY_BASES,
  POLICY_KINDS,
  POLICY_PERIODS,
  POLICY_PLATFORMS,
  POLICY_SIDES,
  REBATE_FORMS,
  TIER_METHODS,
} from '../../domain/policies/terms.ts';
import { day, dayOrNull, fen, insertOnly, json, noDelete, noUpdate, oneOf } from './columns.ts';

const FOREVER = "'9999-12-31'";

/** Another policy of the same party that would count beside this one; one that ended before it began never held. */
const MET = `EXISTS (SELECT 1 FROM policy p WHERE p.id <> NEW.id AND p.side = NEW.side AND p.client IS NEW.client
  AND p.supplier IS NEW.supplier AND p.kind = NEW.kind AND p.form = NEW.form
  AND (p.platform = NEW.platform OR 'any' IN (p.platform, NEW.platform))
  AND p.from_on <= coalesce(p.until_on, ${FOREVER}) AND NEW.from_on <= coalesce(NEW.until_on, ${FOREVER})
  AND p.from_on <= coalesce(NEW.until_on, ${FOREVER}) AND NEW.from_on <= coalesce(p.until_on, ${FOREVER}))`;

const apart = (name: string, act: string): string =>
  `CREATE TRIGGER policy_${name} BEFORE ${act} ON policy WHEN ${MET}
BEGIN SELECT RAISE(ABORT, 'store.policy_overlap'); END`;

/** Policies with clients and the upstream, what was accrued, confirmed and used of them. */
export const POLICY_STATEMENTS: readonly string[] = [
  // Only its last day may ever change: what is agreed anew is a new row. Rates stand in `tiers`, in millionths.
  `CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  ${oneOf('side', POLICY_SIDES)},
  client INTEGER REFERENCES client (id),
  supplier INTEGER REFERENCES supplier (id),
  ${oneOf('platform', POLICY_PLATFORMS)},
  ${oneOf('kind', POLICY_KINDS)},
  ${oneOf('form', REBATE_FORMS)},
  ${json('tiers')},
  ${oneOf('method', TIER_METHODS)},
  ${oneOf('period', POLICY_PERIODS)},
  ${oneOf('base', POLICY_BASES)},
  recognition TEXT CHECK (recognition IN ('with_spend', 'at_recharge')),
  ${day('from_on')},
  ${dayOrNull('until_on')},
  note TEXT NOT NULL,
  actor TEXT NOT NULL,
  CHECK ((side = 'client') = (client IS NOT NULL) AND (side = 'media') = (supplier IS NOT NULL))
) STRICT`,
  'CREATE INDEX policy_client ON policy (client) WHERE client IS NOT NULL',
  noUpdate('policy', [
    ...([
      'id',
      'side',
      'client',
      'supplier',
      'platform',
      'kind',
      'form',
      'tiers',
      'method',
      'period',
    ] as const),
    ...(['base', 'recognition', 'from_on', 'note', 'actor'] as const),
  ]),
  noDelete('policy'),
  apart('added', 'INSERT'),
  apart('moved', 'UPDATE OF until_on'),

  // What a month-end run booked of a policy and period: differences add up to what is due. A row counts while its
  // batch is not reversed.
  `CREATE TABLE rebate_accrual (
  id INTEGER PRIMARY KEY,
  policy INTEGER NOT NULL REFERENCES policy (id),
  period TEXT NOT NULL,
  ${day('from_on')},
  ${day('through_on')},
  ${fen('base_fen')},
  tier INTEGER NOT NULL CHECK (tier >= 1),
  rate_ppm INTEGER NOT NULL CHECK (rate_ppm >= 0),
  ${fen('due_fen')},
  ${fen('delta_fen')},
  ${json('parts')},
  after_accrual INTEGER REFERENCES rebate_accrual (id),
  batch INTEGER REFERENCES batch (id)
) STRICT`,
  'CREATE INDEX rebate_accrual_policy ON rebate_accrual (policy, period)',
  ...insertOnly('rebate_accrual'),

  // 返点结算单; `recalculates`: the one whose period it counts anew 复算, by the difference of both amounts.
  `CREATE TABLE rebate_statement (
  id INTEGER PRIMARY KEY,
  policy INTEGER NOT NULL REFERENCES policy (id),
  period TEXT NOT NULL,
  statement_no TEXT NOT NULL CHECK (statement_no <> ''),
  ${day('confirmed_on')},
  base_fen INTEGER,
  ${fen('accrued_fen')},
  ${fen('confirmed_fen')},
  recalculates INTEGER REFERENCES rebate_statement (id),
  note TEXT NOT NULL,
  batch INTEGER REFERENCES batch (id)
) STRICT`,
  'CREATE INDEX rebate_statement_policy ON rebate_statement (policy, period)',
  ...insertOnly('rebate_statement'),

  `CREATE TABLE rebate_use (
  id INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES rebate_statement (id),
  use TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  ${day('used_on')},
  case_no TEXT NOT NULL,
  note TEXT NOT NULL,
  batch INTEGER REFERENCES batch (id)
) STRICT`,
  'CREATE INDEX rebate_use_statement ON rebate_use (statement)',
  ...insertOnly('rebate_use'),
];
