import type { RowScope } from '../domain/parties/types.ts';
import { COST_CODES, UPSTREAM_CODES } from '../domain/people/cost-side.ts';
import type { Connection } from './dialect/sqlite.ts';

// The one place where a scope becomes clients: every query that a scope narrows asks here.

const ON_THE_DAY = '(from_on IS NULL OR from_on <= @on) AND (until_on IS NULL OR until_on >= @on)';

/** Clients of a manager on a day in any role (main, assistant, stand-in), and of the members of the team led. */
const OWN = `SELECT client FROM client_manager WHERE ${ON_THE_DAY} AND (manager = @manager
  OR (@team = 1 AND manager IN (SELECT member FROM team_member WHERE lead = @manager AND ${ON_THE_DAY})))`;

function bindingsOf({ manager, on, team = false }: Extract<RowScope, { kind: 'manager' }>) {
  return { manager, on, team: team ? 1 : 0 };
}

/** Ids of the clients that a scope reaches; null: all rows, also those of no client. */
export function clientsSeen(connection: Connection, scope: RowScope): ReadonlySet<number> | null {
  if (scope.kind === 'all') return null;
  return new Set(connection.prepareValue(OWN).all(bindingsOf(scope)) as number[]);
}

/** Whether a scope reaches a client; what belongs to no client is for those who see everything. */
export function seesClient(connection: Connection, scope: RowScope, client: number | null): boolean {
  if (scope.kind === 'all') return true;
  if (client === null) return false;
  const sql = `SELECT 1 FROM (${OWN}) WHERE client = @client`;
  return connection.prepareValue(sql).get({ client, ...bindingsOf(scope) }) !== undefined;
}

const oneOf = (codes: readonly string[]) => codes.map(code => `'${code}'`).join(', ');
const COST = `SELECT id FROM account WHERE code IN (${oneOf(COST_CODES)})
  ${COST_CODES.map(code => `OR code LIKE '${code}.%'`).join(' ')}`;
const CLIENTS = 'SELECT value FROM json_each(@clients)';
const SHOWN = `SELECT id FROM account WHERE code NOT IN (${oneOf(UPSTREAM_CODES)})
  AND (client IN (${CLIENTS}) OR pool IN (SELECT id FROM pool WHERE client IN (${CLIENTS})))`;

/**
 * Condition on a transfer `t` for who sees the clients in `@clients` (JSON) only: it touches an account of theirs that is
 * shown, and none of the cost side.
 */
export const LEG_SEEN = `(t.debit NOT IN (${COST}) AND t.credit NOT IN (${COST})
  AND (t.debit IN (${SHOWN}) OR t.credit IN (${SHOWN})))`;

/** What binds `@clients`; null: all rows, without a condition. */
export function seenBindings(connection: Connection, scope: RowScope): { clients: string } | null {
  const seen = clientsSeen(connection, scope);
  return seen && { clients: JSON.stringify([...seen]) };
}
