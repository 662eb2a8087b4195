import type { ConfirmationState, RedReason } from '../domain/invoices/red.ts';
import type { InvoiceDirection, MatchState, RequestState } from '../domain/invoices/register.ts';
import type { InvoiceConsent } from '../domain/invoices/remainder.ts';
import type { InvoiceKind } from '../domain/invoices/types.ts';
import type { InvoiceMode, SubjectKind } from '../domain/parties/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** An invoice of the register; amounts in 分, below 0 for a red letter. */
export interface StoredInvoice {
  id: number;
  direction: InvoiceDirection;
  numberText: string;
  code: string | null;
  number: string;
  kind: InvoiceKind | null;
  issuedOn: string;
  netFen: number;
  taxFen: number;
  grossFen: number;
  seller: string;
  sellerTaxNo: string;
  buyer: string;
  buyerTaxNo: string;
  client: number | null;
  subject: number | null;
  supplier: number | null;
  agreement: number | null;
  blue: number | null;
  request: number | null;
  counts: 0 | 1;
  /** JSON: lines as the file has them, findings of the reading and of the rules. */
  lines: string;
  findings: string;
  remark: string;
  matchState: MatchState;
  matchNote: string | null;
  state: 'standing' | 'void';
  certifiedOn: string | null;
}

export const INVOICE_COLUMNS = `i.id, i.direction, i.number_text AS numberText, i.code, i.number, i.kind, i.issued_on AS issuedOn,
  i.net_fen AS netFen, i.tax_fen AS taxFen, i.gross_fen AS grossFen, i.seller, i.seller_tax_no AS sellerTaxNo, i.buyer,
  i.buyer_tax_no AS buyerTaxNo, i.client, i.subject, i.supplier, i.agreement, i.blue, i.request, i.counts, i.lines,
  i.findings, i.remark, i.match_state AS matchState, i.match_note AS matchNote, i.state, i.certified_on AS certifiedOn`;

export function invoiceById(connection: Connection, id: number): StoredInvoice | null {
  const row = connection.prepare(`SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE i.id = ?`).get(id);
  return (row as StoredInvoice | undefined) ?? null;
}

/** By its number: 20 digits, or code-number. */
export function invoiceByNumber(connection: Connection, numberText: string): StoredInvoice | null {
  const row = connection
    .prepare(`SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE i.number_text = ?`)
    .get(numberText);
  return (row as StoredInvoice | undefined) ?? null;
}

/** Amounts that red letters have taken from a blue invoice, > 0. */
export function redOf(connection: Connection, blue: number): { netFen: number; taxFen: number } {
  return connection
    .prepare(
      `SELECT coalesce(-sum(net_fen), 0) AS netFen, coalesce(-sum(tax_fen), 0) AS taxFen
      FROM invoice WHERE blue = ? AND state = 'standing'`,
    )
    .get(blue) as { netFen: number; taxFen: number };
}

/** Adds an invoice. Refuses by the store's own rules `store.invoice_*`. */
export function insertInvoice(tx: Tx, row: Omit<StoredInvoice, 'id'>): number {
  return insertRow(tx, 'invoice', {
    direction: row.direction,
    number_text: row.numberText,
    code: row.code,
    number: row.number,
    kind: row.kind,
    issued_on: row.issuedOn,
    net_fen: row.netFen,
    tax_fen: row.taxFen,
    gross_fen: row.grossFen,
    seller: row.seller,
    seller_tax_no: row.sellerTaxNo,
    buyer: row.buyer,
    buyer_tax_no: row.buyerTaxNo,
    client: row.client,
    subject: row.subject,
    supplier: row.supplier,
    agreement: row.agreement,
    blue: row.blue,
    request: row.request,
    counts: row.counts,
    lines: row.lines,
    findings: row.findings,
    remark: row.remark,
    match_state: row.matchState,
    match_note: row.matchNote,
    state: row.state,
    certified_on: row.certifiedOn,
  });
}

export type InvoicePatch = Partial<
  Pick<
    StoredInvoice,
    'client' | 'supplier' | 'request' | 'matchState' | 'matchNote' | 'state' | 'certifiedOn'
  >
>;

export function updateInvoice(tx: Tx, id: number, patch: InvoicePatch): void {
  updateRow(tx, 'invoice', id, {
    client: patch.client,
    supplier: patch.supplier,
    request: patch.request,
    match_state: patch.matchState,
    match_note: patch.matchNote,
    state: patch.state,
    certified_on: patch.certifiedOn,
  });
}

