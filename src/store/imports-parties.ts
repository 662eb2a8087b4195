import { type KnownParties, type PartyMatch, partyKey, partyOf } from '../domain/imports/classify.ts';
import type { StatementRow } from '../domain/statement.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Names and numbers by which the book knows a counterparty; a name of two clients is nobody's. */
export function partiesOf(connection: Connection): Map<string, PartyMatch> {
  return new Map(
    [...allParties(connection)].filter((entry): entry is [string, PartyMatch] => entry[1] !== null),
  );
}

/** Names that more than one party bears, as they are compared: no row is known by them. */
export function sharedNames(connection: Connection): string[] {
  return [...allParties(connection)].filter(([, match]) => match === null).map(([key]) => key);
}

function allParties(connection: Connection): Map<string, PartyMatch | null> {
  const byKey = new Map<string, PartyMatch | null>();
  const add = (as: PartyMatch['as'], id: number, name: string | null) => {
    if (!name) return;
    const key = partyKey(name);
    const before = byKey.get(key);
    if (before === undefined) byKey.set(key, { as, id, by: name });
    else if (before && (before.as !== as || before.id !== id))
      byKey.set(key, before.as === 'own' ? before : null);
  };
  const each = (sql: string, as: PartyMatch['as']) => {
    for (const [id, name] of connection.prepareRaw(sql).all() as [number, string | null][]) add(as, id, name);
  };
  each('SELECT id, number FROM money_account WHERE archived_on IS NULL', 'own');
  each('SELECT id, name FROM client WHERE archived_on IS NULL', 'client');
  each(
    "SELECT client, text FROM client_alias WHERE archived_on IS NULL AND kind NOT IN ('pinyin', 'account_id')",
    'client',
  );
  each(
    'SELECT cs.client, s.name FROM client_subject cs JOIN subject s ON s.id = cs.subject WHERE cs.archived_on IS NULL',
    'client',
  );
  each('SELECT id, name FROM supplier WHERE archived_on IS NULL', 'platform');
  each('SELECT id, name FROM employee WHERE archived_on IS NULL', 'employee');
  return byKey;
}

/** Client that the counterparty of a kept row is known as. */
export function clientIn(raw: string, parties: KnownParties): number | undefined {
  const text = Object.fromEntries(JSON.parse(raw) as [string, string][]) as StatementRow['text'];
  const found = partyOf({ text } as StatementRow, parties);
  return found?.as === 'client' ? found.id : undefined;
}
