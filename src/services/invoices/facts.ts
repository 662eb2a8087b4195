import { dayPlus } from '../../domain/calendar/days.ts';
import {
  type CoverPart,
  coverParts,
  type OpenRebate,
  takeParts,
  type Uncovered,
} from '../../domain/invoices/cover.ts';
import { type InvoiceableFacts, platformRemainder } from '../../domain/invoices/remainder.ts';
import type { InvoiceMode } from '../../domain/parties/types.ts';
import { type Rules, ruleFor } from '../../domain/rulebook/lookup.ts';
import { billAvailable } from '../../store/bills.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  cashReceived,
  clientOwnSpend,
  coverSums,
  heldByRequests,
  invoicedSums,
  type MonthlySum,
  monthlySums,
  openingInvoices,
  provisionalCharges,
} from '../../store/invoice-money.ts';
import { invoiceAccounts } from '../../store/invoice-parties.ts';
import { invoicesAhead } from '../../store/invoices.ts';

const CHARGES = '6001.01';
const FEE = '6001.02';
const REBATE = '6001.09';
const EVER = '9999-12-31';

/** What INV-5 counts of one client up to a day, and what stands beside it; 分. */
export interface ClientFacts extends InvoiceableFacts {
  /** Charges that are not final yet (DAT-5): not counted. */
  provisionalFen: number;
  /** Cash that the client paid, less what was returned. */
  receivedFen: number;
  /** Requests that wait or are open. */
  requests: number;
  heldFen: number;
}

const NOTHING: ClientFacts = {
  ...{ chargedFen: 0, rebateFen: 0, feeFen: 0, invoicedFen: 0, redFen: 0 },
  ...{ provisionalFen: 0, receivedFen: 0, requests: 0, heldFen: 0 },
};

/** Facts of every client of which there are any, up to a day. */
export function factsOf(connection: Connection, rules: Rules, client?: number): Map<number, ClientFacts> {
  const { on } = rules;
  const facts = new Map<number, ClientFacts>();
  const of = (id: number): ClientFacts => {
    const known = facts.get(id) ?? { ...NOTHING };
    facts.set(id, known);
    return known;
  };
  for (const sum of ledgerSums(connection, rules, client)) {
    if (sum.client === null) continue;
    const each = of(sum.client);
    if (sum.code === CHARGES) each.chargedFen += sum.amountFen;
    else if (sum.code === FEE) each.feeFen += sum.amountFen;
    else each.rebateFen -= sum.amountFen;
  }
  for (const each of notFinal(connection, rules)) {
    of(each.client).provisionalFen += each.amountFen;
    of(each.client).chargedFen -= each.amountFen;
  }
  for (const [id, { invoicedFen, redFen }] of invoicedSums(connection, { on, direction: 'agency_client' }))
    Object.assign(of(id), { invoicedFen, redFen });
  for (const { client: id, amountFen } of openingInvoices(connection)) of(id).invoicedFen += amountFen;
  for (const [id, receivedFen] of cashReceived(connection, on)) of(id).receivedFen = receivedFen;
  for (const [id, held] of heldByRequests(connection)) Object.assign(of(id), held);
  return facts;
}

/** Facts of one client. */
export function factsOfClient(connection: Connection, client: number, rules: Rules): ClientFacts {
  return factsOf(connection, rules, client).get(client) ?? NOTHING;
}

function ledgerSums(connection: Connection, { on }: Rules, client?: number): MonthlySum[] {
  const codes = [CHARGES, FEE, REBATE];
  return monthlySums(connection, { codes, on, ...(client === undefined ? {} : { client }) });
}

/**
 * Charges of the last days whose figures may still change (DAT-5). Once the day on which flows are read again (T+3) is
 * over, what was not corrected is final.
 */
function notFinal(connection: Connection, rules: Rules) {
  const days = ruleFor(rules, 'settled_after_days', 'any')?.value ?? { settled: 1, reread: 3 };
  const from = dayPlus(rules.on, 1 - days.reread);
  return provisionalCharges(connection, { from, to: rules.on, settledAfter_days: days.settled });
}

/**
 * What of a client's charges, rebates and fee no invoice covers yet, the oldest month first. Invoices from before the
 * book (已开票 of the opening) have taken theirs.
 */
