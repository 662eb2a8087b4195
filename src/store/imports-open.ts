import type { Connection } from './dialect/sqlite.ts';

/** Passing accounts whose balance is made of cases: 待认领款 and 待查付款. */
export type WaitingCode = '2241.01' | '1221.07';

/** Money that waits for an explanation under one case of one money account. */
export interface WaitingCase {
  money: number;
  moneyKind: string;
  caseNo: string;
  openFen: number;
  /** Day of its first posting. */
  day: string;
  /** Row that brought it, null where none stands behind it. */
  sourceRow: number | null;
}

const LIVE = "t.kind IN ('post', 'reverse', 'settle')";

/**
 * Open cases of a passing account, the oldest first. A row without a number stands under a case of its own, and what
 * explains it may stand under another (the order, the recharge): such a case is then below zero, and it is set against
 * the row it was explained for, else against a row of the same amount, else against the oldest. The sum of the answer
 * is the balance of the account wherever that is not below zero. What stands on rows of `exclude` counts as not posted.
 */
export function waitingCases(
  connection: Connection,
  code: WaitingCode,
  { limit, exclude }: { limit?: number; exclude?: ReadonlySet<number> } = {},
): WaitingCase[] {
  const without = exclude && exclude.size > 0 ? JSON.stringify([...exclude]) : null;
  const kept =
    without === null ? '' : 'AND coalesce(t.source_row, 0) NOT IN (SELECT value FROM json_each(?))';
  const [up, down] = code === '2241.01' ? ['credit', 'debit'] : ['debit', 'credit'];
  const part = (side: string, sign: string) =>
    `SELECT a.money, coalesce(t.case_no, '') AS case_no, ${sign}t.amount_fen AS fen, t.effective_on AS day, t.source_row
     FROM account a JOIN transfer t ON t.${side} = a.id WHERE a.code = ? AND ${LIVE} ${kept}`;
  // A row that was taken back leaves nothing: what still stands decides the day and the row of a case.
  const byRow = `SELECT money, case_no, source_row, sum(fen) AS fen, min(day) AS day
    FROM (${part(up!, '')} UNION ALL ${part(down!, '-')}) GROUP BY money, case_no, source_row HAVING sum(fen) <> 0`;
  const sql = `SELECT x.money, m.kind, x.case_no, sum(x.fen) AS open, coalesce(min(iif(x.fen > 0, x.day, NULL)), min(x.day)) AS since,
      coalesce(min(iif(x.fen > 0, x.source_row, NULL)), min(x.source_row))
    FROM (${byRow}) x JOIN money_account m ON m.id = x.money
    GROUP BY x.money, x.case_no HAVING open <> 0 ORDER BY since, x.case_no`;
  const ofPart = without === null ? [code] : [code, without];
  const rows = connection.prepareRaw(sql).all(...ofPart, ...ofPart) as [
    number,
    string,
    string,
    number,
    string,
    number | null,
  ][];
  const cases = rows.map(([money, moneyKind, caseNo, openFen, day, sourceRow]) => ({
    money,
    moneyKind,
    caseNo,
    openFen,
    day,
    sourceRow,
  }));
  return explained(cases).slice(0, limit);
}

/** Sets cases below zero against the ones that they explain. */
function explained(cases: readonly WaitingCase[]): WaitingCase[] {
  const open = cases.filter(({ openFen }) => openFen > 0);
  const nearest = (one: WaitingCase) => [
    (other: WaitingCase) => other.sourceRow !== null && other.sourceRow === one.sourceRow,
    (other: WaitingCase) => other.caseNo.startsWith('ROW-') && other.openFen === -one.openFen,
    (other: WaitingCase) => other.caseNo.startsWith('ROW-'),
    () => true,
  ];
  for (const one of cases) {
    if (one.openFen >= 0) continue;
    let restFen = -one.openFen;
    const own = open.filter(({ money }) => money === one.money);
    for (const fits of nearest(one))
      for (const other of own.filter(fits)) {
        const fen = Math.min(restFen, other.openFen);
        other.openFen -= fen;
        restFen -= fen;
      }
  }
  return open.filter(({ openFen }) => openFen > 0);
}

/** What a kept row says, by meaning; empty without a row. */
export function textOfRow(connection: Connection, sourceRow: number | null): Record<string, string> {
  if (sourceRow === null) return {};
  const raw = connection.prepareValue('SELECT raw FROM source_row WHERE id = ?').get(sourceRow);
  return raw === undefined ? {} : Object.fromEntries(JSON.parse(raw as string) as [string, string][]);
}

/** Where a kept row stands. */
export interface RowPlace {
  sourceRow: number;
  file: number;
  name: string;
  sheet: string;
  row: number;
}

/** File, sheet and row of a kept row, or null. */
export function placeOfRow(connection: Connection, sourceRow: number | null): RowPlace | null {
  if (sourceRow === null) return null;
  const sql = `SELECT s.id AS sourceRow, s.file, f.name, s.sheet, s.row
    FROM source_row s JOIN source_file f ON f.id = s.file WHERE s.id = ?`;
  return (connection.prepare(sql).get(sourceRow) as RowPlace | undefined) ?? null;
}

/** One waiting case by its number and money account, or null. */
export function waitingCase(
  connection: Connection,
  code: WaitingCode,
  { caseNo, money }: { caseNo: string; money: number },
): WaitingCase | null {
  return waitingCases(connection, code).find(one => one.caseNo === caseNo && one.money === money) ?? null;
}

