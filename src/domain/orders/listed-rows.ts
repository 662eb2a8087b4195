import { fenOfE5, parseDecimalE5 } from '../money.ts';
import {
  type CellTable,
  findHeader,
  isBlank,
  placeOf,
  RecordReader,
  tidy,
  wordOf,
} from '../parties/cells.ts';
import { isRealDate } from '../parties/checksum.ts';
import type { Finding, Place, Severity } from '../refusal.ts';
import type { PaymentMethod, Product, Scene } from '../rulebook/types.ts';
import { type LineTexts, readLines } from './listed-lines.ts';
import { LISTED_FIELDS, LISTED_HEADINGS, LISTED_WORDS, type ListedField } from './listed-words.ts';

/** An order of a list as its row says it; what is left out is not said. */
export interface ListedRow {
  row: number;
  sheet?: string;
  orderNo: string;
  product?: Product;
  account: string;
  client: string;
  scene?: Scene;
  goal?: string;
  durationHours?: number;
  bid?: { by: 'plays' | 'goal'; mode?: 'auto' | 'manual' };
  amountFen?: number;
  couponFen?: number;
  payment?: PaymentMethod;
  funder?: 'agency' | 'client' | 'employee';
  /** The platform's word; which state it is depends on the product. */
  state: string;
  /** `2026-05-10` or `2026-05-10 09:08:00`. */
  placedAt: string | null;
  material: string;
  findings: Finding[];
}

const E5_PER_FEN = 1_000;

/**
 * Reads orders that stand on the platform already out of sheets with a header, or out of lines without one. A text that
 * is not understood is unknown and is told; a line of a chat without number and amount is no order.
 * `isAccount`: whether a text is an account or a client of the book.
 */
export function readListed(
  tables: readonly CellTable[],
  isAccount: (text: string) => ListedField | null,
): ListedRow[] {
  return tables.flatMap(table => {
    const header = findHeader(table, LISTED_HEADINGS, ['orderNo', 'amount']);
    if (!header)
      return readLines(table.records, isAccount)
        .filter(({ texts }) => texts.orderNo !== undefined || texts.amount !== undefined)
        .map(({ row, texts, unread }) => rowOf(texts, row, { ...placeOf(table), row }, {}, unread));
    return table.records.slice(header.at + 1).flatMap(({ cells }, at) => {
      if (isBlank(cells)) return [];
      const reader = new RecordReader<ListedField>(table, header, header.at + 1 + at);
      const texts: LineTexts = {};
      const columns: Partial<Record<ListedField, string>> = {};
      for (const field of LISTED_FIELDS) {
        texts[field] = reader.text(field);
        const { column } = reader.place(field);
        if (column !== undefined) columns[field] = String(column);
      }
      return [rowOf(texts, reader.row, { ...placeOf(table), row: reader.row }, columns, [])];
    });
  });
}

function rowOf(
  texts: LineTexts,
  row: number,
  place: Place,
  columns: Partial<Record<ListedField, string>>,
  unread: readonly string[],
): ListedRow {
  const reader = new TextReader(texts, place, columns);
  if (unread.length > 0) reader.note('info', 'orders.listed_unread', null, { value: unread.join(' ') });
  const bid = reader.word('bid', LISTED_WORDS.bid);
  return {
    row,
    sheet: place.sheet,
    orderNo: reader.text('orderNo').replace(/\s/g, ''),
    product: reader.word('product', LISTED_WORDS.product),
    account: reader.text('account'),
    client: reader.text('client'),
    scene: reader.word('scene', LISTED_WORDS.scene),
    goal: reader.text('goal') || undefined,
    durationHours: reader.hours(),
    bid: bid && {
      by: bid === 'plays' ? 'plays' : 'goal',
      ...(bid === 'plays' ? {} : { mode: bid === 'goal_manual' ? 'manual' : 'auto' }),
    },
    amountFen: reader.fen('amount'),
    couponFen: reader.fen('coupon'),
    payment: reader.word('payment', LISTED_WORDS.payment),
    funder: reader.word('funder', LISTED_WORDS.funder),
    state: reader.text('state'),
    placedAt: reader.moment(),
    material: reader.text('material'),
    findings: reader.findings,
  };
}

/** Reads the texts of one order and notes what is not understood. */
class TextReader {
  readonly findings: Finding[] = [];
  private readonly texts: LineTexts;
  private readonly place: Place;
  private readonly columns: Partial<Record<ListedField, string>>;

  constructor(texts: LineTexts, place: Place, columns: Partial<Record<ListedField, string>>) {
    this.texts = texts;
    this.place = place;
    this.columns = columns;
  }

  text(field: ListedField): string {
    return tidy(this.texts[field] ?? '');
  }

  note(severity: Severity, code: string, field: ListedField | null, params: Finding['params']): void {
    const column = field === null ? undefined : this.columns[field];
    this.findings.push({ severity, code, params, place: { ...this.place, column } });
  }

  word<Value extends string>(
    field: ListedField,
    words: Readonly<Record<Value, readonly string[]>>,
  ): Value | undefined {
    const text = this.text(field);
    if (text === '') return undefined;
    const value = wordOf(text, words);
    if (value !== null) return value;
    const known = Object.values<readonly string[]>(words).map(([first]) => first);
    this.note('warn', 'orders.plan_word', field, { value: text, known: known.join(' / ') });
    return undefined;
  }

  fen(field: ListedField): number | undefined {
    const text = this.text(field)
      .normalize('NFKC')
      .replace(/[¥元,\s]/g, '');
    if (text === '') return undefined;
    const e5 = parseDecimalE5(text);
    const amountFen = e5 === null || e5 < 0 || e5 % E5_PER_FEN !== 0 ? null : fenOfE5(e5);
    if (amountFen === null) this.note('warn', 'orders.plan_amount', field, { value: this.text(field) });
    return amountFen ?? undefined;
  }

  hours(): number | undefined {
    const text = this.text('hours').replace(/小时|h$/i, '');
    if (text === '') return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0.1 && value <= 10_000) return value;
    this.note('warn', 'orders.plan_number', 'hours', { value: this.text('hours') });
    return undefined;
  }

  /** A day, with its time where one is written. */
  moment(): string | null {
    const text = this.text('placedAt');
    if (text === '') return null;
    const match =
      /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.0+)?)?$/.exec(
        text,
      );
    const two = (part: string) => part.padStart(2, '0');
    const day = match ? `${match[1]}-${two(match[2]!)}-${two(match[3]!)}` : '';
    const [hour, minute, second] = [match?.[4], match?.[5], match?.[6] ?? '00'];
    if (!match || !isRealDate(day) || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) {
      this.note('warn', 'orders.listed_time', 'placedAt', { value: text });
      return null;
    }
    return hour === undefined ? day : `${day} ${two(hour)}:${minute}:${second}`;
  }
}
