import type { ClientInvoices, RequestView } from '../../../contract/invoices.ts';
import type { GridFilter } from '../../../domain/grid.ts';
import type { ConfirmationState } from '../../../domain/invoices/red.ts';
import type { RequestState } from '../../../domain/invoices/register.ts';
import { taxInside } from '../../../domain/invoices/tax.ts';
import type { Fen } from '../../../domain/money.ts';
import { parseDecimalE5 } from '../../../domain/money.ts';
import type { Tone } from '../../app/chip.tsx';

export type InvoiceState = 'standing' | 'red' | 'void' | 'mismatched' | 'routed' | 'rejected';

/** Colours of an invoice's state, in the register and beside it. */
export const INVOICE_TONES: Readonly<Record<InvoiceState, Tone>> = {
  ...({ standing: 'success', red: 'danger', void: 'neutral' } as const),
  ...({ mismatched: 'warning', routed: 'info', rejected: 'neutral' } as const),
};

export const TABS = ['clients', 'requests', 'register', 'forms', 'bills', 'tax'] as const;
export type Tab = (typeof TABS)[number];

export const REQUEST_TONES: Readonly<Record<RequestState, Tone>> = {
  waiting: 'warning',
  open: 'info',
  done: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** A form that may still become a red letter, one that waits, and one that is over. */
export function formTone(state: ConfirmationState): Tone {
  if (state === 'confirmed' || state === 'not_needed') return 'success';
  if (state === 'waits_buyer' || state === 'waits_seller') return 'warning';
  return state === 'withdrawn' || state === 'withdrawn_confirmed' ? 'neutral' : 'danger';
}

export const WAY_TONES: Readonly<Record<ClientInvoices['route']['way'], Tone>> = {
  agency: 'neutral',
  centre: 'info',
  service: 'warning',
  refused: 'danger',
};

/** Yuan as typed, in 分; null for none, for parts of a 分 and for what is not above 0. */
export function readYuan(text: string): number | null {
  const e5 = parseDecimalE5(text.normalize('NFKC').trim());
  return e5 === null || e5 <= 0 || e5 % 1_000 !== 0 ? null : e5 / 1_000;
}

/** Net and tax of a gross amount at a rate in hundredths of a per cent. */
export function splitGross(grossFen: number, basisPoints: number): { netFen: number; taxFen: number } {
  const taxFen = taxInside(grossFen as Fen, basisPoints);
  return { netFen: grossFen - taxFen, taxFen };
}

/** Whether anything of a client has to do with invoices. */
export function hasFigures(row: ClientInvoices): boolean {
  const { chargedFen, feeFen, rebateFen, invoicedFen, redFen, platformFen, provisionalFen, requests } = row;
  return [chargedFen, feeFen, rebateFen, invoicedFen, redFen, platformFen, provisionalFen, requests].some(
    Boolean,
  );
}

export interface ClientFilter {
  text: string;
  only: 'all' | 'due' | 'ahead' | 'unpaid';
}

/** Clients that a filter lets through, those with most to be invoiced first. */
export function clientRows(rows: readonly ClientInvoices[], { text, only }: ClientFilter): ClientInvoices[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  const fits = (row: ClientInvoices) =>
    wanted === '' ||
    [row.clientName, row.clientCode ?? '', row.title ?? ''].some(each => each.toLowerCase().includes(wanted));
  const shown = (row: ClientInvoices) => {
    if (only === 'due') return dueFen(row) > 0;
    if (only === 'ahead') return row.preInvoicedFen > 0;
    return only === 'unpaid' ? row.unpaidFen > 0 : hasFigures(row) || wanted !== '';
  };
  return rows.filter(row => fits(row) && shown(row)).toSorted((one, other) => dueFen(other) - dueFen(one));
}

/** What is still to be requested of us or of the platform: open requests hold theirs. */
export function dueFen({ invoiceableFen, heldFen, platformFen }: ClientInvoices): number {
  return Math.max(0, invoiceableFen - heldFen) + platformFen;
}

export const SUMMED = [
  ...(['chargedFen', 'rebateFen', 'feeFen', 'invoicedFen', 'redFen'] as const),
  ...(['invoiceableFen', 'preInvoicedFen', 'unpaidFen', 'heldFen'] as const),
] as const;

export function sums(rows: readonly ClientInvoices[]): Record<(typeof SUMMED)[number], number> {
  return Object.fromEntries(
    SUMMED.map(name => [name, rows.reduce((sum, row) => sum + row[name], 0)]),
  ) as Record<(typeof SUMMED)[number], number>;
}

/** Acts that a request's state allows. */
export function actsOf({
  state,
  direction,
}: Pick<RequestView, 'state' | 'direction'>): ('approve' | 'refuse' | 'withdraw' | 'issue')[] {
  if (state === 'waiting') return ['approve', 'refuse', 'withdraw'];
  if (state !== 'open') return [];
  return direction === 'agency_client' ? ['issue', 'withdraw'] : ['withdraw'];
}

export const REGISTER_VIEWS = ['all', 'issued', 'received', 'mismatched', 'red'] as const;
export type RegisterView = (typeof REGISTER_VIEWS)[number];

const VIEW_FILTERS: Readonly<Record<RegisterView, GridFilter>> = {
  all: [],
  issued: [{ kind: 'in', column: 'direction', values: ['agency_client', 'agency_platform'] }],
  received: [{ kind: 'in', column: 'direction', values: ['platform_agency', 'platform_client'] }],
  mismatched: [{ kind: 'in', column: 'state', values: ['mismatched', 'routed', 'rejected'] }],
  red: [{ kind: 'in', column: 'state', values: ['red'] }],
};

export function registerFilter(view: RegisterView): GridFilter {
  return VIEW_FILTERS[view];
}

/** The view that a filter of the register is; undefined for one of the user's own. */
export function registerView(filter: GridFilter): RegisterView | undefined {
  const said = JSON.stringify(filter);
  return REGISTER_VIEWS.find(view => JSON.stringify(VIEW_FILTERS[view]) === said);
}
