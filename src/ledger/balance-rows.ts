import { formatE5, groupThousands } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import { isCheckFault } from '../store/dialect/faults.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import type { Account } from './accounts.ts';

const APPLY = `UPDATE balance SET
  debits_posted_fen = debits_posted_fen + ?, credits_posted_fen = credits_posted_fen + ?,
  debits_pending_fen = debits_pending_fen + ?, credits_pending_fen = credits_pending_fen + ? WHERE account = ?`;
const TALLY = `INSERT INTO month_sum (account, month, debits_fen, credits_fen) VALUES (?, ?, ?, ?)
  ON CONFLICT (account, month) DO UPDATE SET
    debits_fen = debits_fen + excluded.debits_fen, credits_fen = credits_fen + excluded.credits_fen`;

/**
 * Applies what a batch did, once per account and in the order of their ids. The CHECK of the balance row decides:
 * refuses `ledger.not_enough` with account, room and what was asked.
 */
export function applyBalances(connection: Connection, accounts: Iterable<Account>): void {
  const apply = connection.prepare(APPLY);
  const tally = connection.prepare(TALLY);
  for (const account of [...accounts].sort((a, b) => a.id - b.id)) {
    const { debitsDelta, creditsDelta, debitsPendingDelta, creditsPendingDelta, id, months } = account;
    try {
      apply.run(debitsDelta, creditsDelta, debitsPendingDelta, creditsPendingDelta, id);
    } catch (error) {
      throw isCheckFault(error) ? refused(connection, account) : error;
    }
    for (const [month, { debits, credits }] of months) tally.run(id, month, debits, credits);
    account.debitsDelta = account.creditsDelta = account.debitsPendingDelta = account.creditsPendingDelta = 0;
    months.clear();
  }
}

function refused(connection: Connection, account: Account): Refusal {
  const sql = `SELECT guard, allowance_fen, debits_posted_fen, credits_posted_fen, debits_pending_fen,
    credits_pending_fen FROM balance WHERE account = ?`;
  const row = connection.prepareRaw(sql).get(account.id) as [string, ...number[]];
  const [guard, allowance, debits, credits, debitsPending, creditsPending] = row as [
    string,
    number,
    number,
    number,
    number,
    number,
  ];
  const covers = guard === 'debits_cover' ? 1 : -1;
  const room = allowance + covers * (debits - credits) - (covers > 0 ? creditsPending : debitsPending);
  const change =
    covers * (account.debitsDelta - account.creditsDelta) -
    (covers > 0 ? account.creditsPendingDelta : account.debitsPendingDelta);
  if (guard === 'none' || room + change >= 0)
    return new Refusal('ledger.sum_too_large', { account: account.key });
  const { code } = account.ref;
  return new Refusal('ledger.not_enough', {
    account: account.key,
    code,
    name: account.chart.zh,
    room: fenText(room),
    asked: fenText(-change),
    roomFen: room,
    askedFen: -change,
  });
}

/** "1,234.56" for 123456 分. */
export function fenText(fen: number): string {
  return groupThousands(formatE5(BigInt(fen) * 1_000n));
}
