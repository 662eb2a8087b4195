import { INVOICE_KINDS, type InvoiceKind, type InvoiceNumber, type InvoiceParty } from './types.ts';

const DIGITAL = /^\d{20}$/;
const CODE = /^(?:\d{10}|\d{12})$/;
const OLD = /^\d{8}$/;
const SCIENTIFIC = /^\d+(?:\.\d+)?E\+?\d+$/i;

/** What is wrong with a number: its text code, null if it is sound. */
export type NumberFault =
  | 'invoices.number_missing'
  | 'invoices.number_destroyed'
  | 'invoices.number_form'
  | 'invoices.code_missing'
  | null;

export interface ReadNumber {
  /** Null where the number does not name one invoice. */
  number: InvoiceNumber | null;
  fault: NumberFault;
  /** What stands in the file. */
  text: string;
}

/**
 * Reads the number of an invoice. A spreadsheet that took it for a number writes `2.6E+19`, or zeros from the 16th
 * digit on: then it names no invoice any more. An old number without its code is kept: it is short of a key.
 */
export function readNumber(codeText: string, numberText: string): ReadNumber {
  const [code, number] = [plainDigits(codeText), plainDigits(numberText)];
  const text = code === '' ? number : `${code}-${number}`;
  const told = (fault: NumberFault, read: InvoiceNumber | null = null): ReadNumber => ({
    number: read,
    fault,
    text,
  });
  if (number === '') return told('invoices.number_missing');
  if (isDestroyed(number) || isDestroyed(code)) return told('invoices.number_destroyed');
  if (DIGITAL.test(number)) return told(null, { code: null, number });
  if (!OLD.test(number)) return told('invoices.number_form');
  if (code === '') return told('invoices.code_missing', { code: null, number });
  return CODE.test(code) ? told(null, { code, number }) : told('invoices.number_form');
}

/** Whether a spreadsheet has rounded the number. */
export function isDestroyed(number: string): boolean {
  return SCIENTIFIC.test(number) || /^\d{15}0{5}$/.test(number) || /^\d+\.\d+$/.test(number);
}

/** One number as it is written and compared: 20 digits, or code-number. */
export function numberText({ code, number }: InvoiceNumber): string {
  return code === null ? number : `${code}-${number}`;
}

function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff'`"=]+/g, '');
}

/** A party's name as it is compared: full width, spaces and brackets do not tell companies apart. */
export function partyKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff]+/g, '')
    .toUpperCase();
}

/** Whether two parties are one by what is known of both: tax number where both have one, else the name. */
export function sameParty(one: InvoiceParty, other: InvoiceParty): boolean {
  const [oneNo, otherNo] = [partyKey(one.taxNo), partyKey(other.taxNo)];
  if (oneNo !== '' && otherNo !== '' && oneNo !== otherNo) return false;
  return partyKey(one.name) === partyKey(other.name);
}

/**
 * The kind that words say: 电子发票（增值税专用发票）, 数电票（普通发票）, 增值税电子普通发票. Whether it is fully
 * digital is told by the number. Null where the words do not say special or general.
 */
export function kindOfWords(words: string, number: InvoiceNumber | null): InvoiceKind | null {
  const plain = words.normalize('NFKC').replace(/\s+/g, '');
  const special = /专用|专票|SPECIAL/i.test(plain);
  if (!special && !/普通|普票|GENERAL/i.test(plain)) return null;
  const isDigital = number ? number.code === null && number.number.length === 20 : /数电|全电/.test(plain);
  const form = isDigital ? 'digital' : /电子|数电/.test(plain) ? 'e' : 'paper';
  return INVOICE_KINDS.find(kind => kind === `${form}_${special ? 'special' : 'general'}`)!;
}
