import type { PoolPageView } from '../../../contract/pools.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { endLine, type Frame, runOut, scaleOf } from './run-out.ts';

const WIDTH = 720;
const HEIGHT = 276;
const FRAME: Frame = { left: 76, top: 12, width: WIDTH - 88, height: HEIGHT - 40 };
/** Labels of days stand at least so far apart, pixels. */
const LABEL_PX = 64;
const MARKS = [0, 0.5, 1];

/** Balance and spend day by day, and the line on which it runs out. The days stand as a table below it. */
export function Chart({ page }: { page: PoolPageView }) {
  const { t } = useTexts();
  const { pace } = page;
  const chart = runOut(page.days, pace);
  if (!chart) return <p className="panel-text">{t('screens.pools.no_days')}</p>;
  const { x, y, slot } = scaleOf(chart, FRAME);
  const end = endLine(chart);
  const step = Math.max(1, Math.ceil(LABEL_PX / slot));
  const points = chart.days.map(({ day, leftFen }) => `${x(day)},${y(leftFen)}`).join(' ');
  const said = t(pace.runsOutOn === null ? 'screens.pools.chart_steady' : 'screens.pools.chart_said', {
    from: chart.firstOn,
    to: chart.days.at(-1)!.day,
    left: showFen(chart.days.at(-1)!.leftFen),
    rate: showFen(pace.rateFen),
    day: pace.runsOutOn ?? '',
  });
  return (
    <figure className="pools-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said} preserveAspectRatio="xMinYMid">
        {MARKS.map(mark => (
          <g key={mark}>
            <line
              className="chart-mark"
              x1={FRAME.left}
              x2={FRAME.left + FRAME.width}
              y1={y(chart.topFen * mark)}
              y2={y(chart.topFen * mark)}
            />
            <text className="chart-word" x={FRAME.left - 8} y={y(chart.topFen * mark) + 4} textAnchor="end">
              {wholeYuan(chart.topFen * mark)}
            </text>
          </g>
        ))}
        {chart.days.map(({ day, leftFen, spentFen }) => (
          <g key={day}>
            <rect
              className="chart-spent"
              x={x(day) - Math.max(1, slot * 0.3)}
              width={Math.max(2, slot * 0.6)}
              y={y(spentFen)}
              height={y(0) - y(spentFen)}
            />
            <rect
              className="chart-touch"
              x={x(day) - slot / 2}
              width={slot}
              y={FRAME.top}
              height={FRAME.height}
            >
              <title>
                {t('screens.pools.chart_day', { day, left: showFen(leftFen), spent: showFen(spentFen) })}
              </title>
            </rect>
          </g>
        ))}
        <polyline className="chart-left" points={points} />
        {end ? (
          <line className="chart-end" x1={x(end.from)} y1={y(end.fromFen)} x2={x(end.to)} y2={y(end.toFen)} />
        ) : null}
        {chart.days.map(({ day }, at) =>
          at % step === 0 ? (
            <text key={day} className="chart-word" x={x(day)} y={HEIGHT - 8} textAnchor="middle">
              {day.slice(5)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption className="muted">
        <span className="chart-key" data-of="left">
          {t('screens.pools.chart_left')}
        </span>
        <span className="chart-key" data-of="spent">
          {t('screens.pools.chart_spent')}
        </span>
        {end ? (
          <span className="chart-key" data-of="end">
            {t('screens.pools.chart_end')}
          </span>
        ) : null}
      </figcaption>
    </figure>
  );
}

function wholeYuan(fen: number): string {
  return showFen(Math.round(fen / 100) * 100).replace(/\.00$/, '');
}
