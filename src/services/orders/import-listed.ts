import { createHash } from 'node:crypto';
import type { ListedLine, ListedOrders, ListedView } from '../../contract/order-list.ts';
import type { OrderDraft } from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { checkOrder } from '../../domain/orders/check.ts';
import { type ListedRow, readListed } from '../../domain/orders/listed-rows.ts';
import { type OrderState, stateNamed } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { type Finding, Refusal } from '../../domain/refusal.ts';
import type { Product } from '../../domain/rulebook/types.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { ordersByNo, type StoredOrder } from '../../store/orders.ts';
import { monthOf } from '../../store/orders-bulk.ts';
import { seenBy } from './bulk.ts';
import { type OrderCaller, rulesOf, type WithRules } from './caller.ts';
import { factsOf, limitSettings } from './facts.ts';
import { AccountNames } from './import-accounts.ts';
import { writeOrder } from './place.ts';

/** Findings that would have refused the order, had it not been placed already. */
const WOULD_REFUSE = 'rules.recorded_next';

/**
 * What 登记 would do with every row of a list of orders that stand on the platform already; nothing is written. Each row
 * is judged by the book as it stands; what the rules say never refuses it (LIM-4). Refuses `orders.listed_nothing`.
 */
export function previewListed(
  connection: Connection,
  scope: RowScope,
  { tables, defaults, today, ...withRules }: ListedOrders & WithRules & { today: string },
): ListedView {
  const sees = seenBy(connection, scope);
  const names = new AccountNames(connection, sees);
  const rows = readListed(tables, text => names.fieldOf(text));
  if (rows.length === 0) throw new Refusal('orders.listed_nothing');
  const judge = new RowJudge(connection, { names, sees }, { defaults, today, ...withRules });
  const lines = rows.map(row => judge.line(row));
  const fresh = lines.filter(({ verdict }) => verdict === 'new');
  const count = (verdict: ListedLine['verdict']) => lines.filter(line => line.verdict === verdict).length;
  return {
    digest: digestOf(fresh),
    counts: { new: count('new'), known: count('known'), refused: count('refused') },
    flagged: fresh.filter(({ findings }) => findings.some(({ next }) => next === WOULD_REFUSE)).length,
    amountFen: fresh.reduce((sum, { draft }) => sum + (draft.amountFen ?? 0), 0),
    lines,
  };
}

/**
 * 已下单，登记 for every new row of a list in one command, in the order of the list: limits count each before the next.
 * Refuses `orders.listed_changed` where the rows are others than were shown, and as `writeOrder`.
 */
export function registerListed(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { rules, digest, ...listed }: ListedOrders & WithRules & { digest: string },
): Promise<{ registered: number; flagged: number; amountFen: number }> {
  const input = JSON.stringify({ ...listed, digest });
  return command(connection, { ...call, procedure: 'orders.registerListed', input }, tx => {
    const today = beijingDay(call.at);
    const view = previewListed(connection, scope, { ...listed, rules, today });
    if (view.counts.new === 0 || view.digest !== digest) throw new Refusal('orders.listed_changed');
    let flagged = 0;
    for (const { verdict, draft, orderNo, placedAt, state } of view.lines) {
      if (verdict !== 'new') continue;
      const placing = { draft: draft as OrderDraft, orderNo, ...(placedAt ? { placedAt } : {}) };
      const { findings } = writeOrder(tx, scope, 'record', {
        ...placing,
        ...(state ? { state } : {}),
        rules,
      });
      if (findings.some(({ next }) => next === WOULD_REFUSE)) flagged += 1;
      tx.checkpoint();
    }
    return { registered: view.counts.new, flagged, amountFen: view.amountFen };
  });
}

interface Seen {
  names: AccountNames;
  sees(client: number | null): boolean;
}
type Judging = Pick<ListedOrders, 'defaults'> & WithRules & { today: string };

/** Judges the rows of one list, one after the other: a number that comes twice is the first row's. */
class RowJudge {
  private readonly connection: Connection;
  private readonly names: AccountNames;
  private readonly sees: Seen['sees'];
  private readonly judging: Judging;
  private readonly firstRows = new Map<string, number>();

  constructor(connection: Connection, { names, sees }: Seen, judging: Judging) {
    this.connection = connection;
    this.names = names;
    this.sees = sees;
    this.judging = judging;
  }

  line(row: ListedRow): ListedLine {
    const line = this.begin(row);
    try {
      this.judge(line, row);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      line.verdict = 'refused';
      line.doubts.unshift(doubt('error', error.code, error.params, row));
    }
    return line;
  }

