/** 发票 on an open book: the register, requests, red letters, month-end tax, reports. */
export { requestApplied } from './applied.ts';
export type { InvoiceCaller } from './caller.ts';
export { type ImportedInvoices, type InvoiceImport, importInvoices } from './import.ts';
export { certifyInvoices, type IssuedInvoice, issueInvoice, resolveMismatch, voidInvoice } from './issue.ts';
export { runTax, taxRun } from './month-tax.ts';
export {
  invoiceableOf,
  invoiceBoard,
  invoiceDetail,
  invoiceFile,
  invoiceList,
  redForms,
  requestList,
} from './read.ts';
export { type EnteredForm, enterForm, issueRed, stepRedForm } from './red.ts';
export { type InvoiceReportRequest, invoiceSheets, writeInvoiceReport } from './report.ts';
export { agreeTitle, decideRequest, judge, requestInvoice } from './request.ts';
