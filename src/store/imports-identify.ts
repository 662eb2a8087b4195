import type { AccountRef, Bucket } from '../domain/accounting/types.ts';
import type { IdentifyBook } from '../domain/imports/identify.ts';
import type { Fen } from '../domain/money.ts';
import type { Connection } from './dialect/sqlite.ts';
import { StoredBookView } from './imports-book.ts';
import { waitingCases } from './imports-open.ts';

const LIVE = "t.kind IN ('post', 'reverse', 'settle')";
const NET = 'sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END)';
const DIMS = 'a.code, a.client, a.subject, a.supplier, a.money, a.pool, a.bucket, a.employee, a.category';
/** Accounts that a payment leaves from, and that a returned one comes back to. */
const PAID_FROM = ['1002', '1012', '1002.90', '1012.90', '1221.07', '2241.01'];

type CaseRow = Record<string, unknown> & { netFen: number; caseNo: string | null };

/** What a payment may have been identified as. */
const DEBITED = ['1221.06', '1221.08', '2202.01', '2241.03', '2241.05', '2241.06', '3999', '6603.01', '6711'];

/** What identifying a payment or a receipt asks the book. */
export class StoredIdentifyBook extends StoredBookView implements IdentifyBook {
  private readonly store: Connection;

  constructor(connection: Connection) {
    super(connection);
    this.store = connection;
  }

  dueToClient(client: number, no: string): Fen {
    const found = this.caseBalances(no, ['2241.06']).find(({ account }) => account.client === client);
    return Math.max(0, -(found?.netFen ?? 0)) as Fen;
  }

  clawBack(client: number): { unearnedFen: Fen; fundsFen: Fen } {
    const sql = `SELECT a.code = '1801', sum(b.debits_posted_fen - b.credits_posted_fen) FROM account a
      JOIN balance b ON b.account = a.id
      WHERE a.code IN ('1801', '2203.01', '2203.02') AND a.client = ? AND a.subject IS NULL GROUP BY 1`;
    const sums = new Map(this.store.prepareRaw(sql).all(client) as [number, number][]);
    return { unearnedFen: (sums.get(1) ?? 0) as Fen, fundsFen: -(sums.get(0) ?? 0) as Fen };
  }

  ownRebate(no: string): Fen {
    const sql = `SELECT coalesce(sum(CASE WHEN d.code = '1801' THEN t.amount_fen ELSE -t.amount_fen END), 0)
      FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
      WHERE t.case_no = ? AND t.event = 'E16' AND ${LIVE} AND '1801' IN (d.code, c.code)`;
    return this.store.prepareValue(sql).get(no) as Fen;
  }

  debitedBy(no: string): { account: AccountRef; caseNo: string; openFen: Fen }[] {
    const codes = DEBITED.map(() => '?').join(', ');
    const from = PAID_FROM.map(code => `'${code}'`).join(', ');
    const sql = `SELECT ${DIMS}, t.case_no AS caseNo, ${NET} AS netFen FROM transfer t
      JOIN account a ON a.id IN (t.debit, t.credit) JOIN account o ON o.id IN (t.debit, t.credit) AND o.id <> a.id
      WHERE (t.case_no = ? OR t.source_row IN
          (SELECT source_row FROM transfer WHERE case_no = ? AND event = 'E05' AND source_row IS NOT NULL))
        AND ${LIVE} AND a.code IN (${codes}) AND o.code IN (${from}) GROUP BY a.id, t.case_no HAVING netFen > 0`;
    const rows = this.store.prepare(sql).all(no, no, ...DEBITED) as CaseRow[];
    const identified = rows.map(({ netFen, caseNo, ...columns }) => {
      return { account: refOf(columns), caseNo: caseNo ?? no, openFen: netFen as Fen };
    });
    const waiting = waitingCases(this.store, '1221.07').filter(({ caseNo }) => caseNo === no);
    const unexplained = waiting.map(({ money, openFen }) => {
      return { account: { code: '1221.07', money }, caseNo: no, openFen: openFen as Fen };
    });
    return [...unexplained, ...identified];
  }

  /** Debits less credits of a case, by account, in the order of the codes. */
  private caseBalances(no: string, codes: readonly string[]): { account: AccountRef; netFen: number }[] {
    const marks = codes.map(() => '?').join(', ');
    const sql = `SELECT ${DIMS}, ${NET} AS netFen FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
      WHERE t.case_no = ? AND ${LIVE} AND a.code IN (${marks}) GROUP BY a.id`;
    const rows = this.store.prepare(sql).all(no, ...codes) as (Record<string, unknown> & {
      netFen: number;
    })[];
    const found = rows.map(({ netFen, ...columns }) => ({ account: refOf(columns), netFen }));
    return found.toSorted((a, b) => codes.indexOf(a.account.code) - codes.indexOf(b.account.code));
  }
}

function refOf(columns: Record<string, unknown>): AccountRef {
  const given = Object.entries(columns).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as unknown as AccountRef & { bucket?: Bucket };
}
