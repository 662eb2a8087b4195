import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { COMPARE_TABS, type CompareSummary, type CompareTab } from '../../../domain/compare.ts';
import type { GridRow } from '../../../domain/grid.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { pairPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { useSavedWhenDone } from '../../grid/use-export.ts';
import { useBack } from '../statements/use-back.ts';
import { PairDetail } from './pair-detail.tsx';
import type { PairState } from './pair-page.tsx';
import { RawPlace } from './raw-place.tsx';
import { RememberPair } from './remember-pair.tsx';
import { TabCards } from './tab-cards.tsx';
import { hiddenColumns } from './tab-columns.ts';
import { useComparedFiles, useComparedUnit } from './use-compared-files.ts';

/** What came of a comparison. */
export function ResultPage({ comparisonId }: { comparisonId: string }) {
  const { t } = useTexts();
  const summary = useQuery({
    queryKey: ['compare', 'summary', comparisonId],
    queryFn: () => desk.compare.summary({ comparisonId }),
  });
  const title = t('screens.compare.title');
  if (summary.isError) {
    return (
      <Page title={title}>
        <ErrorPanel error={summary.error} again={() => void summary.refetch()} />
      </Page>
    );
  }
  if (!summary.data) {
    return (
      <Page title={title} fill>
        <SkeletonRows rows={14} />
      </Page>
    );
  }
  return <Compared comparisonId={comparisonId} summary={summary.data} />;
}

function Compared({ comparisonId, summary }: { comparisonId: string; summary: CompareSummary }) {
  const { t } = useTexts();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const files = useComparedFiles(comparisonId, summary, search);
  const unit = useComparedUnit(files);
  const tab = tabOf(search.get('tab'), summary);
  const place = search.get('raw');
  const [focused, setFocused] = useState<{ tab: CompareTab; row: GridRow } | null>(null);
  const saveReport = useReport(comparisonId);

  const goTo = (changes: Record<string, string | null>, replace: boolean) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    setSearch(next, { replace });
  };
  const columns = () => {
    const state: PairState = { choice: summary.choice };
    void go(pairPath(files?.left ?? null, files?.right ?? null), { state });
  };
  const back = place === null ? columns : () => goTo({ raw: null }, true);
  useBack('compare.back', 'screens.compare.back', back);
  useAction({ id: 'compare.report', title: 'screens.compare.report', keys: 'mod+s', run: saveReport });

  return (
    <Page
      fill
      title={t('screens.compare.result')}
      back={
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={back}>
          {t(place === null ? 'screens.compare.change' : 'screens.compare.back_to_result')}
        </Button>
      }
      about={
        <span className="compared-files" title={`${summary.left.file} ↔ ${summary.right.file}`}>
          {summary.left.file} ↔ {summary.right.file}
        </span>
      }
      actions={
        <>
          <RememberPair files={files} summary={summary} />
          <Button type="primary" onClick={() => void saveReport()}>
            {t('screens.compare.report')}
          </Button>
        </>
      }
    >
      {place !== null ? (
        <RawPlace place={place} />
      ) : (
        <div className="compared">
          <TabCards summary={summary} tab={tab} choose={next => goTo({ tab: next }, true)} />
          <Notes summary={summary} />
          <div className="result-main">
            <DeskGrid
              key={tab}
              grid={`compare:${comparisonId}:${tab}`}
              layoutKey={`compare:${tab}`}
              name={t('screens.compare.grid_name', { tab: t(`compare.tab.${tab}`) })}
              hidden={hiddenColumns(tab, summary.choice)}
              unit={unit}
              emptyText={t(`screens.compare.none.${tab}`)}
              onFocusRow={row => setFocused({ tab, row })}
            >
              <span className="muted">{t(`screens.compare.tab_about.${tab}`)}</span>
            </DeskGrid>
            <PairDetail
              comparisonId={comparisonId}
              tab={tab}
              row={focused?.tab === tab ? focused.row : null}
              choice={summary.choice}
              openRaw={raw => goTo({ raw }, false)}
            />
          </div>
        </div>
      )}
    </Page>
  );
}

/** Doubts of the comparison itself, such as rows whose amount cannot be read. */
function Notes({ summary }: { summary: CompareSummary }) {
  const { t } = useTexts();
  if (summary.findings.length === 0) return null;
  return (
    <ul className="compared-notes">
      {summary.findings.map(finding => (
        <li key={`${finding.code}${JSON.stringify(finding.params)}`}>
          <Chip tone="warning" word={t('screens.statements.severity.warn')} />{' '}
          {t(finding.code, finding.params)}
        </li>
      ))}
    </ul>
  );
}

/** The tab asked for, else the first of those that ask for work, else the equal rows. */
function tabOf(asked: string | null, summary: CompareSummary): CompareTab {
  const known = COMPARE_TABS.find(tab => tab === asked);
  const work = (['differing', 'leftOnly', 'rightOnly', 'fuzzy', 'duplicates'] as const).find(
    tab => summary.tabs[tab].count > 0,
  );
  return known ?? work ?? 'equal';
}

function useReport(comparisonId: string): () => Promise<void> {
  const notify = useNotify();
  const wait = useSavedWhenDone();
  return async () => {
    try {
      wait((await desk.compare.report({ comparisonId })).jobId);
      notify.info('grid.export.started');
    } catch (error) {
      notify.refusal(error);
    }
  };
}
