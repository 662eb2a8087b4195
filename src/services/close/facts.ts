import { dayPlus } from '../../domain/calendar/days.ts';
import type { CloseException, CloseItem, LineFacts } from '../../domain/close/types.ts';
import { DOUPLUS_STATES, orderState, SUIXINTUI_STATES } from '../../domain/orders/states.ts';
import { isSettled } from '../../domain/packs/bank.ts';
import { isAgreed } from '../../domain/packs/states.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { verify } from '../../ledger/verify/index.ts';
import { settlementTickets } from '../../store/bills.ts';
import { readSettlement } from '../../store/bills-settle.ts';
import * as book from '../../store/close-facts.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { balanceBreaks } from '../../store/imports-days.ts';
import { clientsMoved, packClients, standingPacks } from '../../store/packs.ts';
import { bankReconciliations } from '../../store/reconciliations.ts';
import { monthBefore } from '../../store/schema/index.ts';
import { caseSums, type TransitNames, transitFollows, transitNames } from '../../store/transit.ts';
import { accountDifferences } from './platform.ts';
import { voucherLine } from './vouchers.ts';

/** What the checklist of a month is asked with. */
export interface FactsAsked {
  month: string;
  /** Beijing day on which it is asked. */
  today: string;
  /** Who would close it: a second person beside the one who posted. */
  actor: string;
  exceptions: readonly CloseException[];
  /** Whether `book verify` is run, which reads the whole book. */
  withVerify: boolean;
  /** Days on which a copy of the book was taken; null where nobody can tell. */
  lastCopyOn: string | null;
}

/** Days that a case may be in transit before it is asked after. */
const TRANSIT_DAYS = 3;
const REFUND_DAYS = 10;
const RECEIVABLE = ['1122.01', '1122.02'];

/** Facts of every line that the book can tell of a month; a line without an entry has no subject in the book. */
export function loadFacts(connection: Connection, asked: FactsAsked): Map<number, LineFacts> {
  const of = {
    connection,
    ...asked,
    from: `${asked.month}-01`,
    to: lastDayOf(asked.month),
    names: transitNames(connection),
  };
  return new Map([...statements(of), ...transit(of), ...platform(of), ...parties(of), ...ownBook(of)]);
}

type Of = FactsAsked & { connection: Connection; from: string; to: string; names: TransitNames };
type Line = [number, LineFacts];

const line = (no: number, applies: boolean, items: readonly CloseItem[]): Line => [no, { applies, items }];

/** 1 to 3 and 9: files are complete, lead on, and end with what the book has. */
function statements(of: Of): Line[] {
  const { connection, month, from, to, today, exceptions } = of;
  const readings = book.flowReadings(connection, from, to);
  const final = dayPlus(to, TRANSIT_DAYS);
  const early = readings
    .filter(({ lastOn, readOn }) => lastOn < to || readOn < final)
    .map(({ account, lastOn, readOn }) => item(`flow-${account}`, `${account} · ${readOn}`, null, lastOn));
  const ends = book.moneyEnds(connection, month, to);
  const quiet = new Set(exceptions.filter(({ kind }) => kind === 'no_business').map(({ money }) => money));
  const breaks = balanceBreaks(connection);
  const inMonth = ({ day }: { day: string }) => from <= day && day <= to;
  const gaps = breaks.continuity
    .filter(({ money, after, before }) => money !== null && (inMonth(after) || inMonth(before)))
    .map(each =>
      item(
        `gap-${each.money}-${each.before.day}-${each.after.day}`,
        each.name,
        each.missingFen,
        each.after.day,
      ),
    );
  const without = ends
    .filter(({ hasRows, id }) => !hasRows && !quiet.has(id))
    .map(({ id, name, lastOn }) => item(`money-${id}`, name, null, lastOn));
  const accounts = bankReconciliations(connection, month, breaks);
  const apart = accounts
    .filter(each => each.statementFen !== null && !isSettled(each))
    .map(({ money, name, statementFen, bookFen, lastOn }) =>
      item(`end-${money}`, name, (statementFen ?? 0) - bookFen, lastOn),
    );
  const identities = breaks.identities
    .filter(each => each.money === null && each.rule !== 'pool' && inMonth(each))
    .map(each =>
      item(
        `identity-${each.rule}-${each.platformAccount}-${each.day}`,
        each.name,
        each.expectedFen - each.actualFen,
        each.day,
      ),
    );
  const isOver = today > to;
  return [
    line(
      1,
      readings.length > 0,
      isOver ? early : readings.map(each => item(`flow-${each.account}`, each.account, null, each.lastOn)),
    ),
    line(2, ends.length > 0, [...gaps, ...without]),
    line(
      3,
      ends.some(({ statementFen }) => statementFen !== null),
      apart,
    ),
    line(9, readings.length > 0, identities),
  ];
}

