import type { Language } from '../domain/text.ts';
import { transitOpen } from '../services/refunds.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { fundsDaily } from '../services/reports/funds-daily.ts';
import { type ReportTarget, writeFundsDaily } from '../services/reports/funds-daily-sheet.ts';
import { longOpenReport, writeLongOpen } from '../services/reports/long-open.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import { workCalendar } from './work-calendar.ts';

type Room = Pick<BookRoom, 'connection'>;
/** A book without the workstation around it: the calendar is asked of its shelf. */
type Shelved = Room & { desk: Pick<BookRoom['desk'], 'shelf'> };
interface Written {
  format: ReportFormat;
  path: string;
  language: Language;
}
interface LongAsked {
  on: string;
  days: number;
}

/** What a report of a day is written on. */
function targetOf(
  { connection }: Room,
  { format, path, language, on }: Written & { on: string },
): ReportTarget {
  const words = new Words({ language, catalogue: loadCatalogue(language) });
  return { format, path, words, book: readBook(connection).name, paper: paperOf(language, on) };
}

async function longOpenOf({ connection, desk }: Shelved, { on, days }: LongAsked) {
  const asking = {
    on,
    calendar: await workCalendar(desk.shelf),
    rules: rulesOf(connection, shippedRulebook()),
  };
  const items = transitOpen(connection, { kind: 'all' }, asking);
  return longOpenReport(connection, { on, days, items });
}

/** What any connection to the book answers about its funds; all of it is for who sees the whole book. */
export const fundsReads = {
  'funds/daily': ({ connection }: Room, { on }: { on: string }) => fundsDaily(connection, on),
  'funds/writeDaily': (room: Room, { on, ...written }: Written & { on: string }) =>
    writeFundsDaily(fundsDaily(room.connection, on), targetOf(room, { ...written, on })),
  'funds/longOpen': longOpenOf,
  'funds/writeLongOpen': async (room: Shelved, { on, days, ...written }: Written & LongAsked) =>
    writeLongOpen(await longOpenOf(room, { on, days }), targetOf(room, { ...written, on })),
};
