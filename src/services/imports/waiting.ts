import type { MoneyRef } from '../../domain/accounting/events/facts.ts';
import type { Fen } from '../../domain/money.ts';
import type { StatementRow } from '../../domain/statement.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  placeOfRow,
  type RowPlace,
  textOfRow,
  type WaitingCase,
  type WaitingCode,
  waitingCase,
  waitingCases,
} from '../../store/imports-open.ts';

/** Money in 待认领款 or 待查付款 that nobody has explained in full. */
export interface Waiting {
  caseNo: string;
  money: MoneyRef;
  openFen: Fen;
  day: string;
  /** What the row says, by meaning; empty where no row stands behind it. */
  text: StatementRow['text'];
  sourceRow: number | null;
  /** File, sheet and row behind it. */
  place: RowPlace | null;
}

/** What waits on a passing account, the oldest first. */
export function waitingOn(connection: Connection, code: WaitingCode, limit: number): Waiting[] {
  return waitingCases(connection, code, { limit }).map(one => shown(connection, one));
}

/** One of them, or null. */
export function waitingOf(
  connection: Connection,
  code: WaitingCode,
  which: { caseNo: string; money: number },
): Waiting | null {
  const found = waitingCase(connection, code, which);
  return found && shown(connection, found);
}

function shown(connection: Connection, one: WaitingCase): Waiting {
  return {
    caseNo: one.caseNo,
    money: { money: one.money, kind: one.moneyKind === 'bank' ? 'bank' : 'channel' },
    openFen: one.openFen as Fen,
    day: one.day,
    text: textOfRow(connection, one.sourceRow),
    sourceRow: one.sourceRow,
    place: placeOfRow(connection, one.sourceRow),
  };
}
