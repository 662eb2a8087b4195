import { normalPaperNo } from '../parties/checksum.ts';
import type { SubjectKind } from '../parties/types.ts';
import { Refusal } from '../refusal.ts';
import { findingBy, gravestFirst, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed } from '../rulebook/lookup.ts';
import { routeFor } from '../rulebook/routes.ts';
import type { Route, RuleRow } from '../rulebook/types.ts';
import { partyKey } from './number.ts';

/** An invoice that is asked of the platform, as far as it is known; undefined is unknown, never no. */
export interface InvoiceRequest {
  /** Kind of invoice wanted 企业抬头 or 个人抬头. */
  titleKind: SubjectKind;
  title: { name: string; taxNo?: string };
  /** The legal person that the Qianchuan account is bound to. */
  subject?: { kind: SubjectKind; name: string; paperNo?: string };
  /** Enterprise qualification of the account. */
  qualification?: 'none' | 'valid' | 'expired';
  /** The orders that the invoice is for have been delivered. */
  delivered?: boolean;
}

/** `centre`: asked in 发票中心. `service`: routed to customer service. `refused`: not to be had as asked. */
export interface RouteVerdict {
  way: 'centre' | 'service' | 'refused';
  route: Route | null;
  findings: RuleFinding[];
}

/**
 * To whom and by which way the platform invoices (INV-1 … INV-4). An expired qualification or another subject is
 * routed to customer service, refused only where no row gives a way.
 */
export function judgeRequest(request: InvoiceRequest, rules: Rules): RouteVerdict {
  const centre = routeFor(rules, 'invoice', 'qianchuan')?.value ?? null;
  const service = routeFor(rules, 'invoice_mismatch', 'qianchuan')?.value ?? null;
  const findings = [
    ...afterDelivery(request, rules),
    ...ofEnterprise(request, rules, service),
    ...ofSubject(request, rules, service),
  ];
  const isRefused = findings.some(({ severity }) => severity === 'block');
  const isRouted = findings.some(({ code }) => ROUTED.has(code));
  const route = isRefused ? null : isRouted ? service : centre;
  return {
    way: isRefused || route === null ? 'refused' : isRouted ? 'service' : 'centre',
    route,
    findings: gravestFirst(findings),
  };
}

const ROUTED = new Set(['invoices.inv_2_expired', 'invoices.inv_3_other', 'invoices.inv_4_mismatch']);

/** INV-1: after delivery, in 发票中心. */
function afterDelivery({ delivered }: InvoiceRequest, rules: Rules): RuleFinding[] {
  const row = routeFor(rules, 'invoice', 'qianchuan');
  if (!row) return [];
  const params = { path: row.value.path };
  if (delivered === false) return [findingBy(row, 'block', 'invoices.inv_1_not_delivered', params)];
  return [findingBy(row, 'info', delivered ? 'invoices.inv_1_centre' : 'invoices.inv_1_unknown', params)];
}

/** INV-2: an enterprise invoice needs the account's enterprise qualification; an expired one is routed. */
function ofEnterprise(
  { titleKind, qualification }: InvoiceRequest,
  rules: Rules,
  service: Route | null,
): RuleFinding[] {
  const row = rowNamed(rules, 'inv-2.enterprise');
  if (titleKind !== 'enterprise' || !row || qualification === 'valid') return [];
  if (qualification === undefined) return [findingBy(row, 'warn', 'invoices.inv_2_unknown')];
  if (qualification === 'none') return [findingBy(row, 'block', 'invoices.inv_2_none')];
  return [routed(row, 'invoices.inv_2_expired', service)];
}

/** INV-3, INV-4: in the name of the bound subject; another name is customer service's. */
function ofSubject(
  { titleKind, title, subject }: InvoiceRequest,
  rules: Rules,
  service: Route | null,
): RuleFinding[] {
  const bound = rowNamed(rules, 'inv-4.mismatch') ?? rowNamed(rules, 'inv-3.individual');
  if (!bound) return [];
  if (!subject) return [findingBy(bound, 'warn', 'invoices.inv_4_unknown')];
  if (titleKind === subject.kind && isSubject(title, subject)) return [];
  const params = { title: title.name, subject: subject.name };
  const individual = rowNamed(rules, 'inv-3.individual');
  if (subject.kind === 'individual' && individual)
    return [routed(individual, 'invoices.inv_3_other', service, params)];
  return [routed(bound, 'invoices.inv_4_mismatch', service, params)];
}

/** The name must be the subject's; where both numbers are known they must be one too. */
function isSubject(title: InvoiceRequest['title'], subject: { name: string; paperNo?: string }): boolean {
  const [titleNo, paperNo] = [title.taxNo ?? '', subject.paperNo ?? ''].map(normalPaperNo);
  if (titleNo !== '' && paperNo !== '' && titleNo !== paperNo) return false;
  return partyKey(title.name) === partyKey(subject.name);
}

/**
 * INV-5, agency → client: an invoice is made out to the contract subject 结算主体. Another one needs a way that was
 * agreed (a written instruction of the client): without it `invoices.other_subject` is refused.
 */
export function refuseOtherSubject(
  title: { name: string; taxNo?: string },
  subject: { name: string; paperNo?: string },
  isAgreed: boolean,
): void {
  if (!isAgreed && !isSubject(title, subject))
    throw new Refusal('invoices.other_subject', { title: title.name, subject: subject.name });
}

function routed(
  row: RuleRow,
  code: string,
  service: Route | null,
  params: Record<string, string> = {},
): RuleFinding {
  const severity = service === null ? 'block' : 'warn';
  return findingBy(row, severity, code, { ...params, path: service?.path ?? '—' });
}
