import { fenOfE5, parseDecimalE5 } from '../money.ts';
import type { OrderFunder } from '../order-book/order.ts';
import { type CellTable, findHeader, isBlank, RecordReader, splitNames, wordOf } from '../parties/cells.ts';
import { isRealDate } from '../parties/checksum.ts';
import { type Finding, Refusal } from '../refusal.ts';
import type { OrderFacts } from './facts.ts';
import type { PlannedOrder } from './plan.ts';
import { PLAN_HEADINGS, PLAN_WORDS, type PlanField } from './plan-words.ts';

/** No amount of an order has parts of a 分. */
const E5_PER_FEN = 1_000;

/** A planned order as its row says it; a row with a doubt says where it is. */
export interface PlannedRow extends PlannedOrder, RowCells {
  client: string;
  /** Day on which it is to be placed, `yyyy-mm-dd`; undefined: that of the list. */
  on?: string;
  orderNo?: string;
  targeting?: string;
  couponFen?: number;
  /** Who pays directly, and the name of the money account or employee. */
  funder?: OrderFunder;
  payer?: string;
  findings: Finding[];
}

/** A row as it stands in its list, to be written out again. */
export interface RowCells {
  headings: readonly string[];
  cells: readonly string[];
}

/** A row that names no product cannot be judged at all. */
export interface RefusedPlanRow extends RowCells {
  row: number;
  findings: Finding[];
}

export interface PlanReading {
  orders: PlannedRow[];
  refused: RefusedPlanRow[];
}

/** Reads a list of planned orders. A cell that is not understood is unknown, and is told. Refuses `orders.plan_no_header`. */
export function readPlanRows(tables: readonly CellTable[]): PlanReading {
  const reading: PlanReading = { orders: [], refused: [] };
  let found = false;
  for (const table of tables) {
    const header = findHeader(table, PLAN_HEADINGS, ['product', 'amount']);
    if (!header) continue;
    found = true;
    for (let at = header.at + 1; at < table.records.length; at++) {
      if (isBlank(table.records[at]!.cells)) continue;
      const reader = new RecordReader<PlanField>(table, header, at);
      const order = readRow(reader);
      const cells = { headings: header.headings, cells: table.records[at]!.cells };
      if (order) reading.orders.push({ ...order, ...cells });
      else reading.refused.push({ row: reader.row, findings: reader.findings, ...cells });
    }
  }
  if (!found) throw new Refusal('orders.plan_no_header');
  return reading;
}

/** A table out of pasted text: cells parted by tabs as a spreadsheet copies them, else by commas. */
export function pastedTable(text: string): CellTable {
  const lines = text.replaceAll('\r', '').split('\n');
  const separator = lines.some(line => line.includes('\t')) ? '\t' : /[,，]/;
  return { records: lines.map((line, at) => ({ row: at + 1, cells: line.split(separator) })) };
}

function readRow(reader: RecordReader<PlanField>): Omit<PlannedRow, keyof RowCells> | null {
  const product = word(reader, 'product', PLAN_WORDS.product);
  if (product === undefined) {
    if (reader.findings.length === 0) reader.note('error', 'orders.plan_no_product', 'product');
    return null;
  }
  const bid = word(reader, 'bid', PLAN_WORDS.bid);
  const material = reader.text('material');
  const facts: OrderFacts = {
    product,
    scene: word(reader, 'scene', PLAN_WORDS.scene),
    goal: reader.text('goal') || undefined,
    durationHours: hours(reader),
    bid: bid && {
      by: bid === 'plays' ? 'plays' : 'goal',
      mode: bid === 'goal_manual' ? 'manual' : bid === 'goal_auto' ? 'auto' : undefined,
    },
    amountFen: fen(reader, 'amount'),
    payment: word(reader, 'payment', PLAN_WORDS.payment),
    contentJudged: word(reader, 'content', PLAN_WORDS.content),
    ecommerceLead: yes(reader, 'lead'),
    ...creative(reader, material),
    ...standing(reader),
  };
  const client = reader.text('client');
  return {
    row: reader.row,
    client,
    subject: reader.text('subject') || client,
    account: reader.text('account'),
    video: facts.scene === 'live' ? '' : material,
    facts,
    on: day(reader),
    orderNo: reader.text('orderNo') || undefined,
    targeting: reader.text('targeting') || undefined,
    couponFen: fen(reader, 'coupon'),
    funder: word(reader, 'funder', PLAN_WORDS.funder),
    payer: reader.text('payer') || undefined,
    findings: reader.findings,
  };
}

