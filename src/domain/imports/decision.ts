import type { ClientRef, LedgerEvent } from '../accounting/events/facts.ts';
import type { Expansion } from '../accounting/types.ts';
import type { Fen } from '../money.ts';
import { fenOfE5, parseDecimalE5 } from '../money.ts';
import type { Params } from '../refusal.ts';
import type { MoneyClass } from './class-rules.ts';
import type { Told } from './told.ts';
import type { FileContext, ImportRow, PlanRow, Reason } from './types.ts';

/** An event as a plan keeps it. `needs`: posted only while the client's 待充值 covers this; else the rest explains itself. */
export interface PlannedEvent {
  event: LedgerEvent;
  needs?: { client: ClientRef; amountFen: Fen };
}

/** What is done with a row that is booked. */
export interface Decision {
  events: PlannedEvent[];
  /** Only where the row cannot be booked as it stands. */
  state?: 'undecided' | 'refused';
  reason: Reason | null;
  /** What nobody can tell from the row, and a person is to look at. */
  tickets?: Expansion['tickets'];
  class?: MoneyClass;
  evidence?: { code: string; text: string }[];
}

/** One row on its way to a decision. */
export interface Deciding {
  entry: ImportRow;
  planned: PlanRow;
  told: Told;
  context: FileContext;
  /** Business day of the row. */
  day: string;
  amountFen: Fen;
}

export function post(...events: LedgerEvent[]): Decision {
  return { events: events.map(event => ({ event })), reason: null };
}

/** The row is kept and compared, but moves nothing. */
export function note(code: string, params: Params = {}): Decision {
  return { events: [], reason: { code, params } };
}

export function ask(code: string, params: Params = {}): Decision {
  return { events: [], state: 'undecided', reason: { code, params } };
}

export function because(decision: Decision, code: string, params: Params = {}): Decision {
  return { ...decision, reason: { code, params } };
}

/** 分 of a money text; 0 for none, null for one that says nothing exact. */
export function fenOfText(text: string | undefined): Fen | null {
  const plain = (text ?? '').normalize('NFKC').replace(/[\s,¥]/g, '');
  if (/^[-—–/]*$/.test(plain)) return 0 as Fen;
  const amountE5 = parseDecimalE5(plain);
  return amountE5 === null ? null : fenOfE5(amountE5);
}

/** Whether a money text says anything: `--` means unknown, not zero. */
export function isKnown(text: string | undefined): boolean {
  return !/^[-—–/\s]*$/.test(text ?? '');
}

const CODE = /(?<![A-Za-z0-9])[A-Z]{2,4}\d{9,24}(?![A-Za-z0-9])/;
const ORDER = /(?<!\d)\d{17,20}(?!\d)/;

/** Remittance code or order number by which a bank or channel row and the book can find each other. */
export function codeIn({ row }: ImportRow): string | null {
  const texts = [row.text.merchantId, row.text.memo2, row.text.memo].map(text => text ?? '');
  for (const text of texts) {
    const code = CODE.exec(text);
    if (code) return code[0];
  }
  for (const text of texts) {
    const order = ORDER.exec(text);
    if (order) return order[0];
  }
  return null;
}

/** Case of a bank or channel row: its code, else a name made of its own identity. */
export function caseOf({ entry, planned }: Deciding): string {
  const code = codeIn(entry);
  if (code) return code;
  const number = planned.identity?.split('\u001f').at(-1) ?? '1';
  return `ROW-${planned.contentHash.slice(0, 16)}-${number}`;
}
