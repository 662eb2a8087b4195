import { useMemo } from 'react';
import type { TrialBalance, TrialFigures } from '../../../domain/reports/trial-balance.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { Empty } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { AccountTable } from './account-table.tsx';
import type { Leaf } from './tree.ts';

const SIX: readonly (keyof TrialFigures)[] = [
  'openingDebitFen',
  'openingCreditFen',
  'debitsFen',
  'creditsFen',
  'closingDebitFen',
  'closingCreditFen',
];
const YEAR: readonly (keyof TrialFigures)[] = ['yearDebitsFen', 'yearCreditsFen'];

/** 科目余额表: opening, movements, closing, each on both sides. */
export function TrialTable(props: {
  trial: TrialBalance;
  range: DayRange;
  query: string;
  hasYear: boolean;
  /** The report covers some accounts only, so its sides need not be equal. */
  isPart: boolean;
}) {
  const { t } = useTexts();
  const { trial, range, query, hasYear } = props;
  const columns = useMemo(() => (hasYear ? [...SIX, ...YEAR] : SIX), [hasYear]);
  const leaves = useMemo(
    () =>
      trial.rows.flatMap(({ account, ...row }): Leaf[] =>
        account ? [{ account, figures: columns.map(column => row[column]) }] : [],
      ),
    [trial, columns],
  );
  if (leaves.length === 0)
    return <Empty title={t('screens.accounts.none')} text={t('screens.accounts.none_text', { ...range })} />;
  const pairs = ['opening', 'movements', 'closing', ...(hasYear ? ['year_to_date'] : [])];
  return (
    <AccountTable
      name={t('screens.accounts.title')}
      place="accounts:trial"
      leaves={leaves}
      columns={columns.length}
      width={hasYear ? 124 : 132}
      range={range}
      query={query}
      check={totals => (props.isPart || query.trim() !== '' ? null : <Check totals={totals} />)}
      head={name => (
        <>
          <tr>
            <th rowSpan={2} scope="col" className="figure-first">
              {name}
            </th>
            {pairs.map(pair => (
              <th key={pair} colSpan={2} scope="colgroup" className="figure-pair">
                {t(`screens.accounts.${pair}`)}
              </th>
            ))}
          </tr>
          <tr>
            {pairs.flatMap(pair =>
              (['debit', 'credit'] as const).map(side => (
                <th key={`${pair} ${side}`} scope="col" className="number">
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

/** 试算平衡: debits = credits in each pair of columns, or by how much they differ. */
function Check({ totals }: { totals: readonly number[] }) {
  const { t } = useTexts();
  const off = totals
    .flatMap((fen, at) => (at % 2 === 0 ? [fen - totals[at + 1]!] : []))
    .find(fen => fen !== 0);
  if (off === undefined) return <Chip tone="success" word={t('screens.accounts.balanced')} />;
  return <Chip tone="danger" word={t('screens.accounts.unbalanced', { difference: showFen(off) })} />;
}
