import { parseDecimalE5 } from '../domain/money.ts';
import { trimCell } from '../files/cells.ts';

/** What a money cell says. `none`: no amount (empty, `-`, `--`, `/`); `bad`: there is something, but not an exact amount. */
export type AmountCell = { e5: number; currency: string | null } | 'none' | 'bad';

const CURRENCIES: Readonly<Record<string, string>> = {
  人民币元: 'CNY',
  人民币: 'CNY',
  人民幣: 'CNY',
  人民幣元: 'CNY',
  元: 'CNY',
  '¥': 'CNY',
  RMB: 'CNY',
  CNH: 'CNY',
  CNY: 'CNY',
  美元: 'USD',
  US$: 'USD',
  $: 'USD',
  USD: 'USD',
  港币: 'HKD',
  港元: 'HKD',
  港幣: 'HKD',
  港幣元: 'HKD',
  HK$: 'HKD',
  HKD: 'HKD',
  欧元: 'EUR',
  歐元: 'EUR',
  '€': 'EUR',
  日元: 'JPY',
  日圓: 'JPY',
  日圆: 'JPY',
  英镑: 'GBP',
  英鎊: 'GBP',
  '£': 'GBP',
  澳元: 'AUD',
  加元: 'CAD',
  澳门元: 'MOP',
  新加坡元: 'SGD',
};
const NAMES = Object.keys(CURRENCIES)
  .sort((a, b) => b.length - a.length)
  .map(name => name.replace('$', '\\$'));
const PREFIX = new RegExp(`^(?:${NAMES.join('|')}|[A-Z]{3})`);
const SUFFIX = new RegExp(`(?:${NAMES.join('|')}|[A-Z]{3})$`);
const NOTHING = /^(?:[-—–−]+|\/|无|\*)?$/;

/**
 * Reads a money cell exactly: ¥ and currency codes before or after, thousands commas, either sign, a bracketed note
 * (`10.00(已退款3.00)`), accounting negatives `(1,234.50)`, full-width digits, a trailing minus.
 */
export function parseAmount(cell: string): AmountCell {
  let text = trimCell(cell.normalize('NFKC').replace(/[−–—]/g, '-')).replace(/\s+/g, '');
  if (NOTHING.test(text)) return 'none';
  let negative = false;
  let currency: string | null = null;
  const takeSign = () => {
    if (text.startsWith('-')) negative = !negative;
    else if (!text.startsWith('+')) return;
    text = text.slice(1);
  };
  takeSign();
  const accounting = /^\(([^()]*\d[^()]*)\)$/.exec(text);
  if (accounting) {
    negative = !negative;
    text = accounting[1]!;
  }
  const before = PREFIX.exec(text);
  if (before) {
    currency = currencyOf(before[0]);
    text = text.slice(before[0].length);
    takeSign();
  }
  text = text.replace(/(?<=[\d.])\([^()]*\)$/, '');
  const after = SUFFIX.exec(text);
  if (after) {
    currency ??= currencyOf(after[0]);
    text = text.slice(0, -after[0].length);
  }
  if (/^\d[\d,.]*-$/.test(text)) {
    negative = !negative;
    text = text.slice(0, -1);
  }
  if (!/^[\d,.]+$/.test(text)) return 'bad';
  const e5 = parseDecimalE5(withoutBinaryDust(text));
  if (e5 === null) return 'bad';
  return { e5: negative && e5 !== 0 ? -e5 : e5, currency };
}

/** Currency code of a name, sign or code; a three-letter code that is not known stands for itself, else null. */
export function currencyOf(name: string): string | null {
  const text = name.trim().toUpperCase();
  return CURRENCIES[text] ?? (/^[A-Z]{3}$/.test(text) ? text : null);
}

/** A workbook may store 12.3 as 12.300000000000001: beyond 15 significant digits a double says nothing. */
function withoutBinaryDust(text: string): string {
  const match = /^(\d*)\.(\d{6,})$/.exec(text);
  if (!match) return text;
  const whole = match[1]!.replace(/^0+/, '');
  const significant =
    whole.length > 0 ? whole.length + match[2]!.length : match[2]!.replace(/^0+/, '').length;
  if (significant < 16) return text;
  const keep = Math.max(0, match[2]!.length - (significant - 15));
  const digits = `${whole}${match[2]!.slice(0, keep)}`;
  const up = match[2]!.charCodeAt(keep) >= 53 ? 1n : 0n;
  const rounded = (BigInt(digits || '0') + up).toString().padStart(keep + 1, '0');
  return `${rounded.slice(0, rounded.length - keep)}.${rounded.slice(rounded.length - keep)}`;
}

/** Result codes of the byte reader beside an amount. */
export const AMOUNT_NONE = Number.NaN;
export const AMOUNT_SLOW = Number.POSITIVE_INFINITY;

/**
 * The common shapes of a money cell straight from its bytes: spaces, backtick, ¥ or ￥, sign, digits with thousands
 * commas, up to five decimals. Returns 1/100000, NaN for an empty cell, Infinity when `parseAmount` must look.
 */
export function scanAmount(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let last = end;
  while (at < last && bytes[at]! <= 32) at++;
  if (at < last && bytes[at] === 0x60) at++;
  while (at < last && bytes[at]! <= 32) at++;
  while (last > at && bytes[last - 1]! <= 32) last--;
  if (at === last) return AMOUNT_NONE;
  let negative = false;
  if (bytes[at] === 0x2d || bytes[at] === 0x2b) negative = bytes[at++] === 0x2d;
  if (bytes[at] === 0xc2 && bytes[at + 1] === 0xa5) at += 2;
  else if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xa5) at += 3;
  let value = 0;
  let digits = 0;
  let group = -1;
  let decimals = -1;
  for (; at < last; at++) {
    const code = bytes[at]!;
    if (code >= 48 && code <= 57) {
      if (++digits > 15) return AMOUNT_SLOW;
      if (decimals >= 0 && ++decimals > 5) return AMOUNT_SLOW;
      if (group >= 0 && decimals < 0) group++;
      value = value * 10 + (code - 48);
    } else if (code === 0x2c && decimals < 0 && (group === 3 || (group < 0 && digits > 0 && digits <= 3)))
      group = 0;
    else if (code === 0x2e && decimals < 0 && (group < 0 || group === 3)) decimals = 0;
    else return AMOUNT_SLOW;
  }
  if (digits === 0 || (group >= 0 && group !== 3)) return AMOUNT_SLOW;
  value *= TENS[5 - Math.max(0, decimals)]!;
  if (value > Number.MAX_SAFE_INTEGER) return AMOUNT_SLOW;
  return negative && value !== 0 ? -value : value;
}

const TENS = [1, 10, 100, 1_000, 10_000, 100_000];
