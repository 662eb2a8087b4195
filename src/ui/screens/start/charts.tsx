import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { AGES, type ChartFigures, type DeskChart } from '../../../domain/desk-charts.ts';
import { SPEND_PRODUCTS } from '../../../domain/reports/spend.ts';
import type { Texts } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { isOffered, usePerson } from '../../app/person.tsx';
import { poolPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { type ChartColumn, ColumnChart } from '../../charts/columns.tsx';

const PPM = 1_000_000;

interface Shape {
  series(t: Texts['t']): string[];
  column(figures: ChartFigures, t: Texts['t']): Omit<ChartColumn, 'key' | 'values'>;
  show(value: number): string;
  top?: number;
}

const SHAPES: Record<DeskChart, Shape> = {
  spend: {
    series: t => SPEND_PRODUCTS.map(product => t(`screens.start.chart.product.${product}`)),
    column: ({ key }) => ({
      label: key.slice(5),
      path: `${ROUTES.spend}?${new URLSearchParams({ from: key, to: key })}`,
    }),
    show: showFen,
  },
  pools: {
    series: t => [t('screens.start.chart.days_left')],
    column: ({ key, name }) => ({ label: name ?? key, path: poolPath(Number(key)) }),
    show: showCount,
  },
  transit: {
    series: t => [t('screens.start.chart.in_transit')],
    column: ({ key }, t) => ({ label: ageWords(Number(key), t), path: ROUTES.transit }),
    show: showFen,
  },
  matching: {
    series: t => [t('screens.start.chart.rate')],
    column: ({ key }) => ({
      label: key,
      path: `${ROUTES.workbench}?${new URLSearchParams({ month: key })}`,
    }),
    show: showShare,
    top: PPM,
  },
};

/** Millionths as a share in per cent, cut and not rounded: less than all never reads 100 %. */
function showShare(ppm: number): string {
  const hundredths = Math.floor(ppm / 100);
  const [whole, rest] = [Math.floor(hundredths / 100), hundredths % 100];
  return rest === 0 ? `${whole}%` : `${whole}.${String(rest).padStart(2, '0')}%`;
}

function ageWords(from: number, t: Texts['t']): string {
  const next = AGES[AGES.indexOf(from) + 1];
  return next === undefined
    ? t('screens.start.chart.age_from', { from })
    : t('screens.start.chart.age', { from, to: next - 1 });
}

/** Charts of the open book, each asked for by itself; those that a person may not see are not there. */
export function Charts() {
  const person = usePerson();
  const charts: DeskChart[] = ['spend', 'pools', 'transit'];
  if (isOffered(ROUTES.workbench, person)) charts.push('matching');
  return (
    <div className="desk-charts">
      {charts.map(chart => (
        <One key={chart} chart={chart} />
      ))}
    </div>
  );
}

function One({ chart }: { chart: DeskChart }) {
  const { t } = useTexts();
  const id = useId();
  const { data, error, refetch } = useQuery({
    queryKey: ['book', 'dashboard', 'chart', chart],
    queryFn: () => desk.dashboard.chart({ chart }),
  });
  const shape = SHAPES[chart];
  const isEmpty = data?.every(({ values }) => values.every(value => value === 0)) && chart !== 'pools';
  return (
    <section className="panel desk-chart" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{t(`screens.start.chart.${chart}`)}</h2>
      </header>
      {error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={4} /> : null}
      {data && (isEmpty || data.length === 0) ? (
        <p className="panel-text">{t(`screens.start.chart.${chart}.none`)}</p>
      ) : null}
      {data && !isEmpty && data.length > 0 ? (
        <ColumnChart
          name={t(`screens.start.chart.${chart}`)}
          series={shape.series(t)}
          columns={data.map(figures => ({
            ...{ key: figures.key, values: figures.values },
            ...shape.column(figures, t),
          }))}
          show={shape.show}
          top={shape.top}
          words={{ table: t('screens.start.chart.table'), key: t(`screens.start.chart.${chart}.key`) }}
        />
      ) : null}
    </section>
  );
}
