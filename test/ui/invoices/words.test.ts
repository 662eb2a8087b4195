import { describe, expect, it } from 'vitest';
import type { ClientInvoices } from '../../../src/contract/invoices.ts';
import {
  actsOf,
  clientRows,
  dueFen,
  formTone,
  REGISTER_VIEWS,
  readYuan,
  registerFilter,
  registerView,
  splitGross,
  sums,
} from '../../../src/ui/screens/invoices/words.ts';

const row = (clientName: string, more: Partial<ClientInvoices> = {}): ClientInvoices => ({
  ...{ client: 1, clientCode: 'C1', clientName, mode: 'M1', title: null, titleKind: null, taxNo: null },
  ...{ chargedFen: 0, provisionalFen: 0, rebateFen: 0, feeFen: 0, invoicedFen: 0, redFen: 0 },
  ...{
    invoiceableFen: 0,
    preInvoicedFen: 0,
    receivedFen: 0,
    unpaidFen: 0,
    requests: 0,
    heldFen: 0,
    platformFen: 0,
    platformToldOn: null,
  },
  platformBasis: 'spend',
  route: { from: 'agency', way: 'agency', path: null, findings: [] },
  ...more,
});

describe('the list of clients', () => {
  const rows = [
    row('甲', { chargedFen: 100, invoiceableFen: 100, heldFen: 100 }),
    row('乙', { chargedFen: 500, invoiceableFen: 500 }),
    row('丙', { preInvoicedFen: 7, invoicedFen: 7 }),
    row('丁'),
  ];
  const names = (only: 'all' | 'due' | 'ahead' | 'unpaid', text = '') =>
    clientRows(rows, { text, only }).map(({ clientName }) => clientName);

  it('begins with most to request, leaves out who has nothing, and finds whoever is named', () => {
    expect(names('all')).toEqual(['乙', '甲', '丙']);
    expect(names('due')).toEqual(['乙']);
    expect(names('ahead')).toEqual(['丙']);
    expect(names('all', '丁')).toEqual(['丁']);
    expect(dueFen(rows[0]!)).toBe(0);
    expect(sums(rows).invoiceableFen).toBe(600);
  });
});

describe('what is typed', () => {
  it('is yuan to the 分, above zero', () => {
    expect(['1,060.00', '０.０１', '5'].map(readYuan)).toEqual([106_000, 1, 500]);
    expect(['', '0', '-1', '1.005', 'x'].map(readYuan)).toEqual([null, null, null, null, null]);
    expect(splitGross(106_000, 600)).toEqual({ netFen: 100_000, taxFen: 6_000 });
  });
});

describe('acts and states', () => {
  it('a request offers what its state allows', () => {
    expect(actsOf({ state: 'waiting', direction: 'agency_client' })).toEqual([
      'approve',
      'refuse',
      'withdraw',
    ]);
    expect(actsOf({ state: 'open', direction: 'agency_client' })).toEqual(['issue', 'withdraw']);
    expect(actsOf({ state: 'open', direction: 'platform_client' })).toEqual(['withdraw']);
    expect(actsOf({ state: 'done', direction: 'agency_client' })).toEqual([]);
    expect([formTone('confirmed'), formTone('waits_buyer'), formTone('lapsed')]).toEqual([
      ...['success', 'warning', 'danger'],
    ]);
  });

  it('a view of the register is known by its filter', () => {
    for (const view of REGISTER_VIEWS) expect(registerView(registerFilter(view))).toBe(view);
    expect(registerView([{ kind: 'contains', column: 'number', text: '1' }])).toBeUndefined();
  });
});
