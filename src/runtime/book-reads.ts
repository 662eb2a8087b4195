import { writeFile } from 'node:fs/promises';
import type { OpenPaymentView, OpenReceiptView } from '../contract/imports.ts';
import type { GridQuery, GridSelection } from '../domain/grid.ts';
import type { ClientsReading } from '../domain/parties/client-rows.ts';
import type { OpeningReading } from '../domain/parties/opening-rows.ts';
import type { RowScope } from '../domain/parties/types.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { RuleId } from '../domain/rulebook/types.ts';
import type { Language } from '../domain/text.ts';
import { attention } from '../services/attention.ts';
import {
  type BookGridExport,
  bookGridColumns,
  bookGridLocate,
  bookGridTotals,
  bookGridValues,
  bookGridWindow,
  exportBookGrid,
} from '../services/book-grids.ts';
import { clientHistory, walletLinks } from '../services/clients/history.ts';
import { listParties, type PartyKind } from '../services/clients/other-parties.ts';
import { clientByCode, findClients, previewClients } from '../services/clients.ts';
import {
  accountSpan,
  batchFacts,
  bookSpan,
  drillLegs,
  fileDetail,
  logDetail,
  postingDetail,
  rowDetail,
} from '../services/drill.ts';
import {
  balanceBreaks,
  donePlans,
  openPayments,
  openPlans,
  openReceipts,
  openTickets,
  openTransfers,
  originalFile,
  planRowsPage,
  receiptKey,
  Suggester,
  suggestClaims,
  undecidedRows,
  writeRefusedRows,
} from '../services/imports.ts';
import { namesOfPlan, openingState, previewOpening } from '../services/opening.ts';
import {
  balancesJson,
  clientBalances,
  clientStatement,
  exportJournal,
  type JournalFormat,
  journalRows,
  ledgerRows,
  monthSums,
  type ReportFormat,
  type ReportKind,
  trialBalance,
  writeReport,
} from '../services/reports.ts';
import { listRules, ruleHistory } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { upgradeReads } from './book-upgrade.ts';
import { orderReads } from './order-acts.ts';
import { planReads } from './plan-acts.ts';
import { loadCatalogue } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';

interface Scoped {
  scope: RowScope;
}
type OfGrid = Scoped & { grid: string };
type Accounts = { code?: string; client?: number; account?: number };
type Page = { offset?: number; limit?: number };

