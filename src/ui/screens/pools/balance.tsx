import type { PoolPageView } from '../../../contract/pools.ts';
import type { Bucket } from '../../../domain/accounting/types.ts';
import { type MoneyState, wholeOf } from '../../../domain/pools/balance.ts';
import { isNonGrant } from '../../../domain/pools/pool.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const STATES: readonly MoneyState[] = ['available', 'on_order', 'frozen'];
const FIELDS = { available: 'availableFen', on_order: 'onOrderFen', frozen: 'frozenFen' } as const;

/** Balance by kind of money; 非赠款 stands below its parts as their sum. */
export function Balance({
  page,
  open,
}: {
  page: PoolPageView;
  open(bucket: Bucket, state: MoneyState): void;
}) {
  const { t } = useTexts();
  const { buckets, totalFen, on } = page;
  const parts = buckets.filter(({ bucket }) => isNonGrant(bucket));
  const others = buckets.filter(({ bucket }) => !isNonGrant(bucket));
  const sum = (state: MoneyState) => parts.reduce((fen, line) => fen + line[FIELDS[state]], 0);
  const line = (each: PoolPageView['buckets'][number]) => (
    <tr key={each.bucket}>
      <th scope="row">
        {t(`pools.bucket.${each.bucket}`)}
        {each.onBook ? null : <span className="pools-memo">{t('screens.pools.memo')}</span>}
      </th>
      {STATES.map(state => (
        <td key={state} className="number">
          <Figure fen={each[FIELDS[state]]} open={() => open(each.bucket, state)} />
        </td>
      ))}
      <td className="number" data-sum>
        <Figure fen={wholeOf(each)} zero="0.00" />
      </td>
    </tr>
  );
  return (
    <section className="panel" aria-labelledby="pool-balance">
      <div className="panel-head">
        <h2 id="pool-balance">{t('screens.pools.balance')}</h2>
        <span className="muted figures">{t('screens.pools.end_of', { day: on })}</span>
      </div>
      <table className="plain-table pools-balance">
        <thead>
          <tr>
            <th scope="col">{t('screens.pools.column.bucket')}</th>
            {STATES.map(state => (
              <th key={state} scope="col" className="number">
                {t(`pools.state.${state}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('screens.pools.column.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(line)}
          <tr className="pools-sum">
            <th scope="row">{t('pools.non_grant')}</th>
            {STATES.map(state => (
              <td key={state} className="number">
                <Figure fen={sum(state)} />
              </td>
            ))}
            <td className="number">
              <Figure fen={totalFen} zero="0.00" />
            </td>
          </tr>
          {others.map(line)}
        </tbody>
      </table>
    </section>
  );
}
