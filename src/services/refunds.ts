import type { RefundLine, TransitBoard, TransitDetail, TransitDone } from '../contract/refunds.ts';
import { daysPast } from '../domain/calendar/days.ts';
import type { RowScope } from '../domain/parties/types.ts';
import type { ReceivableItem } from '../domain/refunds/ageing.ts';
import { checkTransitSettings, type TransitSettings } from '../domain/refunds/settings.ts';
import { REFUND_KINDS, type TransitItem, type TransitState } from '../domain/refunds/transit.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Call, command, type Tx } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { readProfiles } from '../store/people.ts';
import { clientsSeen } from '../store/scope.ts';
import { casePostings, keepFollow, receivableItems } from '../store/transit.ts';
import { keepTransitSettings, readTransitSettings } from '../store/transit-settings.ts';
import { type BanArrival, banArrived, banConfiscated } from './refunds/ban.ts';
import { detailOf } from './refunds/detail.ts';
import { type Asking, type Loaded, loaded, orderRefund } from './refunds/load.ts';
import { allInTransit, allRefunds, openInTransit, otherCases } from './refunds/transit.ts';

export type { Asking };

/** Who acts, when, and whose cases may be seen. */
export type RefundCaller = Omit<Call, 'procedure' | 'input'> & { scope: RowScope };

/** Refund cases by the end of a day, arrived ones too, the oldest first (REF-1 to REF-3). */
export function refundList(
  connection: Connection,
  scope: RowScope,
  { states, ...asking }: Asking & { states?: readonly TransitState[] },
): RefundLine[] {
  const of = loaded(connection, asking);
  const items = seen(of, scope, allRefunds(of));
  return items.filter(({ state }) => states === undefined || states.includes(state)).map(lineOf);
}

function lineOf(item: TransitItem): RefundLine {
  const { id, client, account, due, expectedFen, arrivedFen, route, state, beganOn } = item;
  return {
    id,
    client: client && (client.code ?? client.name),
    account: account?.platformId ?? null,
    reason: item.reason ?? 'unspent',
    ...{ expectedFen, arrivedFen, route },
    dueOn: due?.on ?? null,
    provisional: due?.provisional ?? false,
    ...{ state, from: beganOn, fromAssumed: item.isDayAssumed, inferred: item.isInferred },
  };
}

/** 在途看板: what has not arrived by the end of a day. */
export function transitBoard(connection: Connection, scope: RowScope, asking: Asking): TransitBoard {
  const of = loaded(connection, asking);
  const { settings, on } = of;
  return {
    on,
    items: seen(of, scope, allInTransit(of)),
    settings,
    approval: approvalOf(connection, settings),
  };
}

/** Money in transit that stands on the book or beside it, the oldest first, without refunds inferred to be back in a pool. */
export function transitOpen(connection: Connection, scope: RowScope, asking: Asking): TransitItem[] {
  const of = loaded(connection, asking);
  return seen(of, scope, openInTransit(of));
}

function approvalOf(connection: Connection, settings: TransitSettings): TransitBoard['approval'] {
  if (settings.approvalFromFen === null) return 'off';
  const people = readProfiles(connection).filter(({ archivedOn }) => archivedOn === null).length;
  return people <= 1 ? 'one_person' : 'needed';
}

/** One case in full. Refuses `refunds.item_unknown`, also for one outside the scope. */
export function transitDetail(
  connection: Connection,
  scope: RowScope,
  { item, ...asking }: Asking & { item: string },
): TransitDetail {
  const of = loaded(connection, asking);
  return detailOf(of, scope, itemSeen(of, scope, item));
}

function itemSeen(of: Loaded, scope: RowScope, id: string): TransitItem {
  const order = orderRefund(of, id);
  const items = order ? [order] : otherCases(of).filter(each => each.id === id);
  const [found] = seen(of, scope, items);
  if (!found) throw new Refusal('refunds.item_unknown', { item: id });
  return found;
}

/** What account managers are told of: refunds and withdrawals of own clients, without what the platform kept. */
const OF_CLIENTS: ReadonlySet<TransitItem['kind']> = new Set([...REFUND_KINDS, 'withdrawal']);

function seen(of: Loaded, scope: RowScope, items: readonly TransitItem[]): TransitItem[] {
  const clients = clientsSeen(of.connection, scope);
  if (!clients) return [...items];
  return items
    .filter(({ kind, client }) => OF_CLIENTS.has(kind) && client !== null && clients.has(client.id))
    .map(item => withKept(of, item));
}