/** 4 to 7 and 12: money that passes through. */
function transit(of: Of): Line[] {
  const { connection, month, to, names } = of;
  const has = (codes: string[]) => book.hasAccounts(connection, codes, month);
  const open = (codes: string[], days = 0) =>
    openCases(of, codes).filter(each => each.day === null || dayPlus(each.day, days) <= to);
  const follows = transitFollows(connection);
  const refunds = openCases(of, ['1221.01', '1221.02', '1221.03'])
    .filter(({ day }) => day === null || dayPlus(day, REFUND_DAYS) <= to)
    .filter(({ key }) => {
      const follow = follows.get(key.split('|')[1] ?? '');
      return !follow?.owner || !follow.serviceNo;
    });
  const between = book
    .endBalances(connection, ['1012.99', '1123.07'], month)
    .map(each => item(`${each.code}-${each.money ?? each.supplier}`, nameOf(names, each), each.netFen, null));
  const twins = ['1002.90', '1012.90'];
  return [
    line(4, has(['2241.01', '1221.07']), open(['2241.01', '1221.07'])),
    line(5, has(['1012.99', '1123.07']), between),
    line(6, has(twins), open(twins, TRANSIT_DAYS + 1)),
    line(7, has(['1123.01']), open(['1123.01'], TRANSIT_DAYS + 1)),
    line(12, has(['1221.01', '1221.02', '1221.03']), refunds),
  ];
}

/** Cases with money at the end of the month, of accounts that are not even; what is unnamed is under the account. */
function openCases({ connection, month, to, names }: Of, codes: string[]): CloseItem[] {
  const uneven = new Set(book.endBalances(connection, codes, month).map(accountKey));
  return caseSums(connection, codes, to)
    .filter(sum => sum.debitsFen !== sum.creditsFen && uneven.has(accountKey(sum)))
    .map(sum => ({
      key: `${sum.code}-${sum.money ?? sum.pool ?? sum.client ?? sum.supplier}|${sum.caseNo ?? ''}|${sum.way}`,
      text: [nameOf(names, sum), sum.caseNo].filter(Boolean).join(' · '),
      amountFen: sum.debitsFen - sum.creditsFen,
      day: sum.firstOn,
      client: clientOf(names, sum),
    }));
}

interface Dims {
  code: string;
  client: number | null;
  supplier: number | null;
  money: number | null;
  pool: number | null;
  employee: number | null;
  category: string | null;
}

const accountKey = (of: Dims) =>
  [of.code, of.client, of.supplier, of.money, of.pool, of.employee, of.category].join(';');

function nameOf({ clients, pools, moneys, employees }: TransitNames, of: Dims): string {
  const client = of.client === null ? undefined : clients.get(of.client);
  const pool = of.pool === null ? undefined : pools.get(of.pool)?.name;
  const money = of.money === null ? undefined : moneys.get(of.money)?.name;
  const employee = of.employee === null ? undefined : employees.get(of.employee);
  return [client?.name, pool ?? money ?? employee].filter(Boolean).join(' · ');
}

function clientOf({ pools }: TransitNames, of: Dims): number | null {
  return of.client ?? (of.pool === null ? null : (pools.get(of.pool)?.client ?? null));
}

/** 8, 10, 11, 13: the platform beside the book. */
function platform(of: Of): Line[] {
  const { connection, month, from, to } = of;
  const { applies, balances, hasOrderSpend, spend } = accountDifferences(connection, { from, to });
  const isEndless = (product: 'suixintui' | 'douplus') => (state: string) =>
    ['spend', 'hold', 'place'].includes(orderState(product, state).effect);
  const [running, ended] = [true, false].map(wanted => [
    ...SUIXINTUI_STATES.filter(state => isEndless('suixintui')(state) === wanted),
    ...DOUPLUS_STATES.filter(state => isEndless('douplus')(state) === wanted),
  ]) as [string[], string[]];
  return [
    line(8, applies, balances),
    line(10, book.hasOrders(connection, to), [
      ...book.endlessOrders(connection, from, to, running),
      ...book.stuckOnOrders(connection, to, ended),
    ]),
    line(11, hasOrderSpend, spend),
    line(
      13,
      book.hasAccounts(connection, ['9001', '9002', '9003', '9004'], month),
      book.expiredGrants(connection, to),
    ),
  ];
}

