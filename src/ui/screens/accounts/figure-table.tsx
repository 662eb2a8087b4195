import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { DENSITIES } from '../../app/palette.ts';
import { useSettings } from '../../app/settings.ts';
import { keepTablePlace, tablePlace } from './table-place.ts';

/** Lines drawn beyond those in sight, above and below. */
const SPARE_LINES = 12;

/**
 * A table of figures with heading, totals and first column that stay in sight. Only lines in sight are drawn; all have
 * one height. Its place is kept under `place`.
 */
export function FigureTable<Row>(props: {
  name: string;
  place: string;
  /** Least widths of the columns in pixels. */
  widths: readonly number[];
  /** The column that takes what is left over; the first one where absent. */
  grows?: number;
  /** Many columns stand side by side: less room between them. */
  dense?: boolean;
  head: ReactNode;
  foot?: ReactNode;
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** Cells of a line. */
  cells(row: Row): ReactNode;
  rowClass?(row: Row): string | undefined;
  /** Key of the line that is marked. */
  marked?: string | null;
  onRow?(row: Row): void;
}) {
  const { rows, rowKey, cells, widths, place } = props;
  const height_px = DENSITIES[useSettings().density].row;
  const box = useRef<HTMLElement>(null);
  const [top, setTop] = useState(() => tablePlace(place).top);
  const [view_px, setView] = useState(900);
  useLayoutEffect(() => {
    const element = box.current!;
    const measured = new ResizeObserver(() => setView(element.clientHeight));
    measured.observe(element);
    const { top: down, left } = tablePlace(place);
    element.scrollTo(left, down);
    return () => measured.disconnect();
  }, [place]);
  const first = Math.max(0, Math.min(Math.floor(top / height_px), rows.length) - SPARE_LINES);
  const last = Math.min(rows.length, first + Math.ceil(view_px / height_px) + 2 * SPARE_LINES);
  return (
    <section
      className="figure-box"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
      tabIndex={0}
      aria-label={props.name}
      onScroll={({ currentTarget: { scrollTop, scrollLeft } }) => {
        setTop(scrollTop);
        keepTablePlace(place, { top: scrollTop, left: scrollLeft });
      }}
    >
      <table
        className={props.dense ? 'figure-table figure-dense' : 'figure-table'}
        aria-rowcount={rows.length}
        style={{ minWidth: widths.reduce((sum, width) => sum + width, 0) }}
      >
        <colgroup>
          {widths.map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name here
            <col key={at} style={at === (props.grows ?? 0) ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>{props.head}</thead>
        <tbody>
          <Gap height_px={first * height_px} columns={widths.length} />
          {rows.slice(first, last).map(row => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                style={{ height: height_px }}
                className={props.rowClass?.(row)}
                data-marked={props.marked === key || undefined}
                onClick={props.onRow && (() => props.onRow!(row))}
              >
                {cells(row)}
              </tr>
            );
          })}
          <Gap height_px={(rows.length - last) * height_px} columns={widths.length} />
        </tbody>
        {props.foot ? <tfoot>{props.foot}</tfoot> : null}
      </table>
    </section>
  );
}

function Gap({ height_px, columns }: { height_px: number; columns: number }) {
  if (height_px <= 0) return null;
  return (
    <tr aria-hidden style={{ height: height_px }}>
      <td colSpan={columns} className="figure-gap" />
    </tr>
  );
}
