import type { NewInvoiceRequest } from '../../contract/invoices.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { partyKey } from '../../domain/invoices/number.ts';
import { stepRequest } from '../../domain/invoices/register.ts';
import {
  decideInvoice,
  type InvoiceConsent,
  type InvoiceDecision,
  refuseWithoutConsent,
} from '../../domain/invoices/remainder.ts';
import { refuseOtherSubject } from '../../domain/invoices/route.ts';
import { normalPaperNo } from '../../domain/parties/checksum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RuleFinding } from '../../domain/rulebook/finding.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { command, type Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type InvoiceClient, invoiceAccounts } from '../../store/invoice-parties.ts';
import {
  agreements,
  insertAgreement,
  insertRequest,
  requestById,
  type StoredRequest,
  updateRequest,
} from '../../store/invoice-requests.ts';
import { seesClient } from '../../store/scope.ts';
import { clientSeen, type InvoiceCaller, rulesAt, type WithApplied, type WithRules } from './caller.ts';
import { factsOfClient, platformRoom } from './facts.ts';
import { judgeFor } from './route.ts';

/** What a request comes to before it is made: how much is ahead, who must agree, by which way. */
export interface JudgedRequest {
  decision: InvoiceDecision;
  way: 'agency' | 'centre' | 'service' | 'refused';
  path: string | null;
  findings: RuleFinding[];
}

/**
 * INV-5 over an amount: what open requests hold already counts as invoiced, so that two requests never share a remainder.
 */
export function decideFor(
  connection: Connection,
  client: number,
  amountFen: number,
  rules: Rules,
): InvoiceDecision {
  const facts = factsOfClient(connection, client, rules);
  const held = { ...facts, invoicedFen: facts.invoicedFen + facts.heldFen };
  return decideInvoice(amountFen, held, facts.receivedFen, rules);
}

/** Judges a request by INV-1 … INV-5. Refuses `invoices.client_unknown` and `invoices.amount_not_positive`. */
export function judge(
  connection: Connection,
  scope: InvoiceCaller['scope'],
  { rules, on, ...wanted }: WithRules & { on: string } & NewInvoiceRequest,
): JudgedRequest {
  const at = rulesAt({ rules }, on);
  const { direction, amountFen } = wanted;
  if (direction === 'agency_client') {
    const client = clientSeen(connection, scope, wanted.client!);
    const decision = decideFor(connection, client.id, amountFen, at);
    return { decision, way: 'agency', path: null, findings: decision.finding ? [decision.finding] : [] };
  }
  const client = wanted.client === undefined ? null : clientSeen(connection, scope, wanted.client);
  const decision = platformDecision(connection, client, wanted, at);
  const accounts = client ? invoiceAccounts(connection, client.id) : [];
  const account = accounts.find(({ id, kind }) =>
    wanted.account === undefined ? kind === 'qianchuan' : id === wanted.account,
  );
  const title = { kind: wanted.titleKind, name: wanted.title, taxNo: wanted.taxNo };
  // What is final has been delivered: an amount beyond it has not (INV-1).
  const delivered = client === null ? undefined : decision.aheadFen === 0;
  const { way, route, findings } = judgeFor(account, title, delivered, at);
  return { decision, way, path: route?.path ?? null, findings };
}

/** What the platform may still invoice a client: the bill's figure, or the client's own final spend (INV-5). */
function platformDecision(
  connection: Connection,
  client: InvoiceClient | null,
  { amountFen, billNo, billAvailableFen }: NewInvoiceRequest,
  rules: Rules,
): InvoiceDecision {
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0)
    throw new Refusal('invoices.amount_not_positive', { amountFen });
  if (client === null && billAvailableFen === undefined)
    return {
      coveredFen: amountFen,
      aheadFen: 0,
      preInvoicedFen: 0,
      consent: 'none',
      finding: null,
    } as InvoiceDecision;
  const { invoiceableFen } = client
    ? platformRoom(connection, client, rules, { billNo, billAvailableFen })
    : { invoiceableFen: billAvailableFen ?? 0 };
  const coveredFen = Math.min(amountFen, invoiceableFen);
  const aheadFen = amountFen - coveredFen;
  const consent = aheadFen === 0 ? ('none' as const) : ('supervisor' as const);
  return { coveredFen, aheadFen, preInvoicedFen: aheadFen, consent, finding: null } as InvoiceDecision;
}

export interface MadeRequest {
  request: number;
  state: StoredRequest['state'];
  aheadFen: number;
  needs: InvoiceConsent;
}

/**
 * Makes a request 开票申请; what needs nobody's consent is open at once, else it waits. Refuses `invoices.other_subject`
 * (INV-5: another title needs an agreed way), `invoices.not_to_be_had` where INV-1 … INV-4 block it, and what `judge`
 * refuses. Two at once never take the same remainder: commands run one after the other and each sees what is held.
 */
