import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import { type BookDesk, closeBook, type OpenBook, verifyLedger } from '../services/books.ts';
import { DeskShelf } from '../store/desk.ts';

/** What a book thread works with: this workstation's shelf, and the one book that the thread has open. */
export class BookRoom {
  readonly desk: BookDesk;
  private opened: OpenBook | null = null;

  constructor(shelfFolder: string) {
    this.desk = {
      shelf: new DeskShelf(shelfFolder),
      now: () => new Date(),
      newId: randomUUID,
      verify: verifyLedger,
    };
  }

  /** Refuses `books.not_open`. */
  get book(): OpenBook {
    if (!this.opened) throw new Refusal('books.not_open');
    return this.opened;
  }

  get connection() {
    return this.book.connection;
  }

  /** Takes a book in hand, and gives the one before back. */
  hold(book: OpenBook): void {
    this.close();
    this.opened = book;
  }

  /** The same book under another key: what it replaces is spent already. */
  swap(book: OpenBook): void {
    this.opened = book;
  }

  close(): void {
    if (this.opened) closeBook(this.opened);
    this.opened = null;
  }
}
