import { lastDayOf } from '../domain/reports/days.ts';
import type { Language } from '../domain/text.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { taxEstimate } from '../services/reports/tax-estimate.ts';
import { writeTaxEstimate } from '../services/reports/tax-sheet.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Months {
  from: string;
  to: string;
}

const estimateOf = ({ connection }: Room, { from, to }: Months) =>
  taxEstimate(connection, { from, to, rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about tax to be declared. */
export const taxReads = {
  'taxes/estimate': estimateOf,
  'taxes/write': (
    room: Room,
    { from, to, format, path, language }: Months & { format: ReportFormat; path: string; language: Language },
  ) =>
    writeTaxEstimate(estimateOf(room, { from, to }), {
      ...{ format, path, book: readBook(room.connection).name },
      words: new Words({ language, catalogue: loadCatalogue(language) }),
      paper: paperOf(language, lastDayOf(to)),
    }),
};
