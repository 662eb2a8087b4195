import type { ChosenOrders, HandOverView } from '../../contract/order-list.ts';
import { dayBefore } from '../../domain/calendar/days.ts';
import { assignedOn, checkAssignments, handOver } from '../../domain/parties/managers.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { clientsOfOrders } from '../../store/orders-bulk.ts';
import { assignmentsOf, loadClients } from '../../store/parties.ts';
import { idsChosen } from './bulk.ts';

/**
 * The clients behind a selection of orders and who would be their main manager from a day on; nothing is written. A
 * client that stays says why. Refuses `parties.no_such_day`.
 */
export function previewHandOver(
  connection: Connection,
  scope: RowScope,
  { manager, from, ...chosen }: ChosenOrders & { manager: string; from: string },
): HandOverView {
  const counted = clientsOfOrders(connection, idsChosen(connection, scope, chosen));
  const known = new Map(loadClients(connection, scope).map(client => [client.id, client]));
  const clients = counted.flatMap<HandOverView['clients'][number]>(({ client, orders }) => {
    const found = client === null ? undefined : known.get(client);
    if (!found) return [];
    const { id, code, name } = found;
    const held = assignmentsOf(connection, id);
    const after = handOver(held, manager, from);
    const before = mainOn(held, from) ?? mainOn(held, dayBefore(from));
    const line = { client: id, code, name, orders, before, after: manager };
    if (after.length === held.length && after.every((each, at) => each === held[at]))
      return [{ ...line, why: 'orders.hand_over_same', params: {} }];
    try {
      checkAssignments(after);
      return [{ ...line, why: null, params: {} }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ ...line, why: error.code, params: error.params }];
    }
  });
  const withClient = clients.reduce((sum, { orders }) => sum + orders, 0);
  return { clients, withoutClient: counted.reduce((sum, { orders }) => sum + orders, 0) - withClient };
}

function mainOn(held: Parameters<typeof assignedOn>[0], day: string): string | null {
  return assignedOn(held, day, 'main')[0] ?? null;
}
