import { type Connection, openConnection } from '../dialect/sqlite.ts';
import { bookRefusal } from './disk.ts';
import { sideFiles } from './names.ts';

/** The right to write a book; held until released, or until the process ends, however it ends. */
export interface BookLock {
  release(): void;
}

/**
 * Takes a book for this process: an exclusive transaction on the file `<book>.lock`, which the system frees even
 * after a kill. The file itself stays; removing it would let two owners in.
 * Refuses `books.in_use` while another owner lives.
 */
export function takeLock(book: string): BookLock {
  let connection: Connection | null = null;
  try {
    connection = openConnection(sideFiles(book).lock, { readOnly: false, mustExist: false });
    connection.pragma('busy_timeout = 0');
    connection.exec('BEGIN EXCLUSIVE');
    const held = connection;
    return { release: () => void held.close() };
  } catch (error) {
    connection?.close();
    throw bookRefusal(error, book);
  }
}
