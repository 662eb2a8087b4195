import { beijingTime } from '../calendar/days.ts';
import { formatE5, groupThousands } from '../money.ts';
import type { Finality } from '../orders/figures.ts';
import type { Params } from '../refusal.ts';
import { lastDayOf } from './days.ts';
import { leastFinal, SPEND_PRODUCTS, type SpendLine, type SpendReport, spendTotals } from './spend.ts';
import type { DayRange } from './types.ts';

// 复制日报: the report as text for a chat. Short lines, every amount with its sign of money.

type Say = (code: string, params?: Params) => string;

/** What the text tells of the report besides the clients. */
export interface SpendTextFrame extends DayRange {
  /** When the newest entry was booked, UTC, ISO. */
  bookedAt: string | null;
  say: Say;
}

/** One client with its lines; `estimateFen`: today's spend as orders tell it, not booked. */
export interface ClientSpend {
  name: string;
  lines: readonly SpendLine[];
  estimateFen?: number;
}

/** The clients of a report with their lines and today's estimate; `nobody`: the name of spend that is no client's. */
export function clientSpends(
  { lines, estimates }: SpendReport,
  nobody: string,
): (ClientSpend & { client: number | null })[] {
  const clients = new Map<number | null, ClientSpend & { client: number | null; lines: SpendLine[] }>();
  const of = ({ client, clientName }: { client: number | null; clientName: string | null }) => {
    const known = clients.get(client) ?? { client, name: clientName ?? nobody, lines: [] };
    clients.set(client, known);
    return known;
  };
  for (const line of lines) of(line).lines.push(line);
  for (const estimate of estimates) of(estimate).estimateFen = estimate.estimateFen;
  return [...clients.values()];
}

/** One client: what each product spent, the sum, grants beside it, and how final it is. */
export function clientSpendText(
  { name, lines, estimateFen = 0 }: ClientSpend,
  frame: SpendTextFrame,
): string {
  const { say } = frame;
  const { cashFen, grantFen } = spendTotals(lines);
  const products = SPEND_PRODUCTS.flatMap(product => {
    const own = lines.filter(line => line.product === product);
    const { cashFen: fen } = spendTotals(own);
    return fen === 0
      ? []
      : [say('spend.text.line', { name: say(`spend.product.${product}`), amount: yuan(fen) })];
  });
  const ownFen = sumOf(lines.filter(({ bucket }) => bucket === 'client_own'));
  return [
    say('spend.text.client', { client: name, range: rangeText(frame) }),
    ...products,
    ...(products.length === 0 && grantFen === 0 ? [say('spend.text.nothing')] : []),
    ...(products.length > 1 ? [say('spend.text.total', { amount: yuan(cashFen) })] : []),
    ...(ownFen === 0 ? [] : [say('spend.text.client_own', { amount: yuan(ownFen) })]),
    ...tail(grantFen, estimateFen, lines, frame),
  ].join('\n');
}

/** Several clients, one line each, the largest first. */
export function allSpendText(clients: readonly ClientSpend[], frame: SpendTextFrame): string {
  const { say } = frame;
  const told = clients.map(client => ({ ...client, ...spendTotals(client.lines) }));
  const all = clients.flatMap(({ lines }) => lines);
  const { cashFen, grantFen } = spendTotals(all);
  const estimateFen = clients.reduce((fen, client) => fen + (client.estimateFen ?? 0), 0);
  return [
    say(`spend.text.head.${spanOf(frame)}`, { range: rangeText(frame) }),
    ...told
      .filter(client => client.cashFen !== 0 || client.grantFen !== 0)
      .toSorted((one, other) => other.cashFen - one.cashFen)
      .map(({ name, cashFen: ownFen, grantFen: grant }) =>
        grant === 0
          ? say('spend.text.line', { name, amount: yuan(ownFen) })
          : say('spend.text.line_grant', { name, amount: yuan(ownFen), grant: yuan(grant) }),
      ),
    ...(all.length === 0 ? [say('spend.text.nothing')] : []),
    say('spend.text.all', { count: clients.length, amount: yuan(cashFen) }),
    ...tail(grantFen, estimateFen, all, frame),
  ].join('\n');
}

function tail(
  grantFen: number,
  estimateFen: number,
  lines: readonly SpendLine[],
  { bookedAt, say }: SpendTextFrame,
): string[] {
  return [
    ...(grantFen === 0 ? [] : [say('spend.text.grant', { amount: yuan(grantFen) })]),
    ...(estimateFen === 0 ? [] : [say('spend.text.estimate', { amount: yuan(estimateFen) })]),
    ...(bookedAt === null || lines.length === 0
      ? []
      : [say('spend.text.as_of', { at: beijingTime(bookedAt), finality: finalityText(lines, say) })]),
  ];
}

/** How final several lines are: one word, or that some of them are less final than others. */
export function finalityText(lines: readonly Pick<SpendLine, 'byFinality'>[], say: Say): string {
  const found = new Set(lines.flatMap(({ byFinality }) => Object.keys(byFinality) as Finality[]));
  const least = leastFinal([...found]);
  if (least === null) return '';
  const word = say(`orders.finality.${least}`);
  return found.size === 1 ? word : say('spend.text.partly', { finality: word });
}

/** `day`, `month` or `range`: what the days of a report are called by. */
export function spanOf({ from, to }: DayRange): 'day' | 'month' | 'range' {
  if (from === to) return 'day';
  const month = from.slice(0, 7);
  return from.endsWith('-01') && to === lastDayOf(month) ? 'month' : 'range';
}

function rangeText(frame: SpendTextFrame): string {
  const { from, to, say } = frame;
  const span = spanOf(frame);
  if (span === 'day') return from;
  return span === 'month' ? from.slice(0, 7) : say('spend.text.range', { from, to });
}

/** `¥1,234.50`, a red one `-¥1,234.50`. */
function yuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}¥${groupThousands(formatE5(BigInt(Math.abs(fen)) * 1_000n))}`;
}

function sumOf(lines: readonly SpendLine[]): number {
  return lines.reduce((fen, { amountFen }) => fen + amountFen, 0);
}
