import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { memo, type Ref, useId, useImperativeHandle, useRef } from 'react';
import type { MatchRowView } from '../../../contract/matching.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useWindow } from '../clients/use-window.ts';
import type { Order, Ordered } from './open-rows.ts';
import { ageOf, type Side } from './picking.ts';

export interface SideGridHandle {
  focus(): void;
  /** Brings a row into sight without moving the focus. */
  show(index: number): void;
}

interface SideGridProps {
  side: Side;
  name: string;
  /** Null while they are asked for. */
  rows: readonly MatchRowView[] | null;
  order: Ordered;
  press(by: Order): void;
  today: string;
  /** Number of the row in hand. */
  at: number;
  move(index: number): void;
  picked: ReadonlyMap<number, unknown>;
  /** Rows of the match in hand. */
  marked: ReadonlySet<number>;
  toggle(row: MatchRowView): void;
  open(row: MatchRowView): void;
  onFocus(side: Side): void;
  onBlur(): void;
  emptyText: string;
  /** Nothing can be picked: the person reads only. */
  isForReading: boolean;
  ref?: Ref<SideGridHandle>;
}

/** Open rows of one side. Only those in sight are drawn; the focus stays on the list, the row in hand has its mark. */
export function SideGrid(props: SideGridProps) {
  const { t } = useTexts();
  const { at, side } = props;
  const rows = props.rows ?? NONE;
  const id = useId();
  const list = useRef<HTMLTableElement>(null);
  const { box, onScroll, show, first, end, above_px, below_px } = useWindow(rows.length, 0);
  useImperativeHandle(props.ref, () => ({ focus: () => list.current?.focus(), show }), [show]);
  const newest = useRef(props);
  newest.current = props;
  const acts = useRef<RowActs>({
    move: index => newest.current.move(index),
    toggle: row => newest.current.toggle(row),
    open: row => newest.current.open(row),
  });
  return (
    <div className="wb-scroll" ref={box} onScroll={onScroll}>
      <table
        ref={list}
        className="plain-table wb-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table moved through by arrows
        role="grid"
        aria-label={props.name}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at >= first && at < end ? `${id}-${at}` : undefined}
        tabIndex={0}
        onFocus={event => {
          if (event.target === event.currentTarget) props.onFocus(side);
        }}
        onBlur={props.onBlur}
      >
        <thead>
          <tr>
            <th className="wb-tick" aria-label={t('screens.workbench.col.picked')} />
            <Heading by="day" className="wb-day" {...props} />
            <Heading by="party" {...props} />
            <th className="wb-age number">{t('screens.workbench.col.age')}</th>
            <Heading by="amount" className="wb-fen number" {...props} />
          </tr>
        </thead>
        <tbody>
          {above_px > 0 ? <Spacer height_px={above_px} /> : null}
          {rows.slice(first, end).map((row, nth) => (
            <OpenRow
              key={row.sourceRow}
              id={`${id}-${first + nth}`}
              index={first + nth}
              row={row}
              here={first + nth === at}
              picked={props.picked.has(row.sourceRow)}
              marked={props.marked.has(row.sourceRow)}
              age={ageOf(row.day, props.today)}
              isForReading={props.isForReading}
              acts={acts.current}
            />
          ))}
          {below_px > 0 ? <Spacer height_px={below_px} /> : null}
        </tbody>
      </table>
      {props.rows === null ? <SkeletonRows rows={12} /> : null}
      {props.rows !== null && rows.length === 0 ? <p className="wb-none">{props.emptyText}</p> : null}
    </div>
  );
}

const NONE: readonly MatchRowView[] = [];

/** A heading that puts its side in order. */
function Heading({ by, className, order, press }: { by: Order; className?: string } & SideGridProps) {
  const { t } = useTexts();
  const isBy = order.by === by;
  return (
    <th className={className} aria-sort={isBy ? (order.descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="clients-sort" tabIndex={-1} onClick={() => press(by)}>
        {t(`screens.workbench.col.${by}`)}
        {isBy ? order.descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden /> : null}
      </button>
    </th>
  );
}

function Spacer({ height_px }: { height_px: number }) {
  return (
    <tr className="wb-spacer" aria-hidden>
      <td colSpan={5} style={{ height: height_px }} />
    </tr>
  );
}

interface RowActs {
  move(index: number): void;
  toggle(row: MatchRowView): void;
  open(row: MatchRowView): void;
}

const OpenRow = memo(function OpenRow(props: {
  id: string;
  index: number;
  row: MatchRowView;
  here: boolean;
  picked: boolean;
  marked: boolean;
  age: number;
  isForReading: boolean;
  acts: RowActs;
}) {
  const { t } = useTexts();
  const { row, index, acts } = props;
  const place = t('screens.workbench.place', { file: row.file, row: row.row });
  return (
    <tr
      id={props.id}
      aria-rowindex={index + 2}
      aria-selected={props.picked}
      data-here={props.here}
      data-marked={props.marked}
      onClick={() => acts.move(index)}
      onDoubleClick={() => acts.open(row)}
    >
      <td className="wb-tick">
        <Checkbox
          checked={props.picked}
          disabled={props.isForReading}
          tabIndex={-1}
          aria-label={t('screens.workbench.pick', {
            day: row.day,
            party: row.party,
            amount: showFen(row.fen),
          })}
          onClick={event => event.stopPropagation()}
          onChange={() => {
            acts.move(index);
            acts.toggle(row);
          }}
        />
      </td>
      <td className="figures wb-day">{row.day}</td>
      <td className="wb-party" title={row.party === '' ? place : `${row.party} · ${place}`}>
        {row.party === '' ? <span className="muted">{place}</span> : row.party}
      </td>
      <td className="number figures wb-age" data-old={props.age > 30}>
        {showCount(props.age)}
      </td>
      <td className={row.fen < 0 ? 'number figures desk-negative' : 'number figures'}>{showFen(row.fen)}</td>
    </tr>
  );
});
