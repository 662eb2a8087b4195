import { paymentCode } from '../../domain/applications/code.ts';
import { mustStep } from '../../domain/applications/states.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { agentWallets, walletRefOf } from '../../store/agent-wallets.ts';
import { appliedAccount, linesOf, type StoredLine, updateLine } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { ToldDeposit } from '../../store/recharges.ts';
import { depositTold } from './arrive.ts';
import { type ApplicationCaller, applicationSeen, callOf } from './caller.ts';
import { grantEvents } from './grants.ts';
import { advanceEvent, dueDay, feeEvents, rebateEvents } from './pay.ts';
import { type PostedEvent, postEvents, releaseFunds } from './post.ts';
import { type Stepped, takeStep } from './step.ts';

export interface WalletPayment {
  application: number;
  /** Pool of the agent wallet. */
  wallet: number;
  on: string;
}

export interface GivenFromWallet extends Stepped {
  batch: number | null;
  /** Lines that a transfer record had told already: nothing was posted for them again. */
  told: number;
}

/**
 * Money that was paid to an agent wallet arrived there (E19); another amount than is on its way keeps the rest there, with
 * a ticket. Refuses `recharges.wallet_unknown`, and what the ledger refuses.
 */
export function arriveInWallet(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { wallet: number; on: string; amountFen: number },
): Promise<{ batch: number | null }> {
  return command(
    connection,
    { ...callOf(caller), procedure: 'recharges.walletArrived', input: wanted },
    tx => {
      const wallet = walletRefOf(connection, wanted.wallet);
      if (!wallet) throw new Refusal('recharges.wallet_unknown');
      const { on, amountFen } = wanted;
      const known = agentWallets(connection).find(({ pool }) => pool === wallet.pool)!;
      const fens = { creditedFen: amountFen as Fen, expectedFen: known.transitFen as Fen };
      const caseNo = `FZ-${wallet.pool}-${tx.seq}`;
      const event = { id: 'E19', step: 'arrived', caseNo, pool: wallet, bucket: 'prepay', ...fens } as const;
      const of = { day: on, summary: `代理商账户到账 ${known.name}`, as: 'fact' } as const;
      return { batch: postEvents(tx, [{ event, source: 'case' }], of) };
    },
  );
}

type Given = StoredLine & { told: ToldDeposit | null };

/**
 * Recharges the accounts of an approved application out of an agent wallet (E20, with the advance E12 and the agency's
 * front rebate E16): it is paid and credited at once. A transfer record that told it before is met; one that comes later
 * only compares. Refuses `recharges.wallet_unknown`, `recharges.wallet_told` for a deposit that a file booked as paid
 * otherwise, and what the ledger refuses.
 */
export function giveFromWallet(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: WalletPayment,
): Promise<GivenFromWallet> {
  return command(connection, { ...callOf(caller), procedure: 'recharges.give', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    if (before.kind !== 'recharge')
      throw new Refusal('applications.step', { no: before.no, state: before.state, act: 'pay' });
    mustStep(before, 'pay');
    const { id, client, no, payments } = before;
    const { on } = wanted;
    const code = paymentCode(no, 'recharge', payments + 1);
    const lines = linesOf(connection, [id]).map(line => ({ ...line, told: toldFor(connection, line, on) }));
    releaseFunds(tx, before.holdBatch, { client, no, day: beijingDay(tx.at) });
    const dueOn = before.funding === 'advance' ? dueDay(tx, client, on) : null;
    const events = [
      ...(dueOn === null ? [] : [advanceEvent(tx, before, { code, day: on, dueOn })]),
      ...lines.flatMap(line => givenEvents(tx, client, line, { code, wallet: wanted.wallet })),
      ...feeEvents(client, lines, { code, as: lines.some(({ told }) => told === null) ? 'intent' : 'fact' }),
      ...lines.flatMap(line => grantEvents(connection, line, { code, on })),
    ];
    const as = lines.some(({ told }) => told === null) ? 'intent' : 'fact';
    const batch = postEvents(tx, events, { client, day: on, summary: `代理商账户加款 ${no}`, as });
    for (const line of lines) updateLine(tx, line.id, arrivedWith(tx, line, { on, batch }));
    const patch = { payments: payments + 1, pay_code: code, paid_on: on, paid_at: tx.at, cashier: tx.actor };
    const paid = { ...patch, pay_batch: batch, due_on: dueOn };
    const { ownWork } = takeStep(tx, before, 'pay', { reason: code, patch: paid });
    const done = takeStep(tx, { ...before, state: 'paid' }, 'arrive');
    return { ...done, ownWork, batch, told: lines.filter(({ told }) => told !== null).length };
  });
}

function toldFor(connection: Connection, line: StoredLine, on: string): ToldDeposit | null {
  const { pool } = appliedAccount(connection, line.account!)!;
  const told = depositTold(connection, pool!.pool, { on, creditedFen: line.creditedFen });
  if (told && told.event !== 'E20')
    throw new Refusal('recharges.wallet_told', { account: line.accountId ?? '', day: told.day });
  return told;
}

function givenEvents(
  tx: Tx,
  client: number,
  line: Given,
  { code, wallet: id }: { code: string; wallet: number },
): PostedEvent[] {
  const wallet = walletRefOf(tx.connection, id);
  if (!wallet) throw new Refusal('recharges.wallet_unknown');
  const { pool } = appliedAccount(tx.connection, line.account!)!;
  const amountFen = line.creditedFen as Fen;
  const given = { id: 'E20', as: 'intent', caseNo: code, bucket: 'prepay', wallet, amountFen } as const;
  return [
    ...rebateEvents(client, line, code),
    ...(line.told ? [] : [{ event: { ...given, pool: pool! }, source: 'case' } as const]),
  ];
}

function arrivedWith(
  tx: Tx,
  { creditedFen, told }: Given,
  { on, batch }: { on: string; batch: number | null },
) {
  return {
    ...{ upstream_fen: creditedFen, deposited_fen: creditedFen, deposited_on: told?.day ?? on },
    ...{ deposited_at: tx.at, deposit_batch: told ? null : batch },
    ...(told ? { told_by: told.transfer, told_fen: creditedFen } : {}),
  };
}
