import type { RowScope } from '../domain/parties/types.ts';
import type { MarginBy } from '../domain/reports/margin.ts';
import type { Language } from '../domain/text.ts';
import {
  applyRebate,
  type Caller,
  commitRun,
  confirmRebate,
  endPolicy,
  keepPolicy,
  listPolicies,
  previewRun,
  type RebateReportAsked,
  type RechargeAsked,
  rebateLines,
  rechargeTermsOf,
  setSettings,
  settingsOf,
  undoRebate,
} from '../services/policies.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { marginReport } from '../services/reports/margin.ts';
import { writeMargin } from '../services/reports/margin-sheet.ts';
import { writeRebates } from '../services/reports/rebate-sheet.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Written {
  path: string;
  format: ReportFormat;
  language: Language;
}
interface Months {
  from: string;
  to: string;
}

const wordsOf = (language: Language) => new Words({ language, catalogue: loadCatalogue(language) });
const margin = ({ connection }: Room, months: Months) =>
  marginReport(connection, { ...months, rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about its policies, rebates and margin. */
export const policyReads = {
  'policies/list': ({ connection }: Room) => listPolicies(connection),
  'policies/rechargeTerms': (
    { connection }: Room,
    { scope, ...asked }: RechargeAsked & { scope: RowScope },
  ) => rechargeTermsOf(connection, scope, asked),
  'policies/settings': ({ connection }: Room) => settingsOf(connection),
  'policies/preview': ({ connection }: Room, { month, today }: { month: string; today: string }) =>
    previewRun(connection, month, today),
  'rebates/report': ({ connection }: Room, asked: RebateReportAsked) => rebateLines(connection, asked),
  'rebates/write': (
    room: Room,
    {
      sheet,
      path,
      format,
      language,
      ...asked
    }: RebateReportAsked & Written & { sheet: 'accruals' | 'statement' },
  ) =>
    writeRebates(
      rebateLines(room.connection, asked),
      { ...asked, sheet, book: readBook(room.connection).name },
      { format, path, words: wordsOf(language), paper: paperOf(language, `${asked.to}-01`) },
    ),
  'rebates/margin': (room: Room, months: Months) => margin(room, months),
  'rebates/writeMargin': (
    room: Room,
    {
      from,
      to,
      path,
      format,
      language,
      ...asked
    }: Months & Written & { by: MarginBy; view: 'net' | 'gross'; withTax: boolean },
  ) =>
    writeMargin(
      margin(room, { from, to }),
      { ...asked, book: readBook(room.connection).name },
      { format, path, words: wordsOf(language), paper: paperOf(language, `${to}-01`) },
    ),
};

interface Called {
  caller: Caller;
}

/** What only the one writer does to policies and rebates. */
export const policyWrites = {
  'policies/keep': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & Parameters<typeof keepPolicy>[2],
  ) => keepPolicy(connection, { actor, key, at }, wanted),
  'policies/end': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & Parameters<typeof endPolicy>[2],
  ) => endPolicy(connection, { actor, key, at }, wanted),
  'policies/setSettings': (
    { connection }: Room,
    { caller: { actor, key, at }, settings }: Called & { settings: Parameters<typeof setSettings>[2] },
  ) => setSettings(connection, { actor, key, at }, settings),
  'policies/run': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & { month: string; digest: string },
    { cancelled, onProgress }: TaskHooks,
  ) => commitRun(connection, { actor, key, at }, wanted, { cancelled, onProgress }),
  'rebates/confirm': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & Parameters<typeof confirmRebate>[2],
  ) => confirmRebate(connection, { actor, key, at }, wanted),
  'rebates/use': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & Parameters<typeof applyRebate>[2],
  ) => applyRebate(connection, { actor, key, at }, wanted),
  'rebates/undo': (
    { connection }: Room,
    { caller: { actor, key, at }, ...wanted }: Called & Parameters<typeof undoRebate>[2],
  ) => undoRebate(connection, { actor, key, at }, wanted),
};
