import type { PoolPageView } from '../../../contract/pools.ts';
import type { Bucket } from '../../../domain/accounting/types.ts';
import { isNonGrant } from '../../../domain/pools/pool.ts';
import type { StatementLine } from '../../../domain/pools/statement.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

export type OpenLine = (line: StatementLine, bucket: Bucket | undefined) => void;

/** 资金池对账单: opening, what moved, closing, by kind of money; what moved within the pool stands below. */
export function StatementTable({ page, open }: { page: PoolPageView; open: OpenLine }) {
  const { t } = useTexts();
  const { buckets, opening, lines, closing, shifts } = page.statement;
  const row = (line: StatementLine, isSum = false) => (
    <tr key={`${line.item} ${line.version}`} className={isSum ? 'pools-sum' : undefined}>
      <th scope="row">
        {t(line.version === null ? `pools.item.${line.item}` : `pools.spent.${line.version}`)}
        {line.isPosted || isSum ? null : <span className="pools-memo">{t('screens.pools.told')}</span>}
      </th>
      {buckets.map(bucket => (
        <td key={bucket} className="number">
          <Figure
            fen={line.byBucket[bucket] ?? 0}
            zero={isSum ? '0.00' : '–'}
            open={line.item === 'opening' || line.item === 'closing' ? undefined : () => open(line, bucket)}
          />
        </td>
      ))}
      <td className="number" data-sum>
        <Figure fen={nonGrantOf(line)} zero={isSum ? '0.00' : '–'} />
      </td>
    </tr>
  );
  return (
    <div className="pools-scroll">
      <table className="plain-table pools-statement">
        <thead>
          <tr>
            <th scope="col">{t('pools.report.item')}</th>
            {buckets.map(bucket => (
              <th key={bucket} scope="col" className="number">
                {t(`pools.bucket.${bucket}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('pools.non_grant')}
            </th>
          </tr>
        </thead>
        <tbody>
          {row(opening, true)}
          {lines.map(line => row(line))}
          {row(closing, true)}
          {shifts.length === 0 ? null : (
            <tr>
              <th scope="rowgroup" colSpan={buckets.length + 2} className="pools-within">
                {t('pools.report.within')}
              </th>
            </tr>
          )}
          {shifts.map(line => row(line))}
        </tbody>
      </table>
    </div>
  );
}

function nonGrantOf({ byBucket }: StatementLine): number {
  return Object.entries(byBucket).reduce(
    (fen, [bucket, each]) => (isNonGrant(bucket as Bucket) ? fen + each : fen),
    0,
  );
}
