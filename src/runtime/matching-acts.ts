import {
  acceptMany,
  acceptMatch,
  clearMonth,
  combineMatches,
  keepRules,
  listAliases,
  listMatches,
  matchActs,
  matchingState,
  monthDifferences,
  openRows,
  previewMany,
  type RunHooks,
  rejectMatch,
  rulesOfBook,
  runMatching,
  splitMatch,
  switchAlias,
  takeBackDecision,
  tryRules,
  undoLast,
} from '../services/matching.ts';
import {
  acceptRounds,
  adjustmentPairs,
  adjustTicket,
  attachToTicket,
  carryTicket,
  decideTicketOf,
  keepTicket,
  keepTickets,
  listTickets,
  previewAdjustment,
  reopenTicket,
  roundTickets,
  syncTickets,
  type TicketCaller,
  takeBackAdjustment,
  ticketLinks,
  writeTicketFile,
} from '../services/tickets.ts';
import { rulesOf } from '../store/rules.ts';
import type { BookRoom } from './book-room.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';

type Room = Pick<BookRoom, 'connection'>;

/** Matches a month, posts the clearing pairs of what is certain, and lets its tickets tell what is left over. */
export async function matchMonth(
  { connection }: Room,
  { caller, month, client }: { caller: TicketCaller; month: string; client: number | null },
  hooks: RunHooks,
) {
  const { actor, key, at } = caller;
  const { result, all } = runMatching(connection, { month, client, actor, at }, hooks);
  await clearMonth(connection, { actor, at, key: `${key} clear` }, { month });
  const differences = monthDifferences(connection, month, all);
  await syncTickets(connection, { actor, at, key: `${key} tickets` }, { month, differences });
  return result;
}

/** The rulebook with what the book says to it: which pairs an adjustment may post. */
const withRules = ({ connection }: Room) => ({ shipped: rulesOf(connection, shippedRulebook()) });

type Ruled<Wanted> = Omit<Wanted, 'shipped'>;

interface Called {
  caller: TicketCaller;
}

/** What any connection to the book answers about matches and tickets. */
export const matchingReads = {
  'matching/list': ({ connection }: Room, asked: Parameters<typeof listMatches>[1]) =>
    listMatches(connection, asked),
  'matching/open': ({ connection }: Room, asked: Parameters<typeof openRows>[1]) =>
    openRows(connection, asked),
  'matching/state': ({ connection }: Room, asked: Parameters<typeof matchingState>[1]) =>
    matchingState(connection, asked),
  'matching/previewMany': ({ connection }: Room, asked: Parameters<typeof previewMany>[1]) =>
    previewMany(connection, asked),
  'matching/acts': ({ connection }: Room, asked: Parameters<typeof matchActs>[1]) =>
    matchActs(connection, asked),
  'matching/aliases': ({ connection }: Room, asked: Parameters<typeof listAliases>[1]) =>
    listAliases(connection, asked),
  'matching/rules': ({ connection }: Room) => rulesOfBook(connection),
  'matching/tryRules': ({ connection }: Room, asked: Parameters<typeof tryRules>[1]) =>
    tryRules(connection, asked),
  'tickets/list': ({ connection }: Room, asked: Parameters<typeof listTickets>[1]) =>
    listTickets(connection, asked),
  'tickets/links': ({ connection }: Room, asked: Parameters<typeof ticketLinks>[1]) =>
    ticketLinks(connection, asked),
  'tickets/pairs': (room: Room, asked: Ruled<Parameters<typeof adjustmentPairs>[1]>) =>
    adjustmentPairs(room.connection, { ...asked, ...withRules(room) }),
  'tickets/previewAdjustment': (room: Room, asked: Ruled<Parameters<typeof previewAdjustment>[1]>) =>
    previewAdjustment(room.connection, { ...asked, ...withRules(room) }),
  'tickets/rounds': ({ connection }: Room, asked: Parameters<typeof roundTickets>[1]) =>
    roundTickets(connection, asked),
  'tickets/file': ({ connection }: Room, asked: Parameters<typeof writeTicketFile>[1]) =>
    writeTicketFile(connection, asked),
};

/** What only the one writer does. */
export const matchingWrites = {
  'matching/run': (
    room: Room,
    { caller, month, client }: Called & { month: string; client: number | null },
    hooks: TaskHooks,
  ) => matchMonth(room, { caller, month, client }, { ...hooks, now_ms: Date.now }),
  'matching/accept': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof acceptMatch>[2],
  ) => acceptMatch(connection, caller, asked),
  'matching/reject': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof rejectMatch>[2],
  ) => rejectMatch(connection, caller, asked),
  'matching/takeBack': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof takeBackDecision>[2],
  ) => takeBackDecision(connection, caller, asked),
  'matching/acceptMany': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof acceptMany>[2],
  ) => acceptMany(connection, caller, asked),
  'matching/split': ({ connection }: Room, { caller, ...asked }: Called & Parameters<typeof splitMatch>[2]) =>
    splitMatch(connection, caller, asked),
  'matching/combine': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof combineMatches>[2],
  ) => combineMatches(connection, caller, asked),
  'matching/undoLast': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof undoLast>[2],
  ) => undoLast(connection, caller, asked),
  'matching/switchAlias': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof switchAlias>[2],
  ) => switchAlias(connection, caller, asked),
  'matching/keepRules': ({ connection }: Room, { caller, rules }: Called & Parameters<typeof keepRules>[2]) =>
    keepRules(connection, caller, { rules }),
  'tickets/keep': ({ connection }: Room, { caller, ...asked }: Called & Parameters<typeof keepTicket>[2]) =>
    keepTicket(connection, caller, asked),
  'tickets/decide': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof decideTicketOf>[2],
  ) => decideTicketOf(connection, caller, asked),
  'tickets/reopen': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof reopenTicket>[2],
  ) => reopenTicket(connection, caller, asked),
  'tickets/keepMany': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof keepTickets>[2],
  ) => keepTickets(connection, caller, asked),
  'tickets/carry': ({ connection }: Room, { caller, ...asked }: Called & Parameters<typeof carryTicket>[2]) =>
    carryTicket(connection, caller, asked),
  'tickets/adjust': (room: Room, { caller, ...asked }: Called & Ruled<Parameters<typeof adjustTicket>[2]>) =>
    adjustTicket(room.connection, caller, { ...asked, ...withRules(room) }),
  'tickets/takeBackAdjustment': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof takeBackAdjustment>[2],
  ) => takeBackAdjustment(connection, caller, asked),
  'tickets/acceptRounds': (
    room: Room,
    { caller, ...asked }: Called & Ruled<Parameters<typeof acceptRounds>[2]>,
  ) => acceptRounds(room.connection, caller, { ...asked, ...withRules(room) }),
  'tickets/attach': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof attachToTicket>[2],
  ) => attachToTicket(connection, caller, asked),
};
