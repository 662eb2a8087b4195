import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent, MemoPart, PoolFact } from '../../domain/accounting/events/facts.ts';
import type { Fen } from '../../domain/money.ts';
import type { Accounts } from '../../ledger/accounts.ts';
import type { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { liveTransfersOfRow, reverseTransfers } from '../../ledger/reverse.ts';
import type { SourceRowWriter } from '../../store/imports.ts';
import { onOrderCredits, spendRowsOfLists } from '../../store/imports-spend.ts';

const SPEND: ReadonlySet<string> = new Set(['E30', 'E31', 'E32', 'E34']);

/**
 * Spend posts from one source per account, the daily flow unless its setting says otherwise. Where a list was there
 * first, and with no flow in the book it is the source, the first flow takes the month over: what the lists posted of
 * the pool is taken back in red and their rows only allocate, as if the flow had come first.
 */
export class SpendTakeOver {
  private readonly tx: Tx;
  private readonly accounts: Accounts;
  private readonly sourceRows: SourceRowWriter;
  private readonly done = new Set<string>();

  constructor(tx: Tx, accounts: Accounts, sourceRows: SourceRowWriter) {
    this.tx = tx;
    this.accounts = accounts;
    this.sourceRows = sourceRows;
  }

  /** To be called before a daily flow posts an event of a day. */
  before(event: LedgerEvent, day: string, writerOf: () => BatchWriter): void {
    if (!SPEND.has(event.id) || !('pool' in event) || event.pool === undefined) return;
    const { pool } = event as { pool: PoolFact };
    const month = day.slice(0, 7);
    const key = `${pool.pool} ${month}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    for (const row of spendRowsOfLists(this.tx.connection, pool.pool, month))
      this.takeBack(row, pool, day, writerOf());
  }

  /** One row of a list: its postings in red, and what it had spent from the order leaves the order for the pool. */
  private takeBack(row: number, pool: PoolFact, day: string, writer: BatchWriter): void {
    const { connection } = this.tx;
    const onOrder = onOrderCredits(connection, row);
    reverseTransfers(this.tx, writer, liveTransfersOfRow(connection, row));
    this.sourceRows.setState(row, 'noted');
    this.accounts.readCases(onOrder.map(({ caseNo }) => caseNo));
    for (const { caseNo, code, bucket, amountFen } of onOrder) {
      const memo: MemoPart[] =
        code === '9007' ? [{ bucket: bucket as MemoPart['bucket'], amountFen: amountFen as Fen }] : [];
      const released = expand(
        {
          id: 'E36',
          caseNo,
          pool,
          bucket: code === '1123.04' ? (bucket as 'prepay') : 'prepay',
          unspentFen: (code === '1123.04' ? amountFen : 0) as Fen,
          memo,
        },
        this.accounts,
      );
      for (const leg of released.legs) writer.add(leg, day, row);
    }
  }
}
