import type { MatchAlias } from '../../contract/matching-bench.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import { updateRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { aliasesForMatching } from '../../store/matching.ts';
import type { MatchCaller } from './decide.ts';

/** Names of payers that stand for clients, of the client's list and learnt from claims. */
export function listAliases(
  connection: Connection,
  { client, text }: { client?: number; text?: string },
): MatchAlias[] {
  return aliasesForMatching(connection, { client: client ?? null, text: text ?? '' });
}

/** Switches an alias on or off; off, no claim and no match is found by it. Refuses `matching.unknown_alias`. */
export function switchAlias(
  connection: Connection,
  caller: MatchCaller,
  { alias, isOn }: { alias: number; isOn: boolean },
): Promise<{ alias: number }> {
  return command(connection, { ...caller, procedure: 'matching.switchAlias', input: { alias, isOn } }, tx => {
    const archivedOn = isOn ? null : tx.at.slice(0, 10);
    if (!updateRow(tx, 'client_alias', alias, { archived_on: archivedOn }))
      throw new Refusal('matching.unknown_alias', { alias });
    return { alias };
  });
}
