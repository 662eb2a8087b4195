import type { ConfirmationState, RedReason } from '../domain/invoices/red.ts';
import type { InvoiceDirection, RequestState } from '../domain/invoices/register.ts';
import type { InvoiceConsent } from '../domain/invoices/remainder.ts';
import type { SubjectKind } from '../domain/parties/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { StoredInvoice } from './invoices.ts';
import type { Tx } from './transaction.ts';

/** A request 开票申请. */
export interface StoredRequest {
  id: number;
  direction: InvoiceDirection;
  client: number | null;
  supplier: number | null;
  account: number | null;
  titleKind: SubjectKind;
  title: string;
  taxNo: string;
  paper: 'special' | 'general';
  amountFen: number;
  aheadFen: number;
  needs: InvoiceConsent;
  way: 'agency' | 'centre' | 'service';
  /** JSON: findings of the rules when it was made. */
  findings: string;
  billNo: string | null;
  agreement: number | null;
  /** 开票 application that it came from. */
  application: number | null;
  applicationNo: string | null;
  state: RequestState;
  note: string;
  askedOn: string;
  askedBy: string;
  decidedOn: string | null;
  decidedBy: string | null;
  reason: string | null;
}

const REQUEST = `SELECT r.id, r.direction, r.client, r.supplier, r.platform_account AS account, r.title_kind AS titleKind,
  r.title, r.tax_no AS taxNo, r.paper, r.amount_fen AS amountFen, r.ahead_fen AS aheadFen, r.needs, r.way, r.findings,
  r.bill_no AS billNo, r.agreement, r.application,
  (SELECT a.no FROM application a WHERE a.id = r.application) AS applicationNo, r.state, r.note, r.asked_on AS askedOn, r.asked_by AS askedBy,
  r.decided_on AS decidedOn, r.decided_by AS decidedBy, r.reason FROM invoice_request r`;

export function insertRequest(
  tx: Tx,
  row: Omit<StoredRequest, 'id' | 'application' | 'applicationNo' | 'decidedOn' | 'decidedBy' | 'reason'> & {
    application?: number;
  },
): number {
  return insertRow(tx, 'invoice_request', {
    direction: row.direction,
    client: row.client,
    supplier: row.supplier,
    platform_account: row.account,
    title_kind: row.titleKind,
    title: row.title,
    tax_no: row.taxNo,
    paper: row.paper,
    amount_fen: row.amountFen,
    ahead_fen: row.aheadFen,
    needs: row.needs,
    way: row.way,
    findings: row.findings,
    bill_no: row.billNo,
    agreement: row.agreement,
    application: row.application ?? null,
    state: row.state,
    note: row.note,
    asked_on: row.askedOn,
    asked_by: row.askedBy,
  });
}

export function updateRequest(
  tx: Tx,
  id: number,
  patch: { state: RequestState; decidedOn?: string; decidedBy?: string; reason?: string },
): void {
  updateRow(tx, 'invoice_request', id, {
    state: patch.state,
    decided_on: patch.decidedOn,
    decided_by: patch.decidedBy,
    reason: patch.reason,
  });
}

export function requestById(connection: Connection, id: number): StoredRequest | null {
  return (connection.prepare(`${REQUEST} WHERE r.id = ?`).get(id) as StoredRequest | undefined) ?? null;
}

/** What stands in 发票 for some 开票 applications, with the number of the invoice once there is one. */
export function requestsOfApplications(
  connection: Connection,
  applications: readonly number[],
): { application: number; request: number; state: RequestState; number: string | null }[] {
  const sql = `SELECT r.application, r.id AS request, r.state,
      (SELECT i.number_text FROM invoice i WHERE i.request = r.id ORDER BY i.id LIMIT 1) AS number
    FROM invoice_request r WHERE r.application IN (SELECT value FROM json_each(?))`;
  return connection.prepare(sql).all(JSON.stringify(applications)) as ReturnType<
    typeof requestsOfApplications
  >;
}

