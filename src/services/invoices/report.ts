import type { ClientInvoices, InvoiceReport, RequestView } from '../../contract/invoices.ts';
import { dayBefore } from '../../domain/calendar/days.ts';
import { capitalAmount } from '../../domain/invoices/capital.ts';
import { isAccepted } from '../../domain/invoices/register.ts';
import { rateText } from '../../domain/invoices/tax.ts';
import type { Fen } from '../../domain/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import type { Params } from '../../domain/refusal.ts';
import { checkRange } from '../../domain/reports/days.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { type SheetFormat, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { invoiceAccounts } from '../../store/invoice-parties.ts';
import { type ListedInvoice, listInvoices } from '../../store/invoices.ts';
import { readBook } from '../../store/reports.ts';
import { clientsSeen } from '../../store/scope.ts';
import { rulesAt, type WithRules } from './caller.ts';
import { invoiceBoard, requestList } from './read.ts';

export interface InvoiceReportRequest extends WithRules {
  kind: InvoiceReport;
  from: string;
  to: string;
  client?: number | undefined;
  scope: RowScope;
  catalogue: Catalogue;
}

const LINES_MOST = 100_000;

class Frame {
  readonly catalogue: Catalogue;
  readonly head: string[];

  constructor(connection: Connection, { catalogue, from, to }: InvoiceReportRequest) {
    this.catalogue = catalogue;
    this.head = [this.say('book', { book: readBook(connection).name }), this.say('range', { from, to })];
  }

  say(code: string, params: Params = {}): string {
    return renderText(this.catalogue, `invoices.report.${code}`, params);
  }

  word(code: string): string {
    return renderText(this.catalogue, code);
  }

  columns(
    names: readonly (readonly [name: string, kind: ColumnSpec['kind'], width: number])[],
  ): ColumnSpec[] {
    return names.map(([name, kind, width]) => ({ heading: this.say(`column.${name}`), kind, width }));
  }

  sheet(
    name: string,
    columns: ColumnSpec[],
    rows: CellValue[][],
    totals?: CellValue[],
    more: string[] = [],
  ): SheetSpec {
    return {
      name: this.say(`sheet.${name}`),
      title: [this.say(`title.${name}`), ...this.head, ...more, this.say('unit')],
      columns,
      rowCount: rows.length,
      rows: (from, count) => rows.slice(from, from + count),
      totals,
    };
  }
}

/** 分 as a money cell. */
const money = (fen: number): CellValue => {
  const amountE5 = fen * 1_000;
  return Number.isSafeInteger(amountE5) ? amountE5 : BigInt(fen) * 1_000n;
};

/** Sheets of a report, for whatever writes them. Refuses `reports.bad_day`, `reports.range_reversed`. */
export function invoiceSheets(connection: Connection, request: InvoiceReportRequest): SheetSpec[] {
  checkRange(request);
  const frame = new Frame(connection, request);
  switch (request.kind) {
    case 'reconciliation':
      return [
        reconciliation(connection, request, frame),
        registerSheet(connection, request, frame, 'agency_client'),
      ];
    case 'register':
      return [registerSheet(connection, request, frame)];
    case 'balances':
      return [balances(connection, request, frame)];
    case 'requests':
      return requestSheets(connection, request, frame);
  }
}

/** Writes a report as XLSX or PDF, or its first sheet as CSV. Refuses what the writers refuse. */
export function writeInvoiceReport(
  connection: Connection,
  request: InvoiceReportRequest,
  format: SheetFormat,
  path: string,
  paper: Paper,
): Promise<WrittenFile> {
  return writeSheets(format, path, invoiceSheets(connection, request), paper);
}

function boardOf(connection: Connection, request: InvoiceReportRequest, on: string): ClientInvoices[] {
  const board = invoiceBoard(connection, request.scope, rulesAt(request, on));
  return request.client === undefined ? board : board.filter(({ client }) => client === request.client);
}

const FLOWS = ['chargedFen', 'rebateFen', 'feeFen', 'invoicedFen', 'redFen'] as const;

