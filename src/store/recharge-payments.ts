import type { Connection } from './dialect/sqlite.ts';
import { type CaseLeg, CaseLegs, sumOf } from './imports-cases.ts';
import { IS_PAYMENT_CODE } from './imports-listed.ts';
import { unseenIn, WAITS } from './imports-payments.ts';
import { NOT_REVERSED } from './not-reversed.ts';

/** A recharge of a pool that the book has from elsewhere, and that no application was paid with. Amounts in 分. */
export interface BookedPayment {
  caseNo: string;
  pool: number;
  money: number;
  day: string;
  /** Paid upstream. */
  paidFen: number;
  /** What is to arrive for it. */
  expectedFen: number;
  /** The agency's own front rebate given with it. */
  rebateFen: number;
  /** The service fee taken with it (E50). */
  feeFen: number;
  /** What of it waits for its statement row. */
  unseenFen: number;
}

/**
 * Payments of a pool between two days that a list told or a person identified (E17): not those of applications, not those
 * that an application was met with, and not those whose money came back (E26).
 */
export function bookedPayments(
  connection: Connection,
  pool: number,
  from: string,
  to: string,
): BookedPayment[] {
  const sql = `SELECT DISTINCT t.case_no FROM account d JOIN transfer t ON t.debit = d.id
    WHERE d.pool = ? AND d.code IN ('1123.01', '2202.01') AND t.event = 'E17' AND t.kind = 'post'
      AND t.effective_on BETWEEN ? AND ? AND t.case_no IS NOT NULL AND ${NOT_REVERSED} AND NOT ${IS_PAYMENT_CODE}
      AND NOT EXISTS (SELECT 1 FROM transfer m JOIN application ap ON ap.pay_batch = m.batch
        WHERE m.case_no = t.case_no AND m.event = 'E06') ORDER BY 1`;
  const cases = connection.prepareValue(sql).all(pool, from, to) as string[];
  const legs = new CaseLegs(connection, new Set());
  return cases.flatMap(caseNo => paymentOf(caseNo, legs.of(caseNo), pool) ?? []);
}

function paymentOf(caseNo: string, legs: readonly CaseLeg[], pool: number): BookedPayment | null {
  if (legs.some(({ event }) => event === 'E26')) return null;
  const own = legs.filter(({ event, debit }) => event === 'E17' && debit.pool === pool);
  const paid = own.filter(({ credit }) => credit.money !== null && WAITS.includes(credit.code));
  const [first] = paid;
  if (!first) return null;
  const total = (some: readonly CaseLeg[]) => some.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const rebateFen = sumOf(legs, ({ event }) => event === 'E16', '2203.01', 'credit');
  const feeFen = sumOf(legs, ({ event }) => event === 'E50', '2203.04', 'credit');
  const fens = {
    feeFen,
    paidFen: total(paid),
    expectedFen: total(own),
    rebateFen,
    unseenFen: unseenIn(legs),
  };
  return { caseNo, pool, money: first.credit.money!, day: first.day, ...fens };
}

/** What an application was met with, by the batch of its payment: the case of each pool. */
export function metCases(connection: Connection, batch: number): { caseNo: string; pool: number }[] {
  const sql = `SELECT DISTINCT t.case_no AS caseNo, a.pool FROM transfer t
    JOIN transfer p ON p.case_no = t.case_no AND p.event = 'E17' JOIN account a ON a.id = p.debit AND a.pool IS NOT NULL
    WHERE t.batch = ? AND t.event = 'E06' AND ${NOT_REVERSED} ORDER BY 1`;
  return connection.prepare(sql).all(batch) as { caseNo: string; pool: number }[];
}

/** The payment of an approved refund (E48), if it is booked: its money account, day and batch. */
export function refundPayment(
  connection: Connection,
  caseNo: string,
): { money: number; day: string; batch: number } | null {
  const sql = `SELECT c.money, t.effective_on AS day, t.batch FROM transfer t
    JOIN account d ON d.id = t.debit AND d.code = '2241.06'
    JOIN account c ON c.id = t.credit AND c.money IS NOT NULL
    WHERE t.case_no = ? AND t.event = 'E48' AND t.kind = 'post' AND ${NOT_REVERSED} ORDER BY t.id DESC LIMIT 1`;
  return (connection.prepare(sql).get(caseNo) as ReturnType<typeof refundPayment> | undefined) ?? null;
}
