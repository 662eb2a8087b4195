import type { PackBoard, PackDetail, PackRow } from '../../contract/packs.ts';
import { nextStates } from '../../domain/packs/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { closedClients, periodRows } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  clientsMoved,
  packClients,
  packsOf,
  type StoredPack,
  standingPacks,
  stepsOf,
  supersededClients,
} from '../../store/packs.ts';
import { clientsSeen, seesClient } from '../../store/scope.ts';

/** 对账单 of a month: one line a client that has money or a movement, with the state of its pack. */
export function packBoard(connection: Connection, scope: RowScope, month: string): PackBoard {
  const seen = clientsSeen(connection, scope);
  const moved = clientsMoved(connection, month);
  const standing = standingPacks(connection, month);
  const closed = new Set(
    closedClients(connection).flatMap(each => (each.month === month ? [each.client] : [])),
  );
  const isClosed = periodRows(connection).find(each => each.month === month)?.state === 'closed';
  const outdated = supersededClients(connection, month);
  const rows = packClients(connection)
    .filter(({ id }) => (seen === null || seen.has(id)) && (moved.has(id) || standing.has(id)))
    .map(({ id, code, name }): PackRow => {
      const pack = standing.get(id) ?? null;
      return {
        ...{ client: id, code, name },
        isClosed: isClosed || closed.has(id),
        pack: pack && viewOf(pack),
        isOutdated: pack === null && outdated.has(id),
      };
    });
  return { month, rows };
}

function viewOf(pack: StoredPack): NonNullable<PackRow['pack']> {
  const { id, checkCode, madeAt, madeBy, finality, state, stateOn, stateBy } = pack;
  return {
    ...{ id, checkCode, madeAt, madeBy, finality, state, stateOn, stateBy },
    closing: { unallocatedFen: pack.closingUnallocatedFen, atPlatformFen: pack.closingAtPlatformFen },
    next: [...nextStates({ state, isSuperseded: pack.supersededAt !== null })],
  };
}

/** Packs of a client's month with what was said of them, the newest first. Refuses `reports.client_unknown`. */
export function packDetail(
  connection: Connection,
  scope: RowScope,
  { client, month }: { client: number; month: string },
): PackDetail {
  if (!seesClient(connection, scope, client)) throw new Refusal('reports.client_unknown', { client });
  return {
    packs: packsOf(connection, month, client).map(pack => ({
      ...viewOf(pack),
      headSeq: pack.headSeq,
      supersededAt: pack.supersededAt,
      supersededWhy: pack.supersededWhy,
      steps: stepsOf(connection, pack.id).map(({ attachment: _, ...step }) => step),
    })),
  };
}

/** Clients of a bulk run: those of the board, or those that are named and seen. */
export function clientsOf(
  connection: Connection,
  scope: RowScope,
  { month, clients }: { month: string; clients: readonly number[] | null },
): { id: number; code: string; name: string }[] {
  const seen = clientsSeen(connection, scope);
  const moved = clients === null ? clientsMoved(connection, month) : new Set(clients);
  return packClients(connection).filter(({ id }) => moved.has(id) && (seen === null || seen.has(id)));
}
