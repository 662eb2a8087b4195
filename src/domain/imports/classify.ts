import type { Meaning, StatementRow } from '../statement.ts';
import { CLASS_RULES, type ClassRule, type MoneyClass } from './class-rules.ts';

/** How the book knows a counterparty. */
export interface PartyMatch {
  as: 'own' | 'client' | 'platform' | 'employee';
  id: number;
  /** The name or number of the book that it equals. */
  by: string;
}

/** Names and numbers of the book, normalised by `partyKey`. */
export interface KnownParties {
  /** Own money accounts by number and holder, clients by name and alias, suppliers, employees. */
  byKey: ReadonlyMap<string, PartyMatch>;
}

/** A row's class with what speaks for it, in words: `[code, text]` pairs rendered as `imports.evidence.<code>`. */
export interface Classed {
  class: MoneyClass;
  evidence: { code: string; text: string }[];
  party: PartyMatch | null;
  category: string | null;
}

const TEXTS: readonly Meaning[] = ['party', 'partyAccount', 'memo', 'memo2', 'kind', 'merchantId', 'status'];
const ORDER_NO = /(?<!\d)\d{15,22}(?!\d)/;
const NAME_TAIL = /[((][^))]*[))]$/;

/** The form in which names are compared: NFKC, lower case, no spaces, no note in brackets at the end (（一般户）). */
export function partyKey(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const short = plain.replace(NAME_TAIL, '');
  return short.length >= 2 ? short : plain;
}

/** The form in which words are looked for. */
export function wordKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Classes one bank or channel row by the rules, the first that holds; what no rule says is `unknown`. */
export function classify(row: StatementRow, parties: KnownParties): Classed {
  const party = partyOf(row, parties);
  for (const rule of CLASS_RULES) {
    const evidence = holds(rule, row, party);
    if (evidence) return { class: rule.class, evidence, party, category: rule.category ?? null };
  }
  return { class: 'unknown', evidence: [], party, category: null };
}

/** The counterparty as the book knows it: by its account number, its name, or a name that stands in the memo. */
export function partyOf(row: StatementRow, { byKey }: KnownParties): PartyMatch | null {
  const { party = '', partyAccount = '', memo = '', memo2 = '' } = row.text;
  for (const text of [partyAccount, party]) {
    const found = text === '' ? undefined : byKey.get(partyKey(text));
    if (found) return found;
  }
  for (const text of [memo, memo2]) {
    for (const part of text.split(/[-—_/,,;;::\s]+/)) {
      const found = part.length < 2 ? undefined : byKey.get(partyKey(part));
      if (found) return found;
    }
  }
  return null;
}

/** The platform's order number that stands in a row's texts, or null. */
export function orderNoIn(row: StatementRow): string | null {
  for (const column of ['merchantId', 'memo2', 'memo', 'party'] as const) {
    const found = ORDER_NO.exec(row.text[column] ?? '');
    if (found) return found[0];
  }
  return null;
}

function holds(rule: ClassRule, row: StatementRow, party: PartyMatch | null): Classed['evidence'] | null {
  const evidence: Classed['evidence'] = [];
  if (rule.direction && row.direction !== rule.direction) return null;
  if (rule.known) {
    if (party?.as !== rule.known) return null;
    evidence.push({ code: `party_${rule.known}`, text: party.by });
  }
  if (rule.party) {
    const name = wordKey(`${row.text.party ?? ''} ${row.text.partyAccount ?? ''}`);
    const found = rule.party.find(word => name.includes(wordKey(word)));
    if (!found) return null;
    evidence.push({ code: 'party_word', text: found });
  }
  if (rule.words) {
    const text = wordKey((rule.in ?? TEXTS).map(column => row.text[column] ?? '').join('\u001f'));
    const found = rule.words.find(word => text.includes(wordKey(word)));
    if (!found) return null;
    evidence.push({ code: 'word', text: found });
  }
  if (rule.orderNo) {
    const order = orderNoIn(row);
    if (!order) return null;
    evidence.push({ code: 'order_no', text: order });
  }
  return evidence;
}
