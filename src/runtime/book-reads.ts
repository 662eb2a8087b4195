import { writeFile } from 'node:fs/promises';
import type { OpenPaymentView, OpenReceiptView } from '../contract/imports.ts';
import { inOrder, overdueLines } from '../domain/attention.ts';
import type { GridQuery, GridSelection } from '../domain/grid.ts';
import type { LineageStart } from '../domain/lineage.ts';
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
import { clientFiles } from '../services/clients/files.ts';
import { clientHistory, walletLinks } from '../services/clients/history.ts';
import { listParties, listPayers, type PartyKind } from '../services/clients/other-parties.ts';
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
import { lineage } from '../services/lineage.ts';
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
import { applicationReads } from './application-acts.ts';
import { billReads } from './bill-acts.ts';
import type { BookRoom } from './book-room.ts';
import { upgradeReads } from './book-upgrade.ts';
import { closeReads } from './close-acts.ts';
import { dashboardReads } from './dashboard-acts.ts';
import { fundsReads } from './funds-acts.ts';
import { invoiceReads } from './invoice-acts.ts';
import { letterReads } from './letter-acts.ts';
import { matchingReads } from './matching-acts.ts';
import { namedExportReads } from './named-export-acts.ts';
import { orderReads } from './order-acts.ts';
import { orderListReads } from './order-list-acts.ts';
import { packReads } from './pack-acts.ts';
import { peopleReads, sighted, sightedHistory } from './people-acts.ts';
import { planReads } from './plan-acts.ts';
import { policyReads } from './policy-acts.ts';
import { poolReads } from './pool-acts.ts';
import { reconciliationReads } from './reconciliation-acts.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import { spendReads } from './spend-acts.ts';
import type { TaskHooks } from './task-hooks.ts';
import { taxReads } from './tax-acts.ts';
import { openTransit, transitReads } from './transit-acts.ts';
import { voucherReads } from './voucher-acts.ts';

interface Scoped {
  scope: RowScope;
}
interface Sighted extends Scoped {
  /** Whether numbers of identity papers are told whole. */
  seesPapers: boolean;
}
type OfGrid = Scoped & { grid: string };
type Accounts = { code?: string; client?: number; account?: number };
type Page = { offset?: number; limit?: number };

