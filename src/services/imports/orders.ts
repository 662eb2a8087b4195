import { beijingDay } from '../../domain/calendar/days.ts';
import { partyKey } from '../../domain/imports/classify.ts';
import { rowOfContent } from '../../domain/imports/kept-row.ts';
import { orderProduct } from '../../domain/order-book/forms.ts';
import type { FigureName, OrderFlag, OrderTraits } from '../../domain/order-book/order.ts';
import { flagOfShrinking, withRenewal } from '../../domain/order-book/renewal.ts';
import { type OrderTold, orderOfRow } from '../../domain/order-book/row.ts';
import {
  endedBy,
  endOf,
  flagOfStep,
  flagOfUnpaid,
  newestFigures,
  stillHolding,
  trustOf,
} from '../../domain/order-book/told.ts';
import type { Finality } from '../../domain/orders/figures.ts';
import { isFinal } from '../../domain/orders/states.ts';
import { type Rules, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { Product, RuleRow } from '../../domain/rulebook/types.ts';
import type { Tx } from '../../ledger/command.ts';
import { type OrderPosting, settleOrderMoney } from '../../ledger/order-money.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import {
  accountByPlatformId,
  accountsOfClient,
  changesOf,
  figureColumns,
  figuresOf,
  insertOrder,
  keptOrderRows,
  knownFigures,
  type OrderAccount,
  OrderLog,
  type OrderPatch,
  orderById,
  ordersByNo,
  ordersTouched,
  type StoredOrder,
  updateOrder,
} from '../../store/orders.ts';
import { settledFigures, unpaidOrders } from '../../store/orders-told.ts';
import {
  findingsIn,
  flag,
  keptFigures,
  knownFrom,
  mergedTraits,
  textOf,
  traitColumns,
} from './orders-kept.ts';
import { checkPoolRefunds } from './pool-refunds.ts';
import { STEP_ROWS } from './steps.ts';
import { keepTickets } from './tickets.ts';

/** What an import did to the orders of the book. */
export interface OrderCounts {
  created: number;
  updated: number;
  flagged: number;
}

/** A row of an order list that was kept: its canonical content and the row of the book that it became. */
export interface KeptOrderRow {
  sourceRow: number;
  line: number;
  content: string;
  /** Told before, word for word: only its figures may have become final by now. */
  again: boolean;
}

/** Takes the rows of order lists into the orders of the book, within the command that imports them. */
export class OrderKeeper {
  readonly counts: OrderCounts = { created: 0, updated: 0, flagged: 0 };
  private readonly tx: Tx;
  private readonly product: Product;
  private readonly rules: Rules;
  private readonly fileAccount: string | null;
  private readonly log: OrderLog;
  private readonly accounts = new Map<string, OrderAccount | null>();
  private view: StoredBookView | null = null;
  private readonly owed = new Set<number>();
  /** Orders whose return a row told, each with its latest row. */
  private readonly returned = new Map<number, number>();

  /** Null where a form lists no orders. Without rules no figure is ever more than provisional. */
  static for(
    tx: Tx,
    { profile, account }: { profile: string; account: string | null },
    rules: readonly RuleRow[],
  ): OrderKeeper | null {
    const product = orderProduct(profile);
    return product === null ? null : new OrderKeeper(tx, product, account, rules);
  }

  private constructor(tx: Tx, product: Product, account: string | null, rules: readonly RuleRow[]) {
    this.tx = tx;
    this.product = product;
    this.fileAccount = account;
    this.rules = rulesOn(rules, beijingDay(tx.at));
    this.log = new OrderLog(tx);
  }

