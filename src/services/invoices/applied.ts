import { partyKey } from '../../domain/invoices/number.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { Tx } from '../../ledger/command.ts';
import { agreements, insertRequest, updateRequest } from '../../store/invoice-requests.ts';
import { clientSeen, type InvoiceCaller } from './caller.ts';
import { agreedFor, decideFor } from './request.ts';

/** An approved 开票 application as the register needs it. */
export interface AppliedInvoice {
  application: number;
  client: number;
  /** What is to be written on the invoice; empty: the client's own title. */
  title: string;
  amountFen: number;
  note: string;
  appliedOn: string;
  appliedBy: string;
}

/**
 * The request that an approved application raises. It is open at once: the application was approved by a supervisor, who
 * may agree to every amount (INV-5). Refuses `invoices.other_subject` for a title without an agreed way.
 */
export function requestApplied(
  tx: Tx,
  scope: InvoiceCaller['scope'],
  applied: AppliedInvoice,
  rules: Rules,
): number {
  const client = clientSeen(tx.connection, scope, applied.client);
  const own = client.title ?? client.name;
  const title = applied.title.trim() || own;
  const isOwn = partyKey(title) === partyKey(own);
  const agreed = agreements(tx.connection).find(
    each => each.client === client.id && each.titleKey === partyKey(title),
  );
  const taxNo = (isOwn ? client.taxNo : agreed?.taxNo) ?? '';
  const agreement = agreedFor(tx, scope, { client: client.id, title, taxNo });
  const titleKind = isOwn ? (client.titleKind ?? 'enterprise') : 'enterprise';
  const { aheadFen, consent, finding } = decideFor(tx.connection, client.id, applied.amountFen, rules);
  const request = insertRequest(tx, {
    ...{ direction: 'agency_client', client: client.id, supplier: null, account: null },
    ...{ titleKind, title, taxNo, paper: titleKind === 'enterprise' ? 'special' : 'general' },
    ...{ amountFen: applied.amountFen, aheadFen, needs: consent, way: 'agency' },
    ...{ findings: JSON.stringify(finding ? [finding] : []), billNo: null, agreement, state: 'open' },
    ...{ application: applied.application, note: applied.note },
    ...{ askedOn: applied.appliedOn, askedBy: applied.appliedBy },
  });
  updateRequest(tx, request, { state: 'open', decidedOn: rules.on, decidedBy: tx.actor });
  return request;
}
