import { Checkbox, Input } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { GridColumn, GridValue, GridValueCount } from '../../domain/grid.ts';
import { showCount } from '../app/figures.ts';
import { useTexts } from '../app/texts.ts';
import { cellText } from './cell-text.ts';
import { ClearIcon } from './clear-icon.tsx';
import { LISTED_VALUES_MOST, tick } from './filters.ts';

/** Values drawn at a time; the search finds the rest. */
const DRAWN_MOST = 200;

/** Ticked values of a column with their number of rows, most frequent first. */
export function ValueList(props: {
  column: GridColumn;
  /** null while the answer is under way. */
  values: GridValueCount[] | null;
  failed: boolean;
  ticked: ReadonlySet<GridValue> | null;
  onTick(ticked: ReadonlySet<GridValue> | null): void;
}) {
  const { t } = useTexts();
  const [search, setSearch] = useState('');
  const { column, values, ticked } = props;
  const wordOf = useCallback(
    (value: GridValue) => cellText(column, value, t, 'blank') || t('grid.filter.empty'),
    [column, t],
  );
  const found = useMemo(() => {
    const text = search.trim().toLowerCase();
    return (values ?? []).filter(entry => text === '' || wordOf(entry.value).toLowerCase().includes(text));
  }, [values, search, wordOf]);
  if (props.failed) return <p className="desk-filter-note">{t('grid.filter.values_failed')}</p>;
  if (!values) return <p className="desk-filter-note">{t('grid.filter.values_wait')}</p>;

  const isTicked = (value: GridValue) => ticked === null || ticked.has(value);
  const shown = found.map(entry => entry.value);
  const count = shown.filter(isTicked).length;
  return (
    <div className="desk-values">
      <Input
        value={search}
        allowClear={{ clearIcon: <ClearIcon /> }}
        placeholder={t('grid.filter.search')}
        aria-label={t('grid.filter.search')}
        onChange={event => setSearch(event.target.value)}
      />
      <Checkbox
        checked={shown.length > 0 && count === shown.length}
        indeterminate={count > 0 && count < shown.length}
        onChange={event => props.onTick(tick(ticked, values, shown, event.target.checked))}
      >
        {t(search.trim() === '' ? 'grid.filter.all' : 'grid.filter.all_found', {
          count: showCount(shown.length),
        })}
      </Checkbox>
      <ul>
        {found.slice(0, DRAWN_MOST).map(({ value, count: rows }) => (
          <li key={`${typeof value}${value}`}>
            <Checkbox
              checked={isTicked(value)}
              onChange={event => props.onTick(tick(ticked, values, [value], event.target.checked))}
            >
              <span className="desk-value-word" title={wordOf(value)}>
                {wordOf(value)}
              </span>
            </Checkbox>
            <button type="button" className="desk-value-only" onClick={() => props.onTick(new Set([value]))}>
              {t('grid.filter.only')}
            </button>
            <span className="figures desk-value-count">{showCount(rows)}</span>
          </li>
        ))}
      </ul>
      {found.length > DRAWN_MOST ? (
        <p className="desk-filter-note">
          {t('grid.filter.more', { count: showCount(found.length - DRAWN_MOST) })}
        </p>
      ) : null}
      {values.length >= LISTED_VALUES_MOST ? (
        <p className="desk-filter-note">
          {t('grid.filter.capped', { count: showCount(LISTED_VALUES_MOST) })}
        </p>
      ) : null}
    </div>
  );
}
