import type { InvoiceReport, NewInvoiceRequest } from '../contract/invoices.ts';
import type { ConfirmationState } from '../domain/invoices/red.ts';
import type { MismatchAct } from '../domain/invoices/register.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { type Rules, rulesOn } from '../domain/rulebook/lookup.ts';
import type { Language } from '../domain/text.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import { endApplied } from '../services/applications.ts';
import {
  agreeTitle,
  certifyInvoices,
  decideRequest,
  type EnteredForm,
  enterForm,
  type InvoiceCaller,
  type InvoiceImport,
  type IssuedInvoice,
  importInvoices,
  invoiceableOf,
  invoiceBoard,
  invoiceDetail,
  invoiceFile,
  invoiceList,
  issueInvoice,
  issueRed,
  judge,
  redForms,
  requestInvoice,
  requestList,
  resolveMismatch,
  runTax,
  stepRedForm,
  taxRun,
  voidInvoice,
  writeInvoiceReport,
} from '../services/invoices/book.ts';
import { rulesOf } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Scoped {
  scope: RowScope;
}
interface Called {
  caller: InvoiceCaller;
}

const withRules = ({ connection }: Room) => ({ rules: rulesOf(connection, shippedRulebook()) });
const rulesAt = (room: Room, on: string): Rules => rulesOn(withRules(room).rules, on);
/** Forms lapse by the moment of asking. */
const moment = (room: Room, at: string) => ({ nowMs: Date.parse(at), rules: rulesAt(room, at.slice(0, 10)) });

/** What any connection to the book answers about invoices. */
export const invoiceReads = {
  'invoices/clients': (room: Room, { scope, on }: Scoped & { on: string }) =>
    invoiceBoard(room.connection, scope, rulesAt(room, on)),
  'invoices/invoiceable': (room: Room, { scope, client, on }: Scoped & { client: number; on: string }) =>
    invoiceableOf(room.connection, scope, client, rulesAt(room, on)),
  'invoices/list': ({ connection }: Room, { scope, ...asked }: Scoped & Parameters<typeof invoiceList>[2]) =>
    invoiceList(connection, scope, asked),
  'invoices/detail': (room: Room, { scope, invoice, at }: Scoped & { invoice: number; at: string }) =>
    invoiceDetail(room.connection, scope, invoice, moment(room, at)),
  'invoices/requests': ({ connection }: Room, { scope }: Scoped) => requestList(connection, scope),
  'invoices/forms': (room: Room, { at }: { at: string }) => redForms(room.connection, moment(room, at)),
  'invoices/judge': (room: Room, { scope, ...wanted }: Scoped & NewInvoiceRequest & { on: string }) =>
    judge(room.connection, scope, { ...wanted, ...withRules(room) }),
  'invoices/taxRun': (room: Room, { on }: { on: string }) =>
    taxRun(room.connection, { on, ...withRules(room) }),
  'invoices/file': (
    { connection }: Room,
    { scope, ...wanted }: Scoped & { invoice: number; attachment: number },
  ) => invoiceFile(connection, scope, wanted),
  'invoices/write': (
    room: Room,
    {
      format,
      path,
      language,
      ...asked
    }: Scoped & {
      kind: InvoiceReport;
      from: string;
      to: string;
      client?: number | undefined;
      format: SheetFormat;
      path: string;
      language: Language;
    },
  ) => {
    const request = { ...asked, catalogue: loadCatalogue(language), ...withRules(room) };
    return writeInvoiceReport(room.connection, request, format, path, paperOf(language, request.to));
  },
};

/** What only the one writer does to invoices. */
export const invoiceWrites = {
  'invoices/request': (room: Room, { caller, ...wanted }: Called & NewInvoiceRequest) =>
    requestInvoice(room.connection, caller, { ...wanted, ...withRules(room) }),
  'invoices/decide': (
    { connection }: Room,
    { caller, ...wanted }: Called & Omit<Parameters<typeof decideRequest>[2], 'ended'>,
  ) => decideRequest(connection, caller, { ...wanted, ended: endApplied }),
  'invoices/agree': (
    { connection }: Room,
    { caller, ...wanted }: Called & Parameters<typeof agreeTitle>[2],
  ) => agreeTitle(connection, caller, wanted),
  'invoices/issue': (room: Room, { caller, ...issued }: Called & IssuedInvoice) =>
    issueInvoice(room.connection, caller, { ...issued, ...withRules(room), ended: endApplied }),
  'invoices/import': (room: Room, { caller, ...wanted }: Called & Omit<InvoiceImport, 'rules' | 'ended'>) =>
    importInvoices(room.connection, caller, { ...wanted, ...withRules(room), ended: endApplied }),
  'invoices/resolve': (
    room: Room,
    {
      caller,
      ...wanted
    }: Called & {
      invoice: number;
      act?: MismatchAct | undefined;
      client?: number | undefined;
      supplier?: number | undefined;
      note: string;
    },
  ) => resolveMismatch(room.connection, caller, { ...wanted, ...withRules(room) }),
  'invoices/enterForm': (room: Room, { caller, ...entered }: Called & EnteredForm) =>
    enterForm(room.connection, caller, { ...entered, ...withRules(room) }),
  'invoices/stepForm': (
    room: Room,
    { caller, ...wanted }: Called & { form: number; to: ConfirmationState },
  ) => stepRedForm(room.connection, caller, { ...wanted, ...withRules(room) }),
  'invoices/issueRed': (
    room: Room,
    { caller, ...issued }: Called & { form: number; number: string; date: string },
  ) => issueRed(room.connection, caller, { ...issued, ...withRules(room) }),
  'invoices/void': (room: Room, { caller, ...wanted }: Called & { invoice: number; on: string }) =>
    voidInvoice(room.connection, caller, { ...wanted, ...withRules(room) }),
  'invoices/certify': (
    { connection }: Room,
    { caller, ...wanted }: Called & { invoices: number[]; on: string },
  ) => certifyInvoices(connection, caller, wanted),
  'invoices/runTax': (room: Room, { caller, on }: Called & { on: string }) =>
    runTax(room.connection, caller, { on, ...withRules(room) }),
};
