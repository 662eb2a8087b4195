import type { ClientRef, LedgerEvent, RedTaxLine, TaxLine } from '../../domain/accounting/events/facts.ts';
import * as refs from '../../domain/accounting/events/refs.ts';
import {
  type CoverPart,
  givenBack,
  type KeptCover,
  netOf,
  splitBy,
  takeParts,
} from '../../domain/invoices/cover.ts';
import type { Fen } from '../../domain/money.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import type { Tx } from '../../ledger/command.ts';
import { poolSuppliers } from '../../store/invoice-parties.ts';
import {
  coversOf,
  insertCover,
  invoicesAhead,
  type StoredCover,
  type StoredInvoice,
} from '../../store/invoices.ts';
import { openParts } from './facts.ts';
import { ownRatePpm } from './tax.ts';

// Which charges and fees an invoice of ours stands for, and the tax events that follow from it.

const taxedBy =
  (ratePpm: number, pools: ReadonlyMap<number, number>) => (part: CoverPart, taxFen: number) => ({
    ...(part.of === 'charges' && part.pool !== null
      ? { of: 'charges' as const, pool: { pool: part.pool, supplier: pools.get(part.pool) ?? 0 } }
      : { of: 'fee' as const }),
    grossFen: part.grossFen as Fen,
    discountFen: part.discountFen as Fen,
    ratePpm,
    taxFen: taxFen as Fen,
  });

function keep(
  tx: Tx,
  { invoice, client, on }: { invoice: number; client: number; on: string },
  part: KeptCover,
  more: { taxFen: number; sign?: 1 | -1; red?: number },
): void {
  const sign = more.sign ?? 1;
  // A minus before zero would be no number of the canonical bytes.
  const signed = (fen: number) => (fen === 0 ? 0 : sign * fen);
  insertCover(tx, {
    ...{ invoice, client, of: part.of, pool: part.pool, month: part.month, supplier: null, coveredOn: on },
    grossFen: signed(part.grossFen),
    discountFen: signed(part.discountFen),
    taxFen: signed(more.taxFen),
    red: more.red ?? null,
  });
}

/**
 * What was invoiced ahead 预开票 and has been charged since: the oldest invoice first. Writes it down and answers the
 * events (T2 charged); their tax never above what stands on 2203.03.
 */
export function absorbAhead(tx: Tx, client: number, rules: Rules): LedgerEvent[] {
  const ahead = invoicesAhead(tx.connection, client);
  if (ahead.length === 0) return [];
  const ref: ClientRef = { client };
  const line = taxedBy(ownRatePpm(tx, rules), poolSuppliers(tx.connection));
  let parts = openParts(tx.connection, client, rules);
  let roomFen = Math.max(0, accountsOf(tx).of(refs.taxAhead(ref)));
  const lines: TaxLine[] = [];
  for (const { invoice, aheadFen, taxFen } of ahead) {
    const { taken, restFen, left } = takeParts(parts, aheadFen);
    parts = left;
    const absorbedFen = aheadFen - restFen;
    if (absorbedFen === 0) continue;
    const [ownTaxFen = 0] = splitBy(taxFen, [absorbedFen, restFen]);
    const taxes = splitBy(ownTaxFen, taken.map(netOf));
    const at = { invoice, client, on: rules.on };
    const gone = { of: 'ahead' as const, pool: null, month: null, grossFen: absorbedFen, discountFen: 0 };
    keep(tx, at, gone, { taxFen: ownTaxFen, sign: -1 });
    taken.forEach((part, index) => {
      keep(tx, at, part, { taxFen: taxes[index]! });
      const postedFen = Math.min(taxes[index]!, roomFen);
      roomFen -= postedFen;
      lines.push(line(part, postedFen));
    });
  }
  return lines.length === 0 ? [] : [{ id: 'T2', step: 'charged', client: ref, lines }];
}