  /** One step of rows, in the order of time. What the platform did is never refused, only flagged. */
  take(rows: readonly KeptOrderRow[]): void {
    const told = rows.flatMap(row => {
      const entry = rowOfContent(row.content, { line: row.line, direction: 'expense', balanceE5: null });
      const order = orderOfRow(entry, this.product);
      return order ? [{ row, order }] : [];
    });
    const known = ordersByNo(
      this.tx.connection,
      this.product,
      told.map(({ order }) => order.orderNo),
    );
    for (const { row, order } of told) {
      const before = known.get(order.orderNo);
      const figures = before?.standing ? withRenewal(knownFigures(before), order.figures) : order.figures;
      if (before && row.again) this.seeAgain(before, order, row.sourceRow);
      else if (before) this.update(before, { ...order, figures }, row.sourceRow);
      else this.create(order, row.sourceRow);
    }
  }

  /** ORD-11: orders that no list speaks of any more, and that are unpaid although their minutes are over. */
  flagLapsed(): void {
    const { tx, product, rules } = this;
    for (const order of unpaidOrders(tx.connection, product)) {
      const lapsed = flagOfUnpaid(product, order, tx.at, rules);
      const findings = findingsIn(order);
      if (!lapsed || findings.some(({ code }) => code === lapsed.code)) continue;
      updateOrder(tx, order.id, { findings: textOf([...findings, lapsed]), flagged: 1 });
      this.counts.flagged += 1;
    }
  }

  /** Once every row is posted: money of orders that the book itself placed follows what the file said of them. */
  settle(): OrderPosting[] {
    const done: OrderPosting[] = [];
    for (const order of this.owed) {
      const stored = orderById(this.tx.connection, order)!;
      const day = beijingDay(this.tx.at);
      const summary = `订单 ${stored.orderNo}`;
      const posted = settleOrderMoney(this.tx, stored, { day, as: 'fact', summary, ofImport: true });
      keepTickets(this.tx, posted.tickets, { day, batch: posted.batch, sourceRow: null });
      if (posted.batch !== null) done.push(posted);
    }
    checkPoolRefunds(this.tx, this.returned);
    return done;
  }

  private create(told: OrderTold, sourceRow: number): void {
    const party = this.clientOf(told);
    const account = this.accountOf(told) ?? this.onlyAccountOf(party);
    const { state } = told;
    const traits = this.withRoom(told);
    const end = endOf(this.product, { ...traits, state });
    const findings = this.findingsOf(told, null);
    const finality =
      told.figures.spent === null ? null : this.trust(end, { state, placedAt: traits.placedAt });
    const id = insertOrder(this.tx, {
      product: this.product,
      orderNo: told.orderNo,
      taskNo: told.taskNo,
      account: account?.id ?? null,
      client: account?.client ?? party,
      accountText: told.accountText ?? this.fileAccount,
      ...traitColumns(traits),
      placedOn: traits.placedAt?.slice(0, 10) ?? beijingDay(this.tx.at),
      endedAt: end,
      state,
      ...figureColumns(told.figures),
      expectedFen: null,
      finality,
      findings: textOf(findings),
      flagged: findings.length > 0 ? 1 : 0,
      toldBy: 'file',
    });
    if (told.figures.refunded !== null) this.returned.set(id, sourceRow);
    this.seeFigures(id, told, null, this.trust(end, { state, placedAt: traits.placedAt }), sourceRow);
    if (state !== null) this.log.step({ order: id, from: null, to: state, reason: null, sourceRow });
    this.counts.created += 1;
    if (findings.length > 0) this.counts.flagged += 1;
  }

