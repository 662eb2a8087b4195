import type { ClientPeriodView, PeriodsView } from '../../contract/close.ts';
import { closedClients, firstPeriod, lastSealed, periodRows, sealHistory } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { transitNames } from '../../store/transit.ts';
import { checkMonth } from './caller.ts';

/** Months of the book with their seals, the latest first, and every reopening. */
export function listPeriods(connection: Connection): PeriodsView {
  const seals = sealHistory(connection);
  const closed = Map.groupBy(closedClients(connection), ({ month }) => month);
  const { clients } = transitNames(connection);
  const last = lastSealed(connection, null);
  const first = firstPeriod(connection);
  const periods = periodRows(connection)
    .filter(({ month }) => month >= first)
    .toReversed();
  return {
    periods: periods.map(({ month, state }) => {
      const seal = seals.find(
        each => each.month === month && each.client === null && each.reopenedAt === null,
      );
      const { closedAt, closedBy, headSeq, headHash, digest } = seal ?? {};
      return {
        ...{ month, state },
        seal: seal
          ? {
              closedAt: closedAt!,
              closedBy: closedBy!,
              headSeq: headSeq!,
              headHash: headHash!,
              digest: digest!,
            }
          : null,
        clientsClosed: closed.get(month)?.length ?? 0,
        clients: clients.size,
        mayReopen: seal !== undefined && month === last,
      };
    }),
    reopenings: seals
      .filter(({ reopenedAt }) => reopenedAt !== null)
      .map(({ month, client, reopenedAt, reopenedBy, reopenReason }) => ({
        month,
        client: client === null ? null : (clients.get(client)?.name ?? ''),
        by: reopenedBy ?? '',
        at: reopenedAt ?? '',
        reason: reopenReason ?? '',
      })),
  };
}

/** Every client's state of a month; a client without a state of its own stands as the book does. */
export function clientPeriods(connection: Connection, month: string): ClientPeriodView[] {
  checkMonth(month);
  const state = periodRows(connection).find(each => each.month === month)?.state ?? 'closed';
  const closed = new Set(
    closedClients(connection).flatMap(each => (each.month === month ? [each.client] : [])),
  );
  const seals = sealHistory(connection).filter(each => each.reopenedAt === null && each.month === month);
  return [...transitNames(connection).clients.values()]
    .map(({ id, code, name }) => {
      const seal = seals.find(({ client }) => client === id);
      return {
        ...{ client: id, code, name },
        state: state === 'closed' || closed.has(id) ? ('closed' as const) : ('open' as const),
        closedBy: seal?.closedBy ?? null,
        closedAt: seal?.closedAt ?? null,
        mayReopen: seal !== undefined && state === 'open' && lastSealed(connection, id) === month,
      };
    })
    .toSorted((a, b) => ((a.code ?? a.name) < (b.code ?? b.name) ? -1 : 1));
}