export function openParts(connection: Connection, client: number, rules: Rules): CoverPart[] {
  const covers = coverSums(connection, { on: EVER, client });
  const covered = (of: 'charges' | 'fee', pool: number | null, month: string) =>
    covers.find(each => each.of === of && each.pool === pool && each.month === month)?.grossFen ?? 0;
  const charges = new Map<string, Uncovered>();
  const rebates = new Map<string, number>();
  const charge = (of: 'charges' | 'fee', pool: number | null, month: string): Uncovered => {
    const key = `${of} ${pool} ${month}`;
    const known = charges.get(key) ?? { of, pool, month, amountFen: -covered(of, pool, month) };
    charges.set(key, known);
    return known;
  };
  for (const { of, pool, month } of covers) if (of === 'charges' || of === 'fee') charge(of, pool, month!);
  for (const { code, pool, month, amountFen } of ledgerSums(connection, rules, client)) {
    if (code === REBATE) rebates.set(month, (rebates.get(month) ?? 0) - amountFen);
    else if (code === CHARGES) charge('charges', pool, month).amountFen += amountFen;
    else charge('fee', null, month).amountFen += amountFen;
  }
  for (const each of notFinal(connection, rules))
    if (each.client === client) charge('charges', each.pool, each.month).amountFen -= each.amountFen;
  for (const { month, discountFen } of covers)
    if (month !== null) rebates.set(month, (rebates.get(month) ?? 0) - discountFen);
  const open: OpenRebate[] = [...rebates].map(([month, amountFen]) => ({ month, amountFen }));
  const before = openingInvoices(connection)
    .filter(each => each.client === client)
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
  return takeParts(coverParts([...charges.values()], open), before).left;
}

/** What may still be invoiced of a client, part by part: open parts once what stands ahead 预开票 has taken its own. */
export function uninvoicedParts(connection: Connection, client: number, rules: Rules): CoverPart[] {
  const aheadFen = invoicesAhead(connection, client).reduce((sum, each) => sum + each.aheadFen, 0);
  return takeParts(openParts(connection, client, rules), aheadFen).left;
}

/**
 * What the platform may still invoice a client directly (INV-5): the 可开票 of its bill, less what was invoiced since it
 * was told, else the client's own final spend less what was invoiced; what open requests hold is taken off. `said` is
 * what a request tells of the bill itself.
 */
export function platformRoom(
  connection: Connection,
  client: { id: number; mode: InvoiceMode },
  rules: Rules,
  said: { billNo?: string | undefined; billAvailableFen?: number | undefined } = {},
): PlatformRoom {
  const direction = 'platform_client' as const;
  const heldFen = heldByRequests(connection, direction).get(client.id)?.heldFen ?? 0;
  const sumsOn = (on: string) =>
    invoicedSums(connection, { on, direction }).get(client.id) ?? { invoicedFen: 0, redFen: 0 };
  const sums = sumsOn(rules.on);
  const accounts = invoiceAccounts(connection, client.id).map(({ platformId }) => platformId);
  const billNo = said.billNo || undefined;
  const bill =
    said.billAvailableFen === undefined
      ? billAvailable(connection, { accounts, billNo, on: rules.on })
      : null;
  const before = bill ? sumsOn(bill.toldOn) : sums;
  const sinceFen = sums.invoicedFen - before.invoicedFen - (sums.redFen - before.redFen);
  const availableFen = said.billAvailableFen ?? (bill ? bill.availableFen - sinceFen - heldFen : undefined);
  const room = platformRemainder({
    ...(availableFen === undefined ? {} : { billAvailableFen: availableFen }),
    paidSpendFen: availableFen === undefined ? ownSpend(connection, client, rules) : 0,
    invoicedFen: sums.invoicedFen + heldFen,
    redFen: sums.redFen,
  });
  return { ...room, toldOn: bill?.toldOn ?? null };
}

/** What the platform may still invoice, by which figure, and on which day the bill was told. */
export interface PlatformRoom {
  invoiceableFen: number;
  basis: 'bill' | 'spend';
  toldOn: string | null;
}

/**
 * Final spend that is no grant and that the client paid for itself, in 分: what the platform invoices the client where no
 * bill was imported (INV-5). Under M2 the agency passes the client's money on; under M3 the client paid the platform.
 */
function ownSpend(
  connection: Connection,
  { id, mode }: { id: number; mode: InvoiceMode },
  rules: Rules,
): number {
  const settledAfter_days = ruleFor(rules, 'settled_after_days', 'any')?.value.settled ?? 1;
  return clientOwnSpend(connection, {
    client: id,
    on: rules.on,
    settledAfter_days,
    withCredit: mode === 'M2',
  });
}
