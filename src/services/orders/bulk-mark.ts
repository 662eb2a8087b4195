import { createHash } from 'node:crypto';
import type { MarkedLine, Marking, MarkingDone, MarkingView } from '../../contract/order-list.ts';
import type { LedgerEvent } from '../../domain/accounting/events/facts.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { isFinal, type OrderState, orderState } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { dueEvents } from '../../ledger/order-money.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { orderById, type StoredOrder } from '../../store/orders.ts';
import { clientNames, monthOf } from '../../store/orders-bulk.ts';
import { ordersChosen } from './bulk.ts';
import type { OrderCaller, WithRules } from './caller.ts';
import { stepOrder } from './change.ts';

/** Lines that a page is given; the figures above them count all. */
const LINES_SHOWN = 1_000;

export const MARK = 'orders.bulkMark';

/** How a long command tells where it is, and learns that it should stop. */
export interface BulkHooks {
  cancelled(): boolean;
  onProgress(done: number, total: number): void;
}

/**
 * Row for row what marking many orders with one state would do: legal steps only, each with its money. Nothing is
 * written. Refuses `orders.no_such_state`, `ledger.period_closed`, and as `ordersChosen`.
 */
export function previewMarking(
  connection: Connection,
  scope: RowScope,
  marking: Marking & { today: string },
): MarkingView {
  const lines = linesOf(connection, scope, marking);
  const marked = lines.filter(({ why }) => why === null);
  const sum = (name: keyof MarkingView['sums']) => marked.reduce((total, line) => total + line[name], 0);
  const refused = lines.filter(({ why }) => why !== null);
  return {
    digest: digestOf(marked),
    effect: orderState(marking.product, marking.to).effect,
    orders: lines.length,
    marked: marked.length,
    refused: [...Map.groupBy(refused, ({ why, product, from }) => `${why} ${product} ${from}`).values()]
      .map(([first, ...rest]) => ({ ...reasonOf(first!), orders: rest.length + 1 }))
      .sort((one, other) => other.orders - one.orders),
    sums: { placedFen: sum('placedFen'), spentFen: sum('spentFen'), returnsFen: sum('returnsFen') },
    awaits: marked.filter(({ awaits }) => awaits).length,
    lines: [...refused, ...marked].slice(0, LINES_SHOWN),
  };
}

function reasonOf({ why, from, product }: MarkedLine) {
  return { why: why!, from, product };
}

/**
 * Marks what a preview showed, in one command, each order with its money. Refuses `orders.bulk_changed` where the orders
 * or what would become of them are others by now, and what the ledger refuses.
 */
export function markMany(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { rules, digest, ...marking }: Marking & WithRules & { digest: string },
  hooks: BulkHooks,
): Promise<MarkingDone> {
  // A bound of a filter may be no whole number, and what a command is known by holds whole numbers only.
  const input = JSON.stringify({ ...marking, digest });
  return command(
    connection,
    { ...call, procedure: MARK, input },
    tx => {
      const today = beijingDay(call.at);
      const marked = linesOf(connection, scope, { ...marking, today }).filter(({ why }) => why === null);
      if (marked.length === 0 || digestOf(marked) !== digest) throw new Refusal('orders.bulk_changed');
      return markLines(tx, marked, { ...marking, rules }, hooks);
    },
    hooks.cancelled,
  );
}

function markLines(
  tx: Tx,
  lines: readonly MarkedLine[],
  { product, to, on, reason, rules }: Marking & WithRules,
  hooks: BulkHooks,
): MarkingDone {
  const step = { to: to as OrderState, on, reason };
  let batches = 0;
  for (const [at, { id }] of lines.entries()) {
    const { batch } = stepOrder(tx, orderById(tx.connection, id)!, step, { rules });
    if (batch !== null) batches += 1;
    tx.checkpoint();
    hooks.onProgress(at + 1, lines.length);
  }
  return { seq: tx.seq, product, to: to as OrderState, marked: lines.length, batches };
}

/** Every order of a selection with what a step would do to it. */
function linesOf(
  connection: Connection,
  scope: RowScope,
  { product, to, on, today, ...chosen }: Marking & { today: string },
): MarkedLine[] {
  orderState(product, to);
  const month = (on ?? today).slice(0, 7);
  const period = monthOf(connection, month);
  const names = clientNames(connection);
  const orders = ordersChosen(connection, scope, chosen);
  const lines = orders.map(order => {
    const line = lineOf(connection, order, { product, to: to as OrderState });
    line.clientName = order.client === null ? null : (names.get(order.client) ?? null);
    const moves = line.placedFen + line.spentFen + line.returnsFen !== 0;
    if (moves && order.client !== null && period.closedFor.has(order.client))
      return refusedLine(line, 'ledger.client_period_closed', { client: line.clientName ?? '', month });
    return line;
  });
  const someMove = lines.some(({ placedFen, spentFen, returnsFen }) => placedFen + spentFen + returnsFen > 0);
  if (someMove && !period.open) throw new Refusal('ledger.period_closed', { month, day: on ?? today });
  return lines;
}

interface StepTo {
  product: StoredOrder['product'];
  to: OrderState;
}

/** What a step would do to one order. */
function lineOf(connection: Connection, order: StoredOrder, { product, to }: StepTo): MarkedLine {
  const { id, orderNo, state: from } = order;
  const line: MarkedLine = {
    ...{ id, orderNo, product: order.product, clientName: null, from, why: null, params: {} },
    ...{ placedFen: 0, spentFen: 0, returnsFen: 0, awaits: false },
  };
  if (order.product !== product) return refusedLine(line, 'orders.bulk_other_product');
  if (from === to) return refusedLine(line, 'orders.bulk_same_state');
  if (from !== null && !orderState(product, from).next.includes(to))
    return refusedLine(line, 'orders.bulk_illegal');
  try {
    const effect = moneyOf(dueEvents({ connection }, { ...order, state: to }, 'fact'));
    const ends = isFinal(product, to) && orderState(product, to).effect !== 'none';
    return { ...line, ...effect, awaits: ends && order.spentFen === null && effect.returnsFen === 0 };
  } catch (error) {
    if (error instanceof Refusal) return refusedLine(line, error.code, error.params);
    throw error;
  }
}

function refusedLine(line: MarkedLine, why: string, params: MarkedLine['params'] = {}): MarkedLine {
  return { ...line, why, params, placedFen: 0, spentFen: 0, returnsFen: 0, awaits: false };
}

/** What events of an order move, 分; memo amounts of the client's own money count as they are shown. */
function moneyOf(events: readonly LedgerEvent[]): Pick<MarkedLine, 'placedFen' | 'spentFen' | 'returnsFen'> {
  const money = { placedFen: 0, spentFen: 0, returnsFen: 0 };
  for (const event of events)
    switch (event.id) {
      case 'E27':
        money.placedFen += event.amountFen + memoFen(event.memo);
        break;
      case 'E28':
        money.placedFen += event.amountFen;
        break;
      case 'E30':
      case 'E31':
      case 'E35':
        money.spentFen += event.amountFen;
        break;
      case 'E36':
        money.returnsFen += event.unspentFen + memoFen(event.memo);
        break;
      case 'E37':
        money.returnsFen += event.expectedFen;
        break;
      case 'E41':
        money.spentFen -= event.amountFen;
        break;
    }
  return money;
}

function memoFen(memo: readonly { amountFen: number }[] = []): number {
  return memo.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function digestOf(lines: readonly MarkedLine[]): string {
  const said = lines.map(({ id, from, placedFen, spentFen, returnsFen }) => [
    ...[id, from, placedFen, spentFen, returnsFen],
  ]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