/** 14 to 23: clients, the upstream, its bills and invoices, staff. */
function parties(of: Of): Line[] {
  const { connection, month, from, to, names } = of;
  const has = (codes: string[]) => book.hasAccounts(connection, codes, month);
  const balances = (codes: string[], only: (each: book.EndBalance) => boolean = () => true) =>
    book
      .endBalances(connection, codes, month)
      .filter(only)
      .map(each => ({
        ...item(`${each.code}-${accountKey(each)}`, nameOf(names, each), each.netFen, null),
        client: clientOf(names, each),
      }));
  const overdrawn = (each: book.EndBalance) => each.code === '2202.03' || each.category === 'overdraft';
  const due = book.dueItems(connection, RECEIVABLE, to);
  const accrued = book.hasPolicies(connection, from, to, ['back']);
  const uncertified = book.uncertified(connection, to);
  const uninvoicedFen = book.billedUninvoicedFen(connection, month);
  return [
    line(14, has(['2202.03', '1122.01']), balances(['2202.03', '1122.01'], overdrawn)),
    line(
      15,
      has(RECEIVABLE),
      due.filter(({ day }) => day !== null && dayPlus(day, 90) > to),
    ),
    line(
      16,
      has(RECEIVABLE),
      due.filter(({ day }) => day !== null && dayPlus(day, 90) <= to),
    ),
    line(17, book.hasPolicies(connection, from, to, ['fee_spend', 'fee_recharge']), [
      ...book.notAccrued(connection, from, to, ['fee_spend']),
      ...book.untakenFees(connection, from, to),
    ]),
    line(18, accrued, [
      ...book.notAccrued(connection, from, to, ['back']),
      ...book.unconfirmedRebates(connection, monthBefore(month)),
    ]),
    platformBill(of),
    line(
      20,
      has(['2221.04']) || uninvoicedFen !== null || uncertified.length > 0,
      uninvoicedFen ? [item('uninvoiced', month, uninvoicedFen, to), ...uncertified] : uncertified,
    ),
    line(21, has(['2203.03']) || book.invoicesDue(connection, to).length > 0, [
      ...book.invoicesDue(connection, to),
      ...balances(['2203.03']),
    ]),
    line(22, has(['1221.06', '2241.02']), book.depositsToAgree(connection, from, to)),
    line(23, has(['1221.08', '2241.05']), balances(['1221.08', '2241.05'])),
  ];
}

/**
 * 19: the platform's bill agrees with the book by account. An account with spend and no bill waits for it; a difference
 * that a ticket names is the ticket's (26).
 */
function platformBill({ connection, month, to }: Of): Line {
  const lines = readSettlement(connection, month);
  const ticketed = new Set(settlementTickets(connection, `BILL-${month}-`).map(({ caseNo }) => caseNo));
  const items = lines
    .filter(({ state }) => state === 'differs' || state === 'no_bill')
    .filter(({ account }) => !ticketed.has(`BILL-${month}-${account}`))
    .map(({ account, accountName, billFen, bookFen, flowDiffFen, bookDiffFen, state, client }) => ({
      ...item(
        `bill-${state === 'no_bill' ? 'none' : 'differs'}-${account}`,
        [accountName, account].filter(Boolean).join(' · '),
        billFen === null ? bookFen : bookDiffFen || flowDiffFen,
        to,
      ),
      client,
    }));
  return line(19, lines.length > 0, items);
}

/** 24 to 30: the book itself. */
function ownBook(of: Of): Line[] {
  const { connection, month, from, to, actor, withVerify, lastCopyOn } = of;
  const tickets = book.ticketsBy(connection, to);
  const strange = book.ticketsBy(connection, to, ['NON_BIZ']);
  const verdict = withVerify ? verify(connection) : null;
  const faults = (verdict?.findings ?? [])
    .filter(({ severity }) => severity === 'error')
    .map((finding, at) => ({
      ...item(at === 0 ? 'verify' : `verify-${at}`, finding.code, null, null),
      params: finding.params,
    }));
  const copy =
    lastCopyOn !== null && lastCopyOn > to ? [] : [item('copy', lastCopyOn ?? '', null, lastCopyOn)];
  return [
    line(24, book.hasAccounts(connection, ['3999'], month) || strange.length > 0, [
      ...strange,
      ...book.unsortedRows(connection, from, to),
    ]),
    line(25, true, book.ownAdjustments(connection, from, to, actor)),
    line(26, true, tickets),
    statementLine(of),
    [28, { applies: true, items: faults, isUnchecked: !withVerify }],
    voucherLine(connection, month, to),
    line(30, true, copy),
  ];
}

/** 27: clients whose statement of the month is not yet agreed: not made, not sent, not answered, or disputed. */
function statementLine({ connection, month, to }: Of): Line {
  const moved = clientsMoved(connection, month);
  const packs = standingPacks(connection, month);
  const items = packClients(connection)
    .filter(({ id }) => moved.has(id) && !isAgreed(packs.get(id)?.state ?? 'draft'))
    .map(({ id, code, name }) => {
      const state = packs.get(id)?.state ?? 'none';
      const text = [code, name].filter(Boolean).join(' ');
      return { ...item(`pack-${id}-${state}`, text, null, packs.get(id)?.stateOn ?? to), client: id };
    });
  return line(27, moved.size > 0, items);
}

function item(key: string, text: string, amountFen: number | null, day: string | null): CloseItem {
  return { key, text, amountFen, day, client: null };
}
