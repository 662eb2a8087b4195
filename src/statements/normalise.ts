import { createHash } from 'node:crypto';

const UNITS = /(?:\((?:[+\-±]?元|人民币元?|[¥$])\)|\/元)/g;
const NOT_A_UNIT = /(?:单元|美元|欧元|日元|港元|澳元|加元)$/;

/**
 * The form in which headings are compared: NFKC, no white space at all, no BOM, backtick or `="…"` around it, and no
 * unit: 金额（元）, 金额/元 and 金额 are one heading, 借方发生额/元(支取) reads 借方发生额(支取).
 */
export function normaliseHeading(text: string): string {
  const plain = normaliseWord(text).replace(UNITS, '');
  if (plain.length > 2 && plain.endsWith('元') && !NOT_A_UNIT.test(plain)) return plain.slice(0, -1);
  return plain;
}

/** The form in which words in cells are compared: NFKC, no white space, no marks that only keep a cell text. */
export function normaliseWord(text: string): string {
  return unwrap(text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]+/g, '')).replace(/^[`'´](?=.)/, '');
}

function unwrap(text: string): string {
  const formula = /^="([\s\S]*)"$/.exec(text);
  if (formula) return formula[1]!.replaceAll('""', '"').trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
}

/**
 * Names by which the columns of a header are found: its normalised headings, where a name that came before gets its
 * number (`金额#2`). Empty headings stay empty; trailing empty ones are dropped.
 */
export function headingKeys(cells: string[]): string[] {
  const seen = new Map<string, number>();
  const keys = cells.map(cell => {
    const name = normaliseHeading(cell);
    if (name === '') return '';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
  while (keys.length > 0 && keys.at(-1) === '') keys.pop();
  return keys;
}

/** First 16 hex digits of the SHA-256 over the heading keys in their order. */
export function fingerprintOf(keys: string[]): string {
  return createHash('sha256').update(keys.join('\u001f')).digest('hex').slice(0, 16);
}
