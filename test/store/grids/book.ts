import { createHash } from 'node:crypto';
import type { AccountRef } from '../../../src/domain/accounting/types.ts';
import { insertRow } from '../../../src/store/changes.ts';
import {
  addPlanRows,
  beginPlan,
  keepSourceFile,
  SourceRowWriter,
  setPlan,
} from '../../../src/store/imports.ts';
import { leg, TestBook } from '../../reports/book.ts';

/** Small and the same everywhere. */
export function seeded(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return most => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * most);
  };
}

export const SUMMARIES = [
  '充值 甲店',
  'Recharge ÉTÉ',
  '返点 10%',
  'a_b [x] *?',
  '消耗',
  '"引号" \\ 斜杠',
  'été',
];
const WORDS = ['视频加热', 'Shop Élan', '50% off_', '涨粉 “甲”', 'x"y\\z', '直播 · 间'];

export const pool = (at: number): AccountRef => ({ code: '1123.03', pool: at, bucket: 'prepay' });
export const funds = (client: number): AccountRef => ({ code: '2203.01', client });
export const bank = (money: number): AccountRef => ({ code: '1002', money });

/** A book with transfers of three clients, red ones among them, a file with rows, a plan and tickets. */
export async function gridBook(seed: number, batches = 30): Promise<TestBook> {
  const book = await new TestBook().openMonths();
  const dice = seeded(seed);
  await openFunds(book);
  const rows = await sourceRows(book, dice, batches);
  const posted: number[] = [];
  for (let at = 0; at < batches; at++) posted.push(await postOne(book, dice, rows[at]!));
  for (let at = 0; at < batches; at += 7) await book.reverse(posted[at]!, day(dice));
  await planOf(book, dice);
  await tickets(book, dice, rows);
  return book;
}

const day = (dice: (most: number) => number) =>
  `2026-0${1 + dice(4)}-${String(1 + dice(28)).padStart(2, '0')}`;

async function openFunds(book: TestBook): Promise<void> {
  const legs = [1, 2, 3].flatMap(at => [
    leg('E01', bank(1), funds(at), 9_000_000_00),
    leg('E61', pool(at), { code: '3001' }, 9_000_000_00),
  ]);
  await book.post('E61', '2025-12-31', legs, '期初');
}

function postOne(book: TestBook, dice: (most: number) => number, sourceRow: number): Promise<number> {
  const more = (at: number) => ({
    ...(at === 0 ? { sourceRow } : {}),
    ...(dice(2) ? { caseNo: `DD${dice(9)}` } : {}),
  });
  const legs = Array.from({ length: 1 + dice(4) }, (_, at) => {
    const [one, other] = [1 + dice(3), 1 + dice(2)];
    const fen = dice(2) ? 100 * (1 + dice(5)) : 1 + dice(99_999);
    const kinds = [
      leg('E01', bank(other), funds(one), fen, more(at)),
      leg('E17', pool(one), bank(other), fen, more(at)),
      leg('E29', funds(one), funds((one % 3) + 1), fen, more(at)),
      leg('E48', funds(one), bank(other), fen, more(at)),
    ];
    return kinds[dice(kinds.length)]!;
  });
  return book.post('E01', day(dice), legs, SUMMARIES[dice(SUMMARIES.length)]);
}

const hash = (text: string) => createHash('sha256').update(text).digest();

function sourceRows(book: TestBook, dice: (most: number) => number, count: number): Promise<number[]> {
  return book.run(tx => {
    const ids: number[] = [];
    for (const name of ['一月.xlsx', 'feb.csv']) {
      const about = { sha256: hash(name).toString('hex'), name, bytes: 5, profile: 'bank.icbc', money: 1 };
      const file = keepSourceFile(tx, about, []);
      const writer = new SourceRowWriter(tx);
      for (let at = 0; at < count; at++) {
        const raw = JSON.stringify([
          ['time', `2026-01-${10 + dice(9)}`],
          ['memo', WORDS[dice(WORDS.length)]!],
        ]);
        const identity = `${name}${at}`;
        const state = (['open', 'noted'] as const)[dice(2)]!;
        const row = { file, sheet: name === 'feb.csv' ? '' : `表${dice(2)}`, row: 2 + dice(count) };
        ids.push(writer.add({ ...row, identity, version: 1, contentHash: hash(raw), state, raw }));
      }
    }
    return ids.filter((_, at) => at % 2 === 0);
  });
}

async function planOf(book: TestBook, dice: (most: number) => number): Promise<void> {
  const { connection } = book;
  const plan = beginPlan(connection, {
    sha256: '0'.repeat(64),
    name: 'feb.csv',
    bytes: 1,
    profile: 'bank.icbc',
    money: 1,
    madeAt: '2026-02-01T00:00:00Z',
  });
  const reasons = [null, 'imports.no_date', 'imports.client_unknown'];
  const row = (n: number) => ({
    n,
    sheet: '',
    row: n + 2,
    identity: String(n),
    version: 1,
    contentHash: hash(String(n)),
    verdict: (['new', 'known', 'refused', 'undecided'] as const)[dice(4)]!,
    reason: reasons[dice(3)]!,
    sourceRow: null,
    raw: JSON.stringify([['memo', WORDS[dice(WORDS.length)]!]]),
    entry: JSON.stringify({
      day: dice(3) ? `2026-01-${10 + dice(9)}` : '',
      direction: 'income',
      amountFen: dice(999),
      params: { name: '丁店' },
      class: dice(2) ? 'fee' : null,
    }),
  });
  addPlanRows(
    connection,
    plan,
    Array.from({ length: 40 }, (_, n) => row(n)),
  );
  setPlan(connection, plan, 'ready', '{}');
}

function tickets(book: TestBook, dice: (most: number) => number, rows: readonly number[]): Promise<null> {
  return book.run(tx => {
    for (let at = 0; at < 12; at++)
      insertRow(tx, 'ticket', {
        reason: ['MISS_BOOK', 'UNKNOWN'][dice(2)]!,
        amount_fen: dice(5_000),
        state: dice(4) ? 'open' : 'decided',
        arose_on: day(dice),
        source_row: dice(2) ? rows[at]! : null,
        client: dice(2) ? 1 + dice(3) : null,
        pool: dice(2) ? 1 + dice(3) : null,
      });
    return null;
  });
}
