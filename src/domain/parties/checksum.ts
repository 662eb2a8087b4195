import type { SubjectKind } from './types.ts';

/** What a paper's number looks like. `unknown`: no rule is known for it (Hong Kong, overseas, old registrations). */
export type PaperKind = 'credit_code' | 'organisation_code' | 'id_number' | 'id_number_old' | 'unknown';

/** `fault` is the text code of the doubt, null if the number is sound. It never refuses a row. */
export interface PaperCheck {
  kind: PaperKind;
  fault: string | null;
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_CHECKS = '10X98765432';

/** A paper's number as it is kept: full width and lower case undone, without spaces and hyphens. */
export function normalPaperNo(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '');
}

/**
 * Checks the number of a subject's paper by the rule of its kind: 统一社会信用代码 (GB 32100), organisation code
 * (GB 11714), ID number (GB 11643, with a real birth date). The kind is told by the form of the number.
 */
export function checkPaper(subject: SubjectKind, paperNo: string): PaperCheck {
  const no = normalPaperNo(paperNo);
  if (subject === 'individual') return checkPerson(no);
  if (/^[0-9A-Z]{18}$/.test(no)) return checkCredit(no);
  if (/^[0-9A-Z]{8}[0-9X]$/.test(no)) {
    return { kind: 'organisation_code', fault: organisationCheck(no) ? null : 'parties.organisation_code' };
  }
  return { kind: 'unknown', fault: 'parties.paper_unknown' };
}

/** The check character that a credit code of 17 characters must carry; null if a character is not of its alphabet. */
export function creditCheck(body: string): string | null {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const value = CREDIT_ALPHABET.indexOf(body.charAt(at));
    if (value < 0 || body.length < 17) return null;
    sum += value * CREDIT_WEIGHTS[at]!;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31]!;
}

function checkCredit(no: string): PaperCheck {
  return { kind: 'credit_code', fault: creditCheck(no) === no[17] ? null : 'parties.credit_code' };
}

function checkPerson(no: string): PaperCheck {
  if (/^\d{17}[0-9X]$/.test(no)) {
    if (!realDate(no.slice(6, 14))) return { kind: 'id_number', fault: 'parties.id_number_date' };
    return { kind: 'id_number', fault: personCheck(no) ? null : 'parties.id_number' };
  }
  if (/^\d{15}$/.test(no)) {
    return {
      kind: 'id_number_old',
      fault: realDate(`19${no.slice(6, 12)}`) ? 'parties.id_number_old' : 'parties.id_number_date',
    };
  }
  return { kind: 'unknown', fault: 'parties.paper_unknown' };
}

function personCheck(no: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += Number(no[at]) * PERSON_WEIGHTS[at]!;
  return PERSON_CHECKS[sum % 11] === no[17];
}

function organisationCheck(no: string): boolean {
  let sum = 0;
  for (let at = 0; at < 8; at++)
    sum += ORGANISATION_ALPHABET.indexOf(no.charAt(at)) * ORGANISATION_WEIGHTS[at]!;
  const check = (11 - (sum % 11)) % 11;
  return (check === 10 ? 'X' : String(check)) === no[8];
}

/** Whether `yyyymmdd` is a day of the calendar from 1900 on. */
function realDate(digits: string): boolean {
  return isRealDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`) && digits >= '1900';
}

/** Whether `2026-05-01` is a day of the Gregorian calendar. */
export function isRealDate(date: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
