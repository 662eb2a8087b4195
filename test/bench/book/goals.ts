import {
  faster,
  type Goal,
  growth,
  type Job,
  MILLION,
  peak,
  quotient,
  type Results,
  ratio,
  SIZES,
  share,
  TENTH_MILLION,
} from '../goals.ts';
import type { BookData } from './data.ts';
import { BALANCES, BALANCES_PEERS, POST, POST_AGAIN, POST_MORE, POST_PEERS, RECOUNT } from './programs.ts';

const said = ({ truth }: BookData) => ({ ...truth });
const rowsOnly = ({ rows }: BookData) => ({ rows });
const left = ({ truth: { availableFen, onOrderFen } }: BookData) => ({ availableFen, onOrderFen });
const ofPosting = (figure: (results: Results) => number | null): Goal['figure'] => figure;

/** Jobs on a book: the whole way of a list from its file to entries, and what is then asked of the book. */
export const BOOK_JOBS: Job<BookData>[] = [
  {
    name: 'post a list',
    sizes: SIZES,
    contenders: POST,
    truth: said,
    goals: [
      share('P1', 'a list, file to entries', 'floor', 1.3),
      {
        id: 'P1',
        what: 'posting only, against floor',
        rows: MILLION,
        most: 1.3,
        figure: ofPosting(results => ratio(results, 'posting only', 'floor')),
      },
      share('P2', 'a list, file to entries', 'sqlite3', 1.25),
      growth('P6', 'a list, file to entries', 10.5),
      {
        id: 'P6',
        what: 'a list, file to entries: peak memory',
        rows: MILLION,
        most: 450,
        unit: 'MB',
        figure: results => peak(results, 'ours'),
      },
    ],
  },
  {
    name: 'post a list, peers',
    sizes: [10_000, TENTH_MILLION],
    contenders: POST_PEERS,
    truth: rowsOnly,
    goals: [
      faster('P3', 'a list', 'Actual add', 35, 10_000),
      faster('P3', 'a list', 'Actual import', 60, 10_000),
      faster('P3', 'a list', 'hledger', 18, TENTH_MILLION),
      faster('P3', 'a list', 'GnuCash', 60, TENTH_MILLION),
    ],
  },
  {
    name: 'post it again',
    sizes: [MILLION],
    contenders: POST_AGAIN,
    truth: said,
    goals: [
      share('P4', 'the same file again', 'floor', 0.2),
      {
        id: 'P4',
        what: 'the same rows in another file',
        rows: MILLION,
        most: 0.2,
        figure: ofPosting(results => ratio(results, 'as another file', 'floor')),
      },
    ],
  },
  {
    name: 'post 10,000 more',
    sizes: [MILLION],
    contenders: POST_MORE,
    truth: () => ({}),
    goals: [
      share('P5', '10,000 new rows', 'into an empty book', 4),
      share('P5', '10,000 new rows', 'floor', 0.06),
    ],
  },
  {
    name: 'balances by month',
    sizes: SIZES,
    contenders: BALANCES,
    truth: left,
    goals: [
      {
        id: 'B1',
        what: 'every balance by month against DuckDB',
        rows: MILLION,
        most: 0.25,
        figure: results => quotient(msOf(results, 'ours'), msOf(results, 'DuckDB')),
      },
      growthOf('B4', 'every balance by month: hundredfold rows cost', 2),
    ],
  },
  {
    name: 'balances by month, text tools',
    sizes: [TENTH_MILLION, MILLION],
    contenders: BALANCES_PEERS,
    truth: () => ({}),
    goals: [
      faster('B2', 'every balance by month', 'ledger', 300),
      faster('B2', 'every balance by month', 'hledger', 1_000),
      faster('B2', 'every balance by month', 'bean-query', 2_000),
    ],
  },
  {
    name: 'recount',
    sizes: [MILLION],
    contenders: RECOUNT,
    truth: left,
    goals: [share('B3', 'recount of every sum', 'floor', 0.1)],
  },
];

/** What a program said its question took; start and opening are not in it. */
function msOf(results: Results, name: string): number | null {
  const answer = results.get(name)?.answer;
  return answer === undefined ? null : (JSON.parse(answer) as { ms: number }).ms;
}

/** From the smallest size to the largest: the product of the steps between. */
function growthOf(id: string, what: string, most: number): Goal {
  let smallest: number | null = null;
  const figure = (results: Results, smaller: Results | null) => {
    const ms = msOf(results, 'ours');
    smallest ??= smaller && msOf(smaller, 'ours');
    return quotient(ms, smallest);
  };
  return { id, what, rows: MILLION, most, grows: true, figure };
}
