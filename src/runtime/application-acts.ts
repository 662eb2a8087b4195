import type { ApplicationForm } from '../contract/applications.ts';
import type { AdvanceTerm } from '../domain/applications/advance.ts';
import { beijingDay } from '../domain/calendar/days.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import type { Language } from '../domain/text.ts';
import {
  type ApplicationCaller,
  type ApplicationsWanted,
  type Arrival,
  advanceLedger,
  applicationDetail,
  apply,
  approve,
  arrive,
  arriveInWallet,
  fail,
  finish,
  formFacts,
  giveFromWallet,
  keepApplication,
  listApplications,
  override,
  type Payment,
  pay,
  type RaiseInvoice,
  refuse,
  setAdvanceTerm,
  type TermsOf,
  type WalletPayment,
  waitingRecharges,
  withdraw,
} from '../services/applications.ts';
import { requestApplied } from '../services/invoices/book.ts';
import { rechargeTermsOf } from '../services/policies.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { rechargeReport, writeAdvances, writeRecharges } from '../services/reports/recharges.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

interface Scoped {
  scope: RowScope;
}
interface Called {
  caller: ApplicationCaller;
}
interface Written {
  path: string;
  format: ReportFormat;
  language: Language;
}
type Room = Pick<BookRoom, 'connection'>;
type Decided = { application: number; reason: string };
type Kept = { id?: number; form: ApplicationForm };
type Range = { from: string; to: string; client?: number };
type Advances = { on: string; client?: number; settled: boolean };

/** Policies of the day, as the caller may see them. */
const termsOf =
  ({ connection }: Room, scope: RowScope): TermsOf =>
  asked =>
    rechargeTermsOf(connection, scope, asked);

/** The approval of a 开票 application puts a request into 发票. */
const raiseInvoice =
  ({ connection }: Room): RaiseInvoice =>
  (tx, scope, { id, client, paidFen, note, details, applicant, createdBy, appliedAt, createdAt }) => {
    const { title = '' } = JSON.parse(details) as ApplicationForm['details'];
    const applied = {
      ...{ application: id, client, title, amountFen: paidFen, note },
      ...{ appliedOn: beijingDay(appliedAt ?? createdAt), appliedBy: applicant ?? createdBy },
    };
    requestApplied(tx, scope, applied, rulesOn(rulesOf(connection, shippedRulebook()), beijingDay(tx.at)));
  };

const wordsOf = (language: Language) => new Words({ language, catalogue: loadCatalogue(language) });

/** What any connection to the book answers about applications and recharges. */
export const applicationReads = {
  'applications/list': ({ connection }: Room, { scope, ...wanted }: Scoped & ApplicationsWanted) =>
    listApplications(connection, scope, wanted),
  'applications/detail': ({ connection }: Room, { scope, application }: Scoped & { application: number }) =>
    applicationDetail(connection, scope, application),
  'applications/formFacts': (room: BookRoom, { scope, ...asked }: Scoped & { client: number; on: string }) =>
    formFacts(
      room.connection,
      scope,
      { ...asked, rules: rulesOf(room.connection, shippedRulebook()) },
      termsOf(room, scope),
    ),
  'recharges/waiting': ({ connection }: Room, { scope, on }: Scoped & { on: string }) =>
    waitingRecharges(connection, scope, on),
  'recharges/report': ({ connection }: Room, { scope, ...range }: Scoped & Range) =>
    rechargeReport(connection, scope, range),
  'recharges/write': (
    { connection }: Room,
    { scope, path, format, language, ...range }: Scoped & Range & Written,
  ) => {
    const words = wordsOf(language);
    const { from, to } = range;
    const lines = [
      words.say('reports.book', { book: readBook(connection).name }),
      words.say('reports.range', { from, to }),
    ];
    const paper = paperOf(language, to);
    return writeRecharges(rechargeReport(connection, scope, range), { path, format, words, lines, paper });
  },
  'recharges/advances': ({ connection }: Room, { scope, ...wanted }: Scoped & Advances) =>
    advanceLedger(connection, scope, wanted),
  'recharges/writeAdvances': (
    { connection }: Room,
    { scope, path, format, language, ...wanted }: Scoped & Advances & Written,
  ) => {
    const words = wordsOf(language);
    const lines = [
      words.say('reports.book', { book: readBook(connection).name }),
      words.say('recharges.advances.on', { day: wanted.on }),
    ];
    const paper = paperOf(language, wanted.on);
    return writeAdvances(advanceLedger(connection, scope, wanted), { path, format, words, lines, paper });
  },
};

/** What only the one writer does to applications and recharges. */
export const applicationWrites = {
  'applications/keep': (room: Room, { caller, ...wanted }: Called & Kept) =>
    keepApplication(room.connection, caller, wanted, termsOf(room, caller.scope)),
  'applications/apply': (room: Room, { caller, ...wanted }: Called & Kept) =>
    apply(room.connection, caller, wanted, termsOf(room, caller.scope)),
  'applications/withdraw': ({ connection }: Room, { caller, ...wanted }: Called & Decided) =>
    withdraw(connection, caller, wanted),
  'applications/override': ({ connection }: Room, { caller, ...wanted }: Called & Decided) =>
    override(connection, caller, wanted),
  'applications/approve': (room: Room, { caller, ...wanted }: Called & Decided) =>
    approve(room.connection, caller, wanted, raiseInvoice(room)),
  'applications/refuse': ({ connection }: Room, { caller, ...wanted }: Called & Decided) =>
    refuse(connection, caller, wanted),
  'applications/finish': (
    { connection }: Room,
    { caller, ...wanted }: Called & { application: number; on: string; document: string },
  ) => finish(connection, caller, wanted),
  'recharges/pay': ({ connection }: Room, { caller, ...wanted }: Called & Payment) =>
    pay(connection, caller, wanted),
  'recharges/give': ({ connection }: Room, { caller, ...wanted }: Called & WalletPayment) =>
    giveFromWallet(connection, caller, wanted),
  'recharges/walletArrived': (
    { connection }: Room,
    { caller, ...wanted }: Called & { wallet: number; on: string; amountFen: number },
  ) => arriveInWallet(connection, caller, wanted),
  'recharges/fail': ({ connection }: Room, { caller, ...wanted }: Called & Parameters<typeof fail>[2]) =>
    fail(connection, caller, wanted),
  'recharges/arrive': (
    { connection }: Room,
    { caller, ...wanted }: Called & { application: number; arrivals: readonly Arrival[] },
  ) => arrive(connection, caller, wanted),
  'recharges/setAdvance': (
    { connection }: Room,
    { caller, ...wanted }: Called & AdvanceTerm & { client: number },
  ) => setAdvanceTerm(connection, caller, wanted),
};