/** What an invoice covers, or gives back (negative); see `invoice_cover`. */
export interface StoredCover {
  id: number;
  invoice: number;
  of: 'charges' | 'fee' | 'ahead' | 'cost';
  pool: number | null;
  client: number | null;
  supplier: number | null;
  month: string | null;
  grossFen: number;
  discountFen: number;
  taxFen: number;
  coveredOn: string;
  red: number | null;
}

export function insertCover(tx: Tx, cover: Omit<StoredCover, 'id'>): number {
  return insertRow(tx, 'invoice_cover', {
    invoice: cover.invoice,
    of: cover.of,
    pool: cover.pool,
    client: cover.client,
    supplier: cover.supplier,
    month: cover.month,
    gross_fen: cover.grossFen,
    discount_fen: cover.discountFen,
    tax_fen: cover.taxFen,
    covered_on: cover.coveredOn,
    red: cover.red,
  });
}

const COVER = `SELECT id, invoice, "of", pool, client, supplier, month, gross_fen AS grossFen, discount_fen AS discountFen,
  tax_fen AS taxFen, covered_on AS coveredOn, red FROM invoice_cover`;

/** Covers of an invoice in the order in which they were written. */
export function coversOf(connection: Connection, invoice: number): StoredCover[] {
  return connection.prepare(`${COVER} WHERE invoice = ? ORDER BY id`).all(invoice) as StoredCover[];
}

/** Invoices with an amount ahead of charges that still stands, the oldest first, with their tax of it. */
export function invoicesAhead(
  connection: Connection,
  client: number,
): { invoice: number; aheadFen: number; taxFen: number }[] {
  return connection
    .prepare(
      `SELECT v.invoice, sum(v.gross_fen) AS aheadFen, sum(v.tax_fen) AS taxFen
      FROM invoice_cover v JOIN invoice i ON i.id = v.invoice
      WHERE v.client = ? AND v.of = 'ahead' AND i.state = 'standing'
      GROUP BY v.invoice HAVING aheadFen > 0 ORDER BY i.issued_on, v.invoice`,
    )
    .all(client) as { invoice: number; aheadFen: number; taxFen: number }[];
}

