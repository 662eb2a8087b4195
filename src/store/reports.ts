import type { DimName } from '../domain/accounting/chart.ts';
import type { Bucket, Dims } from '../domain/accounting/types.ts';
import type { EventTurnover } from '../domain/reports/client-balances.ts';
import type { CaseBalance } from '../domain/reports/client-orders.ts';
import { rangeParts } from '../domain/reports/days.ts';
import type { MonthTurnover } from '../domain/reports/months.ts';
import type {
  AccountPosting,
  DayRange,
  ReportAccount,
  ShownTransfer,
  Turnover,
} from '../domain/reports/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Read queries of the reports. Holds never count; a red reversal counts negative on its original sides. */

const POSTED = "('post', 'settle', 'reverse')";
const BEGINNING = '0000-00-00';
/** A stored row debits `debit`; a red one takes back a credit there instead. */
const DEBITS_OF_DEBIT = "CASE t.kind WHEN 'reverse' THEN 0 ELSE t.amount_fen END";
const CREDITS_OF_DEBIT = "CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE 0 END";
const DEBITS_OF_CREDIT = CREDITS_OF_DEBIT;
const CREDITS_OF_CREDIT = DEBITS_OF_DEBIT;

/** Postings of the accounts in `@list` (JSON) from day `@from` to day `@to`, each seen from its account. */
const POSTINGS = `WITH picked(at, id) AS (SELECT key, value FROM json_each(@list)), posting AS (
  SELECT p.at, p.id AS account, t.id, t.effective_on, t.event, t.case_no,
    ${DEBITS_OF_DEBIT} AS debit_fen, ${CREDITS_OF_DEBIT} AS credit_fen
  FROM picked p CROSS JOIN transfer t ON t.debit = p.id AND t.effective_on BETWEEN @from AND @to
  WHERE t.kind IN ${POSTED}
  UNION ALL
  SELECT p.at, p.id, t.id, t.effective_on, t.event, t.case_no, ${DEBITS_OF_CREDIT}, ${CREDITS_OF_CREDIT}
  FROM picked p CROSS JOIN transfer t ON t.credit = p.id AND t.effective_on BETWEEN @from AND @to
  WHERE t.kind IN ${POSTED}
)`;

interface AccountRow extends Record<Exclude<DimName, 'bucket' | 'category'>, number | null> {
  id: number;
  code: string;
  bucket: string | null;
  category: string | null;
  pool_client: number | null;
  client_name: string | null;
  subject_name: string | null;
  supplier_name: string | null;
  money_name: string | null;
  pool_name: string | null;
  employee_name: string | null;
}

/** Every account of the book with the names of its dimensions. */
export function readAccounts(connection: Connection): ReportAccount[] {
  const rows = connection
    .prepare(
      `SELECT a.id, a.code, a.client, a.subject, a.supplier, a.money, a.pool, a.employee, a.bucket, a.category,
  p.client AS pool_client, c.name AS client_name, s.name AS subject_name, u.name AS supplier_name,
  m.name AS money_name, p.name AS pool_name, e.name AS employee_name
FROM account a LEFT JOIN client c ON c.id = a.client LEFT JOIN subject s ON s.id = a.subject
  LEFT JOIN supplier u ON u.id = a.supplier LEFT JOIN money_account m ON m.id = a.money
  LEFT JOIN pool p ON p.id = a.pool LEFT JOIN employee e ON e.id = a.employee
ORDER BY a.id`,
    )
    .all() as AccountRow[];
  return rows.map(row => ({
    id: row.id,
    code: row.code,
    dims: dimsOf(row),
    names: namesOf(row),
    poolClient: row.pool_client,
  }));
}

const NAMED = ['client', 'subject', 'supplier', 'money', 'pool', 'employee'] as const;

function dimsOf(row: AccountRow): Dims {
  const dims: Dims = {};
  for (const dim of NAMED) if (row[dim] !== null) dims[dim] = row[dim];
  if (row.bucket !== null) dims.bucket = row.bucket as Bucket;
  if (row.category !== null) dims.category = row.category;
  return dims;
}

