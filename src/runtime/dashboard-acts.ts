import { dayPlus } from '../domain/calendar/days.ts';
import type { DeskPart } from '../contract/dashboard.ts';
import type { AttentionLine } from '../domain/attention.ts';
import {
  accountLines,
  dueLines,
  invoiceableLines,
  poolLines,
  unsentLines,
} from '../domain/attention-lines.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import { workWaiting } from '../services/attention-work.ts';
import { invoiceBoard } from '../services/invoices/read.ts';
import { packBoard } from '../services/packs.ts';
import { listPools } from '../services/pools.ts';
import { rulesOf } from '../services/rules.ts';
import { board } from '../services/upgrade.ts';
import type { BookRoom } from './book-room.ts';
import { shippedRulebook } from './rulebook.ts';
import { openTransit } from './transit-acts.ts';

/** Days before a grant expires in which the desk tells of it. */
const GRANT_DAYS = 30;

type Room = Pick<BookRoom, 'connection'>;
interface Asked {
  scope: RowScope;
  /** Who asks, as the log names people. */
  actor: string;
  /** Beijing day. */
  today: string;
}

const PARTS: Record<DeskPart, (room: Room, asked: Asked) => AttentionLine[]> = {
  work: ({ connection }, { scope, ...asked }) => workWaiting(connection, scope, asked),
  transit: ({ connection }, { scope, today }) => dueLines(openTransit(connection, { scope, on: today })),
  pools: ({ connection }, { scope, today }) =>
    poolLines(
      listPools(connection, scope, { today, rules: rulesOf(connection, shippedRulebook()) }).lines,
      dayPlus(today, GRANT_DAYS),
    ),
  accounts: (room, { scope, today }) => accountLines(board(room.connection, scope, rulesAt(room, today))),
  invoices: (room, { scope, today }) =>
    invoiceableLines(invoiceBoard(room.connection, scope, rulesAt(room, today))),
  statements: ({ connection }, { scope, today }) => {
    const endedOn = dayPlus(`${today.slice(0, 7)}-01`, -1);
    return unsentLines(packBoard(connection, scope, endedOn.slice(0, 7)).rows, endedOn);
  },
};

function rulesAt({ connection }: Room, on: string) {
  return rulesOn(rulesOf(connection, shippedRulebook()), on);
}

/** What any connection to the book answers to the desk. */
export const dashboardReads = {
  'dashboard/lines': (room: Room, { part, ...asked }: Asked & { part: DeskPart }) => PARTS[part](room, asked),
};
