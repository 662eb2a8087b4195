import { type AttentionLine, type AttentionSubject, lineOf } from '../domain/attention.ts';
import { unpaired } from '../domain/imports/pairing.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { clientsWithoutManager, plansWaiting } from '../store/attention.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { balanceBreaks } from '../store/imports-days.ts';
import { waitingCases } from '../store/imports-open.ts';
import { bookedPairs, ownLegs } from '../store/imports-own.ts';
import { sharedNames } from '../store/imports-parties.ts';
import { openTickets, ticketsByReason } from '../store/imports-tickets.ts';
import { undecidedRows } from '../store/imports-undecided.ts';
import { clientsSeen } from '../store/scope.ts';

/**
 * What waits in the open book, in the order of ATTENTION_SUBJECTS, without what does not. `today` is the Beijing day. A
 * manager is told of tickets of the own clients only: money not identified is nobody's yet.
 */
export function attention(connection: Connection, scope: RowScope, today: string): AttentionLine[] {
  const own = clientsSeen(connection, scope);
  if (own) return ownTickets(connection, own);
  const breaks = balanceBreaks(connection);
  const lines = [
    waiting(connection, 'receipts', '2241.01'),
    waiting(connection, 'payments', '1221.07'),
    lineOf(
      'transfers',
      unpaired(ownLegs(connection, bookedPairs(connection))).map(({ amountFen, day }) => ({
        fen: amountFen,
        day,
      })),
    ),
    ...rowLines(connection),
    lineOf(
      'plans',
      plansWaiting(connection).map(day => ({ day })),
    ),
    lineOf(
      'gaps',
      breaks.continuity.map(({ missingFen, after }) => ({ fen: missingFen, day: after.day })),
    ),
    lineOf(
      'identities',
      breaks.identities.map(({ expectedFen, actualFen, day }) => ({ fen: expectedFen - actualFen, day })),
    ),
    ...ticketsByReason(connection).map(ticketLine),
    counted('clients_without_manager', clientsWithoutManager(connection, today)),
    counted('shared_names', sharedNames(connection).length),
  ];
  return lines.filter(line => line !== null);
}

function waiting(connection: Connection, subject: AttentionSubject, code: '2241.01' | '1221.07') {
  return lineOf(
    subject,
    waitingCases(connection, code).map(({ openFen, day }) => ({ fen: openFen, day })),
  );
}

function rowLines(connection: Connection): (AttentionLine | null)[] {
  const rows = undecidedRows(connection).map(({ verdict, entry }) => {
    const { amountFen, day } = JSON.parse(entry) as { amountFen: number; day: string };
    return { verdict, fen: amountFen, day };
  });
  return (['refused', 'undecided', 'noted'] as const).map(verdict =>
    lineOf(
      verdict,
      rows.filter(row => row.verdict === verdict),
    ),
  );
}

function ticketLine(of: { reason: string; count: number; sumFen: number; oldestOn: string }): AttentionLine {
  return { subject: 'tickets', ...of };
}

function counted(subject: AttentionSubject, count: number): AttentionLine | null {
  return count === 0 ? null : { subject, reason: null, count, sumFen: null, oldestOn: null };
}

function ownTickets(connection: Connection, own: ReadonlySet<number>): AttentionLine[] {
  const tickets = openTickets(connection).filter(({ client }) => client !== null && own.has(client));
  return [...Map.groupBy(tickets, ({ reason }) => reason)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, some]) =>
      ticketLine({
        reason,
        count: some.length,
        sumFen: some.reduce((sum, { amountFen }) => sum + amountFen, 0),
        oldestOn: some[0]!.aroseOn,
      }),
    );
}
