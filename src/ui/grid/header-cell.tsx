import { FilterFilled, FilterOutlined } from '@ant-design/icons';
import type { IHeaderParams } from 'ag-grid-community';
import { Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../app/texts.ts';
import { headingOf } from './cell-text.ts';
import { FilterPanel } from './filter-panel.tsx';
import { useGridState } from './grid-state.ts';
import { sortPlace } from './sort.ts';

/** A heading: click sorts (with Shift: also by this one), the funnel filters. Enter and Alt+↓ do the same by keyboard. */
export function HeaderCell(params: IHeaderParams) {
  const { t } = useTexts();
  const state = useGridState();
  const [open, setOpen] = useState(false);
  const key = params.column.getColId();
  const column = state.columns.get(key);
  const place = sortPlace(state.query.sort, key);
  const filtered = state.query.filter.some(condition => condition.column === key);

  const sortBy = useRef(state.sortBy);
  sortBy.current = state.sortBy;
  useEffect(() => {
    const cell = params.eGridHeader;
    const onKey = (event: KeyboardEvent) => {
      if (event.target !== cell) return;
      if (event.key === 'Enter') sortBy.current(key, event.shiftKey);
      else if (event.key === ' ' || (event.altKey && event.key === 'ArrowDown')) setOpen(true);
      else return;
      event.preventDefault();
    };
    cell.addEventListener('keydown', onKey);
    return () => cell.removeEventListener('keydown', onKey);
  }, [params.eGridHeader, key]);
  useEffect(() => {
    const way = !place ? 'none' : place.descending ? 'descending' : 'ascending';
    params.eGridHeader.setAttribute('aria-sort', way);
  }, [params.eGridHeader, place]);

  if (!column) return null;
  const heading = headingOf(column, t);
  const close = () => {
    setOpen(false);
    params.eGridHeader.focus();
  };
  return (
    <div className="desk-head">
      <button
        type="button"
        tabIndex={-1}
        className="desk-head-name"
        title={heading}
        onClick={event => state.sortBy(key, event.shiftKey || event.ctrlKey || event.metaKey)}
      >
        <span className="desk-head-text">{heading}</span>
        {place ? (
          <span className="desk-head-sort" aria-hidden="true">
            {place.descending ? '↓' : '↑'}
            {state.query.sort.length > 1 ? place.at : ''}
          </span>
        ) : null}
      </button>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        content={<FilterPanel column={column} close={close} />}
      >
        <button
          type="button"
          tabIndex={-1}
          className={filtered || open ? 'desk-head-filter desk-head-filter-on' : 'desk-head-filter'}
          aria-label={t('grid.filter.of', { column: heading })}
        >
          {filtered ? <FilterFilled aria-hidden /> : <FilterOutlined aria-hidden />}
        </button>
      </Popover>
    </div>
  );
}