/** What any connection to the book answers. */
export const reads = {
  ...upgradeReads,
  ...orderReads,
  ...planReads,
  'grids/columns': ({ connection }: BookRoom, { scope, grid }: OfGrid) =>
    bookGridColumns(connection, scope, grid),
  'grids/window': (
    { connection }: BookRoom,
    { scope, grid, ...request }: OfGrid & { query: GridQuery; from: number; count: number },
  ) => bookGridWindow(connection, scope, grid, request),
  'grids/totals': (
    { connection }: BookRoom,
    { scope, grid, selection }: OfGrid & { selection: GridSelection },
  ) => bookGridTotals(connection, scope, grid, selection),
  'grids/values': (
    { connection }: BookRoom,
    { scope, grid, ...request }: OfGrid & { column: string; query: GridQuery },
  ) => bookGridValues(connection, scope, grid, request),
  'grids/locate': (
    { connection }: BookRoom,
    { scope, grid, ...request }: OfGrid & { query: GridQuery; id: string },
  ) => bookGridLocate(connection, scope, grid, request),
  'grids/export': (
    { connection }: BookRoom,
    { scope, language, ...request }: Scoped & Omit<BookGridExport, 'catalogue'> & { language: Language },
    hooks: TaskHooks,
  ) => exportBookGrid(connection, scope, { ...request, catalogue: loadCatalogue(language) }, hooks),

  'clients/find': (
    { connection }: BookRoom,
    { scope, ...wanted }: Scoped & { query: string; archived: boolean },
  ) => findClients(connection, scope, wanted).map(({ client, hit }) => ({ client, hit: hit?.kind ?? null })),
  'clients/get': ({ connection }: BookRoom, { scope, code }: Scoped & { code: string }) =>
    clientByCode(connection, scope, code),
  'clients/walletLinks': ({ connection }: BookRoom, { scope, code }: Scoped & { code: string }) =>
    walletLinks(connection, scope, code),
  'clients/history': ({ connection }: BookRoom, { scope, code }: Scoped & { code: string }) =>
    clientHistory(connection, scope, code),
  'clients/nameOf': ({ connection }: BookRoom, { id }: { id: number }) =>
    findClients(connection, { kind: 'all' }, { archived: true }).find(({ client }) => client.id === id)
      ?.client.name ?? String(id),
  'clients/preview': (
    { connection }: BookRoom,
    { reading, today }: { reading: ClientsReading; today: string },
  ) => previewClients(connection, reading, today),
  'parties/list': ({ connection }: BookRoom, { kind }: { kind: PartyKind }) => listParties(connection, kind),
  'opening/state': ({ connection }: BookRoom) => openingState(connection),
  'opening/preview': ({ connection }: BookRoom, { reading }: { reading: OpeningReading }) => {
    const plan = previewOpening(connection, reading);
    return { ...plan, names: namesOfPlan(connection, plan) };
  },

  'imports/plans': ({ connection }: BookRoom) => openPlans(connection),
  'imports/done': ({ connection }: BookRoom) => donePlans(connection),
  'imports/rows': (
    { connection }: BookRoom,
    { plan, ...page }: { plan: number; from: number; limit: number; verdicts: readonly string[] },
  ) => planRowsPage(connection, plan, page),
  'imports/original': ({ connection }: BookRoom, { file, path }: { file: number; path: string }) =>
    writeFile(path, originalFile(connection, file)),
  'imports/refusedRows': (
    { connection }: BookRoom,
    { plan, path, language }: { plan: number; path: string; language: Language },
  ) => writeRefusedRows(connection, plan, path, loadCatalogue(language)),
  'imports/attention': ({ connection }: BookRoom, { scope, today }: Scoped & { today: string }) =>
    attention(connection, scope, today),
  'imports/breaks': ({ connection }: BookRoom) => balanceBreaks(connection),
  'imports/receipts': ({ connection }: BookRoom, { limit }: { limit: number }): OpenReceiptView[] => {
    const receipts = openReceipts(connection, limit);
    const suggestions = suggestClaims(connection, receipts);
    const suggester = new Suggester(connection);
    const kinds = new Map(receipts.map(receipt => [receiptKey(receipt), suggester.receipt(receipt)]));
    return receipts.map(({ money, text, caseNo, openFen, day }) => ({
      caseNo,
      openFen,
      day,
      money: money.money,
      party: text.party ?? '',
      memo: text.memo ?? '',
      suggestions: suggestions.get(receiptKey({ money, caseNo })) ?? [],
      kinds: kinds.get(receiptKey({ money, caseNo })) ?? [],
    }));
  },
  'imports/payments': ({ connection }: BookRoom, { limit }: { limit: number }): OpenPaymentView[] => {
    const suggester = new Suggester(connection);
    return openPayments(connection, limit).map(payment => ({
      caseNo: payment.caseNo,
      openFen: payment.openFen,
      day: payment.day,
      money: payment.money.money,
      party: payment.text.party ?? '',
      memo: payment.text.memo ?? '',
      suggestions: suggester.payment(payment),
    }));
  },
  'imports/transfers': ({ connection }: BookRoom, { limit }: { limit: number }) =>
    openTransfers(connection, limit),
  'imports/undecided': ({ connection }: BookRoom, { limit }: { limit: number }) =>
    undecidedRows(connection, limit),
  'imports/tickets': ({ connection }: BookRoom, { limit }: { limit: number }) =>
    openTickets(connection, limit),

  'rules/list': ({ connection }: BookRoom, { on }: { on: string | null }) =>
    listRules(connection, shippedRulebook(), on),
  'rules/history': ({ connection }: BookRoom, { rule }: { rule: RuleId }) =>
    ruleHistory(connection, shippedRulebook(), rule),

  'drill/span': ({ connection }: BookRoom) => bookSpan(connection),
  'drill/account': ({ connection }: BookRoom, request: DayRange & { account: number }) =>
    accountSpan(connection, request),
  'drill/posting': ({ connection }: BookRoom, { transfer }: { transfer: number }) =>
    postingDetail(connection, transfer),
  'drill/batch': ({ connection }: BookRoom, { batch }: { batch: number }) => batchFacts(connection, batch),
  'drill/legs': ({ connection }: BookRoom, request: Parameters<typeof drillLegs>[1]) =>
    drillLegs(connection, request),
  'drill/row': ({ connection }: BookRoom, { row }: { row: number }) => rowDetail(connection, row),
  'drill/file': ({ connection }: BookRoom, { file }: { file: number }) => fileDetail(connection, file),
  'drill/logEntry': ({ connection }: BookRoom, { seq }: { seq: number }) => logDetail(connection, seq),

  'reports/trialBalance': ({ connection }: BookRoom, { from, to, ...filter }: DayRange & Accounts) =>
    trialBalance(connection, { from, to }, filter),
  'reports/ledger': ({ connection }: BookRoom, request: DayRange & Accounts & Page) =>
    ledgerRows(connection, request),
  'reports/journal': ({ connection }: BookRoom, request: DayRange & Page) => journalRows(connection, request),
  'reports/months': ({ connection }: BookRoom, { from, to, ...filter }: DayRange & Accounts) =>
    monthSums(connection, { from, to }, filter),
  'reports/clientBalances': ({ connection }: BookRoom, range: DayRange) => clientBalances(connection, range),
  'reports/clientStatement': ({ connection }: BookRoom, request: DayRange & { client: number }) =>
    clientStatement(connection, request),
  'reports/balances': ({ connection }: BookRoom, request: { client?: number; on?: string }) =>
    balancesJson(connection, request),
  'reports/write': (
    { connection }: BookRoom,
    {
      kind,
      format,
      path,
      language,
      ...request
    }: DayRange & Accounts & { kind: ReportKind; format: ReportFormat; path: string; language: Language },
    hooks: TaskHooks,
  ) =>
    writeReport(
      connection,
      kind,
      format,
      path,
      { ...request, language, catalogue: loadCatalogue(language) },
      hooks,
    ),
  'reports/exportJournal': (
    { connection }: BookRoom,
    { format, path }: { format: JournalFormat; path: string },
  ) => exportJournal(connection, format, path),
};
