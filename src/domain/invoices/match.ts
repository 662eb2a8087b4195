import { normalPaperNo } from '../parties/checksum.ts';
import { type Finding, Refusal } from '../refusal.ts';
import { partyKey } from './number.ts';
import type { InvoiceDirection, MatchState } from './register.ts';
import type { InvoiceParty } from './types.ts';

interface Titled {
  name: string;
  paperNo: string;
}

/** A legal person that an invoice may name; one that stands for several clients stands here several times. */
export interface Holder {
  subject: number;
  name: string;
  paperNo: string;
  client: number | null;
  /** Whether it is the client's contract subject 结算主体. */
  isContract: 0 | 1;
  supplier: number | null;
}

/** A client's agreed way to another title. */
export interface AgreedTitle {
  id: number;
  client: number;
  title: string;
  taxNo: string;
}

/** What the book knows of the parties of invoices. */
export interface KnownParties {
  /** Names of the agency itself, with its number where that is known. */
  ours: readonly Titled[];
  holders: readonly Holder[];
  suppliers: readonly { id: number; name: string }[];
  agreements: readonly AgreedTitle[];
  /** Clients without any legal person: their name is all there is. */
  unnamed: readonly { id: number; name: string }[];
}

export interface MatchedParties {
  direction: InvoiceDirection;
  /** Clients that the invoice may be of: one, but where several stand on one legal person. */
  clients: number[];
  subject: number | null;
  supplier: number | null;
  agreement: number | null;
  matchState: MatchState;
  findings: Finding[];
}

/** The same name, and the same number where both have one. */
function isParty(party: InvoiceParty, { name, paperNo }: Titled): boolean {
  const [one, other] = [party.taxNo, paperNo].map(normalPaperNo);
  return partyKey(party.name) === partyKey(name) && (one === '' || other === '' || one === other);
}

/** The same name or the same number, but not both: one of them is wrong. */
function isNear(party: InvoiceParty, { name, paperNo }: Titled): boolean {
  const no = normalPaperNo(party.taxNo);
  return partyKey(party.name) === partyKey(name) || (no !== '' && no === normalPaperNo(paperNo));
}

/**
 * Who invoices whom, by what the book knows. Refuses `invoices.other_subject` for an invoice of ours to another subject
 * without an agreed way (INV-5), `invoices.buyer_unknown` and `invoices.parties_unknown` where nobody can be told. A
 * platform's invoice to nobody known is kept as mismatched: its way is customer service (INV-4).
 */
export function matchParties(
  { seller, buyer }: { seller: InvoiceParty; buyer: InvoiceParty },
  known: KnownParties,
): MatchedParties {
  const knowsOurs = known.ours.length > 0;
  const isOurs = (party: InvoiceParty) => known.ours.some(each => isParty(party, each));
  const supplier = supplierOf(seller, known);
  const isOurSeller = isOurs(seller) || (!knowsOurs && supplier === null);
  const base = { supplier: null, agreement: null, findings: [], matchState: 'matched' as const };
  if (isOurSeller) {
    const rebated = supplierOf(buyer, known);
    if (rebated !== null && toClient(buyer, known) === null)
      return { ...base, direction: 'agency_platform', clients: [], subject: null, supplier: rebated };
    return { ...base, direction: 'agency_client', ...ofOurs(buyer, known, isOurs(seller)) };
  }
  if (isOurs(buyer))
    return supplier === null
      ? mismatched(null, 'platform_agency', 'invoices.seller_unknown', { title: seller.name })
      : { ...base, direction: 'platform_agency', clients: [], subject: null, supplier };
  const found = toClient(buyer, known);
  if (found) return { ...base, direction: 'platform_client', supplier, ...found };
  if (!knowsOurs)
    return mismatched(supplier, 'platform_agency', 'invoices.own_subject_unknown', { title: buyer.name });
  return mismatched(supplier, 'platform_client', 'invoices.buyer_unmatched', { title: buyer.name });
}

function mismatched(
  supplier: number | null,
  direction: InvoiceDirection,
  code: string,
  params: Finding['params'],
): MatchedParties {
  const finding: Finding = { severity: 'warn', code, params, place: {} };
  return {
    ...{ direction, supplier, clients: [], subject: null, agreement: null },
    matchState: 'mismatched',
    findings: [finding],
  };
}

/** A supplier by its legal person, or by its name, which is often the short one. */
function supplierOf(party: InvoiceParty, { holders, suppliers }: KnownParties): number | null {
  const holder = holders.find(each => each.supplier !== null && isParty(party, each));
  if (holder) return holder.supplier;
  const key = partyKey(party.name);
  const named = suppliers.find(({ name }) => partyKey(name).length > 1 && key.includes(partyKey(name)));
  return named?.id ?? null;
}

/** Clients whose legal person the buyer is, their contract subject first. */
function toClient(buyer: InvoiceParty, { holders, unnamed }: KnownParties) {
  const whose = holders.filter(each => each.client !== null && isParty(buyer, each));
  const contract = whose.filter(({ isContract }) => isContract === 1);
  const found = contract.length > 0 ? contract : whose;
  if (found.length > 0)
    return {
      clients: found.map(({ client }) => client!),
      subject: found[0]!.subject,
      isContract: contract.length > 0,
    };
  const named = unnamed.filter(({ name }) => partyKey(name) === partyKey(buyer.name));
  if (named.length === 0) return null;
  return { clients: named.map(({ id }) => id), subject: null, isContract: true };
}

function ofOurs(buyer: InvoiceParty, known: KnownParties, isSure: boolean) {
  const agreed = known.agreements.find(({ title, taxNo }) => isParty(buyer, { name: title, paperNo: taxNo }));
  const found = toClient(buyer, known);
  if (found?.isContract) return { clients: found.clients, subject: found.subject };
  if (agreed) return { clients: [agreed.client], subject: found?.subject ?? null, agreement: agreed.id };
  const near = found
    ? known.holders.find(({ client, isContract }) => client === found.clients[0] && isContract === 1)
    : known.holders.find(each => each.client !== null && isNear(buyer, each));
  if (near) throw new Refusal('invoices.other_subject', { title: buyer.name, subject: near.name });
  throw new Refusal(isSure ? 'invoices.buyer_unknown' : 'invoices.parties_unknown', { title: buyer.name });
}
