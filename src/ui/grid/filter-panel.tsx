import { useQuery } from '@tanstack/react-query';
import { Button, Input, Space } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import type { GridColumn } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';
import { useTexts } from '../app/texts.ts';
import { headingOf } from './cell-text.ts';
import { ClearIcon } from './clear-icon.tsx';
import { boundsOf, conditionsOf, type DraftFaults, draftOf, type FilterDraft } from './filters.ts';
import { useGridState } from './grid-state.ts';
import { subjectOf } from './rows.ts';
import { sortPlace } from './sort.ts';
import { ValueList } from './value-list.tsx';

/** The filter of one column: contains, from–to, value list; and its sort. Enter applies, Esc closes. */
export function FilterPanel({ column, close }: { column: GridColumn; close(): void }) {
  const { t } = useTexts();
  const state = useGridState();
  const [draft, setDraft] = useState<FilterDraft>(() => draftOf(state.query.filter, column.key, column.kind));
  const [faults, setFaults] = useState<DraftFaults>({});
  const bounds = boundsOf(column.kind);
  const change = (part: Partial<FilterDraft>) => {
    setDraft({ ...draft, ...part });
    setFaults({});
  };

  const apply = () => {
    const read = conditionsOf(column.key, column.kind, draft);
    if (!read.conditions) return setFaults(read.faults);
    state.setConditions(column.key, read.conditions);
    close();
  };
  const clear = () => {
    state.setConditions(column.key, []);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) apply();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      role="dialog"
      aria-label={t('grid.filter.of', { column: headingOf(column, t) })}
      className="desk-filter"
      onKeyDown={onKeyDown}
    >
      <SortButtons column={column.key} close={close} />
      {column.valueText === undefined && (bounds === null || bounds === 'date') ? (
        <Input
          autoFocus={bounds === null}
          value={draft.contains}
          placeholder={t('grid.filter.contains')}
          aria-label={t('grid.filter.contains')}
          allowClear={{ clearIcon: <ClearIcon /> }}
          maxLength={200}
          onChange={event => change({ contains: event.target.value })}
        />
      ) : null}
      {bounds ? <Bounds kind={bounds} draft={draft} faults={faults} change={change} /> : null}
      {column.kind !== 'money' ? (
        <Values column={column} draft={draft} fault={faults.list} change={change} />
      ) : null}
      <div className="desk-filter-acts">
        <Button size="small" onClick={clear}>
          {t('grid.filter.clear')}
        </Button>
        <Button size="small" type="primary" onClick={apply}>
          {t('grid.filter.apply')}
        </Button>
      </div>
    </div>
  );
}

function SortButtons({ column, close }: { column: string; close(): void }) {
  const { t } = useTexts();
  const { query, sortAs } = useGridState();
  const place = sortPlace(query.sort, column);
  const button = (descending: boolean) => (
    <Button
      size="small"
      type={place?.descending === descending ? 'primary' : 'default'}
      onClick={() => {
        sortAs(column, descending);
        close();
      }}
    >
      {t(descending ? 'grid.sort.down' : 'grid.sort.up')}
    </Button>
  );
  return (
    <Space.Compact block className="desk-filter-sort">
      {button(false)}
      {button(true)}
    </Space.Compact>
  );
}

function Bounds(props: {
  kind: 'money' | 'integer' | 'date';
  draft: FilterDraft;
  faults: DraftFaults;
  change(part: Partial<FilterDraft>): void;
}) {
  const { t } = useTexts();
  const id = useId();
  const field = (end: 'from' | 'to') => (
    <label className="desk-filter-bound" htmlFor={`${id}${end}`}>
      <span>{t(`grid.filter.${end}`)}</span>
      <Input
        id={`${id}${end}`}
        autoFocus={end === 'from'}
        className="figures"
        value={props.draft[end]}
        status={props.faults[end] ? 'error' : undefined}
        placeholder={t(`grid.filter.example.${props.kind}`)}
        maxLength={24}
        onChange={event => props.change({ [end]: event.target.value })}
      />
      <Fault code={props.faults[end]} />
    </label>
  );
  return (
    <div className="desk-filter-bounds">
      {field('from')}
      {field('to')}
    </div>
  );
}

function Values(props: {
  column: GridColumn;
  draft: FilterDraft;
  fault: string | undefined;
  change(part: Partial<FilterDraft>): void;
}) {
  const { t } = useTexts();
  const { grid, query } = useGridState();
  // Columns with many different values are counted only when asked for.
  const [wanted, setWanted] = useState(props.column.listed || props.draft.ticked !== null);
  const others = query.filter.filter(condition => condition.column !== props.column.key);
  const values = useQuery({
    queryKey: [subjectOf(grid), 'values', grid, props.column.key, others],
    queryFn: ({ signal }) =>
      desk.grids.values({ grid, column: props.column.key, query: { filter: others, sort: [] } }, { signal }),
    enabled: wanted,
  });
  if (!wanted) {
    return (
      <Button size="small" onClick={() => setWanted(true)}>
        {t('grid.filter.list')}
      </Button>
    );
  }
  return (
    <>
      <ValueList
        column={props.column}
        values={values.data ?? null}
        failed={values.isError}
        ticked={props.draft.ticked}
        onTick={ticked => props.change({ ticked })}
      />
      <Fault code={props.fault} />
    </>
  );
}

function Fault({ code }: { code: string | undefined }) {
  const { t } = useTexts();
  return code ? (
    <span className="desk-fault" role="alert">
      {t(code)}
    </span>
  ) : null;
}
