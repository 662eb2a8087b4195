/** What a number format makes of a number. Bits: a format may show date and time. */
export const PLAIN = 0;
export const DATE = 1;
export const TIME = 2;
/** `[h]:mm`: hours count on past 24. */
export const ELAPSED = 4;

const LAST_SERIAL = 2_958_466;
const DAY_SECONDS = 86_400;
const DAYS_1904 = 1_462;

/** Built-in formats of ids that Excel never writes out, incl. those of Chinese editions (27–36, 50–58). */
export function builtInKind(id: number): number {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return DATE;
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return DATE;
  if (id === 22) return DATE | TIME;
  if (id === 46) return ELAPSED;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return TIME;
  return id === 55 || id === 56 ? TIME : PLAIN;
}

/** Reads a custom format: date letters outside quotes, escapes and brackets make it a date. */
export function formatKind(format: string): number {
  const first = format.replace(/"[^"]*"?|[\\_*]./g, '').split(';')[0]!;
  if (/^\s*(general|standard|g\/通用格式)\s*$/i.test(first)) return PLAIN;
  if (/\[(h+|m+|s+)\]/i.test(first)) return ELAPSED;
  const letters = first.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p/gi, 'h');
  const date = /[yd年月日]/i.test(letters);
  const time = /[hs]/i.test(letters);
  if (!date && !time) return /m/i.test(letters) ? DATE : PLAIN;
  return (date ? DATE : 0) | (time ? TIME : 0);
}

const dayTexts = new Map<number, string>();

/**
 * A date serial as `2026-05-01`, `2026-05-01 09:08:07` or, below one day, `09:08:07`; null where a spreadsheet has
 * no date for it. Rounded to the second, as it is shown.
 */
export function serialText(serial: number, kind: number, dates1904: boolean): string | null {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return null;
  const seconds = Math.round(serial * DAY_SECONDS);
  if (kind === ELAPSED) return clock(Math.floor(seconds / 3600), seconds);
  const day = Math.floor(seconds / DAY_SECONDS);
  const ofDay = seconds - day * DAY_SECONDS;
  const hours = Math.floor(ofDay / 3600);
  if (day === 0 && (kind === TIME || !dates1904)) return clock(hours, ofDay);
  const date = dayText(dates1904 ? day + DAYS_1904 : day);
  const showTime = ofDay !== 0 || kind === (DATE | TIME);
  return showTime ? `${date} ${clock(hours, ofDay)}` : date;
}

function clock(hours: number, seconds: number): string {
  return `${two(hours)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Day 60 is the 29 February 1900 that never was; spreadsheets show it, and days before it are one off. */
function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text =
    day === 60
      ? '1900-02-29'
      : new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_SECONDS * 1000)
          .toISOString()
          .slice(0, 10);
  dayTexts.set(day, text);
  return text;
}

/**
 * A number as a spreadsheet holds it: 15 significant digits, plain decimal. Whole numbers of 16 and more digits
 * become `1.23456789012346E+18`: their last digits are gone, and the form says so, unless a program wrote every
 * digit. Text that is no number stays.
 */
export function plainNumber(text: string): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (everyDigitKept(text, value)) return text;
  if (value === 0) return '0';
  const [mantissa, power] = value.toExponential(14).split('e') as [string, string];
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const exponent = Number(power);
  const sign = value < 0 ? '-' : '';
  if (exponent >= 15) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}E+${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return rest === '' ? sign + whole : `${sign}${whole}.${rest}`;
}

/**
 * A spreadsheet keeps 15 digits and pads with zeros; a number that went through a binary float shows that float's own
 * digits or their shortest form. A long whole number that shows neither was written digit by digit, as programs do.
 */
function everyDigitKept(text: string, value: number): boolean {
  if (!/^-?[1-9]\d{15,}$/.test(text) || /^-?\d{15}0+$/.test(text)) return false;
  return Number.isSafeInteger(value) || (BigInt(text) !== BigInt(value) && text !== String(value));
}
