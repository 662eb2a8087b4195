import type { InvoiceMode, SubjectKind } from '../domain/parties/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Names of the agency: its legal persons, and the holders 户名 of its money accounts. */
export function ownTitles(connection: Connection): { name: string; paperNo: string }[] {
  return connection
    .prepare(
      `SELECT name, coalesce(code, '') AS paperNo FROM subject
      WHERE is_ours = 1 OR id IN (SELECT subject FROM money_account)
      UNION ALL
      SELECT DISTINCT holder, '' FROM money_account WHERE holder IS NOT NULL
        AND holder NOT IN (SELECT name FROM subject WHERE is_ours = 1)`,
    )
    .all() as { name: string; paperNo: string }[];
}

/** A legal person that invoices may name: a supplier's, or one of a client. */
export interface TitleHolder {
  subject: number;
  name: string;
  paperNo: string;
  kind: SubjectKind;
  client: number | null;
  /** Whether it is the client's contract subject 结算主体. */
  isContract: 0 | 1;
  supplier: number | null;
}

/** Every legal person with whose it is; one that stands for several stands here several times. */
export function titleHolders(connection: Connection): TitleHolder[] {
  return connection
    .prepare(
      `SELECT s.id AS subject, s.name, coalesce(s.code, '') AS paperNo, s.kind, w.client,
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

export function poolNames(connection: Connection): Map<number, string> {
  return new Map(connection.prepareRaw('SELECT id, name FROM pool').all() as [number, string][]);
}
