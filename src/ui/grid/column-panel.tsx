import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../app/texts.ts';
import { headingOf } from './cell-text.ts';
import { ClearIcon } from './clear-icon.tsx';
import { useGridState } from './grid-state.ts';
import { type ColumnPlace, moved, shown } from './layout.ts';

/** Which columns show and in which order: beside the grid, with search, by mouse and by keyboard. */
export function ColumnPanel(props: {
  places: readonly ColumnPlace[];
  change(places: ColumnPlace[]): void;
  reset(): void;
  close(): void;
}) {
  const { t } = useTexts();
  const { columns } = useGridState();
  const [search, setSearch] = useState('');
  const [dragged, setDragged] = useState<string | null>(null);
  const { places, change } = props;
  const named = places.flatMap((place, at) => {
    const column = columns.get(place.key);
    return column ? [{ place, at, name: headingOf(column, t) }] : [];
  });
  const text = search.trim().toLowerCase();
  const found = named.filter(entry => entry.name.toLowerCase().includes(text));
  const visible = named.filter(entry => !entry.place.hidden).length;
  const setAll = (on: boolean) =>
    change(found.reduce<ColumnPlace[]>((all, entry) => shown(all, entry.place.key, on), [...places]));

  return (
    <aside
      className="desk-columns"
      aria-label={t('grid.columns')}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.close();
      }}
    >
      <header>
        <b>{t('grid.columns_shown', { shown: visible, all: named.length })}</b>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('grid.close')}
          onClick={props.close}
        />
      </header>
      <Input
        autoFocus
        allowClear={{ clearIcon: <ClearIcon /> }}
        value={search}
        placeholder={t('grid.columns_search')}
        aria-label={t('grid.columns_search')}
        onChange={event => setSearch(event.target.value)}
      />
      <div className="desk-columns-acts">
        <Button size="small" onClick={() => setAll(true)}>
          {t('grid.columns_all')}
        </Button>
        <Button size="small" onClick={() => setAll(false)}>
          {t('grid.columns_none')}
        </Button>
        <Button size="small" onClick={props.reset}>
          {t('grid.columns_reset')}
        </Button>
      </div>
      <ul>
        {found.map(({ place, at, name }) => (
          <li
            key={place.key}
            draggable
            className={dragged === place.key ? 'desk-columns-dragged' : undefined}
            onDragStart={event => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(place.key);
            }}
            onDragEnd={() => setDragged(null)}
            onDragOver={event => {
              event.preventDefault();
              if (dragged !== null && dragged !== place.key) change(moved(places, dragged, at));
            }}
          >
            <Checkbox
              checked={!place.hidden}
              onChange={event => change(shown(places, place.key, event.target.checked))}
            >
              <span title={name}>{name}</span>
            </Checkbox>
            <Button
              type="text"
              size="small"
              icon={<UpOutlined aria-hidden />}
              disabled={at === 0}
              aria-label={t('grid.column_up', { column: name })}
              onClick={() => change(moved(places, place.key, at - 1))}
            />
            <Button
              type="text"
              size="small"
              icon={<DownOutlined aria-hidden />}
              disabled={at === places.length - 1}
              aria-label={t('grid.column_down', { column: name })}
              onClick={() => change(moved(places, place.key, at + 1))}
            />
          </li>
        ))}
      </ul>
    </aside>
  );
}
