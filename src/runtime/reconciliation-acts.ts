import { Refusal } from '../domain/refusal.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import type { Language } from '../domain/text.ts';
import { type SheetFormat, writeSheets } from '../files/write-sheets.ts';
import { bankSheets, platformSheets } from '../services/reports/reconciliation-sheets.ts';
import { Words } from '../services/reports/words.ts';
import { periodRows } from '../store/close.ts';
import { platformReconciliations } from '../store/platform-reconciliations.ts';
import { bankReconciliations } from '../store/reconciliations.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';

type Room = Pick<BookRoom, 'connection'>;

export interface ReconciliationAsked {
  month: string;
  of: 'bank' | 'platform';
  /** One money account, or one pool; null: all. */
  account: number | null;
  format: SheetFormat;
  /** 编制. */
  by: string;
  path: string;
  language: Language;
}

function checkMonth({ connection }: Room, month: string): string {
  if (!periodRows(connection).some(each => each.month === month))
    throw new Refusal('close.no_such_month', { month });
  return month;
}

/** What any connection to the book answers about 调节表. Refuses `close.no_such_month`. */
export const reconciliationReads = {
  'reconciliations/bank': (room: Room, { month }: { month: string }) =>
    bankReconciliations(room.connection, checkMonth(room, month)),
  'reconciliations/platform': (room: Room, { month }: { month: string }) =>
    platformReconciliations(room.connection, checkMonth(room, month)),
  'reconciliations/write': (room: Room, asked: ReconciliationAsked) => {
    const { month, of, account, format, by, path, language } = asked;
    const words = new Words({ language, catalogue: loadCatalogue(language) });
    const frame = { words, format, book: readBook(room.connection).name, month, by };
    const { connection } = room;
    checkMonth(room, month);
    const sheets =
      of === 'bank'
        ? bankSheets(
            bankReconciliations(connection, month).filter(each => account === null || each.money === account),
            frame,
          )
        : platformSheets(
            platformReconciliations(connection, month).filter(
              each => account === null || each.pool === account,
            ),
            frame,
          );
    if (sheets.length === 0) throw new Refusal('reconciliations.none', { month });
    return writeSheets(format, path, sheets, paperOf(language, lastDayOf(month)));
  },
};
