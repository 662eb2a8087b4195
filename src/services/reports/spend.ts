import { isPaid } from '../../domain/order-book/money.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { checkRange } from '../../domain/reports/days.ts';
import {
  SPEND_CODES,
  type SpendAccounts,
  type SpendEstimate,
  type SpendFigure,
  type SpendLine,
  type SpendPage,
  type SpendPlace,
  type SpendReport,
  spendEstimates,
  spendLines,
  spendPlace,
} from '../../domain/reports/spend.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import { type Rules, ruleFor, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readAccounts } from '../../store/reports.ts';
import {
  readClientNames,
  readOrdersOfDay,
  readSpendLegs,
  readSpendPools,
  readSpendSums,
} from '../../store/reports-spend.ts';
import { clientsSeen } from '../../store/scope.ts';

/** Which spend is asked for; `today` is the Beijing day of the asking. */
export interface SpendRequest extends DayRange {
  today: string;
  rules: readonly RuleRow[];
  /** Only these clients, by id. */
  clients?: readonly number[];
}

/** What is read once for a report. */
interface Loaded {
  known: SpendAccounts;
  asked: Parameters<typeof readSpendSums>[1];
  sees(client: number | null): boolean;
}

function load(connection: Connection, scope: RowScope, request: SpendRequest): Loaded {
  const { from, to } = checkRange(request);
  const all = readAccounts(connection);
  const known = { accounts: new Map(all.map(each => [each.id, each])), pools: readSpendPools(connection) };
  const accounts = all.filter(({ code }) => SPEND_CODES.includes(code)).map(({ id }) => id);
  const seen = clientsSeen(connection, scope);
  const chosen = request.clients === undefined ? null : new Set(request.clients);
  return {
    known,
    asked: { from, to, accounts, settledAfter_days: settledAfter(rulesOn(request.rules, to)) },
    sees: client =>
      (seen === null || (client !== null && seen.has(client))) &&
      (chosen === null || (client !== null && chosen.has(client))),
  };
}

/** Days after which a day's flow may be used in a close (DAT-5). */
function settledAfter(rules: Rules): number {
  return ruleFor(rules, 'settled_after_days', 'any')?.value.settled ?? 1;
}

/**
 * 消耗日报/月报 of a range: booked spend only, with today's estimate apart. Refuses `reports.bad_day`,
 * `reports.range_reversed`.
 */
export function spendReport(connection: Connection, scope: RowScope, request: SpendRequest): SpendReport {
  const { known, asked, sees } = load(connection, scope, request);
  const { from, to, today } = request;
  const lines = spendLines(readSpendSums(connection, asked), known).filter(({ client }) => sees(client));
  const names = readClientNames(connection);
  const named = <Of extends { client: number | null }>(of: Of) => {
    const client = of.client === null ? undefined : names.get(of.client);
    return { ...of, clientCode: client?.code ?? null, clientName: client?.name ?? null };
  };
  const holdsToday = from <= today && today <= to;
  return {
    from,
    to,
    today,
    lines: lines.map(named),
    estimates: holdsToday ? estimates(connection, { known, asked, sees }, today).map(named) : [],
    lastOn:
      lines
        .map(line => line.lastOn)
        .sort()
        .at(-1) ?? null,
    bookedAt:
      lines
        .map(line => line.bookedAt)
        .sort()
        .at(-1) ?? null,
  };
}

function estimates(connection: Connection, { known, asked, sees }: Loaded, today: string): SpendEstimate[] {
  const paid = readOrdersOfDay(connection, today).filter(
    ({ product, state, client }) => isPaid(product, state) && sees(client),
  );
  if (paid.length === 0) return [];
  const booked = spendLines(readSpendSums(connection, { ...asked, from: today, to: today }), known);
  return spendEstimates(paid, booked);
}

/** Booked spend of each of some days in order, as the report of that day alone has it; what they share is read once. */
export function spendOfDays(
  connection: Connection,
  scope: RowScope,
  days: readonly string[],
  rules: readonly RuleRow[],
): { day: string; lines: SpendLine[] }[] {
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const { known, asked, sees } = load(connection, scope, { from, to, today: to, rules });
  return days.map(day => {
    const settledAfter_days = settledAfter(rulesOn(rules, day));
    const sums = readSpendSums(connection, { ...asked, from: day, to: day, settledAfter_days });
    return { day, lines: spendLines(sums, known).filter(({ client }) => sees(client)) };
  });
}

/** Entries that a figure of the report is made of, newest first; they add up to it. Refuses as `spendReport` does. */
export function spendRows(
  connection: Connection,
  scope: RowScope,
  request: SpendRequest & { figure: SpendFigure; offset: number; limit: number },
): SpendPage {
  const { known, asked, sees } = load(connection, scope, request);
  const { figure, offset, limit } = request;
  const wanted = readSpendSums(connection, asked).filter(sum => {
    const place = spendPlace(sum, known);
    return sees(place.client) && isOf(figure, place);
  });
  const names = readClientNames(connection);
  const rows = wanted.length === 0 ? [] : readSpendLegs(connection, asked, wanted, { offset, limit });
  return {
    total: wanted.reduce((count, { legs }) => count + legs, 0),
    amountFen: wanted.reduce((fen, sum) => fen + sum.amountFen, 0),
    rows: rows.map(({ account, other, file, fileName, sheet, row, ...leg }) => {
      const { client, pool, bucket, product } = spendPlace({ account, other, product: leg.product }, known);
      return {
        ...leg,
        bucket,
        product,
        clientName: client === null ? null : (names.get(client)?.name ?? null),
        accountName: pool?.name ?? null,
        source: file === null ? null : { file, name: fileName ?? '', sheet: sheet ?? '', row: row ?? 0 },
      };
    }),
  };
}

function isOf(figure: SpendFigure, place: SpendPlace): boolean {
  return (
    (figure.client === undefined || figure.client === place.client) &&
    (figure.pool === undefined || figure.pool === (place.pool?.id ?? null)) &&
    (figure.product === undefined || figure.product === place.product) &&
    (figure.buckets === undefined || figure.buckets.includes(place.bucket))
  );
}
