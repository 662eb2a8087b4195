import { basename, join } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { bookRefusal, onDisk } from './disk.ts';
import type { Keeping } from './format.ts';
import { BOOK_SUFFIX, sideFiles } from './names.ts';
import { checkedBook, checkPages, unlock } from './open.ts';
import { removeDatabase } from './swap.ts';

/** The largest rowid that a page may hold: nothing lies beyond it. */
const LAST_ROWID = 2 ** 53;

/** A stretch of a table that cannot be read: row numbers `from` to `to`; `to` null where the end is not known. */
export interface Gap {
  from: number;
  to: number | null;
}

/** A table of a damaged book: its columns, what was read of it, and what was not. */
export interface SalvagedTable {
  name: string;
  columns: { name: string; isNumber: boolean }[];
  rows: unknown[][];
  gaps: Gap[];
}

/** A damaged book, copied beside so that nothing ever touches the file itself. */
export interface Wreck {
  tables: string[];
  /** Reads a table row by row, around the pages that cannot be read. */
  read(table: string): SalvagedTable;
  /** Takes the scratch copy away. */
  leave(): void;
}

/**
 * Copies a book that does not open into a scratch folder, with its log, and opens the copy as far as it can be opened:
 * no check of its pages, nothing written. Refuses `books.sound` where it does open: then its users and their roles say who
 * reads what. Refuses `books.missing`, `books.not_a_book`, `books.newer`, the passphrase's
 * refusals, and `books.nothing_to_salvage` where not even the list of tables can be read.
 */
export function openWreck(
  keeping: Keeping,
  { path, passphrase, scratch }: { path: string; passphrase?: string; scratch: string },
): Wreck {
  const { disk } = keeping;
  const place = { file: basename(path) };
  const copy = join(scratch, `salvage${BOOK_SUFFIX}`);
  const leave = () => removeDatabase(disk, copy);
  onDisk(path, () => {
    if (disk.size(path) === null) throw new Refusal('books.missing', place, place);
    removeDatabase(disk, copy);
    disk.copy(path, copy);
    const { wal } = sideFiles(path);
    if (disk.size(wal) !== null) disk.copy(wal, sideFiles(copy).wal);
  });
  try {
    if (isSound(keeping, copy, passphrase)) throw new Refusal('books.sound', place, place);
    const { connection } = unlock(keeping, copy, { passphrase, readOnly: true });
    return {
      tables: tableNames(connection, path),
      read: table => readTable(connection, table),
      leave: () => {
        connection.close();
        leave();
      },
    };
  } catch (error) {
    leave();
    const named = bookRefusal(error, path);
    const isDamage = named instanceof Refusal && /^(books|store)\.damaged$/.test(named.code);
    throw isDamage ? new Refusal('books.nothing_to_salvage', place, place) : named;
  }
}

/** Whether a book opens as it is, or would after its migration. */
function isSound(keeping: Keeping, path: string, passphrase: string | undefined): boolean {
  try {
    const { connection } = checkedBook(
      keeping,
      path,
      unlock(keeping, path, { passphrase, readOnly: true }),
      null,
    );
    try {
      checkPages(connection, path, 'quick_check');
      return true;
    } finally {
      connection.close();
    }
  } catch (error) {
    return error instanceof Refusal && error.code === 'books.older';
  }
}

function tableNames(connection: Connection, path: string): string[] {
  const sql =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  try {
    return connection.guard(() => connection.prepareValue(sql).all()) as string[];
  } catch {
    const place = { file: basename(path) };
    throw new Refusal('books.nothing_to_salvage', place, place);
  }
}

function readTable(connection: Connection, name: string): SalvagedTable {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const told = connection.prepareRaw('SELECT name, type FROM pragma_table_info(?)').all(name);
  const columns = (told as [string, string][]).map(([column, type]) => ({
    name: column,
    isNumber: type.toUpperCase() === 'INTEGER',
  }));
  const table: SalvagedTable = { name, columns, rows: [], gaps: [] };
  if (isWithoutRowid(connection, name)) readToFault(connection, quoted, table);
  else readAround(connection, quoted, table);
  return table;
}

const isWithoutRowid = (connection: Connection, name: string): boolean =>
  connection.prepareValue('SELECT wr FROM pragma_table_list WHERE name = ?').get(name) === 1;

/** A table kept by its key is read until a page fails: there is no number to go on from. */
function readToFault(connection: Connection, quoted: string, { rows, gaps }: SalvagedTable): void {
  try {
    for (const row of connection.prepareRaw(`SELECT * FROM ${quoted} NOT INDEXED`).iterate())
      rows.push(row as unknown[]);
  } catch {
    gaps.push({ from: rows.length + 1, to: null });
  }
}

/** Reads by row number, and goes on behind each stretch that fails. */
function readAround(connection: Connection, quoted: string, { rows, gaps }: SalvagedTable): void {
  const sql = `SELECT rowid, * FROM ${quoted} NOT INDEXED WHERE rowid >= ? ORDER BY rowid`;
  let from = -LAST_ROWID;
  for (;;) {
    try {
      for (const row of connection.prepareRaw(sql).iterate(from) as Iterable<[number, ...unknown[]]>) {
        const [rowid, ...values] = row;
        rows.push(values);
        from = rowid + 1;
      }
      return;
    } catch {
      const start = Math.max(from, 1);
      const next = nextReadable(rowid => isReadable(connection, sql, rowid), start);
      gaps.push({ from: start, to: next === null ? null : next - 1 });
      if (next === null) return;
      from = next;
    }
  }
}

function isReadable(connection: Connection, sql: string, from: number): boolean {
  try {
    // One row is enough: it lies on the first page from there on.
    for (const _ of connection.prepareRaw(sql).iterate(from)) break;
    return true;
  } catch {
    return false;
  }
}

/** The first number behind a fault from which reading goes on, or null: by doubled steps, then by halves. */
function nextReadable(isGood: (rowid: number) => boolean, fault: number): number | null {
  let step = 1;
  while (fault + step < LAST_ROWID && !isGood(fault + step)) step *= 2;
  if (fault + step >= LAST_ROWID) return null;
  let [bad, good] = [fault + Math.floor(step / 2), fault + step];
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
