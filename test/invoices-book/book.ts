import { writeFileSync } from 'node:fs';
import type { BookSettings } from '../../src/domain/accounting/settings.ts';
import { DEFAULT_BOOK_SETTINGS } from '../../src/domain/accounting/settings.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { post } from '../../src/ledger/post.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { type ClientForm, createClient } from '../../src/services/clients.ts';
import { type InvoiceCaller, importInvoices, invoiceableOf } from '../../src/services/invoices/book.ts';
import { openInvoiceFile } from '../../src/services/invoices.ts';
import { keepBookSettings } from '../../src/store/book-settings.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import type { Tx } from '../../src/store/transaction.ts';
import { xmlOf } from '../invoices/forms.ts';
import { type Paper, paper } from '../invoices/paper.ts';
import { newBook, placeFor, caller as plainCaller } from '../parties/book.ts';
import { leg } from '../reports/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';

export const RULES = { rules: SHIPPED };
export const OURS = { name: '杭州云策互动广告有限公司', taxNo: '91330106MA2CFLDQ0X' };
export const PLATFORM = { name: '北京巨量引擎网络技术有限公司', taxNo: '' };

export const caller = (day = '2026-06-10', gives: InvoiceCaller['gives'] = 'none'): InvoiceCaller => ({
  ...plainCaller(day),
  gives,
});

interface Earned {
  charge?: number;
  rebate?: number;
  fee?: number;
  paid?: number;
  /** Row of a daily flow that tells the charge. */
  sourceRow?: number;
}

let serial = 0;
/** Another sound 20-digit number each time. */
export const nextNumber = (): string => `2631200000${String(++serial).padStart(9, '0')}7`;

/** A book of its own with the agency, a supplier and clients that have a pool each; months from May to August 2026. */
export class Desk {
  readonly book: Connection = newBook();

  async open(settings: Partial<BookSettings> = {}): Promise<this> {
    await this.run(tx => {
      for (const month of ['2026-05', '2026-06', '2026-07', '2026-08']) setPeriod(tx, month, 'open');
      insertRow(tx, 'subject', { kind: 'enterprise', name: OURS.name, search_key: OURS.name, is_ours: 1 });
      insertRow(tx, 'supplier', { name: '巨量引擎', search_key: '巨量引擎' });
      insertRow(tx, 'money_account', { kind: 'bank', name: '建行', search_key: '建行' });
      keepBookSettings(tx, { ...DEFAULT_BOOK_SETTINGS, ...settings });
      return null;
    });
    return this;
  }

  run<Answer>(work: (tx: Tx) => Answer): Promise<Answer> {
    const { actor, key, at } = plainCaller('2026-06-10');
    return command(this.book, { actor, key, at, procedure: 'test', input: null }, work);
  }

  value(sql: string, ...values: unknown[]): never {
    return this.book.prepareValue(sql).get(...values) as never;
  }

  /** A client with its subject and one 千川 account; answers its number. */
  async client(name: string, form: Partial<ClientForm> = {}): Promise<number> {
    await createClient(this.book, plainCaller('2026-05-01'), {
      name,
      subjectKind: 'enterprise',
      subjectName: `${name}商贸有限公司`,
      accounts: [{ kind: 'qianchuan', id: `18${String(++serial).padStart(14, '0')}`, name: `${name}千川` }],
      ...form,
    });
    return this.value('SELECT id FROM client WHERE name = ?', name);
  }

  pool(client: number): number {
    return this.value('SELECT id FROM pool WHERE client = ? ORDER BY id LIMIT 1', client);
  }

  /** What a client was charged and paid on a day, in 分. */
  earn(
    client: number,
    on: string,
    { charge = 0, rebate = 0, fee = 0, paid = 0, sourceRow }: Earned,
  ): Promise<unknown> {
    const pool = this.pool(client);
    const due = { code: '1122.01', client, category: 'overdraft' };
    const told = sourceRow === undefined ? {} : { sourceRow };
    const unclaimed = { code: '2241.01', money: 1 };
    const legs = [
      leg('E30', due, { code: '6001.01', client, pool }, charge),
      leg(
        'E30',
        { code: '6401.01', supplier: 1, client, pool },
        { code: '2202.03', supplier: 1, pool },
        charge,
        told,
      ),
      leg('E54', { code: '6001.09', client }, { code: '2241.04', client }, rebate),
      leg('E49', { code: '1122.02', client }, { code: '6001.02', client }, fee),
      leg('E01', { code: '1002', money: 1 }, unclaimed, paid, { caseNo: 'R1' }),
      leg('E03', unclaimed, { code: '2203.01', client }, paid, { caseNo: 'R1' }),
    ].filter(({ amountFen }) => amountFen > 0);
    return this.run(tx => post(tx, { event: 'E30', effectiveOn: on, summary: '消耗', legs }).batch);
  }

  of(client: number, on = '2026-08-31') {
    return invoiceableOf(this.book, { kind: 'all' }, client, { on, rows: SHIPPED });
  }

  /** Balance of a code, credits less debits. */
  credit(code: string): number {
    const sql = `SELECT coalesce(sum(b.credits_posted_fen - b.debits_posted_fen), 0)
      FROM balance b JOIN account a ON a.id = b.account WHERE a.code = ?`;
    return this.value(sql, code);
  }

  /** An invoice file taken in. */
  async take(
    name: string,
    bytes: string | Uint8Array,
    day = '2026-06-10',
    number?: string,
    ended?: Parameters<typeof importInvoices>[2]['ended'],
  ) {
    const path = placeFor(name);
    writeFileSync(path, bytes);
    const file = await openInvoiceFile({ path, name });
    const staged = { path, name };
    return importInvoices(this.book, caller(day), { file, staged, number, ended, ...RULES });
  }

  verify() {
    return verify(this.book);
  }
}

/** An e-invoice of given parties and sums, the lines of which add up. */
export function invoice(
  more: Partial<Pick<Paper, 'seller' | 'buyer' | 'date' | 'number' | 'red' | 'special'>> & {
    grossFen?: number;
  },
): Paper {
  const made = paper(7, { lines: 1, red: more.red !== undefined && more.red !== null });
  const grossFen = more.grossFen ?? 106_000;
  const taxFen = Math.sign(grossFen) * Math.round((Math.abs(grossFen) * 6) / 106);
  const netFen = grossFen - taxFen;
  const [line] = made.lines;
  return {
    ...made,
    ...{ seller: OURS, date: '2026-06-05', number: nextNumber(), special: true },
    ...more,
    lines: [{ ...line!, unit: '', quantity: '', price: '', netFen, taxFen }],
    ...{ netFen, taxFen, grossFen },
    remark: more.red ? `被红冲蓝字数电发票号码：${more.red.blue}` : '',
  };
}

export const xml = (made: Paper): string => xmlOf({ ...made, capital: '' }, 'chinese');
