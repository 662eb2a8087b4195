import type { InvoiceDirection, MatchState } from '../domain/invoices/register.ts';
import type { InvoiceKind } from '../domain/invoices/types.ts';
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
    AND CASE @only WHEN 'mismatched' THEN i.match_state IN ('mismatched', 'routed') WHEN 'red' THEN i.blue IS NOT NULL
      WHEN 'void' THEN i.state = 'void'
      WHEN 'uncertified' THEN i.direction = 'platform_agency' AND i.certified_on IS NULL AND i.state = 'standing'
        AND i.match_state <> 'rejected' ELSE 1 END
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