/** The part of the scene alone: a part that is there says which scene it is. */
function creative(reader: RecordReader<PlanField>, material: string): Pick<OrderFacts, 'video' | 'live'> {
  const video = {
    public: yes(reader, 'open'),
    titleLength: count(reader, 'title'),
    seconds: count(reader, 'seconds'),
    cart: word(reader, 'cart', PLAN_WORDS.cart),
    materialId: material || undefined,
  };
  const live = { cartEverUsed: yes(reader, 'cartUsed'), anchor: word(reader, 'anchor', PLAN_WORDS.anchor) };
  const isLive = wordOf(reader.text('scene'), PLAN_WORDS.scene) === 'live';
  return isLive ? { live } : { video };
}

function standing(reader: RecordReader<PlanField>): Pick<OrderFacts, 'subject' | 'account' | 'used'> {
  const papers = reader.raw('papers');
  return {
    subject: {
      kind: word(reader, 'kind', PLAN_WORDS.kind),
      corporateVerified: word(reader, 'verified', PLAN_WORDS.verified),
      papers: papers.trim() === '' ? undefined : splitNames(papers),
    },
    account: { banned: yes(reader, 'banned'), upgrade: word(reader, 'upgrade', PLAN_WORDS.upgrade) },
    used: {
      todayFen: fen(reader, 'usedToday'),
      totalFen: fen(reader, 'usedTotal'),
      accountTodayFen: fen(reader, 'usedAccount'),
      videoTodayFen: fen(reader, 'usedVideo'),
    },
  };
}

type Reader = RecordReader<PlanField>;

function word<Value extends string>(
  reader: Reader,
  field: PlanField,
  words: Readonly<Record<Value, readonly string[]>>,
): Value | undefined {
  const text = reader.text(field);
  if (text === '') return undefined;
  const value = wordOf(text, words);
  if (value !== null) return value;
  const known = Object.values<readonly string[]>(words).map(([first]) => first);
  reader.note(field === 'product' ? 'error' : 'warn', 'orders.plan_word', field, {
    value: text,
    known: known.join(' / '),
  });
  return undefined;
}

function yes(reader: Reader, field: PlanField): boolean | undefined {
  const said = word(reader, field, PLAN_WORDS.yes);
  return said === undefined ? undefined : said === 'yes';
}

function fen(reader: Reader, field: PlanField): number | undefined {
  const text = reader.text(field).replace(/[¥￥元,，\s]/g, '');
  if (text === '') return undefined;
  const e5 = parseDecimalE5(text);
  const amountFen = e5 === null || e5 < 0 || e5 % E5_PER_FEN !== 0 ? null : fenOfE5(e5);
  if (amountFen !== null) return amountFen;
  reader.note('warn', 'orders.plan_amount', field, { value: reader.text(field) });
  return undefined;
}

/** 2026-5-1, 2026/05/01, 2026年5月1日; the time beside it is left out. */
function day(reader: Reader): string | undefined {
  const text = reader.text('on');
  if (text === '') return undefined;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text.normalize('NFKC'));
  const [, year = '', month = '', date = ''] = parts ?? [];
  const on = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (isRealDate(on)) return on;
  reader.note('warn', 'orders.plan_day', 'on', { value: text });
  return undefined;
}

function hours(reader: Reader): number | undefined {
  return positive(reader, 'hours', reader.text('hours').replace(/小时|h$/i, ''));
}

function count(reader: Reader, field: PlanField): number | undefined {
  return positive(reader, field, reader.text(field).replace(/[字秒s]$/i, ''));
}

function positive(reader: Reader, field: PlanField, text: string): number | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= 100_000) return value;
  reader.note('warn', 'orders.plan_number', field, { value: reader.text(field) });
  return undefined;
}