/** Requests that wait or are open first, then the newest. */
export function requestsOf(connection: Connection, limit: number): StoredRequest[] {
  const sql = `${REQUEST} ORDER BY r.state NOT IN ('waiting', 'open'), r.id DESC LIMIT ?`;
  return connection.prepare(sql).all(limit) as StoredRequest[];
}

/** Open requests of a direction that an invoice may answer: of the client, or of the supplier. */
export function openRequests(
  connection: Connection,
  { direction, client, supplier }: Pick<StoredInvoice, 'direction' | 'client' | 'supplier'>,
): StoredRequest[] {
  const sql = `${REQUEST} WHERE r.state = 'open' AND r.direction = ? AND r.client IS ?
    AND (? IS NULL OR r.supplier IS NULL OR r.supplier = ?) ORDER BY r.id`;
  return connection.prepare(sql).all(direction, client, supplier, supplier) as StoredRequest[];
}

/** A 红字确认单. */
export interface StoredForm {
  id: number;
  formNo: string | null;
  blue: number;
  reason: RedReason;
  by: 'seller' | 'buyer';
  netFen: number;
  taxFen: number;
  state: ConfirmationState;
  /** UTC, ISO. */
  enteredAt: string;
  red: number | null;
}

const FORM = `SELECT id, form_no AS formNo, blue, reason, entered_by AS "by", net_fen AS netFen, tax_fen AS taxFen, state,
  entered_at AS enteredAt, red FROM red_form`;

export function insertForm(tx: Tx, form: Omit<StoredForm, 'id' | 'red'>): number {
  return insertRow(tx, 'red_form', {
    form_no: form.formNo,
    blue: form.blue,
    reason: form.reason,
    entered_by: form.by,
    net_fen: form.netFen,
    tax_fen: form.taxFen,
    state: form.state,
    entered_at: form.enteredAt,
  });
}

export function updateForm(
  tx: Tx,
  id: number,
  patch: Partial<Pick<StoredForm, 'state' | 'red' | 'formNo'>>,
): void {
  updateRow(tx, 'red_form', id, { state: patch.state, red: patch.red, form_no: patch.formNo });
}

export function formById(connection: Connection, id: number): StoredForm | null {
  return (connection.prepare(`${FORM} WHERE id = ?`).get(id) as StoredForm | undefined) ?? null;
}

export function formByNo(connection: Connection, formNo: string): StoredForm | null {
  return (connection.prepare(`${FORM} WHERE form_no = ?`).get(formNo) as StoredForm | undefined) ?? null;
}

export function formsOf(connection: Connection, blue: number): StoredForm[] {
  return connection.prepare(`${FORM} WHERE blue = ? ORDER BY id`).all(blue) as StoredForm[];
}

export function allForms(connection: Connection): StoredForm[] {
  return connection.prepare(`${FORM} ORDER BY id DESC LIMIT 500`).all() as StoredForm[];
}

/** An agreed way to another title. */
export interface StoredAgreement {
  id: number;
  client: number;
  title: string;
  titleKey: string;
  taxNo: string;
  note: string;
  agreedOn: string;
}

export function agreements(connection: Connection): StoredAgreement[] {
  return connection
    .prepare(
      `SELECT id, client, title, title_key AS titleKey, tax_no AS taxNo, note, agreed_on AS agreedOn
      FROM invoice_agreement WHERE archived_on IS NULL ORDER BY id`,
    )
    .all() as StoredAgreement[];
}

export function insertAgreement(tx: Tx, row: Omit<StoredAgreement, 'id'>): number {
  return insertRow(tx, 'invoice_agreement', {
    client: row.client,
    title: row.title,
    title_key: row.titleKey,
    tax_no: row.taxNo,
    note: row.note,
    agreed_on: row.agreedOn,
  });
}
