import { handOver } from '../../domain/parties/managers.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { assignmentsOf, loadClients } from '../../store/parties.ts';
import type { Caller } from '../clients.ts';
import { writeAssignments } from './apply.ts';

/**
 * Hands clients over to a main manager from a day on, in one command; whoever was main before ends the day before.
 * Refuses `clients.not_found` for one outside the scope, and what `checkAssignments` refuses.
 */
export function handOverClients(
  connection: Connection,
  caller: Caller,
  wanted: { clients: readonly number[]; manager: string; from: string },
): Promise<{ handedOver: number }> {
  return command(connection, { ...caller, procedure: 'clients.handOver', input: wanted }, tx => {
    const { manager, from } = wanted;
    const seen = new Set(loadClients(connection, caller.scope).map(({ id }) => id));
    for (const client of wanted.clients) {
      if (!seen.has(client)) throw new Refusal('clients.not_found', { code: client });
      writeAssignments(tx, client, handOver(assignmentsOf(connection, client), manager, from));
    }
    return { handedOver: wanted.clients.length };
  });
}
