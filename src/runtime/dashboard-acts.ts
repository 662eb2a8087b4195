import type { DeskPart } from '../contract/dashboard.ts';
import type { AttentionLine } from '../domain/attention.ts';
import {
  accountLines,
  dueLines,
  invoiceableLines,
  poolLines,
  unsentLines,
} from '../domain/attention-lines.ts';
import { dayPlus } from '../domain/calendar/days.ts';
import { type ChartFigures, type DeskChart, runningOut, transitAges } from '../domain/desk-charts.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { SPEND_PRODUCTS, spendTotals } from '../domain/reports/spend.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import { workWaiting } from '../services/attention-work.ts';
import { matchRateChart } from '../services/desk-charts.ts';
import { invoiceBoard } from '../services/invoices/read.ts';
import { packBoard } from '../services/packs.ts';
import { listPools } from '../services/pools.ts';
import { spendOfDays } from '../services/reports/spend.ts';
import { rulesOf } from '../services/rules.ts';
import { board } from '../services/upgrade.ts';
import { lastPostingDay } from '../store/pools.ts';
import type { BookRoom } from './book-room.ts';
import { shippedRulebook } from './rulebook.ts';
import { openTransit } from './transit-acts.ts';

/** Columns of the charts: days of spend, pools that run out first. */
const SPEND_DAYS = 14;
const POOLS_SHOWN = 10;

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

const CHARTS: Record<DeskChart, (room: Room, asked: Asked) => ChartFigures[]> = {
  spend: spendByDay,
  pools: ({ connection }, { scope, today }) => {
    const { lines } = listPools(connection, scope, { today, rules: rulesOf(connection, shippedRulebook()) });
    return runningOut(lines, { today, most: POOLS_SHOWN });
  },
  transit: ({ connection }, { scope, today }) => transitAges(openTransit(connection, { scope, on: today })),
  matching: ({ connection }, { scope }) => (scope.kind === 'all' ? matchRateChart(connection) : []),
};

/** 非赠款 spend of the last days that the book tells, by product. */
function spendByDay({ connection }: Room, { scope, today }: Asked): ChartFigures[] {
  const last = lastPostingDay(connection, today);
  if (last === null) return [];
  const rules = rulesOf(connection, shippedRulebook());
  const days = Array.from({ length: SPEND_DAYS }, (_, at) => dayPlus(last, at + 1 - SPEND_DAYS));
  return spendOfDays(connection, scope, days, rules).map(({ day, lines }) => ({
    key: day,
    name: null,
    values: SPEND_PRODUCTS.map(
      product => spendTotals(lines.filter(line => line.product === product)).cashFen,
    ),
  }));
}

/** What any connection to the book answers to the desk. */
export const dashboardReads = {
  'dashboard/chart': (room: Room, { chart, ...asked }: Asked & { chart: DeskChart }) =>
    CHARTS[chart](room, asked),
  'dashboard/lines': (room: Room, { part, ...asked }: Asked & { part: DeskPart }) => PARTS[part](room, asked),
};
