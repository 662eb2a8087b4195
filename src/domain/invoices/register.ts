import { Refusal } from '../refusal.ts';

/** Who invoices whom: agency → client, platform → agency, platform → client, agency → platform (a rebate). */
export const INVOICE_DIRECTIONS = [
  ...(['agency_client', 'platform_agency', 'platform_client', 'agency_platform'] as const),
] as const;
export type InvoiceDirection = (typeof INVOICE_DIRECTIONS)[number];

export const REQUEST_STATES = ['waiting', 'open', 'done', 'refused', 'withdrawn'] as const;
/** 待审批, 待开票, 已开票, 已驳回, 已撤回. */
export type RequestState = (typeof REQUEST_STATES)[number];

const NEXT: Readonly<Record<RequestState, readonly RequestState[]>> = {
  waiting: ['open', 'refused', 'withdrawn'],
  open: ['done', 'withdrawn'],
  done: [],
  refused: [],
  withdrawn: [],
};

/** Refuses `invoices.request_step` for a step that a request's state does not allow. */
export function stepRequest(from: RequestState, to: RequestState): RequestState {
  if (!NEXT[from].includes(to)) throw new Refusal('invoices.request_step', { from, to });
  return to;
}

/**
 * How the parties of an invoice stand to the book: matched; another subject that waits for a decision 主体不一致, was taken
 * to customer service 已转客服 (INV-4), or was sent back 已拒收; accepted after all.
 */
export const MATCH_STATES = ['matched', 'mismatched', 'routed', 'rejected', 'resolved'] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** What a person does about an invoice whose parties do not match: 确认归属, 转客服, 拒收. */
export const MISMATCH_ACTS = ['accept', 'route', 'reject'] as const;
export type MismatchAct = (typeof MISMATCH_ACTS)[number];

const AFTER: Readonly<Record<MismatchAct, MatchState>> = {
  accept: 'resolved',
  route: 'routed',
  reject: 'rejected',
};

/** State after an act. Refuses `invoices.not_mismatched` where the parties match, or were accepted. */
export function afterMismatch(from: MatchState, act: MismatchAct, number: string): MatchState {
  if (isAccepted(from)) throw new Refusal('invoices.not_mismatched', { number });
  return AFTER[act];
}

/** Whether an invoice counts as the book's own: its parties match, or a person said so. */
export function isAccepted(state: MatchState): boolean {
  return state === 'matched' || state === 'resolved';
}

/** Files that are kept beside invoices, besides pictures and PDF. */
export const DOCUMENT_TYPES = [
  ...(['application/xml', 'application/zip', 'application/vnd.ms-excel', 'text/csv'] as const),
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Type by the first bytes of a file that was read as an invoice or a list of them. */
export function documentType(head: Uint8Array): DocumentType | 'application/pdf' {
  const text = String.fromCharCode(...head.subarray(0, 8));
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('PK')) return 'application/zip';
  if (text.startsWith('\xd0\xcf\x11\xe0')) return 'application/vnd.ms-excel';
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\0?</.test(text) ? 'application/xml' : 'text/csv';
}