/**
 * Covers a blue invoice of ours with the oldest open charges and fees; what none stands for is ahead 预开票. Answers the
 * events T2 (charged) of earlier ones, T1 and T2, and the amount ahead.
 */
export function coverBlue(
  tx: Tx,
  invoice: Pick<StoredInvoice, 'id' | 'grossFen' | 'taxFen' | 'issuedOn'> & { client: number },
  rules: Rules,
): { events: LedgerEvent[]; aheadFen: number } {
  const { client, grossFen, taxFen, id, issuedOn } = invoice;
  const before = absorbAhead(tx, client, rules);
  const { taken, restFen } = takeParts(openParts(tx.connection, client, rules), grossFen);
  const taxes = splitBy(taxFen, [...taken.map(netOf), restFen]);
  const at = { invoice: id, client, on: issuedOn };
  taken.forEach((part, index) => {
    keep(tx, at, part, { taxFen: taxes[index]! });
  });
  const ref: ClientRef = { client };
  const ratePpm = ownRatePpm(tx, rules);
  const line = taxedBy(ratePpm, poolSuppliers(tx.connection));
  const events: LedgerEvent[] = [...before];
  if (taken.length > 0) {
    const lines = taken.map((part, index): TaxLine => ({ ...line(part, taxes[index]!), accrued: true }));
    events.push({ id: 'T1', client: ref, lines });
  }
  if (restFen > 0) {
    const aheadTaxFen = taxes.at(-1)!;
    keep(
      tx,
      at,
      { of: 'ahead', pool: null, month: null, grossFen: restFen, discountFen: 0 },
      { taxFen: aheadTaxFen },
    );
    const ahead: TaxLine = { of: 'fee', grossFen: restFen as Fen, ratePpm, taxFen: aheadTaxFen as Fen };
    events.push({ id: 'T2', step: 'invoice', client: ref, lines: [ahead] });
  }
  return { events, aheadFen: restFen };
}

/** What stands of the covers of a blue invoice, one for each charge, fee, and the amount ahead. */
export function standingCovers(covers: readonly StoredCover[]): KeptCover[] {
  const sums = new Map<string, KeptCover>();
  for (const { of, pool, month, grossFen, discountFen } of covers) {
    if (of === 'cost') continue;
    const key = `${of} ${pool} ${month}`;
    const sum = sums.get(key) ?? { of, pool, month, grossFen: 0, discountFen: 0 };
    sum.grossFen += grossFen;
    sum.discountFen += discountFen;
    sums.set(key, sum);
  }
  return [...sums.values()].filter(({ grossFen }) => grossFen > 0);
}

/**
 * Gives back what a red letter, or a 作废, takes from its blue invoice: that much may be invoiced again. Answers the red
 * lines (T5, T8).
 */
export function giveBack(
  tx: Tx,
  blue: Pick<StoredInvoice, 'id'> & { client: number },
  back: { grossFen: number; taxFen: number; on: string; red?: number },
  rules: Rules,
): RedTaxLine[] {
  const covers = coversOf(tx.connection, blue.id);
  // Of an invoice from before the book nothing is covered.
  if (covers.length === 0) return [];
  const parts = givenBack(standingCovers(covers), back.grossFen);
  const taxes = splitBy(back.taxFen, parts.map(netOf));
  const line = taxedBy(ownRatePpm(tx, rules), poolSuppliers(tx.connection));
  const at = { invoice: blue.id, client: blue.client, on: back.on };
  return parts.map((part, index) => {
    const taxFen = taxes[index]!;
    keep(tx, at, part, { taxFen, sign: -1, ...(back.red === undefined ? {} : { red: back.red }) });
    const taken = {
      ...part,
      of: part.of === 'charges' ? ('charges' as const) : ('fee' as const),
      month: part.month ?? '',
    };
    return { ...line(taken, taxFen), from: part.of === 'ahead' ? ('ahead' as const) : ('income' as const) };
  });
}
