import { checkPaper, normalPaperNo } from '../parties/checksum.ts';
import type { Finding, Params, Place, Severity } from '../refusal.ts';
import { capitalAmount, readCapital } from './capital.ts';
import { exactOf, fenOfExact, times, yuanOf } from './exact.ts';
import { numberText } from './number.ts';
import { basisPointsOf } from './tax.ts';
import type { Invoice, InvoiceLine, InvoiceParty } from './types.ts';

const CENT = 10n ** 13n;

const finding = (severity: Severity, code: string, params: Params = {}, place: Place = {}): Finding => ({
  severity,
  code,
  params,
  place,
});

/**
 * Every check that needs only the invoice itself: net + tax = gross, lines = totals (each to the 分, with the first
 * wrong line), capital numerals, day, parties and their tax numbers, and what a red letter must name. What a file does
 * not say is not checked. Never refuses.
 */
export function checkInvoice(invoice: Invoice): Finding[] {
  return [
    ...checkTotals(invoice),
    ...checkLines(invoice),
    ...checkCapital(invoice),
    ...(invoice.date === null ? [finding('warn', 'invoices.date_missing')] : []),
    ...checkParty('seller', invoice.seller),
    ...checkParty('buyer', invoice.buyer),
    ...checkRed(invoice),
    ...checkStatus(invoice),
  ];
}

function checkTotals({ netFen, taxFen, grossFen }: Invoice): Finding[] {
  if (netFen === null || taxFen === null || grossFen === null)
    return [finding('error', 'invoices.totals_missing')];
  const sumFen = netFen + taxFen;
  if (sumFen === grossFen) return [];
  const params = { netFen, taxFen, sumFen, grossFen, differenceFen: grossFen - sumFen };
  return [finding('error', 'invoices.gross_differs', params)];
}

function checkLines({ lines, netFen, taxFen, differential }: Invoice): Finding[] {
  if (lines.length === 0) return [finding('info', 'invoices.no_lines')];
  const faults = lines.map(line => lineFault(line, differential));
  const sums = [...checkSum('net', lines, netFen), ...checkSum('tax', lines, taxFen)];
  const wrong = faults.findIndex(fault => fault !== null);
  if (wrong < 0) return sums;
  const { name, row } = lines[wrong]!;
  const { code, params, isTail } = faults[wrong]!;
  const severity = isTail && sums.length === 0 ? 'warn' : 'error';
  const place = row === null ? {} : { row };
  return [...sums, finding(severity, code, { line: wrong + 1, name, ...params }, place)];
}

const SUM_CODES = { net: 'invoices.lines_net_differ', tax: 'invoices.lines_tax_differ' } as const;

/** Lines add up if their exact sum does, or the sum of what each line shows in 分. */
function checkSum(what: 'net' | 'tax', lines: readonly InvoiceLine[], totalFen: number | null): Finding[] {
  if (totalFen === null) return [];
  const exacts = lines.map(line => exactOf(line[what] === '' ? '0' : line[what]) ?? 0n);
  const exactFenSum = fenOfExact(exacts.reduce((sum, each) => sum + each, 0n));
  const shownFenSum = exacts.reduce((sum, each) => sum + fenOfExact(each), 0);
  if (exactFenSum === totalFen || shownFenSum === totalFen) return [];
  const params = { sumFen: exactFenSum, totalFen, differenceFen: totalFen - exactFenSum };
  return [finding('error', SUM_CODES[what], params)];
}

interface LineFault {
  code: string;
  params: Params;
  /** A difference that rounding may leave (尾差): a doubt while the lines add up, the culprit where they do not. */
  isTail: boolean;
}

/** What is wrong with a line by itself: unreadable, its own gross, its tax by its rate, or quantity × price. */
function lineFault(line: InvoiceLine, differential: boolean): LineFault | null {
  const [net, tax, gross] = [exactOf(line.net), exactOf(line.tax), exactOf(line.gross)];
  const fault = (code: string, params: Params, isTail = false) => ({ code, params, isTail });
  if (net === null) return fault('invoices.line_net_unreadable', { value: line.net });
  if (tax === null && line.tax !== '' && !isWord(line.tax))
    return fault('invoices.line_tax_unreadable', { value: line.tax });
  if (gross !== null && beyond(net + (tax ?? 0n) - gross, 0n))
    return fault('invoices.line_gross_differs', figures(line));
  const basisPoints = basisPointsOf(line.rate);
  const byRate = basisPoints === null ? null : (net * BigInt(basisPoints)) / 10_000n;
  if (byRate !== null && tax !== null && !differential && beyond(byRate - tax, CENT)) {
    const params = { ...figures(line), rate: line.rate, expected: yuanOf(fenOfExact(byRate)) };
    return fault('invoices.line_tax_differs', params, true);
  }
  const byPrice = priceFault(line, net);
  return byPrice === null
    ? null
    : fault('invoices.line_price_differs', { ...figures(line), expected: byPrice }, true);
}

