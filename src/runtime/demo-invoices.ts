import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import type { RuleRow } from '../domain/rulebook/types.ts';
import { importBill, openBill } from '../services/bills.ts';
import {
  billFiles,
  type DemoIssued,
  type DemoReceived,
  demoInvoices,
  receivedFile,
  withTax,
} from '../services/demo/invoices.ts';
import type { DemoFile, DemoPlan } from '../services/demo.ts';
import {
  certifyInvoices,
  enterForm,
  type InvoiceCaller,
  importInvoices,
  invoiceableOf,
  invoiceBoard,
  invoiceList,
  issueInvoice,
  issueRed,
  requestInvoice,
  resolveMismatch,
  stepRedForm,
} from '../services/invoices/book.ts';
import { openInvoiceFile } from '../services/invoices.ts';
import type { Connection } from '../store/dialect/sqlite.ts';

/** What filling the demo book gives: a caller for each command, and where files are written. */
interface Filling {
  connection: Connection;
  call(): Omit<InvoiceCaller, 'gives'>;
  folder: string;
  rules: readonly RuleRow[];
}

const TITLE = { titleKind: 'enterprise', paper: 'special', note: '' } as const;

/**
 * Invoices of the demo agency in every state, and the platform's bills of its finished months, through the same commands
 * that a person gives. Answers how many invoices and bill lines stand then.
 */
export async function fillInvoices(
  plan: DemoPlan,
  filling: Filling,
): Promise<{ invoices: number; billLines: number }> {
  const telling = new Telling(filling);
  const { issued, received } = demoInvoices(plan);
  for (const one of received) await telling.receive(one);
  for (const one of issued) await telling.issue(one);
  let billLines = 0;
  for (const file of billFiles(plan)) billLines += await telling.bill(file);
  const page = invoiceList(filling.connection, { kind: 'all' }, { offset: 0, limit: 1 });
  return { invoices: page.total, billLines };
}

class Telling {
  private readonly filling: Filling;

  constructor(filling: Filling) {
    this.filling = filling;
  }

  /** A file of the platform; one to a stranger waits, another went to customer service (INV-4). */
  async receive(one: DemoReceived): Promise<void> {
    const { connection, rules } = this.filling;
    const { path, name } = await this.written(receivedFile(one));
    const file = await openInvoiceFile({ path, name });
    await importInvoices(connection, this.caller(), { file, staged: { path, name }, rules });
    const invoice = this.idOf(one.number);
    if (one.act === 'certify')
      await certifyInvoices(connection, this.caller(), { invoices: [invoice], on: one.issuedOn });
    if (one.act === 'routed')
      await resolveMismatch(connection, this.caller(), {
        ...{ invoice, act: 'route', note: '已提交千川客服，申请改为账户主体抬头', rules },
      });
  }

  /** An invoice to a client in its state; nothing where the client has nothing to be invoiced. */
  async issue(one: DemoIssued): Promise<void> {
    const { connection, rules } = this.filling;
    const at = rulesOn(rules, one.issuedOn);
    const known = invoiceBoard(connection, { kind: 'all' }, at).find(
      row => row.clientCode === one.clientCode,
    );
    if (!known) return;
    const { client, clientName, title, taxNo, invoiceableFen } = invoiceableOf(
      ...([connection, { kind: 'all' }, known.client, at] as const),
    );
    const grossFen = Math.floor((invoiceableFen * one.sharePerMille) / 1_000);
    if (grossFen < 1_000) return;
    const { request, state } = await requestInvoice(connection, this.caller(), {
      ...{ direction: 'agency_client', client, ...TITLE, amountFen: grossFen, on: one.issuedOn, rules },
      ...{ title: title ?? clientName, taxNo: taxNo ?? '' },
    });
    if (one.state === 'requested' || state !== 'open') return;
    const { invoice } = await issueInvoice(connection, this.caller(), {
      ...{ number: one.number, kind: 'digital_special', date: one.issuedOn, taxNo: '' },
      ...{ ...withTax(grossFen), request, rules },
    });
    await this.redden(one, invoice, grossFen);
  }

  /** The red letter of an invoice, whole or of a third, or its form that the buyer has not confirmed. */
  private async redden(one: DemoIssued, blue: number, grossFen: number): Promise<void> {
    if (one.state === 'issued') return;
    const { connection, rules } = this.filling;
    const isPart = one.state === 'part_red';
    const { form } = await enterForm(connection, this.caller(), {
      ...{ blue, reason: isPart ? 'allowance' : 'mistake', by: 'seller', isUsed: one.state !== 'red' },
      ...{ grossFen: isPart ? Math.floor(grossFen / 3) : grossFen, formNo: one.formNo, rules },
    });
    if (one.state === 'red_waits') return;
    if (isPart) await stepRedForm(connection, this.caller(), { form, to: 'confirmed', rules });
    await issueRed(connection, this.caller(), { form, number: one.redNumber, date: one.redOn, rules });
  }

  async bill(file: DemoFile): Promise<number> {
    const { path, name } = await this.written(file);
    const read = await openBill({ path, name });
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const { actor, key, at } = this.caller();
    const done = await importBill(this.filling.connection, { actor, key, at }, { file: read, name, sha256 });
    return done.lines;
  }

  private idOf(number: string): number {
    const asked = { text: number, offset: 0, limit: 1 };
    return invoiceList(this.filling.connection, { kind: 'all' }, asked).rows[0]!.id;
  }

  private caller(): InvoiceCaller {
    return { ...this.filling.call(), gives: 'supervisor' };
  }

  private async written(file: DemoFile): Promise<{ path: string; name: string }> {
    const path = join(this.filling.folder, ...file.name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await file.write(path);
    return { path, name: basename(path) };
  }
}
