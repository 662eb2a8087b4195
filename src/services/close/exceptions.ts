import { mayCarry } from '../../domain/close/checklist.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import { exceptionsOf, insertException, withdrawException } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { moneysInUse } from '../../store/transit.ts';
import type { Asking, Caller, Which } from './caller.ts';
import { checkedLines, fingerprint, stateOf } from './check.ts';

export interface CarryWanted extends Which {
  lines: readonly number[];
  owner: string;
  /** Day by which it is to be done. */
  dueOn: string;
  reason: string;
}

/**
 * 挂账结转: names who looks after what some lines show, until when and why. It excuses just the items of now: one more, or
 * another amount, is missing again. Refuses `close.hard_stop`, `close.nothing_to_carry`, `close.closed_already`.
 */
export function carryLines(
  connection: Connection,
  caller: Caller,
  { lines, owner, dueOn, reason, ...which }: CarryWanted,
  asking: Asking,
): Promise<{ exceptions: number[] }> {
  const input = { ...which, lines: [...lines], owner, dueOn, reason };
  return command(connection, { ...caller, procedure: 'close.carry', input }, tx => {
    refuseClosed(tx.connection, which);
    const stop = lines.find(line => !mayCarry(line));
    if (stop !== undefined) throw new Refusal('close.hard_stop', { line: stop });
    const now = checkedLines(tx.connection, which, { ...asking, withVerify: false });
    const exceptions = lines.map(line => {
      const found = now.find(each => each.line === line);
      if (!found || found.items.length === 0) throw new Refusal('close.nothing_to_carry', { line });
      return insertException(tx, {
        ...which,
        ...{
          line,
          kind: 'carried',
          money: null,
          owner,
          dueOn,
          reason,
          fingerprint: fingerprint(found.items),
        },
        ...{ count: found.count, amountFen: found.amountFen, saidBy: tx.actor, saidOn: asking.today },
      });
    });
    return { exceptions };
  });
}

/** 当日无业务: a money account had no rows in a month, so no file is missing. Refuses `close.no_such_money`. */
export function sayNoBusiness(
  connection: Connection,
  caller: Caller,
  { month, money, reason }: { month: string; money: number; reason: string },
  asking: Asking,
): Promise<{ exceptions: number[] }> {
  const input = { month, money, reason };
  return command(connection, { ...caller, procedure: 'close.noBusiness', input }, tx => {
    refuseClosed(tx.connection, { month, client: null });
    if (!moneysInUse(tx.connection).some(({ id }) => id === money))
      throw new Refusal('close.no_such_money', { money });
    const exception = insertException(tx, {
      ...{ month, client: null, line: 2, kind: 'no_business', money, owner: tx.actor, dueOn: null, reason },
      ...{ fingerprint: null, count: 0, amountFen: 0, saidBy: tx.actor, saidOn: asking.today },
    });
    return { exceptions: [exception] };
  });
}

/** Takes an exception of a month that is still open back. Refuses `close.no_such_exception`. */
export function withdrawCarried(
  connection: Connection,
  caller: Caller,
  { exception, ...which }: Which & { exception: number },
): Promise<{ exceptions: number[] }> {
  const input = { ...which, exception };
  return command(connection, { ...caller, procedure: 'close.withdraw', input }, tx => {
    refuseClosed(tx.connection, which);
    const known = exceptionsOf(tx.connection, which.month, which.client).some(({ id }) => id === exception);
    if (!known || !withdrawException(tx, exception))
      throw new Refusal('close.no_such_exception', { exception });
    return { exceptions: [exception] };
  });
}

function refuseClosed(connection: Connection, which: Which): void {
  if (stateOf(connection, which) === 'closed')
    throw new Refusal('close.closed_already', { month: which.month });
}
