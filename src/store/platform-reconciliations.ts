import { dayBefore } from '../domain/calendar/days.ts';
import { fenOfE5 } from '../domain/money.ts';
import type { PlatformBucket, PlatformItem, PlatformReconciliation } from '../domain/packs/platform.ts';
import type { FlowDay } from '../domain/pools/flow.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import { type FlowPool, poolNet, ticketedPools } from './close-facts.ts';
import type { Connection } from './dialect/sqlite.ts';
import { lastFlowDay, readFlowDays } from './pools-flow.ts';
import { caseSums } from './transit.ts';

/** Own money of a pool, and grants. */
const CODES: Record<PlatformBucket['bucket'], readonly string[]> = {
  prepay: ['1123.03', '1123.04', '1123.05'],
  grant: ['9001'],
};
const BUCKETS = Object.keys(CODES) as PlatformBucket['bucket'][];

const toldE5 = ({ cashE5, grantE5 }: FlowDay, bucket: PlatformBucket['bucket']): number | null =>
  bucket === 'prepay' ? cashE5 : grantE5;

/** Balances of a pool by bucket at a day: the platform's beside the book's. The one place where they are compared. */
export function platformBuckets(
  connection: Connection,
  pool: number,
  told: FlowDay | null,
  on: string,
): PlatformBucket[] {
  return BUCKETS.map(bucket => {
    const bookFen = poolNet(connection, pool, CODES[bucket], told?.day ?? on);
    const e5 = told && toldE5(told, bucket);
    const platformFen = e5 === null ? null : fenOfE5(e5);
    return { bucket, bookFen, platformFen, differenceFen: platformFen === null ? 0 : platformFen - bookFen };
  });
}

interface PoolOf extends Omit<FlowPool, 'platformId'> {
  kind: string;
  platformId: string | null;
  clientName: string | null;
}

const POOLS = `SELECT p.id, p.kind, p.platform_id AS platformId, p.funds_kind AS fundsKind, p.name, p.client, c.name AS clientName
  FROM pool p LEFT JOIN client c ON c.id = p.client WHERE p.funder <> 'client' AND p.archived_on IS NULL ORDER BY p.kind, p.id`;

/** 平台余额调节表 of every pool and wallet of the agency at a month's end, with what moved the differences. */
export function platformReconciliations(connection: Connection, month: string): PlatformReconciliation[] {
  const on = lastDayOf(month);
  const ticketed = ticketedPools(connection, on);
  const transit = transitItems(connection, on);
  return (connection.prepare(POOLS).all() as PoolOf[]).flatMap(pool => {
    const { platformId } = pool;
    const flow = platformId === null ? null : { ...pool, platformId };
    const told = flow && lastFlowDay(connection, flow, on);
    const buckets = platformBuckets(connection, pool.id, told, on);
    const items = [
      ...(flow && told ? gapItems(connection, flow, { told, month }, buckets) : []),
      ...(transit.get(pool.id) ?? []),
    ];
    const isEmpty = told === null && items.length === 0 && buckets.every(({ bookFen }) => bookFen === 0);
    if (isEmpty) return [];
    const { id, name, kind, client, clientName } = pool;
    return [
      {
        ...{ pool: id, name, kind, platformId, client, clientName, month, on },
        ...{ toldOn: told?.day ?? null, buckets, items, isTicketed: ticketed.has(id) },
      },
    ];
  });
}

/** Days of the month on which a difference that stands at its end became what it is. */
function gapItems(
  connection: Connection,
  flow: FlowPool,
  { told, month }: { told: FlowDay; month: string },
  buckets: readonly PlatformBucket[],
): PlatformItem[] {
  const from = `${month}-01`;
  return buckets
    .filter(({ differenceFen }) => differenceFen !== 0)
    .flatMap(({ bucket }) => {
      const gapOf = (day: FlowDay): number | null => {
        const e5 = toldE5(day, bucket);
        return e5 === null ? null : fenOfE5(e5) - poolNet(connection, flow.id, CODES[bucket], day.day);
      };
      const before = lastFlowDay(connection, flow, dayBefore(from));
      let last = before ? (gapOf(before) ?? 0) : 0;
      const items: PlatformItem[] =
        last === 0 ? [] : [{ kind: 'gap', bucket, day: before!.day, caseNo: null, amountFen: last }];
      for (const day of readFlowDays(connection, flow, { from, to: told.day })) {
        const gap = gapOf(day);
        if (gap === null || gap === last) continue;
        items.push({ kind: 'gap', bucket, day: day.day, caseNo: null, amountFen: gap - last });
        last = gap;
      }
      return items;
    });
}

const TRANSIT: Readonly<Record<string, PlatformItem['kind']>> = {
  '1123.01': 'recharge',
  '1221.01': 'refund',
  '1221.02': 'refund',
  '1221.03': 'withdrawal',
};

/** Money between book and platform at the end of a day, by pool. */
function transitItems(connection: Connection, on: string): Map<number, PlatformItem[]> {
  const items = caseSums(connection, Object.keys(TRANSIT), on).flatMap(sum =>
    sum.pool === null || sum.debitsFen === sum.creditsFen
      ? []
      : [
          {
            ...{
              pool: sum.pool,
              kind: TRANSIT[sum.code]!,
              bucket: 'prepay' as const,
              day: sum.firstOn ?? on,
            },
            ...{ caseNo: sum.caseNo, amountFen: sum.debitsFen - sum.creditsFen },
          },
        ],
  );
  return new Map(
    [...Map.groupBy(items, ({ pool }) => pool)].map(([pool, own]) => [
      pool,
      own.map(({ pool: _, ...item }) => item),
    ]),
  );
}
