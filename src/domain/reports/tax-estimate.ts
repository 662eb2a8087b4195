import { taxInside } from '../invoices/tax.ts';
import type { Fen } from '../money.ts';

/**
 * 税额测算: output tax of what was invoiced and of what was charged and not invoiced, input tax that was certified, by month
 * and rate; and the base of 文化事业建设费. Amounts in 分, red letters negative. An estimate for the accountant's return, never
 * a posting.
 */

export const TAX_ITEMS = [
  ...(['output_invoiced', 'output_uninvoiced', 'input_certified', 'input_red', 'input_waiting'] as const),
] as const;
/** 已开票, 未开票收入, 已勾选进项, 红字转出, 待勾选 (which counts for nothing yet). */
export type TaxItem = (typeof TAX_ITEMS)[number];

/** An invoice that counts for tax. */
export interface TaxInvoice {
  /** `rebate`: ours to the platform, for what it gives back; it is no charge to a client. */
  side: 'client' | 'rebate' | 'input';
  issuedOn: string;
  /** Of a red letter: day on which its blue invoice was certified, whose tax it takes back. */
  certifiedOn: string | null;
  netFen: number;
  taxFen: number;
  grossFen: number;
}

/** What the book charged and spent in a month, with tax, without entries of tax. */
export interface TaxMonthSums {
  month: string;
  chargesFen: number;
  clientRebatesFen: number;
  feesFen: number;
  mediaCostFen: number;
  mediaRebatesFen: number;
}

export interface TaxRow {
  item: TaxItem;
  /** Null: an invoice of several rates. */
  rateBp: number | null;
  /** Invoices; null for what is not invoiced. */
  count: number | null;
  netFen: number;
  taxFen: number;
  grossFen: number;
}

export interface TaxMonth {
  month: string;
  rows: TaxRow[];
  outputFen: number;
  inputFen: number;
  /** Output less input; below 0 it is carried on 留抵. */
  payableFen: number;
}

/** 文化事业建设费 of a month: what was charged for advertising less what was paid to those who publish it, both with tax. */
export interface LevyMonth {
  month: string;
  incomeFen: number;
  /** Media cost of the book, less platform rebates. */
  costFen: number;
  /** The platform's invoices of the month: only what has a voucher is deducted. */
  voucherFen: number;
  /** Income less vouchers; below 0 there is nothing to pay. */
  baseFen: number;
  /** Income less cost of the book: what the base comes to once every voucher has come. */
  bookBaseFen: number;
  rateBp: number;
  levyFen: number;
  bookLevyFen: number;
}

export interface TaxEstimate {
  from: string;
  to: string;
  taxpayer: 'general' | 'small_scale';
  months: TaxMonth[];
  levies: LevyMonth[];
}

interface Figures {
  invoices: readonly TaxInvoice[];
  sums: readonly TaxMonthSums[];
}

/** VAT of one month. Input tax is deducted by a general taxpayer only, in the month in which it was certified. */
export function taxMonth(
  month: string,
  { invoices, sums }: Figures,
  { vat, deductsInput }: { vat: number; deductsInput: boolean },
): TaxMonth {
  const isIn = (day: string | null) => day?.startsWith(month) === true;
  const issued = invoices.filter(({ issuedOn }) => isIn(issuedOn));
  const output = issued.filter(({ side }) => side !== 'input');
  const clientFen = sumOf(
    output.filter(({ side }) => side === 'client'),
    ({ grossFen }) => grossFen,
  );
  const openFen = incomeOf(sums, month) - clientFen;
  const input = deductsInput ? invoices.filter(({ side }) => side === 'input') : [];
  const certified = input.filter(({ certifiedOn, grossFen }) => grossFen >= 0 && isIn(certifiedOn));
  const red = input.filter(
    ({ issuedOn, certifiedOn, grossFen }) => grossFen < 0 && certifiedOn !== null && isIn(issuedOn),
  );
  const waiting = input.filter(
    ({ issuedOn, certifiedOn, grossFen }) => grossFen >= 0 && certifiedOn === null && isIn(issuedOn),
  );
  const rows = [
    ...byRate('output_invoiced', output),
    ...(openFen === 0 ? [] : [uninvoiced(openFen, vat)]),
    ...byRate('input_certified', certified),
    ...byRate('input_red', red),
    ...byRate('input_waiting', waiting),
  ];
  const taxOf = (...items: TaxItem[]) =>
    sumOf(
      rows.filter(({ item }) => items.includes(item)),
      ({ taxFen }) => taxFen,
    );
  const outputFen = taxOf('output_invoiced', 'output_uninvoiced');
  const inputFen = taxOf('input_certified', 'input_red');
  return { month, rows, outputFen, inputFen, payableFen: outputFen - inputFen };
}

