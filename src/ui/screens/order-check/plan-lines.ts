import type { PlanCommitted, PlanListView, PlanRowInput, PlanVerdict } from '../../../contract/plans.ts';
import type { PlanOutcome } from '../../../domain/orders/plan.ts';
import type { PlannedRow, PlanReading, RefusedPlanRow } from '../../../domain/orders/plan-rows.ts';
import type { Finding, RefusalData } from '../../../domain/refusal.ts';
import type { Product, Scene } from '../../../domain/rulebook/types.ts';

/** What a list is read for: to be judged only, to be planned, or to be recorded as placed. */
export const LIST_USES = ['check', 'planned', 'registered'] as const;
export type ListUse = (typeof LIST_USES)[number];

/** One row of a list as it is shown. */
export interface PlanLine {
  row: number;
  sheet: string;
  product: Product | null;
  scene: Scene | null;
  who: string;
  amountFen: number | null;
  verdict: PlanVerdict | null;
  /** What stands in the way of committing it. */
  refusals: readonly RefusalData[];
  /** Cells that were not understood. */
  doubts: readonly Finding[];
  asked: ListUse | 'unread';
  /** It is in the book now. */
  isDone: boolean;
}

/** Rows by the page's own judgement, or by the book's where it was asked, then those that were not read at all. */
export function planLines(
  reading: PlanReading,
  outcome: PlanOutcome,
  book: PlanListView | null,
  use: ListUse,
  done: PlanCommitted | null = null,
): PlanLine[] {
  const kept = new Set(done?.done.map(({ row }) => row));
  const refused = new Map(done?.refused.map(({ row, refusals }) => [row, refusals]));
  const lines = reading.orders.map((order, at): PlanLine => {
    const said = book?.rows[at];
    const { turn, decision, lifts } = outcome.verdicts[at]!;
    return {
      ...lineOf(order),
      who: namesOf(order, said),
      verdict: book ? (said?.verdict ?? null) : { turn, ...decision, lifts },
      refusals: refused.get(at + 1) ?? (kept.has(at + 1) ? [] : (said?.refusals ?? [])),
      doubts: order.findings,
      asked: use,
      isDone: kept.has(at + 1),
    };
  });
  return [...lines, ...reading.refused.map(unreadLine)];
}

function lineOf({ row, findings, facts }: PlannedRow) {
  const { product, scene = null, amountFen = null } = facts;
  return { row, sheet: findings[0]?.place.sheet ?? '', product, scene, amountFen };
}

function namesOf(
  { client, account }: PlannedRow,
  said: { clientName: string | null; accountName: string | null } | undefined,
): string {
  return [said?.clientName ?? client, said?.accountName ?? account].filter(Boolean).join(' · ');
}

function unreadLine({ row, findings }: RefusedPlanRow): PlanLine {
  const nothing = { product: null, scene: null, who: '', amountFen: null, verdict: null, refusals: [] };
  return {
    row,
    sheet: findings[0]?.place.sheet ?? '',
    ...nothing,
    doubts: findings,
    asked: 'unread',
    isDone: false,
  };
}

/** A read row as the book takes it; what the list says of account and subject beyond their names is left to the book. */
export function planRowOf(order: PlannedRow, at: number): PlanRowInput {
  const { facts, client, account, on, orderNo, targeting, couponFen, funder, payer } = order;
  const { product, scene, goal, durationHours, bid, amountFen, payment, contentJudged, ecommerceLead } =
    facts;
  const { video, live } = facts as { video?: { titleLength?: number }; live?: object };
  const draft = {
    ...{ product, scene, goal, bid, amountFen, couponFen, payment, contentJudged, ecommerceLead, targeting },
    durationHours: durationHours === 0 ? undefined : durationHours,
    video: scene === 'live' ? undefined : video && { ...video, titleLength: whole(video.titleLength) },
    live: scene === 'live' ? live : undefined,
    upgrade: facts.account?.upgrade,
  };
  // The place in the list tells rows apart: the same number may stand on two sheets.
  const row = { row: at + 1, client, account, on, orderNo, funder, payer, draft };
  return JSON.parse(JSON.stringify(row)) as PlanRowInput;
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}

/** Rows that were not committed, as they stand in the list, each with its reasons. */
export function refusedRows(reading: PlanReading, refused: ReadonlyMap<number, readonly RefusalData[]>) {
  const judged = reading.orders.flatMap((order, at) => {
    const reasons = refused.get(at + 1) ?? [];
    return reasons.length === 0 ? [] : [written(order, reasons)];
  });
  const unread = reading.refused.map(row => written(row, row.findings));
  return [...judged, ...unread];
}

function written(
  { headings, cells }: { headings: readonly string[]; cells: readonly string[] },
  reasons: readonly Pick<RefusalData, 'code' | 'params'>[],
) {
  return {
    headings: [...headings],
    cells: [...cells],
    reasons: reasons.map(({ code, params }) => ({ code, params })),
  };
}