/** 客户发票对账表: what was to be invoiced at the start, what came, what was invoiced, what is left, one line a client. */
function reconciliation(connection: Connection, request: InvoiceReportRequest, frame: Frame): SheetSpec {
  const before = new Map(
    boardOf(connection, request, dayBefore(request.from)).map(each => [each.client, each]),
  );
  const openOf = (each: ClientInvoices | undefined) => (each ? each.invoiceableFen - each.preInvoicedFen : 0);
  const lines = boardOf(connection, request, request.to).map(each => {
    const opening = before.get(each.client);
    const flows = FLOWS.map(name => each[name] - (opening?.[name] ?? 0));
    const figures = [
      openOf(opening),
      ...flows,
      each.invoiceableFen,
      each.preInvoicedFen,
      each.receivedFen,
      each.unpaidFen,
    ];
    return { each, figures };
  });
  const shown = lines.filter(
    ({ figures, each }) =>
      request.client !== undefined || figures.some(fen => fen !== 0) || each.requests > 0,
  );
  const columns = frame.columns([
    ...([
      ['client_code', 'id', 12],
      ['client', 'text', 26],
      ['title', 'text', 28],
      ['tax_no', 'id', 22],
    ] as const),
    ...([
      ['opening', 'money', 16],
      ['charged', 'money', 16],
      ['rebate', 'money', 16],
      ['fee', 'money', 14],
    ] as const),
    ...([
      ['invoiced', 'money', 16],
      ['red', 'money', 14],
      ['invoiceable', 'money', 16],
    ] as const),
    ...([
      ['pre_invoiced', 'money', 16],
      ['received', 'money', 16],
      ['unpaid', 'money', 16],
    ] as const),
  ]);
  const rows = shown.map(({ each, figures }): CellValue[] => [
    ...[each.clientCode, each.clientName, each.title, each.taxNo],
    ...figures.map(money),
  ]);
  const sums =
    shown[0]?.figures.map((_, at) => shown.reduce((sum, { figures }) => sum + figures[at]!, 0)) ?? [];
  const totals = [frame.say('total'), null, null, null, ...sums.map(money)];
  return frame.sheet('reconciliation', columns, rows, rows.length > 0 ? totals : undefined, [
    frame.say('formula'),
  ]);
}

/** 应开未开 · 已开未收 · 预开票 as of the last day. */
function balances(connection: Connection, request: InvoiceReportRequest, frame: Frame): SheetSpec {
  const board = boardOf(connection, request, request.to).filter(
    ({ invoiceableFen, unpaidFen, preInvoicedFen, provisionalFen }) =>
      invoiceableFen + unpaidFen + preInvoicedFen + provisionalFen !== 0,
  );
  const columns = frame.columns([
    ...([
      ['client_code', 'id', 12],
      ['client', 'text', 26],
      ['mode', 'text', 22],
    ] as const),
    ...([
      ['invoiceable', 'money', 16],
      ['unpaid', 'money', 16],
      ['pre_invoiced', 'money', 16],
    ] as const),
    ...([
      ['held', 'money', 16],
      ['provisional', 'money', 16],
    ] as const),
  ]);
  const figures = ({
    invoiceableFen,
    unpaidFen,
    preInvoicedFen,
    heldFen,
    provisionalFen,
  }: ClientInvoices) => [...[invoiceableFen, unpaidFen, preInvoicedFen, heldFen, provisionalFen]];
  const rows = board.map((each): CellValue[] => [
    ...[each.clientCode, each.clientName, frame.say(`mode.${each.mode}`)],
    ...figures(each).map(money),
  ]);
  const sums = figures(SUM).map((_, at) => board.reduce((sum, each) => sum + figures(each)[at]!, 0));
  return frame.sheet('balances', columns, rows, [frame.say('total'), null, null, ...sums.map(money)]);
}

const SUM = {
  invoiceableFen: 0,
  unpaidFen: 0,
  preInvoicedFen: 0,
  heldFen: 0,
  provisionalFen: 0,
} as ClientInvoices;

/** 发票台账 of the range, red letters as negatives with their blue number. */
function registerSheet(
  connection: Connection,
  { from, to, client, scope }: InvoiceReportRequest,
  frame: Frame,
  direction?: 'agency_client',
): SheetSpec {
  const clients = clientsSeen(connection, scope);
  const page = listInvoices(
    connection,
    { from, to, ...(client === undefined ? {} : { client }), ...(direction ? { direction } : {}) },
    { clients, offset: 0, limit: LINES_MOST },
  );
  const columns = frame.columns([
    ...([
      ['date', 'date', 12],
      ['number', 'id', 24],
      ['direction', 'text', 16],
      ['kind', 'text', 24],
    ] as const),
    ...([
      ['seller', 'text', 28],
      ['buyer', 'text', 28],
      ['client', 'text', 22],
    ] as const),
    ...([
      ['net', 'money', 16],
      ['rate', 'text', 10],
      ['tax', 'money', 14],
      ['gross', 'money', 16],
    ] as const),
    ...([
      ['capital', 'text', 34],
      ['state', 'text', 12],
      ['blue', 'id', 24],
      ['ahead', 'money', 14],
    ] as const),
  ]);
  const rows = page.rows.toReversed().map(row => registerCells(row, frame));
  const standing = page.rows.filter(
    ({ state, matchState }) => state === 'standing' && matchState !== 'rejected',
  );
  const sum = (of: (row: ListedInvoice) => number) => money(standing.reduce((all, row) => all + of(row), 0));
  const totals: CellValue[] = [
    ...[frame.say('total'), null, null, null, null, null, null],
    ...[sum(row => row.netFen), null, sum(row => row.taxFen), sum(row => row.grossFen)],
    ...[null, null, null, sum(row => row.aheadFen)],
  ];
  return frame.sheet('register', columns, rows, totals);
}

