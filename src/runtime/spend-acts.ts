import type { RowScope } from '../domain/parties/types.ts';
import type { SpendFigure } from '../domain/reports/spend.ts';
import type { Language } from '../domain/text.ts';
import { type SpendRequest, spendReport, spendRows } from '../services/reports/spend.ts';
import { type SpendFormat, writeSpend } from '../services/reports/spend-sheet.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

type Room = Pick<BookRoom, 'connection'>;
type Asked = Omit<SpendRequest, 'rules'> & { scope: RowScope };

const rules = ({ connection }: Room) => rulesOf(connection, shippedRulebook());

/** What any connection to the book answers about its spend. */
export const spendReads = {
  'spend/report': (room: Room, { scope, ...asked }: Asked) =>
    spendReport(room.connection, scope, { ...asked, rules: rules(room) }),
  'spend/rows': (
    room: Room,
    { scope, ...asked }: Asked & { figure: SpendFigure; offset: number; limit: number },
  ) => spendRows(room.connection, scope, { ...asked, rules: rules(room) }),
  'spend/write': (
    room: Room,
    {
      scope,
      format,
      path,
      language,
      ...asked
    }: Asked & { format: SpendFormat; path: string; language: Language },
  ) =>
    writeSpend(spendReport(room.connection, scope, { ...asked, rules: rules(room) }), format, {
      path,
      words: new Words({ language, catalogue: loadCatalogue(language) }),
      paper: paperOf(language, asked.to),
    }),
};
