import type { ApplicationView } from '../../contract/applications.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { stepRequest } from '../../domain/invoices/register.ts';
import type { Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { requestsOfApplications, updateRequest } from '../../store/invoice-requests.ts';

// An approved 开票 application stands in 发票 as a request; what it comes to there is told here.

/** What stands in 发票 for some applications. */
export function invoicesOf(
  connection: Connection,
  applications: readonly number[],
): Map<number, ApplicationView['invoice']> {
  return new Map(
    requestsOfApplications(connection, applications).map(({ application, ...invoice }) => [
      application,
      invoice,
    ]),
  );
}

/** Takes the request back with its application, unless its invoice was issued. */
export function withdrawRequest(tx: Tx, application: number, reason: string): void {
  const [raised] = requestsOfApplications(tx.connection, [application]);
  if (!raised) return;
  const state = stepRequest(raised.state, 'withdrawn');
  updateRequest(tx, raised.request, { state, decidedOn: beijingDay(tx.at), decidedBy: tx.actor, reason });
}
