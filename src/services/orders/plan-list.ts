import type { OrderDraft } from '../../contract/orders.ts';
import type {
  PlanCommitted,
  PlanListInput,
  PlanListView,
  PlanRowInput,
  PlanRowView,
} from '../../contract/plans.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { PlannedVerdict } from '../../domain/orders/plan.ts';
import type { RefusalData } from '../../domain/refusal.ts';
import { readable } from '../../domain/rulebook/finding.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { accountByPlatformId, type OrderAccount, ordersByNo } from '../../store/orders.ts';
import { poolFree, seesClient } from '../../store/orders-facts.ts';
import { accountsMeant, nameOfClient, payerNamed } from '../../store/orders-plans.ts';
import type { OrderCaller, WithRules } from './caller.ts';
import { neededOfPool } from './holds.ts';
import { writeOrder } from './place.ts';
import { writePlan } from './plan.ts';
import { shownVerdict, whatIf } from './plan-view.ts';

/** A row with what its names mean in the book; `refusals` is what stands in its way. */
interface ReadRow {
  row: number;
  on: string;
  orderNo: string;
  account: OrderAccount | null;
  draft: OrderDraft | null;
  verdict: PlannedVerdict | null;
  refusals: RefusalData[];
}

const refusal = (code: string, params: RefusalData['params'] = {}): RefusalData => ({
  code,
  params,
  place: {},
});

/** Everything that is to be said of the rows of a list before anything is committed; nothing is written. */
export function checkPlanList(
  connection: Connection,
  scope: OrderCaller['scope'],
  list: WithRules & PlanListInput & { today: string },
): PlanListView {
  const read = readRows(connection, scope, list);
  const rows = read.map(
    ({ row, on, account, draft, verdict, refusals }): PlanRowView => ({
      row,
      on,
      clientName: account ? nameOfClient(connection, account.client) : null,
      accountName: account?.name ?? null,
      takesFen: draft && account ? neededOfPool(draft, account) : 0,
      verdict: verdict && shownVerdict(verdict),
      refusals,
    }),
  );
  const allowed = read.filter(({ refusals }) => refusals.length === 0);
  return {
    rows,
    allowed: allowed.length,
    allowedFen: allowed.reduce((fen, { draft }) => fen + (draft?.amountFen ?? 0), 0),
  };
}

/**
 * Commits the rows that nothing stands in the way of, in one command and in the order of the list, judged again as it
 * runs: as plans with their money held, or as orders that stand on the platform already. The others are answered.
 */
export function commitPlanList(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { rules, ...list }: WithRules & PlanListInput,
): Promise<PlanCommitted> {
  return command(connection, { ...call, procedure: 'plans.commit', input: JSON.stringify(list) }, tx => {
    const read = readRows(connection, scope, { rules, ...list, today: beijingDay(tx.at) });
    const done: PlanCommitted['done'] = [];
    for (const { row, on, orderNo, account, draft, refusals } of read) {
      tx.checkpoint();
      if (refusals.length > 0 || !draft || !account) continue;
      if (list.as === 'planned') done.push({ row, id: writePlan(tx, { draft, on, account }).planned });
      else {
        const { order } = writeOrder(tx, scope, 'record', { draft, orderNo, placedAt: on, rules });
        done.push({ row, id: order });
      }
    }
    const refused = read.filter(({ refusals }) => refusals.length > 0);
    return { done, refused: refused.map(({ row, refusals }) => ({ row, refusals })) };
  });
}

function readRows(
  connection: Connection,
  scope: OrderCaller['scope'],
  { rows, as, on: dayOfList, turn, today, rules }: WithRules & PlanListInput & { today: string },
): ReadRow[] {
  const seen = new Set<string>();
  const read = rows.map(row => {
    const one = readRow(connection, scope, row, dayOfList);
    one.refusals.push(
      ...(as === 'planned' ? refusedAsPlan(one, today) : refusedAsOrder(connection, one, seen)),
    );
    return one;
  });
  for (const [on, ofDay] of Map.groupBy(read, one => one.on)) {
    const tried = ofDay.flatMap(one =>
      one.draft && one.account ? [{ row: one.row, draft: one.draft }] : [],
    );
    const { verdicts } = whatIf(connection, tried, { on, turn, rules });
    const byRow = new Map(verdicts.map(verdict => [verdict.row, verdict]));
    for (const one of ofDay) one.verdict = byRow.get(one.row) ?? null;
  }
  if (as === 'planned') {
    for (const one of read) one.refusals.push(...refusedByRules(one));
    refuseBeyondPools(connection, read);
  }
  return read;
}

