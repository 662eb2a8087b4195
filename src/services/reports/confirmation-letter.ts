import { accountOf } from '../../domain/accounting/chart.ts';
import type { ClientStatement } from '../../domain/reports/client-statement.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../../files/write-xlsx.ts';
import { moneyCell, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** What a letter 询证函 asks a client to confirm: balances at the end of a day. */
export interface Letter {
  /** Number of the letter. */
  no: string;
  on: string;
  book: string;
  code: string;
  statement: ClientStatement;
}

/** One balance: what the client owes, or what is owed to the client; 分. */
interface LetterLine {
  name: string;
  theirsFen: number;
  oursFen: number;
}

/** Balances between both, by item; what is shown apart (在平台 by code, memo) is no claim of its own. */
function letterLines({ statement }: Letter, words: Words): LetterLine[] {
  const { closing, other } = statement;
  const owed = [
    { name: words.say('letters.item.unallocated'), fen: closing.unallocatedFen },
    { name: words.say('letters.item.at_platform'), fen: closing.atPlatformFen },
    ...other.map(({ code, closingFen }) => ({
      name: words.code(code),
      fen: accountOf(code).side === 'credit' ? closingFen : -closingFen,
    })),
  ];
  return owed
    .filter(({ fen }) => fen !== 0)
    .map(({ name, fen }) => ({ name, theirsFen: Math.max(-fen, 0), oursFen: Math.max(fen, 0) }));
}

/** Whether there is a balance to be confirmed. */
export function hasBalance({ statement: { closing, other } }: Pick<Letter, 'statement'>): boolean {
  return (
    closing.unallocatedFen !== 0 ||
    closing.atPlatformFen !== 0 ||
    other.some(({ closingFen }) => closingFen !== 0)
  );
}

/** What a letter comes to: owed to the client less owed by the client, 分. */
export function letterFen(letter: Letter, words: Words): number {
  return letterLines(letter, words).reduce((sum, { oursFen, theirsFen }) => sum + oursFen - theirsFen, 0);
}

type Heading = readonly [heading: string, kind: ColumnSpec['kind'], width: number];

function columns(words: Words, headings: readonly Heading[]): ColumnSpec[] {
  return headings.map(([heading, kind, width]) => ({
    heading: words.say(`letters.column.${heading}`),
    kind,
    width,
  }));
}

/** 往来询证函 with its reply slip 回函, each on a page of its own. */
export function letterSheets(letter: Letter, words: Words): SheetSpec[] {
  const say = (code: string, params = {}) => words.say(`letters.${code}`, params);
  const { no, on, book, statement } = letter;
  const lines = letterLines(letter, words);
  const sum = (of: 'theirsFen' | 'oursFen') => lines.reduce((total, line) => total + line[of], 0);
  const title = [
    say('title'),
    say('no', { no }),
    say('to', { client: statement.name }),
    ...['body1', 'body2', 'body3'].map(line => say(line, { on })),
    words.say('reports.unit'),
  ];
  const cells = lines.map(({ name, theirsFen, oursFen }): CellValue[] => [
    on,
    name,
    theirsFen === 0 ? null : moneyCell(theirsFen),
    oursFen === 0 ? null : moneyCell(oursFen),
    null,
  ]);
  const tail = (text: string): CellValue[] => [null, text, null, null, null];
  const letterSheet = sheetOf(
    say('sheet.letter'),
    title,
    columns(words, [
      ['on', 'date', 12],
      ['item', 'text', 30],
      ['theirs', 'money', 18],
      ['ours', 'money', 18],
      ['note', 'text', 14],
    ]),
    [
      ...cells,
      [say('total'), null, moneyCell(sum('theirsFen')), moneyCell(sum('oursFen')), null],
      tail(say('later')),
      tail(say('sign', { agency: book })),
    ],
  );
  return [letterSheet, slipSheet(letter, lines, words)];
}

function slipSheet(
  { no, on, book, statement }: Letter,
  lines: readonly LetterLine[],
  words: Words,
): SheetSpec {
  const say = (code: string, params = {}) => words.say(`letters.${code}`, params);
  const title = [say('slip.title'), say('no', { no }), say('to', { client: book }), say('slip.body', { on })];
  const blank: CellValue[] = [null, null, null];
  const rows: CellValue[][] = [
    [say('slip.agree'), null, say('slip.seal', { client: statement.name })],
    [say('slip.differ'), null, say('slip.seal', { client: statement.name })],
    ...lines.map(({ name }): CellValue[] => [name, null, null]),
    blank,
    [say('slip.person'), null, say('slip.phone')],
  ];
  const headings = columns(words, [
    ['conclusion', 'text', 40],
    ['theirs_figure', 'text', 20],
    ['seal', 'text', 34],
  ]);
  return sheetOf(say('sheet.slip'), title, headings, rows);
}

/** Register of a batch of letters. */
export function letterRegister(
  letters: readonly Letter[],
  { book, on }: { book: string; on: string },
  words: Words,
): SheetSpec[] {
  const rows = letters.map((letter): CellValue[] => [
    letter.no,
    letter.code,
    letter.statement.name,
    moneyCell(letterFen(letter, words)),
    null,
    null,
  ]);
  const total = letters.reduce((sum, letter) => sum + letterFen(letter, words), 0);
  const title = [
    words.say('letters.register'),
    words.say('reports.book', { book }),
    words.say('letters.as_of', { on }),
    words.say('reports.unit'),
  ];
  const headings = columns(words, [
    ['no', 'id', 22],
    ['code', 'id', 12],
    ['client', 'text', 34],
    ['net', 'money', 18],
    ['sent_on', 'text', 14],
    ['answered_on', 'text', 14],
  ]);
  const totals = [words.say('reports.total'), null, null, moneyCell(total), null, null];
  return [sheetOf(words.say('letters.sheet.register'), title, headings, rows, totals)];
}