/** An amount with the rebate that the platform kept of it: that would tell what media cost the agency. */
function withKept({ connection }: Loaded, item: TransitItem): TransitItem {
  if (item.caseNo === null || (item.kind !== 'withdrawal' && item.kind !== 'ban_refund')) return item;
  const keptFen = casePostings(connection, item.caseNo).reduce(
    (sum, { debit, credit, amountFen }) =>
      sum + (debit === '2401' ? amountFen : 0) - (credit === '2401' ? amountFen : 0),
    0,
  );
  const expectedFen = item.expectedFen === null ? null : item.expectedFen + keptFen;
  return { ...item, expectedFen, openFen: item.openFen > 0 ? item.openFen + keptFen : item.openFen };
}

/** What clients owe by open item (垫款台账), by the end of a day, the oldest due first. */
export function receivables(connection: Connection, asking: Asking): ReceivableItem[] {
  const { names, on } = loaded(connection, asking);
  return receivableItems(connection, on).map(({ client, ...row }) => ({
    ...row,
    client: client === null ? null : (names.clients.get(client) ?? null),
    overdueDays: daysPast(row.dueOn, on),
  }));
}

export interface Follow {
  item: string;
  owner: string | null;
  serviceNo: string | null;
  note: string | null;
}

/** Notes who looks after a case and under which number it was asked about. Refuses `refunds.item_unknown`. */
export function followItem(
  connection: Connection,
  { scope, ...call }: RefundCaller,
  { item, owner, serviceNo, note }: Follow,
  asking: Asking,
): Promise<{ item: string }> {
  const input = { item, owner, serviceNo, note };
  return command(connection, { ...call, procedure: 'refunds.follow', input }, tx => {
    itemSeen(loaded(connection, asking), scope, item);
    keepFollow(tx, item, { owner: owner || null, serviceNo: serviceNo || null, note: note || null });
    return { item };
  });
}

/** REF-2: a person saw the money back in the pool. Refuses `refunds.item_unknown`, `refunds.not_of_pool`. */
export function seeInPool(
  connection: Connection,
  { scope, ...call }: RefundCaller,
  { item: id, seenOn }: { item: string; seenOn: string },
  asking: Asking,
): Promise<{ item: string }> {
  return command(connection, { ...call, procedure: 'refunds.seeInPool', input: { item: id, seenOn } }, tx => {
    const item = itemSeen(loaded(connection, asking), scope, id);
    if (item.kind !== 'pool_refund' || item.state === 'expected')
      throw new Refusal('refunds.not_of_pool', { no: id });
    keepFollow(tx, id, { seenOn });
    return { item: id };
  });
}

/** E47; refuses as `banArrived`, and `refunds.item_unknown`. */
export function recordBanArrival(
  connection: Connection,
  caller: RefundCaller,
  { item, ...arrival }: BanArrival & { item: string },
  asking: Asking,
): Promise<TransitDone> {
  const input = { item, ...arrival };
  return onItem(connection, caller, { procedure: 'refunds.banArrived', item, input }, asking, (tx, found) =>
    banArrived(tx, found, arrival),
  );
}

/** E47; refuses as `banConfiscated`, and `refunds.item_unknown`. */
export function recordConfiscation(
  connection: Connection,
  caller: RefundCaller,
  wanted: { item: string; bears: 'client' | 'agency'; amountFen: number; on: string; reason: string },
  asking: Asking,
): Promise<TransitDone> {
  const { item, reason, ...confiscated } = wanted;
  const of = { procedure: 'refunds.banConfiscated', item, input: wanted };
  return onItem(connection, caller, of, asking, (tx, found) => {
    const done = banConfiscated(tx, found, confiscated);
    keepFollow(tx, item, { note: reason });
    return done;
  });
}

function onItem(
  connection: Connection,
  { scope, ...call }: RefundCaller,
  { procedure, item, input }: { procedure: string; item: string; input: object },
  asking: Asking,
  act: (tx: Tx, found: TransitItem) => TransitDone,
): Promise<TransitDone> {
  return command(connection, { ...call, procedure, input }, tx =>
    act(tx, itemSeen(loaded(connection, asking), scope, item)),
  );
}

export function transitSettings(connection: Connection): TransitSettings {
  return readTransitSettings(connection);
}

/** What the office agrees about money in transit. Refuses what `checkTransitSettings` refuses. */
export function setTransitSettings(
  connection: Connection,
  { scope: _, ...call }: RefundCaller,
  { settings }: { settings: TransitSettings },
): Promise<TransitSettings> {
  return command(connection, { ...call, procedure: 'refunds.setSettings', input: settings }, tx => {
    checkTransitSettings(settings);
    keepTransitSettings(tx, settings);
    return settings;
  });
}