  private update(before: StoredOrder, told: OrderTold, sourceRow: number): void {
    const account = before.account === null ? this.accountOf(told) : null;
    const state = told.state ?? before.state;
    const traits = { ...mergedTraits(before, this.withRoom(told)), state };
    const end = endOf(this.product, traits) ?? (isOver(this.product, state) ? before.endedAt : null);
    const finality = this.trust(end, { ...traits, before });
    const stands = settledFigures(this.tx.connection, before.id);
    const { kept, flags } = keptFigures(before, told, stands, finality);
    const held = stillHolding(findingsIn(before), state);
    const findings = [...held, ...this.findingsOf(told, before), ...flags];
    const patch: OrderPatch = {
      taskNo: told.taskNo ?? before.taskNo,
      ...traitColumns(traits),
      endedAt: end,
      state,
      ...knownFrom(before, kept),
      findings: textOf(findings),
      flagged: findings.length > 0 ? 1 : 0,
      standing: 1,
    };
    if (account) Object.assign(patch, { account: account.id, client: before.client ?? account.client });
    if (kept.spent !== null) patch.finality = finality;
    if (told.figures.refunded !== null) this.returned.set(before.id, sourceRow);
    this.seeFigures(before.id, told, before, finality, sourceRow);
    if (told.state !== null && (told.state !== before.state || before.standing === 0))
      this.log.step({ order: before.id, from: before.state, to: told.state, reason: null, sourceRow });
    updateOrder(this.tx, before.id, patch);
    this.counts.updated += 1;
    if (findings.length > held.length) this.counts.flagged += 1;
    if (before.toldBy === 'book') this.owed.add(before.id);
  }

  /** DAT-2: the same figures seen again once the hour is over are not provisional any more. */
  private seeAgain(before: StoredOrder, told: OrderTold, sourceRow: number): void {
    const finality = this.trust(before.endedAt, { ...before, before });
    if (before.finality !== 'provisional' || finality === 'provisional') return;
    if (told.figures.spent === null) return;
    this.seeFigures(before.id, told, null, finality, sourceRow);
    updateOrder(this.tx, before.id, { finality });
    this.counts.updated += 1;
  }

  /** Keeps each figure that is new, differs, or is more final than before; blank is unknown and keeps nothing (DAT-3). */
  private seeFigures(
    order: number,
    told: OrderTold,
    before: StoredOrder | null,
    finality: Finality,
    sourceRow: number,
  ): void {
    const known = before ? knownFigures(before) : null;
    const fresh = before === null || before.standing === 0 || before.finality !== finality;
    for (const [name, value] of Object.entries(told.figures) as [FigureName, number | null][]) {
      if (value === null || (!fresh && known?.[name] === value)) continue;
      const later = before !== null && (name === 'top_up' || name === 'refunded' || name === 'spent');
      const day = later ? beijingDay(this.tx.at) : (told.traits.placedAt?.slice(0, 10) ?? null);
      this.log.see({ order, name, valueFen: value, day, finality, sourceRow });
    }
  }

  /** DAT-2: by its end, or by the latest moment at which it can have ended. */
  private trust(
    end: string | null,
    order: { state: StoredOrder['state']; placedAt: string | null; before?: StoredOrder },
  ): Finality {
    const { tx, product, rules } = this;
    const { state, placedAt, before } = order;
    if (end !== null || !isOver(product, state)) return trustOf(end, tx.at, rules);
    const seen =
      before?.state === state
        ? changesOf(tx.connection, before.id).findLast(({ to }) => to === state)?.at
        : undefined;
    return trustOf(endedBy(product, placedAt, seen ?? tx.at, rules), tx.at, rules);
  }

  private findingsOf(told: OrderTold, before: StoredOrder | null): OrderFlag[] {
    const found: OrderFlag[] = [];
    if (told.stateWord !== null && told.state === null)
      found.push(flag('ORD-11', 'orders.unknown_state', { word: told.stateWord }));
    if (before && told.state !== null) {
      const odd = flagOfStep(this.product, before.state, told.state);
      if (odd) found.push(odd);
    }
    const { figures } = told;
    const shrunk = before?.standing ? flagOfShrinking(knownFigures(before), figures) : null;
    if (shrunk) found.push(shrunk);
    const topFen = figures.amount === null ? null : figures.amount + (figures.top_up ?? 0);
    if (topFen !== null && (figures.spent ?? 0) > topFen)
      found.push(flag('DAT-1', 'orders.spent_above', { spentFen: figures.spent!, amountFen: topFen }));
    const account = this.accountOf(told);
    const placedOn = told.traits.placedAt?.slice(0, 10) ?? '';
    if (!before && account?.bannedOn && placedOn > account.bannedOn)
      found.push(flag('ACC-2', 'orders.placed_after_ban', { account: account.name, day: account.bannedOn }));
    return found;
  }

