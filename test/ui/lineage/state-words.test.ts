import { describe, expect, it } from 'vitest';
import { APPLICATION_STATES } from '../../../src/domain/applications/states.ts';
import { WITHDRAWAL_STATES } from '../../../src/domain/refunds/withdrawal.ts';
import { loadCatalogue } from '../../../src/runtime/resources.ts';
import { idIn } from '../../../src/ui/app/routes.ts';
import { casePath, caseStateCode } from '../../../src/ui/screens/lineage/state-words.ts';

describe('a thing that an address names', () => {
  it('is found by its number, and nothing else is taken for one', () => {
    const idOf = (text: string) => idIn(new URLSearchParams(text), 'invoice');
    expect(['invoice=9', 'invoice=0', 'invoice=9x', 'invoice=', ''].map(idOf)).toEqual([
      9,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('cases of a chain', () => {
  it('call their states as their own screens do', () => {
    const words = loadCatalogue('zh');
    const codes = [
      ...APPLICATION_STATES.map(state => caseStateCode({ kind: 'application', state })!),
      ...WITHDRAWAL_STATES.map(state => caseStateCode({ kind: 'withdrawal', state })!),
      ...['standing', 'void'].map(state => caseStateCode({ kind: 'invoice', state })!),
      caseStateCode({ kind: 'order', state: 'suixintui.TIMEOUT' })!,
    ];
    expect(codes.filter(code => !(code in words))).toEqual([]);
    expect(caseStateCode({ kind: 'other', state: null })).toBeNull();
  });

  it('lead to their own screens, and one that only the ledger knows to none', () => {
    expect(casePath({ kind: 'order', id: 7, caseNo: '1' })).toBe('/order/7');
    expect(casePath({ kind: 'withdrawal', id: 1, caseNo: 'TX 1' })).toBe('/transit?view=withdrawals&no=TX+1');
    expect(casePath({ kind: 'application', id: 3, caseNo: 'SQ-3' })).toBe(
      '/applications?tab=all&application=3',
    );
    expect(casePath({ kind: 'invoice', id: 9, caseNo: 'FP-9' })).toBe('/invoices?tab=register&invoice=9');
    expect(casePath({ kind: 'other', id: null, caseNo: 'ROW-1' })).toBeNull();
  });
});