/** Quantity × price in 元 where it is not the amount, as far as the places of the price can tell. */
function priceFault(line: InvoiceLine, net: bigint): string | null {
  const [quantity, price] = [exactOf(line.quantity), exactOf(line.price)];
  if (quantity === null || price === null) return null;
  const product = times(quantity, price);
  const places = line.price.split('.')[1]?.length ?? 0;
  const halfPlace = places > 2 ? 5n * 10n ** BigInt(Math.max(0, 14 - places)) : 0n;
  const most = CENT + times(quantity < 0n ? -quantity : quantity, halfPlace);
  return beyond(product - net, most) ? yuanOf(fenOfExact(product)) : null;
}

function figures({ net, tax, gross, quantity, price }: InvoiceLine): Params {
  return { net, tax, gross, quantity, price };
}

function isWord(text: string): boolean {
  return /^(?:[-*]+|免税|不征税|零税率|普通零税率)$/.test(text);
}

function beyond(difference: bigint, most: bigint): boolean {
  return difference > most || difference < -most;
}

function checkCapital({ grossCapital, grossFen }: Invoice): Finding[] {
  if (grossCapital === '' || grossFen === null) return [];
  const readFen = readCapital(grossCapital);
  if (readFen === null) return [finding('warn', 'invoices.capital_unreadable', { capital: grossCapital })];
  // Some prints leave the sign of a red amount to the figures.
  if (readFen === grossFen || (grossFen < 0 && readFen === -grossFen)) return [];
  const params = { capital: grossCapital, grossFen, expected: capitalAmount(grossFen) };
  return [finding('error', 'invoices.capital_differs', params)];
}

const PARTY_CODES = {
  seller: {
    name: 'invoices.seller_missing',
    taxNo: 'invoices.seller_tax_no',
    check: 'invoices.seller_checksum',
  },
  buyer: { name: 'invoices.buyer_missing', taxNo: 'invoices.buyer_tax_no', check: 'invoices.buyer_checksum' },
} as const;

/** An individual buyer has no tax number; every seller has one. */
function checkParty(who: 'seller' | 'buyer', { name, taxNo }: InvoiceParty): Finding[] {
  const codes = PARTY_CODES[who];
  if (name === '' && taxNo === '') return [finding('warn', codes.name)];
  const named = name === '' ? [finding('warn', codes.name)] : [];
  if (taxNo === '') return [...named, finding(who === 'seller' ? 'warn' : 'info', codes.taxNo, { name })];
  const no = normalPaperNo(taxNo);
  const isPerson = /^\d{17}[\dX]$/.test(no) && checkPaper('enterprise', no).fault !== null;
  const { fault } = checkPaper(isPerson ? 'individual' : 'enterprise', no);
  const isOldForm = /^[0-9A-Z]{15}$|^[0-9A-Z]{20}$/.test(no);
  return fault === null || isOldForm ? named : [...named, finding('warn', codes.check, { name, taxNo: no })];
}

function checkRed({ red, netFen, taxFen, grossFen, number, kind }: Invoice): Finding[] {
  if (red === null) return [];
  const findings: Finding[] = [];
  if ((netFen ?? 0) > 0 || (taxFen ?? 0) > 0 || (grossFen ?? 0) >= 0)
    findings.push(finding('error', 'invoices.red_not_negative', { grossFen: grossFen ?? 0 }));
  if (red.blue === null) findings.push(finding('warn', 'invoices.red_without_blue'));
  else if (number && numberText(red.blue) === numberText(number))
    findings.push(finding('error', 'invoices.red_of_itself', { number: numberText(number) }));
  const isDigital = kind?.startsWith('digital') ?? number?.code === null;
  if (red.confirmationNo === null && isDigital)
    findings.push(finding('warn', 'invoices.red_without_confirmation'));
  return findings;
}

const STATUS_CODES = {
  void: 'invoices.status_void',
  red_full: 'invoices.status_red_full',
  red_part: 'invoices.status_red_part',
} as const;

function checkStatus({ status }: Invoice): Finding[] {
  return status === null || status === 'normal' ? [] : [finding('warn', STATUS_CODES[status])];
}

/** Whether the sum of lines in 分 is what a total needs: for readers that have no total of their own. */
export function sumOfLines(what: 'net' | 'tax' | 'gross', lines: readonly InvoiceLine[]): number {
  return fenOfExact(lines.reduce((sum, line) => sum + (exactOf(line[what]) ?? 0n), 0n));
}