/** Day of a batch that identified a payment or a receipt; null for any other batch. */
export function identifiedDay(connection: Connection, batch: number): string | null {
  const sql = `SELECT b.effective_on FROM batch b JOIN log l ON l.seq = b.log_seq
    WHERE b.id = ? AND b.reverses_batch IS NULL AND l.procedure IN ('imports.identify', 'imports.identifyReceipt')`;
  return (connection.prepareValue(sql).get(batch) as string | undefined) ?? null;
}

/** Who a client is by law, and which payers it is known by. */
export interface ClientNames {
  name: string;
  /** Its legal persons; empty where none is known. */
  subjects: string[];
  /** Payers that were learnt: the name, who taught it and when (UTC, ISO). */
  payers: { text: string; actor: string; at: string }[];
}

/** Names of a client; null for an unknown one. */
export function clientNames(connection: Connection, client: number): ClientNames | null {
  const name = connection.prepareValue('SELECT name FROM client WHERE id = ?').get(client);
  if (name === undefined) return null;
  const subjects = `SELECT s.name FROM subject s WHERE s.id IN (SELECT subject FROM client WHERE id = ?)
    UNION SELECT s.name FROM client_subject cs JOIN subject s ON s.id = cs.subject
      WHERE cs.client = ? AND cs.archived_on IS NULL`;
  const payers = `SELECT ca.text, l.actor, l.at FROM client_alias ca
    JOIN change c ON c.table_name = 'client_alias' AND c.row_id = CAST(ca.id AS TEXT) AND c.before IS NULL
    JOIN log l ON l.seq = c.log_seq
    WHERE ca.client = ? AND ca.kind = 'payer' AND ca.archived_on IS NULL ORDER BY ca.id`;
  return {
    name: name as string,
    subjects: connection.prepareValue(subjects).all(client, client) as string[],
    payers: connection.prepare(payers).all(client) as ClientNames['payers'],
  };
}

/** Who taught the book that a payer is a client, by claiming a receipt of that payer; null where the client list says it. */
export function learntPayer(
  connection: Connection,
  client: number,
  text: string,
): { actor: string; at: string } | null {
  const sql = `SELECT l.actor, l.at FROM client_alias ca
    JOIN change c ON c.table_name = 'client_alias' AND c.row_id = CAST(ca.id AS TEXT) AND c.before IS NULL
    JOIN log l ON l.seq = c.log_seq
    WHERE ca.client = ? AND ca.kind = 'payer' AND ca.text = ? AND l.procedure = 'imports.claim'`;
  return (connection.prepare(sql).get(client, text) as { actor: string; at: string } | undefined) ?? null;
}

/** Day and words of a batch. */
export function batchHead(connection: Connection, batch: number): { effectiveOn: string; summary: string } {
  const sql = 'SELECT effective_on AS effectiveOn, summary FROM batch WHERE id = ?';
  return connection.prepare(sql).get(batch) as { effectiveOn: string; summary: string };
}

const NET_BY_CASE = `sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END)`;

/** Refunds to clients that are approved and not paid, by number. */
export function dueToClients(connection: Connection): { client: number; caseNo: string; openFen: number }[] {
  const sql = `SELECT a.client, t.case_no AS caseNo, -${NET_BY_CASE} AS openFen FROM account a
    JOIN transfer t ON t.debit = a.id OR t.credit = a.id
    WHERE a.code = '2241.06' AND ${LIVE} GROUP BY a.id, t.case_no HAVING openFen > 0`;
  return connection.prepare(sql).all() as { client: number; caseNo: string; openFen: number }[];
}

/** What the upstream credited before a payment was known, by the platform id of the account. */
export function creditedAhead(connection: Connection): { account: string; openFen: number }[] {
  const sql = `SELECT p.platform_id AS account, b.credits_posted_fen - b.debits_posted_fen AS openFen
    FROM account a JOIN balance b ON b.account = a.id JOIN pool p ON p.id = a.pool
    WHERE a.code = '2202.01' AND a.category = 'deposit_ahead' AND p.platform_id IS NOT NULL AND openFen > 0`;
  return connection.prepare(sql).all() as { account: string; openFen: number }[];
}

/** Payments of an amount that left a money account between two days, the latest first. */
export function paymentsBefore(
  connection: Connection,
  { money, amountFen, from, to }: { money: number; amountFen: number; from: string; to: string },
): { caseNo: string; day: string; isRecharge: boolean }[] {
  const sql = `SELECT t.case_no AS caseNo, t.effective_on AS day,
      EXISTS (SELECT 1 FROM transfer r WHERE r.case_no = t.case_no AND r.event = 'E17') AS isRecharge
    FROM account a JOIN transfer t ON t.credit = a.id
    WHERE a.code IN ('1002', '1012') AND a.money = ? AND t.effective_on BETWEEN ? AND ? AND t.amount_fen = ?
      AND t.kind = 'post' AND t.event IN ('E05', 'E06') AND t.case_no IS NOT NULL AND t.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)
    ORDER BY t.effective_on DESC LIMIT 10`;
  const rows = connection.prepare(sql).all(money, from, to, amountFen) as {
    caseNo: string;
    day: string;
    isRecharge: number;
  }[];
  return rows.map(row => ({ ...row, isRecharge: row.isRecharge === 1 }));
}
