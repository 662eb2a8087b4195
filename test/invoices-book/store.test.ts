import { describe, expect, it } from 'vitest';
import { agreeTitle, issueInvoice } from '../../src/services/invoices/book.ts';
import { insertInvoice, type StoredInvoice, updateInvoice } from '../../src/store/invoices.ts';
import type { Tx } from '../../src/store/transaction.ts';
import { refusalOf } from '../ledger/book.ts';
import { caller, Desk, nextNumber, RULES } from './book.ts';

/** A row as the store takes it, with nothing decided before it. */
function row(more: Partial<Omit<StoredInvoice, 'id'>> = {}): Omit<StoredInvoice, 'id'> {
  const number = nextNumber();
  return {
    ...{ direction: 'agency_client', numberText: number, code: null, number, kind: 'digital_special' },
    ...{ issuedOn: '2026-06-01', netFen: 1_000, taxFen: 60, grossFen: 1_060, seller: '', sellerTaxNo: '' },
    ...{ buyer: '甲', buyerTaxNo: '', client: 1, subject: 2, supplier: null, agreement: null, blue: null },
    ...{ request: null, counts: 1, lines: '[]', findings: '[]', remark: '', matchState: 'matched' },
    ...{ matchNote: null, state: 'standing', certifiedOn: null },
    ...more,
  } as Omit<StoredInvoice, 'id'>;
}

async function desk() {
  const made = await new Desk().open();
  await made.client('甲');
  await made.client('乙');
  return made;
}

describe('the store refuses by itself', () => {
  it('INV-5 a number twice', async () => {
    const { run } = await bound();
    const one = row();
    await run(tx => insertInvoice(tx, one));
    const again = await refusalOf(() =>
      run(tx => insertInvoice(tx, { ...row(), numberText: one.numberText })),
    );
    expect(again.code).toBe('store.invoice_number_taken');
  });

  it('INV-5 another subject without a way, and the way of another client', async () => {
    const { made, run } = await bound();
    const other = await refusalOf(() => run(tx => insertInvoice(tx, row({ subject: 1 }))));
    expect(other.code).toBe('store.invoice_other_subject');
    const word = { client: 2, title: '丙', taxNo: '', note: '委托书' };
    const { agreement } = await agreeTitle(made.book, caller(), word);
    const foreign = await refusalOf(() => run(tx => insertInvoice(tx, row({ subject: null, agreement }))));
    expect(foreign.code).toBe('store.invoice_other_subject');
    await run(tx => insertInvoice(tx, row({ client: 2, subject: null, agreement })));
  });

  it('INV-5 red above blue, in net or in tax, over all red letters', async () => {
    const { run } = await bound();
    const blue = await run(tx => insertInvoice(tx, row()));
    const red = (netFen: number, taxFen: number) =>
      row({ blue, netFen: -netFen, taxFen: -taxFen, grossFen: -netFen - taxFen });
    await run(tx => insertInvoice(tx, red(600, 36)));
    for (const [net, tax] of [
      [401, 24],
      [400, 25],
    ] as const) {
      const above = await refusalOf(() => run(tx => insertInvoice(tx, red(net, tax))));
      expect(above.code).toBe('store.invoice_red_above_blue');
    }
    const last = await run(tx => insertInvoice(tx, red(400, 24)));
    const ofRed = await refusalOf(() => run(tx => insertInvoice(tx, { ...red(1, 0), blue: last })));
    expect(ofRed.code).toBe('store.invoice_red_not_blue');
  });

  it('a 数电票 is never void, and nothing of a registered invoice changes', async () => {
    const { made, run } = await bound();
    const id = await run(tx => insertInvoice(tx, row()));
    expect((await refusalOf(() => run(tx => updateInvoice(tx, id, { state: 'void' })))).code).toBe(
      'store.invoice_void',
    );
    expect(() => made.book.exec('UPDATE invoice SET net_fen = 1, gross_fen = 61')).toThrow(
      'ledger.insert_only',
    );
    expect(() => made.book.exec('DELETE FROM invoice')).toThrow('ledger.insert_only');
    expect(() => made.book.exec('UPDATE invoice SET client = 2')).toThrow('ledger.insert_only');
  });

  async function bound() {
    const made = await desk();
    return { made, run: <Answer>(work: (tx: Tx) => Answer) => made.run(work) };
  }
});

describe('at once', () => {
  it('of two registrations of one number one stands, the other is refused by name', async () => {
    const made = await desk();
    await made.earn(1, '2026-05-20', { charge: 200_000 });
    const issued = {
      kind: 'digital_special' as const,
      date: '2026-06-01',
      taxNo: '',
      client: 1,
      number: nextNumber(),
    };
    const tries = [1_000, 2_000].map(netFen =>
      issueInvoice(made.book, caller('2026-06-02'), { ...issued, netFen, taxFen: 60, ...RULES }),
    );
    const [one, other] = await Promise.allSettled(tries);
    expect(one).toMatchObject({ status: 'fulfilled' });
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'invoices.duplicate_number' } });
    expect(made.value('SELECT count(*) FROM invoice')).toBe(1);
  });

  it('the same command twice is one invoice', async () => {
    const made = await desk();
    await made.earn(1, '2026-05-20', { charge: 200_000 });
    const who = caller('2026-06-02');
    const issued = {
      kind: 'digital_special' as const,
      date: '2026-06-01',
      taxNo: '',
      client: 1,
      number: nextNumber(),
    };
    const once = () => issueInvoice(made.book, who, { ...issued, netFen: 1_000, taxFen: 60, ...RULES });
    expect(await Promise.all([once(), once()])).toMatchObject([{ invoice: 1 }, { invoice: 1 }]);
    expect(made.value('SELECT count(*) FROM invoice')).toBe(1);
  });
});