/** What any connection to the book answers. */
export const reads = {
  ...closeReads,
  ...dashboardReads,
  ...namedExportReads,
  ...voucherReads,
  ...packReads,
  ...letterReads,
  ...reconciliationReads,
  ...fundsReads,
  ...taxReads,
  ...upgradeReads,
  ...invoiceReads,
  ...billReads,
  ...matchingReads,
  ...orderListReads,
  ...orderReads,
  ...spendReads,
  ...peopleReads,
  ...planReads,
  ...transitReads,
  ...poolReads,
  ...policyReads,
  ...applicationReads,
  'grids/columns': ({ connection }: BookRoom, { scope, grid }: OfGrid) =>
    bookGridColumns(connection, scope, grid),
  'grids/window': (
    { connection }: BookRoom,
    { scope, grid, ...request }: OfGrid & { query: GridQuery; from: number; count: number },
  ) => bookGridWindow(connection, scope, grid, request),
  'grids/totals': (
    { connection }: BookRoom,
    { scope, grid, selection, sums }: OfGrid & { selection: GridSelection; sums?: string[] },
  ) => bookGridTotals(connection, scope, grid, selection, sums),
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
    { scope, seesPapers, ...wanted }: Sighted & { query: string; archived: boolean; on: string },
  ) =>
    findClients(connection, scope, wanted).map(({ client, hit }) => ({
      client: sighted(client, seesPapers),
      hit: hit?.kind ?? null,
    })),
  'clients/get': (
    { connection }: BookRoom,
    { scope, seesPapers, code, on }: Sighted & { code: string; on: string },
  ) => sighted(clientByCode(connection, scope, code, on), seesPapers),
  'clients/files': ({ connection }: BookRoom, { scope, code }: Scoped & { code: string }) =>
    clientFiles(connection, scope, code),
  'clients/walletLinks': ({ connection }: BookRoom, { scope, code }: Scoped & { code: string }) =>
    walletLinks(connection, scope, code),
  'clients/history': ({ connection }: BookRoom, { scope, seesPapers, code }: Sighted & { code: string }) =>
    sightedHistory(clientHistory(connection, scope, code), seesPapers),
  'clients/nameOf': ({ connection }: BookRoom, { scope, id }: Scoped & { id: number }) =>
    findClients(connection, scope, { archived: true }).find(({ client }) => client.id === id)?.client.name ??
    String(id),
  'clients/preview': (
    { connection }: BookRoom,
    { reading, today }: { reading: ClientsReading; today: string },
  ) => previewClients(connection, reading, today),
  'parties/list': ({ connection }: BookRoom, { scope, kind }: Scoped & { kind: PartyKind }) =>
    scope.kind === 'all' ? listParties(connection, kind) : listPayers(connection, kind),
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
  'imports/attention': ({ connection }: BookRoom, { scope, today }: Scoped & { today: string }) => {
    const late = overdueLines(openTransit(connection, { scope, on: today }));
    return inOrder([...attention(connection, scope, today), ...late]);
  },
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
  'drill/account': (
    { connection }: BookRoom,
    { scope, ...request }: Scoped & DayRange & { account: number },
  ) => accountSpan(connection, scope, request),
  'drill/posting': ({ connection }: BookRoom, { scope, transfer }: Scoped & { transfer: number }) =>
    postingDetail(connection, scope, transfer),
  'drill/batch': ({ connection }: BookRoom, { scope, batch }: Scoped & { batch: number }) =>
    batchFacts(connection, scope, batch),
  'drill/legs': ({ connection }: BookRoom, { scope, ...request }: Scoped & Parameters<typeof drillLegs>[2]) =>
    drillLegs(connection, scope, request),
  'drill/row': ({ connection }: BookRoom, { row }: { row: number }) => rowDetail(connection, row),
  'drill/file': ({ connection }: BookRoom, { file }: { file: number }) => fileDetail(connection, file),
  'lineage/trace': ({ connection }: BookRoom, { of }: { of: LineageStart }) => lineage(connection, of),
  'drill/logEntry': ({ connection }: BookRoom, { seq }: { seq: number }) => logDetail(connection, seq),

  'reports/trialBalance': ({ connection }: BookRoom, { from, to, ...filter }: DayRange & Accounts) =>
    trialBalance(connection, { from, to }, filter),
  'reports/ledger': ({ connection }: BookRoom, request: DayRange & Accounts & Page) =>
    ledgerRows(connection, request),
  'reports/journal': ({ connection }: BookRoom, request: DayRange & Page) => journalRows(connection, request),
  'reports/months': ({ connection }: BookRoom, { from, to, ...filter }: DayRange & Accounts) =>
    monthSums(connection, { from, to }, filter),
  'reports/clientBalances': ({ connection }: BookRoom, { scope, ...range }: Scoped & DayRange) =>
    clientBalances(connection, scope, range),
  'reports/clientStatement': (
    { connection }: BookRoom,
    { scope, ...request }: Scoped & DayRange & { client: number },
  ) => clientStatement(connection, scope, request),
  'reports/balances': (
    { connection }: BookRoom,
    { scope, ...request }: Scoped & { client?: number; on?: string },
  ) => balancesJson(connection, scope, request),
  'reports/write': (
    { connection }: BookRoom,
    {
      kind,
      format,
      path,
      language,
      ...request
    }: Scoped &
      DayRange &
      Accounts & { kind: ReportKind; format: ReportFormat; path: string; language: Language },
    hooks: TaskHooks,
  ) =>
    writeReport(
      connection,
      kind,
      format,
      path,
      { ...request, language, catalogue: loadCatalogue(language), paper: paperOf(language, request.to) },
      hooks,
    ),
  'reports/exportJournal': (
    { connection }: BookRoom,
    { format, path }: { format: JournalFormat; path: string },
  ) => exportJournal(connection, format, path),
};