function registerCells(row: ListedInvoice, frame: Frame): CellValue[] {
  const state =
    row.state === 'void'
      ? 'void'
      : !isAccepted(row.matchState)
        ? row.matchState
        : row.blue
          ? 'red'
          : 'standing';
  return [
    ...[row.issuedOn, row.numberText, frame.word(`invoices.direction.${row.direction}`)],
    ...[
      row.kind === null ? null : frame.word(`invoices.kind.${row.kind}`),
      row.seller,
      row.buyer,
      row.clientName,
    ],
    ...[money(row.netFen), rateOf(row), money(row.taxFen), money(row.grossFen)],
    ...[capitalAmount(row.grossFen as Fen), frame.say(`state.${state}`), row.blueNumber, money(row.aheadFen)],
  ];
}

/** The rate that net and tax come to, where it is a whole per cent but for rounding. */
function rateOf({ netFen, taxFen }: ListedInvoice): string | null {
  if (netFen === 0) return null;
  const [net, tax] = [BigInt(Math.abs(netFen)), BigInt(Math.abs(taxFen))];
  const perCent = (tax * 200n + net) / (net * 2n);
  const differs = tax * 100n - net * perCent;
  const isWhole = differs <= 500n && differs >= -500n;
  return isWhole ? rateText(Number(perCent) * 100) : null;
}

/** 开票申请单, one sheet for each way: our own issuing, 发票中心, customer service (INV-1, INV-4). */
function requestSheets(connection: Connection, request: InvoiceReportRequest, frame: Frame): SheetSpec[] {
  const open = requestList(connection, request.scope).filter(
    ({ state }) => state === 'open' || state === 'waiting',
  );
  const board = boardOf(connection, request, request.to);
  const accounts = invoiceAccounts(connection);
  const columns = frame.columns([
    ...([
      ['account_id', 'id', 20],
      ['client_code', 'id', 12],
      ['client', 'text', 26],
      ['title_kind', 'text', 10],
    ] as const),
    ...([
      ['title', 'text', 30],
      ['tax_no', 'id', 22],
      ['paper', 'text', 12],
      ['gross', 'money', 16],
    ] as const),
    ...([
      ['bill', 'id', 18],
      ['request_state', 'text', 12],
      ['note', 'text', 30],
    ] as const),
  ]);
  const asked = (each: RequestView): CellValue[] => [
    ...[each.accountId, each.clientCode, each.clientName, frame.say(`title_kind.${each.titleKind}`)],
    ...[each.title, each.taxNo, frame.say(`paper.${each.paper}`), money(each.amountFen), each.billNo],
    ...[frame.word(`invoices.request.${each.state}`), each.note],
  ];
  const toAsk = (each: ClientInvoices, fen: number): CellValue[] => [
    accounts.find(({ client, kind }) => client === each.client && kind === 'qianchuan')?.platformId ?? null,
    ...[each.clientCode, each.clientName, frame.say(`title_kind.${each.titleKind ?? 'enterprise'}`)],
    ...[each.title ?? each.clientName, each.taxNo, null, money(fen), null, frame.say('to_request'), null],
  ];
  return (['agency', 'centre', 'service'] as const).map(way => {
    const due = board.flatMap(each => {
      if (way === 'agency')
        return each.invoiceableFen > each.heldFen ? [toAsk(each, each.invoiceableFen - each.heldFen)] : [];
      return each.platformFen > 0 && each.route.way === way ? [toAsk(each, each.platformFen)] : [];
    });
    const path = board.find(({ route }) => route.way === way)?.route.path;
    const more = path ? [frame.say('path', { path })] : [];
    return frame.sheet(
      way,
      columns,
      [...open.filter(each => each.way === way).map(asked), ...due],
      undefined,
      more,
    );
  });
}
