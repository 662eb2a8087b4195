import { type CellTable, findHeader, normalHeading, tidy, wordOf } from '../parties/cells.ts';
import { LISTED_FIELDS, LISTED_HEADINGS, LISTED_WORDS, type ListedField } from './listed-words.ts';
import { pastedTable } from './plan-rows.ts';
import { stateNamed } from './states.ts';

// Orders out of a chat: no header, a line each, or a block of lines `订单号：…`.

/** What can be told from a line; texts as they were written. */
export type LineTexts = Partial<Record<ListedField, string>>;

export interface ReadLine {
  /** Line at which it begins. */
  row: number;
  texts: LineTexts;
  /** Words that mean nothing here. */
  unread: string[];
}

/** Pasted text as a table where it has a header, else one cell a line, commas of figures and all. */
export function listedTable(text: string): CellTable {
  const table = pastedTable(text);
  if (findHeader(table, LISTED_HEADINGS, ['orderNo', 'amount'])) return table;
  const lines = text.replaceAll('\r', '').split('\n');
  return { records: lines.map((line, at) => ({ row: at + 1, cells: [line] })) };
}

const LABELS = new Map<string, ListedField>(
  LISTED_FIELDS.flatMap(field =>
    LISTED_HEADINGS[field].map(name => [normalHeading(name), field] as [string, ListedField]),
  ),
);
const LONGEST_FIRST = [...LABELS.keys()].sort((a, b) => b.length - a.length);

/**
 * Orders out of lines without a header. A line that says nothing twice goes on with the order before it; a blank line
 * ends one. `isAccount`: whether a text is an account or a client of the book.
 */
export function readLines(
  records: CellTable['records'],
  isAccount: (text: string) => ListedField | null,
): ReadLine[] {
  const read: ReadLine[] = [];
  let open: ReadLine | null = null;
  for (const { row, cells } of records) {
    const line = tidy(cells.join(' '));
    if (line === '') {
      open = null;
      continue;
    }
    const { texts, unread } = readLine(line, isAccount);
    // A greeting, a word between the orders.
    if (Object.keys(texts).length === 0) continue;
    const before: ReadLine | null = open;
    const goesOn = before !== null && Object.keys(texts).every(field => !(field in before.texts));
    if (before && goesOn) {
      Object.assign(before.texts, texts);
      before.unread.push(...unread);
    } else {
      open = { row, texts, unread };
      read.push(open);
    }
  }
  return read;
}

function readLine(line: string, isAccount: (text: string) => ListedField | null) {
  const texts: LineTexts = {};
  const unread: string[] = [];
  const long: string[] = [];
  const take = (field: ListedField, text: string): boolean => {
    if (texts[field] !== undefined) return false;
    texts[field] = text;
    return true;
  };
  for (const word of wordsOf(line)) {
    const labelled = labelOf(word);
    if (labelled) {
      if (!take(labelled.field, labelled.text)) unread.push(word);
      continue;
    }
    const known = isAccount(word);
    if (known && take(known, word)) continue;
    if (/^\d{12,25}$/.test(word)) {
      long.push(word);
      continue;
    }
    const field = shapeOf(word);
    if (field === 'placedAt' && texts.placedAt !== undefined && isTime(word)) texts.placedAt += ` ${word}`;
    else if (!field || !take(field, word)) unread.push(word);
  }
  // The platform's order numbers are its longest ones; what is left over may be an account that the book has not.
  for (const id of long.sort((a, b) => b.length - a.length))
    if (!take('orderNo', id) && !take('account', id)) unread.push(id);
  return { texts, unread };
}

/** A comma that groups the digits of one figure parts no words. */
const SEPARATOR = /[\s;、|]+|(?<!(?:^|[^\d,])\d{1,3}(?:,\d{3})*),|,(?!\d{3}(?!\d))/;

/** Words parted by spaces and marks; a label keeps its value: `订单号： 7300…` is one word, `1,300.00` too. */
function wordsOf(line: string): string[] {
  return line
    .replaceAll('，', ' ')
    .normalize('NFKC')
    .replace(/\s*:\s*(?!\d{2}\b)/g, ':')
    .split(SEPARATOR)
    .filter(word => word !== '');
}

/** `订单号:730…`, `订单730…`, `金额300元`. */
function labelOf(word: string): { field: ListedField; text: string } | null {
  const at = word.indexOf(':');
  if (at > 0 && !isTime(word)) {
    const field = LABELS.get(normalHeading(word.slice(0, at)));
    const text = word.slice(at + 1);
    if (field && text !== '') return { field, text };
  }
  const name = LONGEST_FIRST.find(label => word.toUpperCase().startsWith(label));
  const rest = name === undefined ? '' : word.slice(name.length);
  return name !== undefined && /^[¥￥]?\d/.test(rest) ? { field: LABELS.get(name)!, text: rest } : null;
}

const isTime = (word: string) => /^\d{1,2}:\d{2}(:\d{2})?$/.test(word);

/** The field that a word's own shape tells. */
function shapeOf(word: string): ListedField | null {
  if (isTime(word) || /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(word)) return 'placedAt';
  if (/^\d+(\.\d+)?(小时|h)$/i.test(word)) return 'hours';
  if (/^[¥￥]?\d[\d,]{0,12}(\.\d{1,2})?元?$/.test(word)) return 'amount';
  if (wordOf(word, LISTED_WORDS.product)) return 'product';
  if (wordOf(word, LISTED_WORDS.scene)) return 'scene';
  if (stateNamed('suixintui', word) ?? stateNamed('douplus', word)) return 'state';
  if (wordOf(word, LISTED_WORDS.payment)) return 'payment';
  return null;
}
