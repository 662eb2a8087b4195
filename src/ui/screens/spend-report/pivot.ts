import type { Finality } from '../../../domain/orders/figures.ts';
import {
  isGrant,
  type NamedSpendLine,
  SPEND_BUCKETS,
  type SpendBucket,
  type SpendFigure,
  type SpendProduct,
  type SpendTotals,
  spendTotals,
} from '../../../domain/reports/spend.ts';

/** A row of the table: a client with all it spent, or one of its accounts and products. */
export interface SpendTableRow extends SpendTotals {
  key: string;
  kind: 'client' | 'account';
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  account: string | null;
  product: SpendProduct | null;
  byBucket: Partial<Record<SpendBucket, number>>;
  finalities: Finality[];
  lastOn: string;
  lines: NamedSpendLine[];
  /** What its figures are narrowed to. */
  figure: SpendFigure;
}

/** Kinds of money that occur, those of 赠款 last: the columns. */
export function bucketsOf(lines: readonly NamedSpendLine[]): SpendBucket[] {
  const found = new Set(lines.map(({ bucket }) => bucket));
  return SPEND_BUCKETS.filter(bucket => found.has(bucket));
}

/** Kinds of money that a sum is made of. */
export function bucketsOfSum(sum: keyof SpendTotals): SpendBucket[] {
  return SPEND_BUCKETS.filter(bucket => isGrant(bucket) === (sum === 'grantFen'));
}

/** Lines that match what is typed (client, code, account, id). */
export function matching(lines: readonly NamedSpendLine[], typed: string): NamedSpendLine[] {
  const sought = typed.normalize('NFKC').toLowerCase().trim();
  if (sought === '') return [...lines];
  return lines.filter(({ clientCode, clientName, pool }) =>
    [clientCode, clientName, pool?.name, pool?.platformId].join('\n').toLowerCase().includes(sought),
  );
}

/** Rows of the table: each client, the largest first, and with `accounts` below it what it is made of. */
export function spendRows(lines: readonly NamedSpendLine[], accounts: boolean): SpendTableRow[] {
  const byClient = [...Map.groupBy(lines, ({ client }) => client)].map(([client, own]) =>
    rowOf('client', own, { client }),
  );
  byClient.sort((one, other) => other.cashFen - one.cashFen || other.grantFen - one.grantFen);
  return byClient.flatMap(client => (accounts ? [client, ...accountRows(client)] : [client]));
}

function accountRows({ client, lines }: SpendTableRow): SpendTableRow[] {
  const parts = Map.groupBy(lines, ({ pool, product }) => `${pool?.id ?? ''}|${product}`);
  return [...parts.values()].map(own =>
    rowOf('account', own, { client, pool: own[0]!.pool?.id ?? null, product: own[0]!.product }),
  );
}

function rowOf(kind: SpendTableRow['kind'], lines: NamedSpendLine[], figure: SpendFigure): SpendTableRow {
  const { client, clientCode, clientName, pool, product } = lines[0]!;
  return {
    ...spendTotals(lines),
    key: kind === 'client' ? `${client}` : `${client}|${pool?.id ?? ''}|${product}`,
    kind,
    client,
    clientCode,
    clientName,
    account: pool?.name ?? null,
    product: kind === 'account' ? product : null,
    byBucket: byBucket(lines),
    finalities: [...new Set(lines.flatMap(line => Object.keys(line.byFinality) as Finality[]))],
    lastOn: lines
      .map(({ lastOn }) => lastOn)
      .sort()
      .at(-1)!,
    lines,
    figure,
  };
}

export function byBucket(lines: readonly NamedSpendLine[]): Partial<Record<SpendBucket, number>> {
  const sums: Partial<Record<SpendBucket, number>> = {};
  for (const { bucket, amountFen } of lines) sums[bucket] = (sums[bucket] ?? 0) + amountFen;
  return sums;
}