/** What clients were charged in a month, with tax. */
function incomeOf(sums: readonly TaxMonthSums[], month: string): number {
  return sumOf(
    sums.filter(each => each.month === month),
    ({ chargesFen, clientRebatesFen, feesFen }) => chargesFen - clientRebatesFen + feesFen,
  );
}

function uninvoiced(grossFen: number, rateBp: number): TaxRow {
  const taxFen = taxInside(grossFen as Fen, rateBp);
  return { item: 'output_uninvoiced', rateBp, count: null, netFen: grossFen - taxFen, taxFen, grossFen };
}

function byRate(item: TaxItem, invoices: readonly TaxInvoice[]): TaxRow[] {
  const rows = [...Map.groupBy(invoices, rateOf)].map(
    ([rateBp, own]): TaxRow => ({
      ...{ item, rateBp, count: own.length },
      netFen: sumOf(own, ({ netFen }) => netFen),
      taxFen: sumOf(own, ({ taxFen }) => taxFen),
      grossFen: sumOf(own, ({ grossFen }) => grossFen),
    }),
  );
  return rows.sort((a, b) => (b.rateBp ?? -1) - (a.rateBp ?? -1));
}

const STEP_BP = 50n;
/** Lines of an invoice are rounded each on its own: 5 分 in all are let pass. */
const ROUNDING = 50_000n;

/** The rate that net and tax come to, in steps of half a per cent; null where they come to none. */
export function rateOf({ netFen, taxFen }: Pick<TaxInvoice, 'netFen' | 'taxFen'>): number | null {
  const [net, tax] = [BigInt(Math.abs(netFen)), BigInt(Math.abs(taxFen))];
  if (net === 0n) return null;
  const bp = ((tax * 20_000n + net * STEP_BP) / (net * STEP_BP * 2n)) * STEP_BP;
  const differs = tax * 10_000n - net * bp;
  return differs <= ROUNDING && differs >= -ROUNDING ? Number(bp) : null;
}

/** 文化事业建设费 of one month. */
export function levyMonth(month: string, { invoices, sums }: Figures, rateBp: number): LevyMonth {
  const incomeFen = incomeOf(sums, month);
  const own = sums.filter(each => each.month === month);
  const costFen = sumOf(own, ({ mediaCostFen, mediaRebatesFen }) => mediaCostFen - mediaRebatesFen);
  const vouchers = invoices.filter(({ side, issuedOn }) => side === 'input' && issuedOn.startsWith(month));
  const voucherFen = sumOf(vouchers, ({ grossFen }) => grossFen);
  const [baseFen, bookBaseFen] = [incomeFen - voucherFen, incomeFen - costFen];
  return {
    ...{ month, incomeFen, costFen, voucherFen, baseFen, bookBaseFen, rateBp },
    levyFen: levyOn(baseFen, rateBp),
    bookLevyFen: levyOn(bookBaseFen, rateBp),
  };
}

/** Round-half-up of base × rate; nothing on a base below 0. */
function levyOn(baseFen: number, rateBp: number): number {
  return baseFen <= 0 ? 0 : Number((BigInt(baseFen) * BigInt(rateBp) * 2n + 10_000n) / 20_000n);
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
