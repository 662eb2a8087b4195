import type { RowScope } from '../domain/parties/types.ts';
import type { TransitSettings } from '../domain/refunds/settings.ts';
import type { TransitState } from '../domain/refunds/transit.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import type { Language } from '../domain/text.ts';
import {
  type Asking,
  type Follow,
  followItem,
  type RefundCaller,
  receivables,
  recordBanArrival,
  recordConfiscation,
  refundList,
  seeInPool,
  setTransitSettings,
  transitBoard,
  transitDetail,
  transitOpen,
  transitSettings,
} from '../services/refunds.ts';
import { writeAgeing } from '../services/reports/ageing-sheet.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import {
  approveWithdrawal,
  arriveWithdrawal,
  askWithdrawal,
  cancelWithdrawal,
  declineWithdrawal,
  giveBackWithdrawal,
  keepWithdrawal,
  payBackWithdrawal,
  refuseWithdrawal,
  submitWithdrawal,
  type WithdrawalCaller,
  withdrawalForm,
  withdrawalList,
} from '../services/withdrawals.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import { shippedCalendar, workCalendar } from './work-calendar.ts';

type Room = Pick<BookRoom, 'connection' | 'desk'>;
/** A book without the workstation around it: the calendar is asked of its shelf. */
type Shelved = Pick<BookRoom, 'connection'> & { desk: Pick<BookRoom['desk'], 'shelf'> };
interface Asked {
  scope: RowScope;
  on: string;
}

async function askingOn({ connection, desk }: Shelved, on: string): Promise<Asking> {
  return { on, calendar: await workCalendar(desk.shelf), rules: rulesOf(connection, shippedRulebook()) };
}

/** Money in transit for lists that ask nothing of pools; working days by the shipped years, so that it is told at once. */
export function openTransit(connection: Room['connection'], { scope, on }: Asked) {
  const rules = rulesOf(connection, shippedRulebook());
  return transitOpen(connection, scope, { on, calendar: shippedCalendar(), rules });
}

/** What any connection to the book answers about money in transit. */
export const transitReads = {
  'refunds/list': async (
    room: Shelved,
    { scope, on, states }: Asked & { states?: readonly TransitState[] },
  ) => {
    const asking = await askingOn(room, on);
    return refundList(room.connection, scope, states === undefined ? asking : { ...asking, states });
  },
  'refunds/board': async (room: Shelved, { scope, on }: Asked) =>
    transitBoard(room.connection, scope, await askingOn(room, on)),
  'refunds/detail': async (room: Shelved, { scope, on, item }: Asked & { item: string }) =>
    transitDetail(room.connection, scope, { item, ...(await askingOn(room, on)) }),
  'refunds/settings': ({ connection }: Room) => transitSettings(connection),
  'refunds/writeAgeing': async (
    room: Shelved,
    { scope, on, format, path, language }: Asked & { format: ReportFormat; path: string; language: Language },
  ) => {
    const asking = await askingOn(room, on);
    const { items, settings, approval } = transitBoard(room.connection, scope, asking);
    const owed = receivables(room.connection, asking);
    const { ageingDays } = settings;
    const words = new Words({ language, catalogue: loadCatalogue(language) });
    const ageing = { on, items, receivables: owed, ageingDays, approval };
    return writeAgeing(ageing, format, path, words, paperOf(language, on));
  },
  'withdrawals/form': ({ connection }: Room, { on }: { on: string }) =>
    withdrawalForm(connection, rulesOn(rulesOf(connection, shippedRulebook()), on)),
  'withdrawals/list': ({ connection }: Room) => withdrawalList(connection),
};

interface Called {
  caller: RefundCaller;
  today: string;
}
type Sent<Act extends (...given: never[]) => unknown> = { caller: RefundCaller } & Parameters<Act>[2];

/** A withdrawal is an act of who sees the whole book. */
function callOf({ actor, key, at }: RefundCaller): WithdrawalCaller {
  return { actor, key, at };
}

/** What only the one writer does to money in transit. */
export const transitWrites = {
  'refunds/follow': async (room: Room, { caller, today, ...follow }: Called & Follow) =>
    followItem(room.connection, caller, follow, await askingOn(room, today)),
  'refunds/seeInPool': async (
    room: Room,
    { caller, today, item, on }: Called & { item: string; on: string },
  ) => seeInPool(room.connection, caller, { item, seenOn: on }, await askingOn(room, today)),
  'refunds/banArrived': async (
    room: Room,
    { caller, today, ...arrival }: Called & Parameters<typeof recordBanArrival>[2],
  ) => recordBanArrival(room.connection, caller, arrival, await askingOn(room, today)),
  'refunds/banConfiscated': async (
    room: Room,
    { caller, today, ...wanted }: Called & Parameters<typeof recordConfiscation>[2],
  ) => recordConfiscation(room.connection, caller, wanted, await askingOn(room, today)),
  'refunds/setSettings': (
    { connection }: Room,
    { caller, settings }: { caller: RefundCaller; settings: TransitSettings },
  ) => setTransitSettings(connection, caller, { settings }),

  'withdrawals/ask': ({ connection }: Room, { caller, ...ask }: Sent<typeof askWithdrawal>) =>
    askWithdrawal(connection, callOf(caller), ask),
  'withdrawals/approve': ({ connection }: Room, { caller, ...input }: Sent<typeof approveWithdrawal>) =>
    approveWithdrawal(connection, callOf(caller), input),
  'withdrawals/decline': ({ connection }: Room, { caller, ...input }: Sent<typeof declineWithdrawal>) =>
    declineWithdrawal(connection, callOf(caller), input),
  'withdrawals/cancel': ({ connection }: Room, { caller, ...input }: Sent<typeof cancelWithdrawal>) =>
    cancelWithdrawal(connection, callOf(caller), input),
  'withdrawals/submit': ({ connection }: Room, { caller, ...input }: Sent<typeof submitWithdrawal>) =>
    submitWithdrawal(connection, callOf(caller), input),
  'withdrawals/arrive': ({ connection }: Room, { caller, ...input }: Sent<typeof arriveWithdrawal>) =>
    arriveWithdrawal(connection, callOf(caller), input),
  'withdrawals/refuse': ({ connection }: Room, { caller, ...input }: Sent<typeof refuseWithdrawal>) =>
    refuseWithdrawal(connection, callOf(caller), input),
  'withdrawals/giveBack': ({ connection }: Room, { caller, ...input }: Sent<typeof giveBackWithdrawal>) =>
    giveBackWithdrawal(connection, callOf(caller), input),
  'withdrawals/payBack': ({ connection }: Room, { caller, ...input }: Sent<typeof payBackWithdrawal>) =>
    payBackWithdrawal(connection, callOf(caller), input),
  'withdrawals/keep': ({ connection }: Room, { caller, ...input }: Sent<typeof keepWithdrawal>) =>
    keepWithdrawal(connection, callOf(caller), input),
};