export function requestInvoice(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, on = beijingDay(caller.at), ...wanted }: WithRules & { on?: string } & NewInvoiceRequest,
): Promise<MadeRequest> {
  const { actor, key, at, scope } = caller;
  return command(
    connection,
    { actor, key, at, procedure: 'invoices.request', input: { on, ...wanted } },
    tx => {
      const { decision, way, findings } = judge(tx.connection, scope, { rules, on, ...wanted });
      const blocked = findings.find(({ severity, rule }) => severity === 'block' && rule !== 'INV-5');
      if (way === 'refused') throw new Refusal('invoices.not_to_be_had', { rule: blocked?.rule ?? 'INV-1' });
      const agreement = wanted.direction === 'agency_client' ? agreedFor(tx, scope, wanted) : null;
      const state = decision.consent === 'none' ? ('open' as const) : ('waiting' as const);
      const request = insertRequest(tx, {
        ...{ direction: wanted.direction, client: wanted.client ?? null, supplier: wanted.supplier ?? null },
        ...{
          account: wanted.account ?? null,
          titleKind: wanted.titleKind,
          title: wanted.title,
          taxNo: wanted.taxNo,
        },
        ...{
          paper: wanted.paper,
          amountFen: wanted.amountFen,
          aheadFen: decision.aheadFen,
          needs: decision.consent,
        },
        ...{ way, findings: JSON.stringify(findings), billNo: wanted.billNo ?? null, agreement, state },
        ...{ note: wanted.note, askedOn: on, askedBy: actor },
      });
      return { request, state, aheadFen: decision.aheadFen, needs: decision.consent };
    },
  );
}

/** The agreed way to a title that is not the contract subject; null where it is. Refuses `invoices.other_subject`. */
export function agreedFor(
  tx: Tx,
  scope: InvoiceCaller['scope'],
  { client: id, title, taxNo }: Pick<NewInvoiceRequest, 'client' | 'title' | 'taxNo'>,
): number | null {
  const client = clientSeen(tx.connection, scope, id!);
  const subject = { name: client.title ?? client.name, paperNo: client.taxNo ?? '' };
  const agreed = agreements(tx.connection).find(
    each => each.client === id && each.titleKey === partyKey(title) && sameNo(each.taxNo, taxNo),
  );
  refuseOtherSubject({ name: title, taxNo }, subject, agreed !== undefined);
  return partyKey(title) === partyKey(subject.name) ? null : (agreed?.id ?? null);
}

const sameNo = (one: string, other: string) =>
  one === '' || other === '' || normalPaperNo(one) === normalPaperNo(other);

/** Keeps a client's written word that invoices go to another title; the same one again is kept once. */
export function agreeTitle(
  connection: Connection,
  { actor, key, at, scope }: InvoiceCaller,
  wanted: { client: number; title: string; taxNo: string; note: string },
): Promise<{ agreement: number }> {
  return command(connection, { actor, key, at, procedure: 'invoices.agree', input: wanted }, tx => {
    clientSeen(tx.connection, scope, wanted.client);
    const titleKey = partyKey(wanted.title);
    const known = agreements(tx.connection).find(
      each => each.client === wanted.client && each.titleKey === titleKey && each.taxNo === wanted.taxNo,
    );
    const agreement = known?.id ?? insertAgreement(tx, { ...wanted, titleKey, agreedOn: beijingDay(at) });
    return { agreement };
  });
}

/** A request that the scope reaches. Refuses `invoices.request_unknown`. */
export function requestSeen(
  connection: Connection,
  scope: InvoiceCaller['scope'],
  id: number,
): StoredRequest {
  const request = requestById(connection, id);
  if (!request || !seesClient(connection, scope, request.client))
    throw new Refusal('invoices.request_unknown', { request: id });
  return request;
}

/**
 * Approves, refuses or withdraws a request. Refuses `invoices.consent_approval`, `invoices.consent_supervisor` where the
 * caller's roles are not enough, `invoices.request_step`, `invoices.reason_missing` for a refusal without one.
 */
export function decideRequest(
  connection: Connection,
  caller: InvoiceCaller,
  {
    request: id,
    act,
    reason,
    ended,
  }: WithApplied & { request: number; act: 'approve' | 'refuse' | 'withdraw'; reason: string },
): Promise<{ request: number; state: StoredRequest['state'] }> {
  const { actor, key, at, scope, gives } = caller;
  const input = { request: id, act, reason };
  return command(connection, { actor, key, at, procedure: `invoices.${act}`, input }, tx => {
    const request = requestSeen(tx.connection, scope, id);
    const to = ({ approve: 'open', refuse: 'refused', withdraw: 'withdrawn' } as const)[act];
    const state = stepRequest(request.state, to);
    if (act === 'approve')
      refuseWithoutConsent(
        { ...DECISION, consent: request.needs, aheadFen: request.aheadFen } as InvoiceDecision,
        gives,
      );
    if (act === 'refuse' && reason.trim() === '') throw new Refusal('invoices.reason_missing');
    updateRequest(tx, id, { state, decidedOn: beijingDay(at), decidedBy: actor, reason });
    if (act !== 'approve' && request.application !== null)
      ended?.(tx, request.application, { act: 'withdraw', note: reason });
    return { request: id, state };
  });
}

const DECISION = { coveredFen: 0, preInvoicedFen: 0, finding: null };
