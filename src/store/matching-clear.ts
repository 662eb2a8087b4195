import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';
import { caseSums } from './transit.ts';

// What a match may clear: what was registered before its row (1002.90), and what the row left waiting.

const LIVE = "t.kind IN ('post', 'settle', 'reverse')";
const EVER = '9999-12-31';
const TWINS = ['1002.90', '1012.90'] as const;

/** Money that stands under a case of a money account, in 分. */
export interface Standing {
  money: number;
  moneyKind: string;
  caseNo: string;
  openFen: number;
}

/** What stands on a twin under the cases that a listed row registered there, of money that comes in or goes out. */
export function registeredOf(connection: Connection, sourceRow: number, way: 'in' | 'out'): Standing[] {
  const cases = connection
    .prepareValue(`SELECT DISTINCT t.case_no FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
      WHERE t.source_row = ? AND t.case_no IS NOT NULL AND a.code IN (${TWINS.map(code => `'${code}'`)}) AND ${LIVE}
      ORDER BY t.case_no`)
    .all(sourceRow) as string[];
  return cases.flatMap(caseNo =>
    caseSums(connection, TWINS, EVER, caseNo)
      .filter(sum => sum.way === way && sum.money !== null)
      .map(({ money, debitsFen, creditsFen }) => ({
        ...{ money: money!, moneyKind: kindOf(connection, money!), caseNo },
        openFen: way === 'in' ? debitsFen - creditsFen : creditsFen - debitsFen,
      })),
  );
}

/** What a statement row left in 待认领款 or 待查付款 and still stands there: on the row, and under its own case. */
export function waitingOf(
  connection: Connection,
  sourceRow: number,
  code: '2241.01' | '1221.07',
): Standing | null {
  const [up, down] = code === '2241.01' ? ['credit', 'debit'] : ['debit', 'credit'];
  const own = connection
    .prepareRaw(`SELECT a.money, t.case_no FROM transfer t JOIN account a ON a.id = t.${up}
      WHERE t.source_row = ? AND a.code = ? AND ${LIVE} ORDER BY t.id LIMIT 1`)
    .get(sourceRow, code) as [number, string | null] | undefined;
  if (!own) return null;
  const [money, caseNo] = own;
  const part = (side: string, sign: string) => `SELECT ${sign}t.amount_fen AS fen FROM transfer t
    JOIN account a ON a.id = t.${side} WHERE a.code = ? AND a.money = ? AND ${LIVE} AND (t.case_no = ? OR t.source_row = ?)`;
  const sql = `SELECT coalesce(sum(fen), 0) FROM (${part(up!, '')} UNION ALL ${part(down!, '-')})`;
  const of = [code, money, caseNo, sourceRow];
  const openFen = connection.prepareValue(sql).get(...of, ...of) as number;
  return { money, moneyKind: kindOf(connection, money), caseNo: caseNo ?? '', openFen };
}

const kindOf = (connection: Connection, money: number): string =>
  connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(money) as string;

/** Matches of a month whose listed rows were registered under a case that still stands on a twin. */
export function clearableMatches(
  connection: Connection,
  month: string,
  relations: readonly string[],
): string[] {
  const open = caseSums(connection, TWINS, EVER).filter(
    ({ debitsFen, creditsFen, caseNo }) => debitsFen !== creditsFen && caseNo !== null,
  );
  if (open.length === 0) return [];
  const sql = `SELECT DISTINCT g.key FROM transfer t JOIN match_row r ON r.source_row = t.source_row AND r.side = 'right'
    JOIN match_group g ON g.id = r.match_group
    WHERE t.case_no IN (SELECT value FROM json_each(?)) AND g.month = ? AND g.state = 'matched'
      AND g.relation IN (SELECT value FROM json_each(?)) ORDER BY g.key`;
  const cases = [...new Set(open.map(({ caseNo }) => caseNo))];
  return connection
    .prepareValue(sql)
    .all(JSON.stringify(cases), month, JSON.stringify(relations)) as string[];
}

/** A clearing pair that stands. */
export interface Clearing {
  id: number;
  key: string;
  batch: number;
  day: string;
}

const CLEARING = `SELECT c.id, c.match_key AS key, c.batch, b.effective_on AS day FROM match_clearing c
  JOIN batch b ON b.id = c.batch WHERE c.reversed_by IS NULL`;

/** Clearing pairs of some matches that stand. */
export function clearingsOf(connection: Connection, keys: readonly string[]): Clearing[] {
  const sql = `${CLEARING} AND c.match_key IN (SELECT value FROM json_each(?)) ORDER BY c.id`;
  return connection.prepare(sql).all(JSON.stringify(keys)) as Clearing[];
}

/** Clearing pairs whose match is no more, or whose batch was reversed elsewhere. */
export function looseClearings(connection: Connection): Clearing[] {
  const sql = `${CLEARING} AND NOT EXISTS
    (SELECT 1 FROM match_group g WHERE g.key = c.match_key AND g.state = 'matched') ORDER BY c.id`;
  return connection.prepare(sql).all() as Clearing[];
}

/** Writes down what a match posted. */
export function keepClearing(tx: Tx, clearing: { key: string; amountFen: number; batch: number }): void {
  const { key, amountFen, batch } = clearing;
  insertRow(tx, 'match_clearing', { match_key: key, amount_fen: amountFen, batch });
}

/** The batch that took a clearing pair back. */
export function endClearing(tx: Tx, id: number, reversedBy: number): void {
  updateRow(tx, 'match_clearing', id, { reversed_by: reversedBy });
}

/** The batch that reversed a batch, or null. */
export function reversalOfBatch(connection: Connection, batch: number): number | null {
  const id = connection.prepareValue('SELECT id FROM batch WHERE reverses_batch = ?').get(batch);
  return (id as number | undefined) ?? null;
}
