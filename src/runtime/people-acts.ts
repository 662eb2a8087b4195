import type { OrderPageView } from '../contract/order.ts';
import type { OrderDetailView } from '../contract/orders.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { isCostSide } from '../domain/people/cost-side.ts';
import { maskedPaperNo } from '../domain/people/mask.ts';
import type { HistoryEntry } from '../services/clients/history.ts';
import {
  archiveProfile,
  assignMember,
  type Caller,
  isSecretOf,
  keepProfile,
  peopleOf,
  profilesInUse,
  setSecret,
} from '../services/people.ts';
import type { BookRoom } from './book-room.ts';

interface Called {
  caller: Caller;
}

/** What any connection to the book answers about who works with it. */
export const peopleReads = {
  'people/list': ({ connection }: BookRoom) => peopleOf(connection),
  'people/inUse': ({ connection }: BookRoom) => profilesInUse(connection),
  'people/isSecretOf': ({ connection }: BookRoom, asked: Parameters<typeof isSecretOf>[1]) =>
    isSecretOf(connection, asked),
};

/** What only the one writer does to profiles and teams. */
export const peopleWrites = {
  'people/keep': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & Parameters<typeof keepProfile>[2],
  ) => keepProfile(connection, caller, wanted),
  'people/setSecret': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & Parameters<typeof setSecret>[2],
  ) => setSecret(connection, caller, wanted),
  'people/archive': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & Parameters<typeof archiveProfile>[2],
  ) => archiveProfile(connection, caller, wanted),
  'people/assignMember': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & Parameters<typeof assignMember>[2],
  ) => assignMember(connection, caller, wanted),
};

/** A client as somebody sees it: numbers of identity papers whole, or without their middle. */
export function sighted<Client extends { subjects: readonly { paperNo: string }[] }>(
  client: Client,
  seesPapers: boolean,
): Client {
  if (seesPapers) return client;
  const subjects = client.subjects.map(subject => ({ ...subject, paperNo: maskedPaperNo(subject.paperNo) }));
  return { ...client, subjects };
}

/** What was done to a client, as somebody sees it: numbers of identity papers as in `sighted`. */
export function sightedHistory(entries: HistoryEntry[], seesPapers: boolean): HistoryEntry[] {
  if (seesPapers) return entries;
  const masked = <Row extends Record<string, string | number | null> | null>(row: Row): Row =>
    typeof row?.code === 'string' ? { ...row, code: maskedPaperNo(row.code) } : row;
  return entries.map(entry => ({
    ...entry,
    changes: entry.changes.map(change =>
      change.table === 'subject'
        ? { ...change, before: masked(change.before), after: masked(change.after) }
        : change,
    ),
  }));
}

const tellsNoCost = ({ debit, credit }: { debit: string; credit: string }) =>
  !isCostSide(debit) && !isCostSide(credit);

/** An order with its postings, without those of the cost side for who sees own clients only. */
export function withoutCost(scope: RowScope, detail: OrderDetailView): OrderDetailView {
  return scope.kind === 'all' ? detail : { ...detail, money: detail.money.filter(tellsNoCost) };
}

/** The page of an order, as `withoutCost`; a batch of nothing else is not there. */
export function pageWithoutCost(scope: RowScope, page: OrderPageView): OrderPageView {
  if (scope.kind === 'all') return page;
  const entries = page.entries.map(entry => ({
    ...entry,
    batches: entry.batches
      .map(batch => ({ ...batch, legs: batch.legs.filter(tellsNoCost) }))
      .filter(({ legs }) => legs.length > 0),
  }));
  return { ...page, entries };
}
