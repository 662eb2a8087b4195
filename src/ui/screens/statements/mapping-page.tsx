import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { GridPage, GridRow } from '../../../domain/grid.ts';
import type { Inspection, Profile } from '../../../domain/statement.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { useGridShape } from '../../grid/use-shape.ts';
import { SheetChoice } from './facts.tsx';
import { type Reading, read } from './inspections.ts';
import { headerRowOf, type MappingDraft, mappingOf } from './mapping.ts';
import { MappingForm } from './mapping-form.tsx';
import { firstDraft, reheaded } from './mapping-start.ts';
import { MeaningTable } from './meaning-table.tsx';
import { cellColumns, rawGrid, rawLayoutKey } from './raw.ts';

interface Props {
  fileId: string;
  inspection: Inspection;
  reading: Reading;
  done(): void;
}

/** An unknown form: the sheet as it is, and what its columns mean, named once and kept as a profile. */
export function MappingPage(props: Props) {
  const grid = rawGrid(props.fileId, props.inspection);
  const shape = useGridShape(grid);
  const profiles = useQuery({ queryKey: ['profiles'], queryFn: () => desk.profiles.list() });
  if (shape.error) return <ErrorPanel error={shape.error} again={() => void shape.refetch()} />;
  if (!shape.data || !profiles.data) return <SkeletonRows rows={12} />;
  const keys = cellColumns(shape.data.columns).map(column => column.key);
  return <Mapping {...props} grid={grid} keys={keys} first={shape.data.first} profiles={profiles.data} />;
}

function Mapping(props: Props & { grid: string; keys: string[]; first: GridPage; profiles: Profile[] }) {
  const { fileId, inspection, grid, keys, first, profiles } = props;
  const { t } = useTexts();
  const notify = useNotify();
  const [focused, setFocused] = useState<GridRow | null>(null);
  const [draft, setDraft] = useState<MappingDraft>(() =>
    firstDraft(
      inspection,
      profiles,
      headerRowOf(
        first.rows,
        keys,
        inspection.columns.map(c => c.heading),
      ),
    ),
  );
  const [busy, setBusy] = useState(false);
  const below = useRowsBelow(grid, draft.headerRecord, first);
  const headings = useMemo(
    () => headingsOf(below, keys, draft.headerRecord),
    [below, keys, draft.headerRecord],
  );
  const changed = inspection.findings.filter(finding => finding.code === 'statements.header_changed');

  const chooseHeader = (row: GridRow) => {
    const texts = keys.map(key => String(row.values[key] ?? '').trim());
    setDraft(before => reheaded(before, Number(row.id), texts));
  };
  const save = async () => {
    setBusy(true);
    try {
      const profile = await desk.profiles.save(mappingOf(draft, fileId, inspection.sheet));
      await read(fileId, { sheet: inspection.sheet, profile: profile.id });
      notify.success('screens.mapping.saved', { name: draft.name.trim(), version: profile.version });
      props.done();
    } catch (error) {
      notify.refusal(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="mapping">
      <div className="mapping-left">
        <div className="mapping-raw">
          <DeskGrid
            grid={grid}
            layoutKey={rawLayoutKey(inspection.fingerprint)}
            name={`${inspection.file} ${inspection.sheet}`}
            onFocusRow={setFocused}
            onOpen={chooseHeader}
          >
            <HeaderChoice draft={draft} focused={focused} choose={chooseHeader} />
            {inspection.sheets.length > 1 ? <SheetChoice fileId={fileId} inspection={inspection} /> : null}
          </DeskGrid>
        </div>
        <MeaningTable
          headings={headings}
          rows={below}
          keys={keys}
          draft={draft}
          change={meanings => setDraft({ ...draft, meanings })}
        />
      </div>
      <aside className="side mapping-side" aria-label={t('screens.mapping.title')}>
        {changed.map(finding => (
          <div key={String(finding.params.profile)} className="header-changed" role="alert">
            <b>{t('screens.mapping.changed', finding.params)}</b>
            <span>{t('screens.mapping.removed', finding.params)}</span>
            <span>{t('screens.mapping.added', finding.params)}</span>
          </div>
        ))}
        <MappingForm
          grid={grid}
          keys={keys}
          headings={headings}
          draft={draft}
          change={setDraft}
          versionOf={name =>
            profiles.find(profile => profile.title.zh === name && isOwn(profile))?.version ?? 0
          }
          busy={busy}
          save={() => void save()}
        />
      </aside>
    </div>
  );
}

function isOwn(profile: Profile): boolean {
  return profile.id.startsWith('user.');
}

/** Which row holds the headings: the guess, or the row that has the focus in the sheet above. */
function HeaderChoice(props: { draft: MappingDraft; focused: GridRow | null; choose(row: GridRow): void }) {
  const { t } = useTexts();
  const { draft, focused, choose } = props;
  const now =
    draft.headerRecord === null
      ? t('screens.mapping.header_none')
      : t('screens.mapping.header_now', { row: showCount(draft.headerRecord + 1) });
  const other = focused !== null && Number(focused.id) !== draft.headerRecord ? focused : null;
  return (
    <>
      <span className="figures">{now}</span>
      <Button size="small" disabled={!other} onClick={() => other && choose(other)}>
        {other
          ? t('screens.mapping.header_take', { row: showCount(Number(other.id) + 1) })
          : t('screens.mapping.header_pick')}
      </Button>
    </>
  );
}

const SAMPLE_ROWS = 60;

/** The header row and some rows below it; a raw grid without sort stands in the order of its records. */
function useRowsBelow(grid: string, headerRecord: number | null, first: GridPage): GridRow[] {
  const from = headerRecord ?? 0;
  const inFirst = first.rows.length >= Math.min(first.total, from + SAMPLE_ROWS);
  const { data } = useQuery({
    queryKey: ['statements', 'below', grid, from],
    queryFn: () => desk.grids.window({ grid, query: { filter: [], sort: [] }, from, count: SAMPLE_ROWS }),
    enabled: !inFirst,
  });
  const rows = inFirst ? first.rows : data?.rows;
  return useMemo(() => (rows ?? []).filter(row => Number(row.id) >= from), [rows, from]);
}

function headingsOf(
  rows: readonly GridRow[],
  keys: readonly string[],
  headerRecord: number | null,
): string[] {
  const header = headerRecord === null ? undefined : rows.find(row => Number(row.id) === headerRecord);
  if (!header) return [];
  const texts = keys.map(key => String(header.values[key] ?? '').trim());
  const last = texts.findLastIndex(text => text !== '');
  return texts.slice(0, last + 1);
}