/** What a row means: its account by id or name, or the only one of its client; who pays, by name. */
function readRow(
  connection: Connection,
  scope: OrderCaller['scope'],
  { row, client, account: named, on, orderNo = '', funder, payer = '', draft: said }: PlanRowInput,
  dayOfList: string,
): ReadRow {
  const refusals: RefusalData[] = [];
  const kind = said.product === 'douplus' ? 'douplus' : 'qianchuan';
  const meant = accountsMeant(connection, { kind, account: named.trim(), client: client.trim() });
  const accounts = meant.flatMap(platformId => accountByPlatformId(connection, platformId) ?? []);
  const ofScope = accounts.filter(each => seesClient(connection, scope, each.client));
  const account = ofScope.length === 1 ? ofScope[0]! : null;
  const who = [client, named].filter(Boolean).join(' · ');
  if (named.trim() === '' && client.trim() === '') refusals.push(refusal('orders.plan_row_no_account'));
  else if (ofScope.length > 1)
    refusals.push(refusal('orders.plan_row_many_accounts', { who, accounts: meant.join(' / ') }));
  else if (!account || account.client === null)
    refusals.push(refusal('orders.plan_row_unknown_account', { who }));
  else if (account.pool === null)
    refusals.push(refusal('orders.account_without_pool', { account: account.name }));
  const paying = payerOf(connection, { draft: said, funder, payer: payer.trim() });
  if ('code' in paying) refusals.push(paying);
  const draft = account && { ...said, account: account.platformId, ...('code' in paying ? {} : paying) };
  return { row, on: on ?? dayOfList, orderNo: orderNo.trim(), account, draft, verdict: null, refusals };
}

/** Who pays an order that the pool does not pay, by names of the book; or why that is not known. */
function payerOf(
  connection: Connection,
  {
    draft,
    funder = 'agency',
    payer,
  }: Pick<PlanRowInput, 'funder'> & { draft: PlanRowInput['draft']; payer: string },
): Pick<OrderDraft, 'funder' | 'money' | 'employee'> | RefusalData {
  if (draft.payment === undefined || draft.payment === 'pool') return {};
  if (funder === 'client') return { funder };
  const kind = funder === 'employee' ? 'employee' : 'money';
  if (payer === '') return refusal(`orders.plan_row_no_${kind}`);
  const id = payerNamed(connection, kind, payer);
  return id === null ? refusal(`orders.plan_row_unknown_${kind}`, { name: payer }) : { funder, [kind]: id };
}

function refusedAsPlan({ on, draft }: ReadRow, today: string): RefusalData[] {
  return [
    ...(on < today ? [refusal('orders.plan_in_the_past', { day: on })] : []),
    ...(draft && !draft.amountFen ? [refusal('orders.plan_without_amount')] : []),
  ];
}

/** What already happened is refused only where it cannot be written at all. */
function refusedAsOrder(
  connection: Connection,
  { draft, orderNo }: ReadRow,
  seen: Set<string>,
): RefusalData[] {
  if (!draft) return [];
  const refusals: RefusalData[] = [];
  const known = `${draft.product} ${orderNo}`;
  if (orderNo === '') refusals.push(refusal('orders.plan_row_no_number'));
  else if (seen.has(known)) refusals.push(refusal('orders.plan_row_twice', { no: orderNo }));
  else if (ordersByNo(connection, draft.product, [orderNo]).get(orderNo)?.standing === 1)
    refusals.push(refusal('orders.exists', { no: orderNo }));
  seen.add(known);
  if (!draft.amountFen) refusals.push(refusal('orders.plan_without_amount'));
  return refusals;
}

/** Every rule that blocks, with the orders of the list before it counted. */
function refusedByRules({ verdict }: ReadRow): RefusalData[] {
  const blocking = verdict?.decision.findings.filter(({ severity }) => severity === 'block') ?? [];
  return blocking.map(({ code, params }) => refusal(code, readable(params)));
}

/** What is free of a pool goes to the rows in their order; the first that it does not bear is refused, a later smaller one may fit. */
function refuseBeyondPools(connection: Connection, read: readonly ReadRow[]): void {
  const free = new Map<number, number>();
  for (const { account, draft, refusals } of read) {
    if (refusals.length > 0 || !account || !draft || account.pool === null) continue;
    const neededFen = neededOfPool(draft, account);
    const freeFen = free.get(account.pool) ?? poolFree(connection, account.pool);
    if (neededFen <= freeFen) free.set(account.pool, freeFen - neededFen);
    else {
      free.set(account.pool, freeFen);
      const params = readable({ neededFen, roomFen: freeFen, shortFen: neededFen - freeFen });
      refusals.push(refusal('orders.plan_row_pool_short', params));
    }
  }
}
