import type { Tx } from '../../ledger/command.ts';
import { type OrderPosting, type PostingOptions, settleOrderMoney } from '../../ledger/order-money.ts';
import { insertRow } from '../../store/changes.ts';
import { orderById } from '../../store/orders.ts';

/** Posts what an order now owes the ledger, and keeps what could not be settled silently. */
export function postOrder(tx: Tx, order: number, options: PostingOptions): OrderPosting {
  const posted = settleOrderMoney(tx, orderById(tx.connection, order)!, options);
  for (const { reason, amountFen, dims, caseNo } of posted.tickets) {
    const { client, supplier, money, pool, employee, bucket, category } = dims;
    insertRow(tx, 'ticket', {
      reason,
      amount_fen: amountFen,
      state: 'open',
      arose_on: options.day,
      batch: posted.batch,
      case_no: caseNo,
      ...{ client, supplier, money, pool, employee, bucket, category },
    });
  }
  return posted;
}
