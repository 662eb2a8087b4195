import type { Expansion } from '../../domain/accounting/types.ts';
import type { Tx } from '../../ledger/command.ts';
import { type OrderPosting, type PostingOptions, settleOrderMoney } from '../../ledger/order-money.ts';
import { insertRow } from '../../store/changes.ts';
import { orderById } from '../../store/orders.ts';

/** Posts what an order now owes the ledger, and keeps what could not be settled silently. */
export function postOrder(tx: Tx, order: number, options: PostingOptions): OrderPosting {
  const posted = settleOrderMoney(tx, orderById(tx.connection, order)!, options);
  keepTickets(tx, posted, options.day);
  return posted;
}

/** Opens the tickets of a posting. */
export function keepTickets(
  tx: Tx,
  { tickets, batch }: { tickets: Expansion['tickets']; batch: number | null },
  day: string,
): void {
  for (const { reason, amountFen, dims, caseNo } of tickets) {
    const { client, supplier, money, pool, employee, bucket, category } = dims;
    insertRow(tx, 'ticket', {
      reason,
      amount_fen: amountFen,
      state: 'open',
      arose_on: day,
      batch,
      case_no: caseNo,
      ...{ client, supplier, money, pool, employee, bucket, category },
    });
  }
}
