import type { LineageCase } from '../../../domain/lineage.ts';
import { applicationPath, invoicePath, orderPath, ROUTES } from '../../app/routes.ts';

/** Text code of a case's state, as its own screen calls it; null where it has none. */
export function caseStateCode({ kind, state }: Pick<LineageCase, 'kind' | 'state'>): string | null {
  if (state === null) return null;
  switch (kind) {
    case 'order':
      return `orders.state.${state}`;
    case 'application':
      return `applications.state.${state}`;
    case 'withdrawal':
      return `withdrawals.state.${state}`;
    case 'invoice':
      return `invoices.report.state.${state}`;
    case 'other':
      return null;
  }
}

/** The case's own screen; null for one that only the ledger knows. */
export function casePath({ kind, id, caseNo }: Pick<LineageCase, 'kind' | 'id' | 'caseNo'>): string | null {
  if (id === null) return null;
  if (kind === 'order') return orderPath(id);
  if (kind === 'withdrawal')
    return `${ROUTES.transit}?${new URLSearchParams({ view: 'withdrawals', no: caseNo })}`;
  if (kind === 'application') return applicationPath(id);
  return kind === 'invoice' ? invoicePath(id) : null;
}
