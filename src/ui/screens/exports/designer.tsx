import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { GridColumn } from '../../../domain/grid.ts';
import type { NamedExport } from '../../../domain/named-export.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { headingOf } from '../../grid/cell-text.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle, GridShown } from '../../grid/props.ts';
import { useGridShape } from '../../grid/use-shape.ts';
import { useAddress } from '../accounts/use-range.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useBack } from '../statements/use-back.ts';
import { draftOf, EXPORT_GRIDS, exportOf, layoutOfExport, periodColumns } from './draft.ts';

/** A grid, and beside it the export that is made of what it shows: its columns in their order, its filter, its sort. */
export function Designer({ of, grid }: { of: NamedExport | null; grid: string }) {
  const { t } = useTexts();
  const { change } = useAddress();
  const handle = useRef<DeskGridHandle>(null);
  const [shown, setShown] = useState<GridShown | null>(null);
  const { data } = useGridShape(grid);
  const columns = data?.columns;
  const close = () => change({ edit: null, grid: null });
  useBack('exports.back', 'screens.exports.back', close);
  const isReady = shown !== null;
  // The grid opens as the export was kept.
  useEffect(() => {
    if (of && columns && isReady)
      handle.current?.show({ query: of.query, columns: layoutOfExport(of, columns) });
  }, [of, columns, isReady]);
  const isOffered = EXPORT_GRIDS.some(each => each === grid);
  return (
    <Page
      fill
      title={of ? of.name : t('screens.exports.new')}
      about={t('screens.exports.design_about')}
      back={
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={close}>
          {t('screens.exports.title')}
        </Button>
      }
    >
      <div className="exports">
        <div className="exports-grid">
          <DeskGrid
            ref={handle}
            grid={grid}
            layoutKey={`export:${of?.id ?? 'new'}:${grid}`}
            name={t('screens.exports.grid_of', {
              name: isOffered ? t(`screens.exports.grid.${grid.slice(5)}`) : grid,
            })}
            unit={t('screens.accounts.yuan')}
            onShown={setShown}
          >
            {of ? null : (
              <Select
                size="small"
                className="exports-source"
                aria-label={t('screens.exports.col.grid')}
                value={grid}
                options={EXPORT_GRIDS.map(value => ({
                  value,
                  label: t(`screens.exports.grid.${value.slice(5)}`),
                }))}
                onChange={next => change({ grid: next })}
              />
            )}
          </DeskGrid>
        </div>
        {shown && columns ? (
          <Panel of={of} grid={grid} shown={shown} columns={columns} close={close} />
        ) : (
          <aside className="clients-side">
            <SkeletonRows />
          </aside>
        )}
      </div>
    </Page>
  );
}

interface PanelProps {
  of: NamedExport | null;
  grid: string;
  shown: GridShown;
  columns: readonly GridColumn[];
  close(): void;
}

/** Name, month, form and headings; it says what will be written. */
function Panel({ of, grid, shown, columns, close }: PanelProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState(() => ({
    ...draftOf(of),
    ...(of ? {} : { periodColumn: periodColumns(columns)[0]?.key ?? null }),
  }));
  const [key] = useState(newKey);
  const [tried, setTried] = useState<{ text: string; key: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const names = useMemo(() => new Map(columns.map(each => [each.key, headingOf(each, t)])), [columns, t]);
  const named = (column: string) => names.get(column) ?? column;
  const wanted = exportOf(draft, { grid, shown, named });
  const put = (patch: Partial<typeof draft>) => setDraft({ ...draft, ...patch });
  const save = async () => {
    const text = JSON.stringify(wanted);
    const used = tried === null ? key : tried.text === text ? tried.key : newKey();
    setTried({ text, key: used });
    setBusy(true);
    setFault(null);
    try {
      await desk.namedExports.keep({ key: used, ...(of ? { id: of.id } : {}), ...wanted });
      notify.success('screens.exports.kept', { name: wanted.name });
      close();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <SidePanel
      title={t(of ? 'screens.exports.edit' : 'screens.exports.new')}
      act={t('screens.exports.keep', { count: wanted.columns.length })}
      ready={wanted.name !== '' && wanted.columns.length > 0}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.exports.note', {
        conditions: shown.query.filter.length,
        sorts: shown.query.sort.length,
      })}
      needs={['namedExports/keep']}
      submit={() => void save()}
      close={close}
    >
      <TextField
        name={t('screens.exports.col.name')}
        value={draft.name}
        most={60}
        hint={t('screens.exports.name_hint')}
        change={name => put({ name })}
      />
      <ChoiceField
        name={t('screens.exports.col.period')}
        value={draft.periodColumn ?? ''}
        options={[
          ...periodColumns(columns).map(column => ({
            value: column.key,
            label: t('screens.exports.month_of', { column: named(column.key) }),
          })),
          { value: '', label: t('screens.exports.no_period') },
        ]}
        hint={t('screens.exports.period_hint')}
        change={value => put({ periodColumn: value === '' ? null : value })}
      />
      <ChoiceField
        name={t('screens.exports.col.format')}
        value={draft.format}
        options={(['xlsx', 'csv'] as const).map(value => ({ value, label: value.toUpperCase() }))}
        change={format => put({ format })}
      />
      <h3 className="exports-heads">{t('screens.exports.headings')}</h3>
      <ol className="exports-headings">
        {wanted.columns.map(({ key: column }) => (
          <li key={column}>
            <Input
              size="small"
              aria-label={t('screens.exports.heading_of', { column: named(column) })}
              value={draft.headings[column] ?? ''}
              placeholder={named(column)}
              maxLength={100}
              onChange={event => put({ headings: { ...draft.headings, [column]: event.target.value } })}
            />
          </li>
        ))}
      </ol>
    </SidePanel>
  );
}
