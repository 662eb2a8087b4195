import { Checkbox } from 'antd';
import { type KeyboardEvent, memo, useCallback, useRef } from 'react';
import type { WaitingRow } from '../../../contract/imports.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { keyOfRow, WAITING_TONES } from './waiting-rows.ts';

interface TableProps {
  rows: readonly WaitingRow[];
  at: string | null;
  move(key: string): void;
  ticked: ReadonlySet<string>;
  tick(keys: readonly string[], on: boolean): void;
}

/** Rows that wait, why, and where they stand; arrows go from row to row. */
export function WaitingTable(props: TableProps) {
  const { t } = useTexts();
  const { rows, at, ticked } = props;
  const newest = useRef(props);
  newest.current = props;
  const move = useCallback((key: string) => newest.current.move(key), []);
  const tick = useCallback((key: string, on: boolean) => newest.current.tick([key], on), []);
  const keys = rows.map(keyOfRow);
  const all = keys.length > 0 && keys.every(key => ticked.has(key));
  return (
    <div className="waiting-scroll">
      <table className="plain-table waiting-table">
        <thead>
          <tr>
            <th className="waiting-tick">
              <Checkbox
                aria-label={t('screens.imports.tick_all')}
                checked={all}
                indeterminate={!all && keys.some(key => ticked.has(key))}
                onChange={event => props.tick(keys, event.target.checked)}
              />
            </th>
            <th className="waiting-verdict">{t('screens.imports.col.verdict')}</th>
            <th>{t('screens.imports.col.place')}</th>
            <th className="waiting-day">{t('screens.imports.col.day')}</th>
            <th className="number waiting-amount">{t('screens.imports.col.amount')}</th>
            <th>{t('screens.imports.col.reason')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={goByArrow}>
          {rows.map((row, index) => (
            <Line
              key={keys[index]}
              row={row}
              rowKey={keys[index]!}
              here={keys[index] === at}
              ticked={ticked.has(keys[index]!)}
              move={move}
              tick={tick}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function goByArrow(event: KeyboardEvent<HTMLElement>): void {
  const row = event.target instanceof HTMLElement ? event.target.closest('tr') : null;
  const next =
    event.key === 'ArrowDown'
      ? row?.nextElementSibling
      : event.key === 'ArrowUp'
        ? row?.previousElementSibling
        : null;
  if (!next) return;
  event.preventDefault();
  next.querySelector('button')?.focus();
}

const Line = memo(function Line(props: {
  row: WaitingRow;
  rowKey: string;
  here: boolean;
  ticked: boolean;
  move(key: string): void;
  tick(key: string, on: boolean): void;
}) {
  const { t } = useTexts();
  const { row, rowKey, here, ticked, move, tick } = props;
  const place = [row.sheet, t('screens.statements.place_row', { row: showCount(row.row) })];
  const reason = t(row.reason, row.params);
  return (
    <tr data-here={here} onClick={() => move(rowKey)}>
      <td className="waiting-tick">
        <Checkbox
          checked={ticked}
          aria-label={t('screens.imports.tick', { file: row.name, row: row.row })}
          onClick={event => event.stopPropagation()}
          onChange={event => tick(rowKey, event.target.checked)}
        />
      </td>
      <td>
        <Chip tone={WAITING_TONES[row.verdict]} word={t(`screens.imports.waiting.${row.verdict}`)} />
      </td>
      <td className="waiting-place" title={row.name}>
        <button type="button" aria-current={here} onFocus={() => move(rowKey)}>
          {row.name}
        </button>
        <span className="cell-under figures">{place.filter(Boolean).join(' · ')}</span>
      </td>
      <td className="figures">{row.day || t('grid.unknown')}</td>
      <td className="number figures">{showFen(row.amountFen)}</td>
      <td className="waiting-reason" title={reason}>
        <span>{reason}</span>
      </td>
    </tr>
  );
});