/** Clients with invoices ahead of charges that still stand. */
export function clientsAhead(connection: Connection): number[] {
  return connection
    .prepareValue(
      `SELECT client FROM invoice_cover WHERE of = 'ahead' AND client IS NOT NULL
      GROUP BY client HAVING sum(gross_fen) > 0 ORDER BY client`,
    )
    .all() as number[];
}

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
  r.bill_no AS billNo, r.agreement, r.state, r.note, r.asked_on AS askedOn, r.asked_by AS askedBy,
  r.decided_on AS decidedOn, r.decided_by AS decidedBy, r.reason FROM invoice_request r`;

export function insertRequest(
  tx: Tx,
  row: Omit<StoredRequest, 'id' | 'decidedOn' | 'decidedBy' | 'reason'>,
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

/** Ties a kept file to an invoice, once. */
export function keepInvoiceFile(tx: Tx, invoice: number, attachment: number, name: string): void {
  const known = tx.connection
    .prepareValue('SELECT 1 FROM invoice_file WHERE invoice = ? AND attachment = ?')
    .get(invoice, attachment);
  if (known === undefined) insertRow(tx, 'invoice_file', { invoice, attachment, name });
}

export function invoiceFiles(
  connection: Connection,
  invoice: number,
): { attachment: number; name: string; bytes: number }[] {
  return connection
    .prepare(
      `SELECT f.attachment, f.name, a.bytes FROM invoice_file f JOIN attachment a ON a.id = f.attachment
      WHERE f.invoice = ? ORDER BY f.id`,
    )
    .all(invoice) as { attachment: number; name: string; bytes: number }[];
}

/** A legal person that invoices may name: ours, a supplier's, or one of a client. */
export interface TitleHolder {
  subject: number;
  name: string;
  paperNo: string;
  kind: SubjectKind;
  isOurs: 0 | 1;
  client: number | null;
  /** Whether it is the client's contract subject 结算主体. */
  isContract: 0 | 1;
  supplier: number | null;
}

/** Every legal person with whose it is; one that stands for several stands here several times. */
export function titleHolders(connection: Connection): TitleHolder[] {
  return connection
    .prepare(
      `SELECT s.id AS subject, s.name, coalesce(s.code, '') AS paperNo, s.kind, s.is_ours AS isOurs, w.client,
        coalesce(w.is_contract, 0) AS isContract, u.id AS supplier
      FROM subject s LEFT JOIN (
        SELECT id AS client, coalesce(contract_subject, subject) AS subject, 1 AS is_contract FROM client
          WHERE coalesce(contract_subject, subject) IS NOT NULL
        UNION ALL SELECT k.client, k.subject, 0 FROM client_subject k JOIN client c ON c.id = k.client
          WHERE k.archived_on IS NULL AND k.subject IS NOT coalesce(c.contract_subject, c.subject)
        UNION ALL SELECT id, subject, 0 FROM client
          WHERE subject IS NOT NULL AND subject IS NOT coalesce(contract_subject, subject)
      ) w ON w.subject = s.id LEFT JOIN supplier u ON u.subject = s.id
      WHERE s.archived_on IS NULL ORDER BY s.id, w.client`,
    )
    .all() as TitleHolder[];
}

export function supplierNames(connection: Connection): { id: number; name: string }[] {
  return connection.prepare('SELECT id, name FROM supplier ORDER BY id').all() as {
    id: number;
    name: string;
  }[];
}

/** A client as invoices need it. */
export interface InvoiceClient {
  id: number;
  code: string | null;
  name: string;
  mode: InvoiceMode;
  subject: number | null;
  title: string | null;
  titleKind: SubjectKind | null;
  taxNo: string | null;
  archivedOn: string | null;
}

/** Every client with its contract subject 结算主体. */
export function invoiceClients(connection: Connection): InvoiceClient[] {
  return connection
    .prepare(
      `SELECT c.id, c.code, c.name, c.invoice_mode AS mode, s.id AS subject, s.name AS title, s.kind AS titleKind,
        s.code AS taxNo, c.archived_on AS archivedOn
      FROM client c LEFT JOIN subject s ON s.id = coalesce(c.contract_subject, c.subject) ORDER BY c.code, c.id`,
    )
    .all() as InvoiceClient[];
}

/** A platform account with the legal person that it is bound to and what is known of its enterprise qualification. */
export interface InvoiceAccount {
  id: number;
  kind: 'qianchuan' | 'douplus';
  platformId: string;
  name: string;
  client: number | null;
  supplier: number | null;
  subject: string | null;
  subjectKind: SubjectKind | null;
  paperNo: string | null;
  /** The newest 营业执照 of the legal person: its state and last valid day. */
  licence: string | null;
  licenceTo: string | null;
}

export function invoiceAccounts(connection: Connection, client?: number): InvoiceAccount[] {
  return connection
    .prepare(
      `SELECT a.id, a.kind, a.platform_id AS platformId, a.name, a.client, a.supplier, s.name AS subject,
        s.kind AS subjectKind, s.code AS paperNo,
        (SELECT q.state FROM qualification q WHERE q.subject = s.id AND q.paper = 'business_licence'
          ORDER BY q.id DESC LIMIT 1) AS licence,
        (SELECT q.valid_to FROM qualification q WHERE q.subject = s.id AND q.paper = 'business_licence'
          ORDER BY q.id DESC LIMIT 1) AS licenceTo
      FROM platform_account a LEFT JOIN client c ON c.id = a.client
        LEFT JOIN subject s ON s.id = coalesce(a.subject, c.subject)
      WHERE a.archived_on IS NULL AND (@client IS NULL OR a.client = @client) ORDER BY a.kind DESC, a.id`,
    )
    .all({ client: client ?? null }) as InvoiceAccount[];
}

/** Supplier of each pool, where one is known. */
export function poolSuppliers(connection: Connection): Map<number, number> {
  const rows = connection
    .prepareRaw('SELECT id, coalesce(supplier, (SELECT min(id) FROM supplier)) FROM pool')
    .all() as [number, number | null][];
  return new Map(rows.flatMap(([pool, supplier]) => (supplier === null ? [] : [[pool, supplier]])));
}

/** First day of the book. */
export function bookBegins(connection: Connection): string {
  return `${connection.prepareValue('SELECT first_period FROM book').get() as string}-01`;
}

export interface InvoiceFilter {
  direction?: InvoiceDirection;
  client?: number;
  from?: string;
  to?: string;
  /** `red`: red letters only. */
  only?: 'mismatched' | 'red' | 'void' | 'uncertified';
  text?: string;
}

/** An invoice as a list shows it. */
export interface ListedInvoice extends Omit<StoredInvoice, 'lines'> {
  clientCode: string | null;
  clientName: string | null;
  supplierName: string | null;
  blueNumber: string | null;
  redFen: number;
  aheadFen: number;
}

const LISTED = `${INVOICE_COLUMNS.replace('i.lines,', '')}, c.code AS clientCode, c.name AS clientName,
  u.name AS supplierName, b.number_text AS blueNumber,
  (SELECT coalesce(-sum(r.gross_fen), 0) FROM invoice r WHERE r.blue = i.id AND r.state = 'standing') AS redFen,
  (SELECT coalesce(sum(v.gross_fen), 0) FROM invoice_cover v WHERE v.invoice = i.id AND v.of = 'ahead') AS aheadFen`;
const LIST = `FROM invoice i LEFT JOIN client c ON c.id = i.client LEFT JOIN supplier u ON u.id = i.supplier
  LEFT JOIN invoice b ON b.id = i.blue
  WHERE (@direction IS NULL OR i.direction = @direction) AND (@client IS NULL OR i.client = @client)
    AND (@from IS NULL OR i.issued_on >= @from) AND (@to IS NULL OR i.issued_on <= @to)
    AND CASE @only WHEN 'mismatched' THEN i.match_state = 'mismatched' WHEN 'red' THEN i.blue IS NOT NULL
      WHEN 'void' THEN i.state = 'void'
      WHEN 'uncertified' THEN i.direction = 'platform_agency' AND i.certified_on IS NULL AND i.state = 'standing' ELSE 1 END
    AND (@text IS NULL OR i.number_text LIKE @text OR i.buyer LIKE @text OR i.seller LIKE @text)
    AND (@clients IS NULL OR i.client IN (SELECT value FROM json_each(@clients)))`;

/** A page of the register, the newest first, and the sums of the whole. `clients`: ids that the scope reaches. */
export function listInvoices(
  connection: Connection,
  filter: InvoiceFilter,
  { clients, offset, limit }: { clients: ReadonlySet<number> | null; offset: number; limit: number },
): { total: number; netFen: number; taxFen: number; grossFen: number; rows: ListedInvoice[] } {
  const { direction = null, client = null, from = null, to = null, only = null, text } = filter;
  const bindings = {
    ...{ direction, client, from, to, only },
    text: text ? `%${text.replaceAll('%', '').replaceAll('_', '')}%` : null,
    clients: clients && JSON.stringify([...clients]),
  };
  const sums = connection
    .prepare(
      `SELECT count(*) AS total, coalesce(sum(i.net_fen), 0) AS netFen, coalesce(sum(i.tax_fen), 0) AS taxFen,
      coalesce(sum(i.gross_fen), 0) AS grossFen ${LIST}`,
    )
    .get(bindings) as { total: number; netFen: number; taxFen: number; grossFen: number };
  const rows = connection
    .prepare(`SELECT ${LISTED} ${LIST} ORDER BY i.issued_on DESC, i.id DESC LIMIT @limit OFFSET @offset`)
    .all({ ...bindings, offset, limit }) as ListedInvoice[];
  return { ...sums, rows };
}

/** One invoice as a list shows it. */
export function invoiceRow(connection: Connection, id: number): ListedInvoice | null {
  const sql = `SELECT ${LISTED} FROM invoice i LEFT JOIN client c ON c.id = i.client
    LEFT JOIN supplier u ON u.id = i.supplier LEFT JOIN invoice b ON b.id = i.blue WHERE i.id = ?`;
  return (connection.prepare(sql).get(id) as ListedInvoice | undefined) ?? null;
}

/** Red letters of a blue invoice. */
export function invoicesRedOf(
  connection: Connection,
  blue: number,
): { id: number; number: string; issuedOn: string; grossFen: number }[] {
  const sql = `SELECT id, number_text AS number, issued_on AS issuedOn, gross_fen AS grossFen FROM invoice
    WHERE blue = ? ORDER BY issued_on, id`;
  return connection.prepare(sql).all(blue) as ReturnType<typeof invoicesRedOf>;
}

export function poolNames(connection: Connection): Map<number, string> {
  return new Map(connection.prepareRaw('SELECT id, name FROM pool').all() as [number, string][]);
}
