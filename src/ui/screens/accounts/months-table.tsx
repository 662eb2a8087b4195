import { useMemo } from 'react';
import type { DayRange } from '../../../domain/reports/types.ts';
import { Empty } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { AccountTable } from './account-table.tsx';
import { type AccountMonth, monthLeaves } from './months.ts';

/** 月度发生额: debits and credits of whole months side by side. */
export function MonthsTable(props: { months: readonly AccountMonth[]; range: DayRange; query: string }) {
  const { t } = useTexts();
  const { range, query } = props;
  const { months, leaves } = useMemo(() => monthLeaves(props.months), [props.months]);
  if (leaves.length === 0)
    return <Empty title={t('screens.accounts.none')} text={t('screens.accounts.none_text', { ...range })} />;
  const heads = [...months, t('screens.accounts.months_sum')];
  return (
    <AccountTable
      name={t('screens.accounts.view.months')}
      place="accounts:months"
      leaves={leaves}
      columns={heads.length * 2}
      width={124}
      range={range}
      query={query}
      check={() => null}
      head={name => (
        <>
          <tr>
            <th rowSpan={2} scope="col" className="figure-first">
              {name}
            </th>
            {heads.map(head => (
              <th key={head} colSpan={2} scope="colgroup" className="figure-pair figures">
                {head}
              </th>
            ))}
          </tr>
          <tr>
            {heads.flatMap(head =>
              (['debit', 'credit'] as const).map(side => (
                <th key={`${head} ${side}`} scope="col" className="number">
                  {t(`reports.side.${side}`)}
                </th>
              )),
            )}
          </tr>
        </>
      )}
    />
  );
}
