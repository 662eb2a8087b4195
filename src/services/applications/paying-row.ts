import { yuan } from '../../domain/accounting/events/draft.ts';
import type { Cash, MoneyRef } from '../../domain/accounting/events/facts.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import { IDENTIFIED_DAYS } from '../../domain/imports/told.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type WaitingCase, type WaitingCode, waitingCases } from '../../store/imports-open.ts';

export interface RowWanted {
  code: string;
  money: MoneyRef;
  amountFen: number;
  on: string;
  /** Case of the waiting row that it is; null: of none of them; absent: whatever fits. */
  row?: string | null;
}

/** Where the money moves: on a row that waits already, or registered before its row is seen. */
export interface Found {
  cash: Cash;
  sourceRow: number | null;
  day: string;
}

/**
 * The statement row of a payment (or of money that comes back) that is in the book before the act: by its code; else the
 * only one of this amount near the day without a code. Without one the act is registered 待核对, and its row clears it when
 * it comes. Refuses `recharges.row_unknown`, `recharges.row_differs`, `recharges.rows_fit` where several may be meant, and
 * the same of receipts.
 */
export function rowOf(
  connection: Connection,
  waits: WaitingCode,
  { code, money, amountFen, on, row }: RowWanted,
): Found {
  const isPayment = waits === '1221.07';
  const registered: Found = { cash: { by: 'registered', money }, sourceRow: null, day: on };
  const open = waitingCases(connection, waits).filter(each => each.money === money.money);
  const found = (each: WaitingCase): Found => {
    if (each.openFen < amountFen)
      throw new Refusal('recharges.row_differs', {
        ...{ row: each.caseNo, open: yuan(each.openFen), amount: yuan(amountFen) },
      });
    return { cash: { by: 'suspense', money }, sourceRow: each.sourceRow, day: each.day };
  };
  const coded = open.find(({ caseNo }) => caseNo === code);
  if (coded) return found(coded);
  if (row === null) return registered;
  if (row !== undefined) {
    const chosen = open.find(({ caseNo }) => caseNo === row);
    if (!chosen)
      throw new Refusal(isPayment ? 'recharges.row_unknown' : 'recharges.receipt_unknown', { row });
    return found(chosen);
  }
  const near = rowsNear(open, amountFen, on);
  if (near.length > 1)
    throw new Refusal(isPayment ? 'recharges.rows_fit' : 'recharges.receipts_fit', {
      ...{ found: near.length, amount: yuan(amountFen) },
    });
  return near[0] ? found(near[0]) : registered;
}

/** Rows without a code that may be meant: of exactly this amount, some days beside the day at most. */
function rowsNear(open: readonly WaitingCase[], amountFen: number, on: string): WaitingCase[] {
  const from = dayPlus(on, -IDENTIFIED_DAYS);
  const to = dayPlus(on, IDENTIFIED_DAYS);
  return open.filter(
    ({ caseNo, openFen, day }) =>
      caseNo.startsWith('ROW-') && openFen === amountFen && day >= from && day <= to,
  );
}