  private begin(row: ListedRow): ListedLine {
    const { defaults } = this.judging;
    const account = this.names.find(row, defaults);
    const product = row.product ?? account?.product ?? defaults.product;
    const draft: Partial<OrderDraft> = {
      ...(product ? { product } : {}),
      account: account?.platformId ?? row.account,
      scene: row.scene,
      goal: row.goal,
      durationHours: row.durationHours,
      bid: row.bid,
      amountFen: row.amountFen,
      couponFen: row.couponFen,
      payment: row.payment ?? defaults.payment ?? 'pool',
      funder: row.funder,
    };
    if (row.material !== '')
      Object.assign(
        draft,
        row.scene === 'live' ? { live: { room: row.material } } : { video: { materialId: row.material } },
      );
    return {
      row: row.row,
      sheet: row.sheet,
      verdict: 'new',
      orderNo: row.orderNo,
      order: null,
      draft: JSON.parse(JSON.stringify(draft)) as Partial<OrderDraft>,
      clientName: account?.clientName ?? (row.client || null),
      accountName: account?.name ?? null,
      placedAt: row.placedAt ?? defaults.on ?? null,
      state: null,
      doubts: [...row.findings],
      findings: [],
    };
  }

  /** Fills in what the book and the rules say of a row. Refuses what cannot be registered as it is. */
  private judge(line: ListedLine, row: ListedRow): void {
    const { connection } = this;
    const { draft, orderNo } = line;
    if (orderNo === '') throw new Refusal('orders.listed_no_number');
    const first = this.firstRows.get(orderNo);
    if (first !== undefined) throw new Refusal('orders.listed_twice', { no: orderNo, row: first });
    this.firstRows.set(orderNo, row.row);
    const known = draft.product ? this.known(draft.product, orderNo) : null;
    if (known) {
      this.isKnown(line, known);
      return;
    }
    const account = this.names.find(row, this.judging.defaults);
    if (!account) throw accountRefusal(row);
    if (!draft.product) throw new Refusal('orders.plan_no_product');
    if (!draft.amountFen) throw new Refusal('orders.amount_missing', { no: orderNo });
    if (!account.hasPool) throw new Refusal('orders.account_without_pool', { account: account.name });
    if (draft.payment !== 'pool' && draft.funder !== 'client') throw new Refusal('orders.listed_payer');
    line.state = this.stateOf(line, row, draft.product);
    const day = line.placedAt?.slice(0, 10) ?? this.judging.today;
    const month = day.slice(0, 7);
    if (day > this.judging.today) throw new Refusal('orders.listed_future', { day });
    if (!monthOf(connection, month).open) throw new Refusal('ledger.period_closed', { month, day });
    const rules = rulesOf(this.judging, day);
    const { facts } = factsOf(connection, draft as OrderDraft, day, rules);
    const settings = limitSettings(connection);
    line.findings = checkOrder(facts, rules, { settings, act: 'record' }).findings;
    const blocking = line.findings.find(({ severity }) => severity === 'block');
    if (blocking) throw new Refusal(blocking.code, blocking.params);
  }

  private known(product: Product, orderNo: string): StoredOrder | null {
    const order = ordersByNo(this.connection, product, [orderNo]).get(orderNo);
    return order?.standing === 1 ? order : null;
  }

  /** An order that the book has stays as it is; that the list says something else is told. */
  private isKnown(line: ListedLine, order: StoredOrder): void {
    if (!this.sees(order.client)) throw new Refusal('orders.listed_of_others', { no: order.orderNo });
    const { amountFen } = line.draft;
    line.verdict = 'known';
    line.order = order.id;
    line.state = order.state;
    if (amountFen !== undefined && order.amountFen !== null && amountFen !== order.amountFen)
      line.doubts.push(
        doubt('warn', 'orders.listed_differs', { saidFen: amountFen, bookFen: order.amountFen }, line),
      );
  }

  private stateOf(line: ListedLine, row: ListedRow, product: Product): OrderState | null {
    if (row.state === '') return null;
    const state = stateNamed(product, row.state) ?? null;
    if (state === null) line.doubts.push(doubt('warn', 'orders.listed_state', { value: row.state }, row));
    return state;
  }
}

function accountRefusal({ account, client }: ListedRow): Refusal {
  if (account !== '') return new Refusal('orders.account_unknown', { account });
  if (client !== '') return new Refusal('orders.listed_which_account', { client });
  return new Refusal('orders.listed_no_account');
}

function doubt(
  severity: Finding['severity'],
  code: string,
  params: Finding['params'],
  { row, sheet }: { row: number; sheet?: string },
): Finding {
  return { severity, code, params, place: { row, sheet } };
}

function digestOf(lines: readonly ListedLine[]): string {
  const said = lines.map(({ row, orderNo, draft, placedAt, state }) => [
    row,
    orderNo,
    draft,
    placedAt,
    state,
  ]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
