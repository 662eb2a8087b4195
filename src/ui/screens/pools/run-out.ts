import { dayPlus, daysBetween } from '../../../domain/calendar/days.ts';
import { type PoolDay, standing } from '../../../domain/pools/flow-days.ts';
import type { PoolPace } from '../../../domain/pools/pace.ts';

/** One day of the chart in its own units: money at its end, and what was spent in it. */
export interface ChartDay {
  day: string;
  leftFen: number;
  spentFen: number;
}

/** The chart: days that are told, the line on which the money runs out, and the scale of both. */
export interface RunOut {
  days: ChartDay[];
  /** From the last day to the one on which nothing is left; null where nothing is being spent. */
  end: { from: string; to: string; leftFen: number } | null;
  firstOn: string;
  lastOn: string;
  topFen: number;
}

/** Days beyond those that are told which the chart shows at most. */
const AHEAD_MOST = 31;

/** Puts the chart together; null where no day is told. */
export function runOut(days: readonly PoolDay[], pace: PoolPace): RunOut | null {
  const all = days.map(({ day, book }) => ({ day, leftFen: standing(book), spentFen: book.spentFen }));
  const told = withoutSilence(all, pace.to);
  const last = told.at(-1);
  if (!last) return null;
  const leftFen = Math.max(0, last.leftFen);
  const isEnding = pace.runsOutOn !== null && pace.runsOutOn > last.day;
  const to = isEnding ? earlier(pace.runsOutOn!, dayPlus(last.day, AHEAD_MOST)) : last.day;
  const topFen = Math.max(1, ...told.flatMap(day => [day.leftFen, day.spentFen]));
  return {
    days: [...told],
    end: isEnding ? { from: last.day, to: pace.runsOutOn!, leftFen } : null,
    firstOn: told[0]!.day,
    lastOn: to,
    topFen: niceTop(topFen),
  };
}

/** Without the last days of which nothing is told yet and on which nothing moved. */
function withoutSilence(days: readonly ChartDay[], toldTo: string | null): readonly ChartDay[] {
  let end = days.length;
  while (toldTo !== null && end > 1 && days[end - 1]!.day > toldTo) {
    const [before, last] = [days[end - 2]!, days[end - 1]!];
    if (last.spentFen !== 0 || last.leftFen !== before.leftFen) break;
    end -= 1;
  }
  return days.slice(0, end);
}

const earlier = (one: string, other: string) => (one < other ? one : other);

/** The next of 1, 2, 2.5, 5 × 10ⁿ 分, so that the marks of the scale are plain figures. */
export function niceTop(fen: number): number {
  const power = 10 ** Math.floor(Math.log10(fen));
  const step = [1, 2, 2.5, 5, 10].find(each => each * power >= fen) ?? 10;
  return step * power;
}

export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Place of a day, and of an amount, in a frame. */
export function scaleOf({ firstOn, lastOn, topFen }: RunOut, { left, top, width, height }: Frame) {
  const span = Math.max(1, daysBetween(firstOn, lastOn) + 1);
  const slot = width / span;
  return {
    slot,
    x: (day: string) => left + (daysBetween(firstOn, day) + 0.5) * slot,
    y: (fen: number) => top + height - (Math.max(0, Math.min(fen, topFen)) / topFen) * height,
  };
}

/** The line of what is left when it ends, cut where the chart ends. */
export function endLine({
  end,
  lastOn,
}: RunOut): { from: string; fromFen: number; to: string; toFen: number } | null {
  if (!end) return null;
  const days = daysBetween(end.from, end.to);
  const shown = Math.min(days, daysBetween(end.from, lastOn));
  const toFen = Math.round(end.leftFen * (1 - shown / days));
  return { from: end.from, fromFen: end.leftFen, to: dayPlus(end.from, shown), toFen };
}
