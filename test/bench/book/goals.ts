import { type Goal, growth, type Job, MILLION, peak, type Results, ratio, SIZES, share } from '../goals.ts';
import type { BookData } from './data.ts';
import { POST, POST_AGAIN, POST_MORE } from './programs.ts';

const said = ({ truth }: BookData) => ({ ...truth });
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
];
