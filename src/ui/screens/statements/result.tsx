import { Button, Segmented } from 'antd';
import { useCallback, useRef, useState } from 'react';
import type { Finding } from '../../../domain/refusal.ts';
import type { Inspection } from '../../../domain/statement.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle } from '../../grid/props.ts';
import { ColumnList } from './column-list.tsx';
import { Facts } from './facts.tsx';
import { FindingList } from './finding-list.tsx';
import { captionsOf, rawGrid, rawLayoutKey, recordOfLine } from './raw.ts';
import { SumStrip, unitOf } from './sums.tsx';

type Tab = 'rows' | 'raw';
type Panel = 'facts' | 'findings' | 'columns';

/** A time or balance that is missing is not known; a missing income only says that the row is none. */
const UNKNOWN_FACTS = ['time', 'balance'];
const UNSUMMED = ['balance'];

/** What was read from a file of a known form: rows or cells, and beside them facts, doubts and columns. */
export function Result({ fileId, inspection }: { fileId: string; inspection: Inspection }) {
  const { t } = useTexts();
  const [tab, setTab] = useState<Tab>('rows');
  const [panel, setPanel] = useState<Panel>('facts');
  const [beside, setBeside] = useState(true);
  const { attach, scrollTo } = useGoal();
  const raw = rawGrid(fileId, inspection);

  const showPlace = async ({ place }: Finding) => {
    const id = place.row === undefined ? null : await recordOfLine(raw, place.row);
    if (id === null) return;
    setTab('raw');
    scrollTo(id, tab === 'raw');
  };

  const tabs = (
    <>
      <Segmented<Tab>
        size="small"
        value={tab}
        onChange={setTab}
        aria-label={t('screens.statements.tabs')}
        options={[
          { value: 'rows', label: t('screens.statements.tab.rows') },
          { value: 'raw', label: t('screens.statements.tab.raw') },
        ]}
      />
      <Button size="small" type="text" aria-expanded={beside} onClick={() => setBeside(!beside)}>
        {t(beside ? 'screens.statements.side_hide' : 'screens.statements.side_show')}
      </Button>
    </>
  );
  return (
    <div className="result">
      <SumStrip inspection={inspection} />
      <div className="result-main">
        {tab === 'rows' ? (
          <DeskGrid
            key="rows"
            ref={attach}
            grid={`statement:${fileId}`}
            layoutKey={`statement:${inspection.profile}`.slice(0, 100)}
            name={inspection.file}
            unknown={UNKNOWN_FACTS}
            unsummed={UNSUMMED}
            unit={unitOf(inspection, t)}
            hidden={idleColumns(inspection)}
          >
            {tabs}
          </DeskGrid>
        ) : (
          <DeskGrid
            key={raw}
            ref={attach}
            grid={raw}
            layoutKey={rawLayoutKey(inspection.fingerprint)}
            captions={captionsOf(inspection)}
            name={`${inspection.file} ${inspection.sheet}`}
          >
            {tabs}
          </DeskGrid>
        )}
        {beside ? (
          <aside className="side" aria-label={t('screens.statements.side')}>
            <Segmented<Panel>
              block
              size="small"
              aria-label={t('screens.statements.side')}
              value={panel}
              onChange={setPanel}
              options={[
                { value: 'facts', label: t('screens.statements.panel.facts') },
                {
                  value: 'findings',
                  label: t('screens.statements.panel.findings', { count: inspection.findings.length }),
                },
                { value: 'columns', label: t('screens.statements.panel.columns') },
              ]}
            />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
            <div className="side-body" tabIndex={0}>
              {panel === 'facts' ? <Facts fileId={fileId} inspection={inspection} /> : null}
              {panel === 'findings' ? (
                <FindingList findings={inspection.findings} show={finding => void showPlace(finding)} />
              ) : null}
              {panel === 'columns' ? <ColumnList columns={inspection.columns} /> : null}
            </div>
          </aside>
        ) : null}
      </div>
    </div>
  );
}

/** Columns that no row of the file fills. */
function idleColumns({ neutral, closed, refundRows }: Inspection): string[] {
  return [
    ...(neutral.count === 0 ? ['neutral'] : []),
    ...(closed.count === 0 ? ['closed'] : []),
    ...(refundRows.count === 0 ? ['refund'] : []),
  ];
}

/** Brings a row into sight in the grid that stands, or in the next one as soon as it stands. */
function useGoal() {
  const grid = useRef<DeskGridHandle | null>(null);
  const goal = useRef<string | null>(null);
  const attach = useCallback((handle: DeskGridHandle | null) => {
    grid.current = handle;
    if (!handle || goal.current === null) return;
    void handle.scrollTo(goal.current);
    goal.current = null;
  }, []);
  const scrollTo = useCallback((id: string, stands: boolean) => {
    if (stands) void grid.current?.scrollTo(id);
    else goal.current = id;
  }, []);
  return { attach, scrollTo };
}