function namesOf(row: AccountRow): ReportAccount['names'] {
  const names: ReportAccount['names'] = {};
  for (const dim of NAMED) {
    const name = row[`${dim}_name`];
    if (name !== null) names[dim] = name;
  }
  return names;
}

export interface BookHead {
  name: string;
  /** Earliest and latest day on which anything was posted; null in an empty book. */
  firstOn: string | null;
  lastOn: string | null;
}

export function readBook(connection: Connection): BookHead {
  return connection
    .prepare(
      `SELECT b.name, min(t.effective_on) AS firstOn, max(t.effective_on) AS lastOn
FROM book b LEFT JOIN transfer t ON t.kind IN ${POSTED}`,
    )
    .get() as BookHead;
}

/** Name of a client, or null if there is none with this id. */
export function readClientName(connection: Connection, client: number): string | null {
  return (
    (connection.prepareValue('SELECT name FROM client WHERE id = ?').get(client) as string | undefined) ??
    null
  );
}

/**
 * What moved on each of the accounts from day to day, both included; `from` null means from the beginning. Whole
 * months come from the kept sums, the days beside them from the transfers.
 */
export function readTurnovers(
  connection: Connection,
  accounts: readonly number[],
  from: string | null,
  to: string,
): Turnover[] {
  const list = JSON.stringify(accounts);
  const { months, days } = rangeParts(from, to);
  const sums = new Map<number, Turnover>();
  if (months) {
    const statement = connection.prepareRaw(
      `SELECT account, sum(debits_fen), sum(credits_fen) FROM month_sum
WHERE month BETWEEN ? AND ? AND account IN (SELECT value FROM json_each(?)) GROUP BY account`,
    );
    gather(sums, statement.all(months.first ?? '0000-00', months.last, list));
  }
  const beside = connection.prepareRaw(
    `${POSTINGS} SELECT account, sum(debit_fen), sum(credit_fen) FROM posting GROUP BY account`,
  );
  for (const part of days) gather(sums, beside.all({ list, ...part }));
  return [...sums.values()].toSorted((one, other) => one.account - other.account);
}

function gather(sums: Map<number, Turnover>, rows: unknown[]): void {
  for (const [account, debitsFen, creditsFen] of rows as [number, number, number][]) {
    const sum = sums.get(account) ?? { account, debitsFen: 0, creditsFen: 0 };
    sums.set(account, {
      account,
      debitsFen: sum.debitsFen + debitsFen,
      creditsFen: sum.creditsFen + creditsFen,
    });
  }
}

/** What moved on the accounts by event, days included. */
export function readEventTurnovers(
  connection: Connection,
  accounts: readonly number[],
  { from, to }: DayRange,
): EventTurnover[] {
  return connection
    .prepare(
      `${POSTINGS} SELECT account, event, sum(debit_fen) AS debitsFen, sum(credit_fen) AS creditsFen
FROM posting GROUP BY account, event`,
    )
    .all({ list: JSON.stringify(accounts), from, to }) as EventTurnover[];
}

/** Kept sums by month of the accounts, in the order of the list and of months (`yyyy-mm`, both included). */
export function readMonths(
  connection: Connection,
  accounts: readonly number[],
  firstMonth: string,
  lastMonth: string,
): MonthTurnover[] {
  return connection
    .prepare(
      `SELECT m.account, m.month, m.debits_fen AS debitsFen, m.credits_fen AS creditsFen
FROM json_each(?) p CROSS JOIN month_sum m ON m.account = p.value AND m.month BETWEEN ? AND ?
ORDER BY p.key, m.month`,
    )
    .all(JSON.stringify(accounts), firstMonth, lastMonth) as MonthTurnover[];
}

