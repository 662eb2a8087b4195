import type { BookState } from '../../../contract/books.ts';

/** What every tab of the screen is given. */
export interface TabProps {
  month: string;
  book: BookState;
  /** Where the acts of a tab stand: beside the title of the screen. */
  acts: HTMLElement | null;
}
