import { beijingDay } from '../domain/calendar/days.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import type { Language } from '../domain/text.ts';
import { listCopies } from '../services/books.ts';
import {
  type Asking,
  type Caller,
  type CarryWanted,
  carryLines,
  checklistOf,
  clientPeriods,
  closePeriod,
  listPeriods,
  reopenPeriod,
  sayNoBusiness,
  type Which,
  withdrawCarried,
} from '../services/close.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { writeCloseReport } from '../services/reports/close-report.ts';
import { Words } from '../services/reports/words.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';

type Room = Pick<BookRoom, 'connection' | 'desk' | 'book'>;
interface Asked {
  actor: string;
  today: string;
}
interface Called {
  caller: Caller;
  today: string;
}

/** Beijing day of the last good copy of a book; null where there is none. */
export function lastCopyDay(desk: Room['desk'], path: string): string | null {
  const copy = listCopies(desk, path, null).find(each => each.verified);
  return copy ? beijingDay(copy.takenAt) : null;
}

const asking = ({ desk, book }: Room, { actor, today }: Asked): Asking => ({
  actor,
  today,
  lastCopyOn: lastCopyDay(desk, book.path),
});

/** What any connection to the book answers about its months. */
export const closeReads = {
  'close/periods': ({ connection }: Room) => listPeriods(connection),
  'close/clients': ({ connection }: Room, { month }: { month: string }) => clientPeriods(connection, month),
  'close/checklist': (room: Room, { month, client, ...asked }: Which & Asked) =>
    checklistOf(room.connection, { month, client }, asking(room, asked)),
  'close/write': (
    room: Room,
    {
      month,
      client,
      format,
      path,
      language,
      ...asked
    }: Which & Asked & { format: ReportFormat; path: string; language: Language },
  ) =>
    writeCloseReport(
      checklistOf(room.connection, { month, client }, asking(room, asked)),
      { periods: listPeriods(room.connection), book: readBook(room.connection).name },
      {
        ...{ format, path, words: new Words({ language, catalogue: loadCatalogue(language) }) },
        paper: paperOf(language, lastDayOf(month)),
      },
    ),
};

const plain = ({ actor, key, at }: Caller) => ({ actor, key, at });

/** What only the one writer does to months. */
export const closeWrites = {
  'close/close': (room: Room, { caller, today, month, client }: Called & Which) =>
    closePeriod(
      room.connection,
      plain(caller),
      { month, client },
      asking(room, { actor: caller.actor, today }),
    ),
  'close/reopen': (
    { connection }: Room,
    { caller, month, client, reason }: Called & Which & { reason: string },
  ) => reopenPeriod(connection, plain(caller), { month, client, reason }),
  'close/carry': (room: Room, { caller, today, ...wanted }: Called & CarryWanted) =>
    carryLines(room.connection, plain(caller), wanted, asking(room, { actor: caller.actor, today })),
  'close/noBusiness': (
    room: Room,
    { caller, today, ...wanted }: Called & { month: string; money: number; reason: string },
  ) => sayNoBusiness(room.connection, plain(caller), wanted, asking(room, { actor: caller.actor, today })),
  'close/withdraw': (
    { connection }: Room,
    { caller, month, client, exception }: Called & Which & { exception: number },
  ) => withdrawCarried(connection, plain(caller), { month, client, exception }),
};