/** Postings of the accounts in the order of the list, then of day and number. */
export function readPostings(
  connection: Connection,
  accounts: readonly number[],
  { from, to }: DayRange,
): AccountPosting[] {
  return connection
    .prepare(
      `${POSTINGS} SELECT account, id AS transfer, debit_fen AS debitFen, credit_fen AS creditFen
FROM posting ORDER BY at, effective_on, id`,
    )
    .all({ list: JSON.stringify(accounts), from, to }) as AccountPosting[];
}

/** Balances by case of the accounts up to a day, debits − credits; cases at zero are left out. */
export function readCaseBalances(
  connection: Connection,
  accounts: readonly number[],
  to: string,
): CaseBalance[] {
  return connection
    .prepare(
      `${POSTINGS} SELECT case_no AS caseNo, sum(debit_fen - credit_fen) AS balanceFen
FROM posting GROUP BY case_no HAVING balanceFen <> 0`,
    )
    .all({ list: JSON.stringify(accounts), from: BEGINNING, to }) as CaseBalance[];
}

/** Numbers of all posted transfers of a range in order of day and number; `from` null means from the beginning. */
export function readTransferIds(connection: Connection, from: string | null, to: string): number[] {
  return connection
    .prepareValue(
      `SELECT id FROM transfer WHERE kind IN ${POSTED} AND effective_on BETWEEN ? AND ? ORDER BY effective_on, id`,
    )
    .all(from ?? BEGINNING, to) as number[];
}

interface TransferRow extends Omit<ShownTransfer, 'red' | 'source'> {
  red: 0 | 1;
  file: string | null;
  sheet: string | null;
  row: number | null;
}

/** Transfers as they are shown, in the order of the list. */
export function readTransfers(connection: Connection, ids: readonly number[]): ShownTransfer[] {
  const rows = connection
    .prepare(
      `SELECT t.id, t.batch, t.leg, t.effective_on AS effectiveOn, t.event, b.summary, t.kind = 'reverse' AS red,
  CASE t.kind WHEN 'reverse' THEN t.credit ELSE t.debit END AS debit,
  CASE t.kind WHEN 'reverse' THEN t.debit ELSE t.credit END AS credit,
  CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END AS amountFen,
  t.case_no AS caseNo, f.name AS file, s.sheet, s.row
FROM json_each(?) p CROSS JOIN transfer t ON t.id = p.value JOIN batch b ON b.id = t.batch
  LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file
ORDER BY p.key`,
    )
    .all(JSON.stringify(ids)) as TransferRow[];
  return rows.map(({ file, sheet, row, red, ...transfer }) => ({
    ...transfer,
    red: red === 1,
    source: file === null ? null : { file, sheet: sheet ?? '', row: row ?? 0 },
  }));
}

/** Posted sums and what open holds would still move, by account, as they are kept now. */
export function readBalances(connection: Connection): { posted: Turnover[]; pending: Turnover[] } {
  const columns = (
    kind: string,
  ) => `SELECT account, debits_${kind}_fen AS debitsFen, credits_${kind}_fen AS creditsFen
FROM balance ORDER BY account`;
  return {
    posted: connection.prepare(columns('posted')).all() as Turnover[],
    pending: connection.prepare(columns('pending')).all() as Turnover[],
  };
}

/** What holds that were open at the end of a day would still have moved on the accounts. */
export function readPendings(connection: Connection, accounts: readonly number[], to: string): Turnover[] {
  const open = "CASE kind WHEN 'hold' THEN amount_fen ELSE -amount_fen END";
  return connection
    .prepare(
      `SELECT account, sum(debit_fen) AS debitsFen, sum(credit_fen) AS creditsFen FROM (
  SELECT debit AS account, ${open} AS debit_fen, 0 AS credit_fen
  FROM transfer WHERE hold_id IS NOT NULL AND effective_on <= @to
  UNION ALL
  SELECT credit, 0, ${open} FROM transfer WHERE hold_id IS NOT NULL AND effective_on <= @to
) WHERE account IN (SELECT value FROM json_each(@list)) GROUP BY account`,
    )
    .all({ list: JSON.stringify(accounts), to }) as Turnover[];
}
