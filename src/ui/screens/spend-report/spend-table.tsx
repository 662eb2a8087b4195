import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import {
  isGrant,
  leastFinal,
  type NamedSpendLine,
  type SpendFigure,
  type SpendTotals,
  spendTotals,
} from '../../../domain/reports/spend.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { FigureTable } from '../accounts/figure-table.tsx';
import { bucketsOf, bucketsOfSum, byBucket, type SpendTableRow } from './pivot.ts';

const PLACE = 'spend-report';
const FIRST_PX = 272;
const PRODUCT_PX = 88;
const FIGURE_PX = 112;
const STATE_PX = 88;
const DAY_PX = 100;

const TONES = { provisional: 'warning', reported: 'info', settled: 'success', billed: 'success' } as const;

/** One row a client and below it its accounts; a column for each kind of money; every figure opens its entries. */
export function SpendTable(props: {
  lines: readonly NamedSpendLine[];
  rows: readonly SpendTableRow[];
  open(figure: SpendFigure): void;
  copy(client: number | null): Promise<void>;
}) {
  const { t } = useTexts();
  const { lines, rows, open, copy } = props;
  const [marked, mark] = useState<string | null>(null);
  const buckets = bucketsOf(lines);
  // A single kind of grant is its own sum.
  const grants = buckets.filter(isGrant).length;
  const sums: (keyof SpendTotals)[] = grants > 1 ? ['cashFen', 'grantFen'] : ['cashFen'];
  const totals = { ...spendTotals(lines), byBucket: byBucket(lines) };
  const figures = (
    of: Pick<SpendTableRow, 'byBucket' | 'cashFen' | 'grantFen'>,
    figure: SpendFigure,
    key: string | null,
  ) => {
    const enter = (narrowed: SpendFigure) => {
      mark(key);
      open({ ...figure, ...narrowed });
    };
    return (
      <>
        {buckets.map(bucket => (
          <td key={bucket} className="number">
            <Figure fen={of.byBucket[bucket] ?? 0} open={() => enter({ buckets: [bucket] })} />
          </td>
        ))}
        {sums.map(sum => (
          <td key={sum} className="number" data-sum>
            <Figure fen={of[sum]} open={() => enter({ buckets: bucketsOfSum(sum) })} />
          </td>
        ))}
      </>
    );
  };
  const clients = rows.filter(({ kind }) => kind === 'client').length;
  return (
    <FigureTable<SpendTableRow>
      name={t('screens.spend.title')}
      place={PLACE}
      widths={[FIRST_PX, PRODUCT_PX, ...[...buckets, ...sums].map(() => FIGURE_PX), STATE_PX, DAY_PX]}
      dense
      rows={rows}
      rowKey={({ key }) => key}
      marked={marked}
      onRow={({ key }) => mark(key)}
      rowClass={({ kind }) => (kind === 'client' ? 'figure-group' : undefined)}
      head={
        <tr>
          <th scope="col" className="figure-first">
            {t('screens.spend.column.who')}
          </th>
          <th scope="col" title={t('spend.note')}>
            {t('spend.column.product')}
          </th>
          {buckets.map(bucket => (
            <th key={bucket} scope="col" className="number">
              {t(`spend.bucket.${bucket}`)}
            </th>
          ))}
          {sums.map(sum => (
            <th key={sum} scope="col" className="number" data-sum>
              {t(sum === 'cashFen' ? 'spend.total' : 'spend.total_grant')}
            </th>
          ))}
          <th scope="col">{t('orders.column.finality')}</th>
          <th scope="col">{t('spend.column.last_on')}</th>
        </tr>
      }
      cells={row => (
        <>
          <th scope="row" className="figure-first">
            {row.kind === 'client' ? <Client row={row} copy={copy} /> : <Account row={row} />}
          </th>
          <td>{row.product === null ? null : t(`spend.product.${row.product}`)}</td>
          {figures(row, row.figure, row.key)}
          <td>
            <HowFinal row={row} />
          </td>
          <td className="figures">{row.lastOn}</td>
        </>
      )}
      foot={
        <tr>
          <th scope="row" className="figure-first">
            {t('screens.spend.total', { count: showCount(clients) })}
          </th>
          <td />
          {figures(totals, {}, null)}
          <td />
          <td />
        </tr>
      }
    />
  );
}

function Client({ row, copy }: { row: SpendTableRow; copy(client: number | null): Promise<void> }) {
  const { t } = useTexts();
  const name = row.clientName ?? t('spend.no_client');
  return (
    <span className="figure-name">
      {row.clientCode === null ? null : <span className="figure-no figures">{row.clientCode}</span>}
      <span className="spend-client" title={name}>
        {name}
      </span>
      <span className="accounts-gap" />
      <Button
        size="small"
        type="text"
        className="spend-copy"
        tabIndex={-1}
        icon={<CopyOutlined aria-hidden />}
        aria-label={t('screens.spend.copy_of', { client: name })}
        title={t('screens.spend.copy_of', { client: name })}
        onClick={event => {
          event.stopPropagation();
          void copy(row.client);
        }}
      />
    </span>
  );
}

function Account({ row }: { row: SpendTableRow }) {
  const { t } = useTexts();
  const platformId = row.lines[0]!.pool?.platformId ?? '';
  return (
    <span className="figure-name spend-account">
      <span title={row.account ?? undefined}>{row.account ?? t('spend.no_account')}</span>
      {platformId === '' || platformId === row.account ? null : (
        <span className="figure-beside figures">{platformId}</span>
      )}
    </span>
  );
}

/** The least final of it; a mixture says so. */
function HowFinal({ row: { finalities } }: { row: SpendTableRow }) {
  const { t } = useTexts();
  const least = leastFinal(finalities);
  if (least === null) return null;
  const tone: Tone = TONES[least];
  const mixed = finalities.length > 1;
  const word = t(`orders.finality.${least}`);
  return <Chip tone={tone} word={mixed ? t('screens.spend.partly', { finality: word }) : word} />;
}
