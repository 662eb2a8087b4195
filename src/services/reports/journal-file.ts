import { Refusal } from '../../domain/refusal.ts';
import { beancountEntry, beancountHead } from '../../domain/reports/beancount.ts';
import { hledgerEntry, hledgerHead } from '../../domain/reports/hledger.ts';
import type { JournalBook, JournalEntry } from '../../domain/reports/journal.ts';
import type { ReportAccount } from '../../domain/reports/types.ts';
import { writeWhole } from '../../files/write-file.ts';
import type { WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readBook, readTransferIds } from '../../store/reports.ts';
import { accountsOf, journalLines } from './load.ts';

export const JOURNAL_FORMATS = ['hledger', 'beancount'] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

interface JournalWriter {
  head(book: JournalBook, accounts: readonly ReportAccount[]): string;
  entry(entry: JournalEntry): string;
}

const WRITERS: Record<JournalFormat, JournalWriter> = {
  hledger: { head: hledgerHead, entry: hledgerEntry },
  beancount: { head: beancountHead, entry: beancountEntry },
};
const WINDOW = 1_000;

/**
 * Writes every posted transfer of the book as a journal, by day and number, so that the same book gives the same
 * bytes. Whole or not at all, as `writeWhole`; refuses `export.cancelled` between windows.
 */
export function exportJournal(
  connection: Connection,
  format: JournalFormat,
  path: string,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { head, entry } = WRITERS[format];
  const book = readBook(connection);
  const accounts = accountsOf(connection);
  const byId = new Map(accounts.map(account => [account.id, account]));
  const ids = book.lastOn === null ? [] : readTransferIds(connection, null, book.lastOn);
  return writeWhole(path, async sink => {
    await sink.write(Buffer.from(head(book, accounts)));
    for (let at = 0; at < ids.length; at += WINDOW) {
      if (options.cancelled?.()) throw new Refusal('export.cancelled');
      const entries = journalLines(connection, byId, ids.slice(at, at + WINDOW));
      await sink.write(Buffer.from(entries.map(entry).join('')));
      options.onProgress?.(Math.min(at + WINDOW, ids.length));
    }
  });
}
