import type { AttentionLine, AttentionSubject } from '../domain/attention.ts';
import { applicationLines } from '../domain/attention-lines.ts';
import type { RowScope } from '../domain/parties/types.ts';
import {
  advancesOverdue,
  applicationsCounted,
  type Counted,
  invoicesMismatched,
  monthsToClose,
  type RequestStep,
  requestsCounted,
  statementsDisputed,
  suggestionsByMonth,
  withdrawalsToApprove,
} from '../store/attention.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { clientsSeen } from '../store/scope.ts';

const REQUESTS: Readonly<Record<RequestStep, AttentionSubject>> = {
  decide: 'invoices_to_decide',
  receive: 'invoices_to_receive',
  issue: 'invoices_to_issue',
};

/**
 * What waits for a person's hand: applications, invoices, advances, statements and, for who sees the whole book,
 * suggestions of matching and months to close. `actor` is who asks, `today` the Beijing day. Every count is read from rows
 * that are open, or from kept sums.
 */
export function workWaiting(
  connection: Connection,
  scope: RowScope,
  { actor, today }: { actor: string; today: string },
): AttentionLine[] {
  const clients = clientsSeen(connection, scope);
  const seen = clients && JSON.stringify([...clients]);
  const lines = [
    ...applicationLines(applicationsCounted(connection, seen, actor)),
    told('advances_overdue', advancesOverdue(connection, seen, today)),
    told('withdrawals_to_approve', withdrawalsToApprove(connection, seen)),
    ...requestsCounted(connection, seen).map(({ step, ...counted }) => told(REQUESTS[step], counted)),
    told('invoices_mismatched', invoicesMismatched(connection, seen)),
    ...statementsDisputed(connection, seen).map(({ month, ...counted }) =>
      told('statements_disputed', { ...counted, sumFen: null }, month),
    ),
    ...(clients ? [] : months(connection, today)),
  ];
  return lines.filter(line => line !== null);
}

function months(connection: Connection, today: string): (AttentionLine | null)[] {
  const suggested = suggestionsByMonth(connection).map(({ month, count }) =>
    told('suggestions', { count, sumFen: null, oldestOn: `${month}-01` }, month),
  );
  const open = monthsToClose(connection, today.slice(0, 7));
  const [oldest] = open;
  return [
    ...suggested,
    oldest === undefined
      ? null
      : told('periods_to_close', { count: open.length, sumFen: null, oldestOn: `${oldest}-01` }, oldest),
  ];
}

function told(
  subject: AttentionSubject,
  counted: Counted,
  reason: string | null = null,
): AttentionLine | null {
  return counted.count === 0 ? null : { subject, reason, ...counted };
}