  private accountOf(told: OrderTold): OrderAccount | null {
    const id = told.accountText ?? this.fileAccount;
    if (id === null) return null;
    if (!this.accounts.has(id)) this.accounts.set(id, accountByPlatformId(this.tx.connection, id));
    return this.accounts.get(id)!;
  }

  /** The client that a row names, by any name it is known by. */
  private clientOf(told: OrderTold): number | null {
    if (told.party === null) return null;
    this.view ??= new StoredBookView(this.tx.connection);
    const found = this.view.parties.byKey.get(partyKey(told.party));
    return found?.as === 'client' ? found.id : null;
  }

  /** The client's account of the product where it has only one. */
  private onlyAccountOf(client: number | null): OrderAccount | null {
    if (client === null) return null;
    const kind = this.product === 'douplus' ? 'douplus' : 'qianchuan';
    const own = accountsOfClient(this.tx.connection, client, kind);
    return own.length === 1 ? own[0]! : null;
  }

  /** DOU+ runs for the Douyin account itself: its live room is the account's. */
  private withRoom({ traits, accountText }: OrderTold): OrderTraits {
    if (this.product !== 'douplus' || traits.scene !== 'live' || traits.liveRoom !== null) return traits;
    return { ...traits, liveRoom: accountText ?? this.fileAccount };
  }
}

/**
 * Takes a plan's rows into the orders of the book; null where its form lists none. Everything else of the plan has been
 * carried out. `batch` is the first that follows from it.
 */
export function keepOrders(
  tx: Tx,
  plan: { id: number; sameAs?: number; profile: string; account: string | null },
  rules: readonly RuleRow[],
): { counts: OrderCounts; batch: number | null; transfers: number } | null {
  const keeper = OrderKeeper.for(tx, plan, rules);
  if (!keeper) return null;
  const from = plan.sameAs ?? plan.id;
  for (let next: number | null = 0; next !== null; ) {
    tx.checkpoint();
    const step = keptOrderRows(tx.connection, from, next, STEP_ROWS);
    keeper.take(
      step.map(({ sourceRow, line, content, verdict }) => {
        const again = verdict === 'known' || plan.sameAs !== undefined;
        return { sourceRow, line, content, again };
      }),
    );
    next = step.length < STEP_ROWS ? null : step.at(-1)!.n + 1;
  }
  keeper.flagLapsed();
  const posted = keeper.settle();
  const transfers = posted.reduce((sum, each) => sum + each.transfers, 0);
  return { counts: keeper.counts, batch: posted[0]?.batch ?? null, transfers };
}

/**
 * After an import was taken back: every order that it told something of is what remains of it. Orders of which nothing
 * remains stand no longer.
 */
export function reviewOrders(tx: Tx, seq: number): void {
  for (const id of ordersTouched(tx.connection, seq)) {
    const order = orderById(tx.connection, id);
    if (!order) continue;
    const figures = figuresOf(tx.connection, id);
    const changes = changesOf(tx.connection, id);
    const newest = newestFigures(figures);
    const state = changes.at(-1)?.to ?? null;
    const remains = figures.length > 0 || changes.length > 0;
    updateOrder(tx, id, {
      ...figureColumns(newest.figures),
      finality: newest.finality,
      state,
      standing: remains || order.toldBy === 'book' ? 1 : 0,
    });
  }
}

function isOver(product: Product, state: StoredOrder['state']): boolean {
  return state !== null && isFinal(product, state);
}
