import type { Fen } from '../money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = '拾佰仟';
const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;

/**
 * Writes an amount in capital numerals 价税合计（大写） for prints: 壹仟零陆拾圆整, 壹佰圆零伍分, （负数）伍佰圆整.
 * 整 follows 圆 and 角, one 零 stands for a gap.
 */
export function capitalAmount(amountFen: Fen): string {
  const absolute = Math.abs(amountFen);
  const [fen, jiao] = [absolute % 10, Math.floor(absolute / 10) % 10];
  const yuan = Math.floor(absolute / 100);
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}圆`;
  const text = whole + fraction(jiao, fen, whole !== '');
  return `${amountFen < 0 ? '（负数）' : ''}${text === '' ? '零圆整' : text}`;
}

function fraction(jiao: number, fen: number, afterYuan: boolean): string {
  if (fen === 0) return jiao === 0 ? (afterYuan ? '整' : '') : `${DIGITS[jiao]}角整`;
  const tens = jiao === 0 ? (afterYuan ? '零' : '') : `${DIGITS[jiao]}角`;
  return `${tens}${DIGITS[fen]}分`;
}

function wholeYuan(yuan: number): string {
  const [high, low] = [Math.floor(yuan / HUNDRED_MILLION), yuan % HUNDRED_MILLION];
  const top = high === 0 ? '' : `${eightDigits(high)}亿`;
  const gap = top !== '' && low > 0 && low < HUNDRED_MILLION / 10;
  return top + (gap ? '零' : '') + eightDigits(low);
}

function eightDigits(value: number): string {
  const [high, low] = [Math.floor(value / TEN_THOUSAND), value % TEN_THOUSAND];
  const top = high === 0 ? '' : `${fourDigits(high)}万`;
  const gap = top !== '' && low > 0 && low < TEN_THOUSAND / 10;
  return top + (gap ? '零' : '') + fourDigits(low);
}

function fourDigits(value: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit > 0) text += `${gap ? '零' : ''}${DIGITS[digit]}${place === 0 ? '' : PLACES[place - 1]}`;
    gap = digit === 0 && text !== '';
  }
  return text;
}

const MOST_LENGTH = 80;
const NEGATIVE = /^[(（]?负数?[)）]?/;
const SHAPE =
  /^([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[圆元])?零?(?:([零壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/;

/** Reads an amount in capital numerals, with 圆 or 元, 整 or 正; null where it is none. */
export function readCapital(text: string): Fen | null {
  if (text.length > MOST_LENGTH) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u24e7\u2297]/g, '')
    .replace(/^人民币/, '')
    .replaceAll('園', '圆')
    .replaceAll('圓', '圆');
  const rest = plain.replace(NEGATIVE, '');
  const match = SHAPE.exec(rest);
  if (!match || !/[圆元角分]/.test(rest)) return null;
  const [, whole = '', jiao = '零', fen = '零'] = match;
  const yuan = readWhole(whole.slice(0, -1));
  const amountFen = yuan * 100 + DIGITS.indexOf(jiao) * 10 + DIGITS.indexOf(fen);
  if (!Number.isSafeInteger(amountFen)) return null;
  return (rest === plain || amountFen === 0 ? amountFen : -amountFen) as Fen;
}

function readWhole(text: string): number {
  let [total, section, digit] = [0, 0, 0];
  for (const character of text) {
    const value = DIGITS.indexOf(character);
    const place = PLACES.indexOf(character);
    if (value >= 0) digit = value;
    else if (place >= 0) {
      section += (digit === 0 ? 1 : digit) * 10 ** (place + 1);
      digit = 0;
    } else {
      const group = section + digit;
      total = character === '亿' ? (total + group) * HUNDRED_MILLION : total + group * TEN_THOUSAND;
      [section, digit] = [0, 0];
    }
  }
  return total + section + digit;
}
