import { beijingDay, dayPlus } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import {
  type AppliedAccount,
  appliedAccount,
  linesOf,
  type StoredApplication,
  type StoredLine,
  updateLine,
} from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { type ToldDeposit, toldDeposits } from '../../store/recharges.ts';
import { type ApplicationCaller, applicationSeen, callOf } from './caller.ts';
import { grantEvents } from './grants.ts';
import { keepTickets, type PostedEvent, postEvents } from './post.ts';
import { takeStep } from './step.ts';

export interface Arrival {
  line: number;
  on: string;
  creditedFen: number;
}

export interface Arrived {
  application: number;
  state: StoredApplication['state'];
  /** Lines that a file had told already: nothing was posted for them again. */
  told: number;
}

/**
 * Deposits of a paid recharge: a deposit that a file told is met, never posted twice; else E18 is posted by hand, and the
 * file that tells it later only compares. Another amount than expected keeps the rest in transit, with a ticket. With
 * the last line the application is done. Refuses `recharges.line_unknown`, `recharges.line_arrived`.
 */
export function arrive(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; arrivals: readonly Arrival[] },
): Promise<Arrived> {
  const input = { ...wanted, arrivals: wanted.arrivals.map(each => ({ ...each })) };
  return command(connection, { ...callOf(caller), procedure: 'recharges.arrive', input }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    if (before.state !== 'paid')
      throw new Refusal('applications.step', { no: before.no, state: before.state, act: 'arrive' });
    const lines = linesOf(connection, [before.id]);
    const toldBefore = wanted.arrivals.filter(arrival =>
      arriveLine(tx, before, lineIn(lines, arrival), arrival),
    );
    const waits = linesOf(connection, [before.id]).some(({ depositedOn }) => depositedOn === null);
    const state = waits ? before.state : takeStep(tx, before, 'arrive').state;
    return { application: before.id, state, told: toldBefore.length };
  });
}

function lineIn(lines: readonly StoredLine[], { line: id }: Arrival): StoredLine {
  const line = lines.find(each => each.id === id);
  if (!line) throw new Refusal('recharges.line_unknown', { line: id });
  if (line.depositedOn !== null)
    throw new Refusal('recharges.line_arrived', { account: line.accountId ?? '' });
  return line;
}

/** Answers whether a file had told it. */
function arriveLine(
  tx: Tx,
  before: StoredApplication,
  line: StoredLine,
  { on, creditedFen }: Arrival,
): boolean {
  const account = appliedAccount(tx.connection, line.account!)!;
  const pool = account.pool!;
  const told = depositTold(tx.connection, pool.pool, { on, creditedFen });
  const expected = { creditedFen: creditedFen as Fen, expectedFen: line.creditedFen as Fen };
  const deposit: PostedEvent = {
    event: { id: 'E18', caseNo: before.payCode!, pool, bucket: 'prepay', ...expected },
    source: 'case',
  };
  const posting = {
    client: before.client,
    day: told?.day ?? on,
    summary: `充值到账 ${before.no}`,
    as: 'fact',
  } as const;
  const taken = told ? takenBack(tx, account, told, creditedFen) : [];
  const grants = grantEvents(tx.connection, line, { code: before.payCode!, on: posting.day });
  const money = told && taken.length === 0 ? [] : [deposit, ...taken];
  const batch = postEvents(tx, [...money, ...grants], posting);
  if (money.length === 0 && creditedFen !== line.creditedFen) {
    const dims = { supplier: pool.supplier, pool: pool.pool };
    const amountFen = Math.abs(line.creditedFen - creditedFen) as Fen;
    const ticket = { reason: 'DEPOSIT_DIFF', amountFen, dims, caseNo: before.payCode! };
    keepTickets(tx, [ticket], { day: beijingDay(tx.at), batch: null });
  }
  updateLine(tx, line.id, {
    ...{
      deposited_fen: creditedFen,
      deposited_on: told?.day ?? on,
      deposited_at: tx.at,
      deposit_batch: batch,
    },
    ...(told ? { told_by: told.transfer, told_fen: creditedFen } : {}),
  });
  return told !== null;
}

/** A transfer record booked the deposit as one of the agent wallet: it was this payment's, so that is taken back (E20). */
function takenBack(tx: Tx, { pool }: AppliedAccount, told: ToldDeposit, creditedFen: number): PostedEvent[] {
  if (told.event !== 'E20') return [];
  const wallet = new StoredBookView(tx.connection).walletDeposit(`T${told.transfer}`);
  if (!wallet) return [];
  const amountFen = creditedFen as Fen;
  const event = {
    id: 'E20',
    step: 'taken_back',
    bucket: 'prepay',
    pool: pool!,
    ...wallet,
    amountFen,
  } as const;
  return [{ event, source: 'agent_record' }];
}

/**
 * The deposit of an amount that a file told and that no line has been met with: on the day or beside it; else a part of
 * what a daily flow tells for the very day; null for none.
 */
export function depositTold(
  connection: Connection,
  pool: number,
  { on, creditedFen }: { on: string; creditedFen: number },
): ToldDeposit | null {
  const near = toldDeposits(connection, pool, dayPlus(on, -1), dayPlus(on, 1));
  const same = near.filter(({ restFen }) => restFen === creditedFen);
  return (
    same.find(({ day }) => day === on) ??
    near.find(
      ({ day, profile, restFen }) => day === on && profile.endsWith('.daily') && restFen >= creditedFen,
    ) ??
    same[0] ??
    null
  );
}
