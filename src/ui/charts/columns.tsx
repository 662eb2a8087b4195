import './charts.css';
import { useId } from 'react';
import { Link } from 'react-router';
import { niceTop, shortened, stacked } from './scale.ts';

/** A column: its label, figures by series, and where it leads. */
export interface ChartColumn {
  key: string;
  label: string;
  values: readonly number[];
  path: string;
}

const WIDTH = 480;
const HEIGHT = 168;
const FRAME = { left: 64, top: 10, width: WIDTH - 72, height: HEIGHT - 36 };
const LABEL_PX = 52;
const MARKS = [0, 0.5, 1];

/**
 * Stacked columns. Each is a link, reached by Tab, that says its figures; the same figures stand in a table that opens
 * below. `top`: the highest mark, where it is not that of the figures.
 */
export function ColumnChart(props: {
  name: string;
  series: readonly string[];
  columns: readonly ChartColumn[];
  show(value: number): string;
  /** Words of the table: its switch, and the head of its first column. */
  words: { table: string; key: string };
  top?: number;
}) {
  const { name, series, columns, show, words } = props;
  const id = useId();
  const sums = columns.map(({ values }) => values.reduce((sum, value) => sum + Math.max(0, value), 0));
  const top = props.top ?? niceTop(Math.max(1, ...sums));
  const slot = FRAME.width / Math.max(1, columns.length);
  const step = Math.max(1, Math.ceil(LABEL_PX / slot));
  const y = (share: number) => FRAME.top + FRAME.height * (1 - share);
  return (
    <figure className="column-chart" aria-labelledby={id}>
      <figcaption id={id} className="unseen">
        {name}
      </figcaption>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure has its name, and a title here would hide those of the columns */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMinYMid">
        {MARKS.filter(mark => Number.isInteger(top * mark)).map(mark => (
          <g key={mark} aria-hidden>
            <line className="chart-mark" x1={FRAME.left} x2={WIDTH - 8} y1={y(mark)} y2={y(mark)} />
            <text className="chart-word" x={FRAME.left - 8} y={y(mark) + 4} textAnchor="end">
              {show(top * mark).replace(/\.00$/, '')}
            </text>
          </g>
        ))}
        {columns.map(({ key, label, values, path }, at) => (
          <Link key={key} to={path} aria-label={saying(label, values, series, show)}>
            <rect
              className="column-touch"
              x={FRAME.left + at * slot}
              width={slot}
              y={FRAME.top}
              height={FRAME.height}
            >
              <title>{saying(label, values, series, show)}</title>
            </rect>
            {stacked(values, top).map(({ fromShare, share }, piece) => (
              <rect
                key={series[piece] ?? piece}
                className="column-piece"
                data-series={piece}
                x={FRAME.left + at * slot + slot * 0.18}
                width={slot * 0.64}
                y={y(fromShare + share)}
                height={FRAME.height * share}
              />
            ))}
            {at % step === 0 ? (
              <text
                className="chart-word"
                x={FRAME.left + (at + 0.5) * slot}
                y={HEIGHT - 8}
                textAnchor="middle"
              >
                {shortened(label)}
              </text>
            ) : null}
          </Link>
        ))}
      </svg>
      {series.length > 1 ? (
        <p className="column-keys" aria-hidden>
          {series.map((each, at) => (
            <span key={each} className="column-key" data-series={at}>
              {each}
            </span>
          ))}
        </p>
      ) : null}
      <details className="column-table">
        <summary>{words.table}</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{words.key}</th>
              {series.map(each => (
                <th key={each} className="number">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ key, label, values, path }) => (
              <tr key={key}>
                <th scope="row">
                  <Link to={path}>{label}</Link>
                </th>
                {series.map((each, at) => (
                  <td key={each} className="number figures">
                    {show(values[at] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function saying(
  label: string,
  values: readonly number[],
  series: readonly string[],
  show: (value: number) => string,
): string {
  return [label, ...series.map((name, at) => `${name} ${show(values[at] ?? 0)}`)].join(' · ');
}
