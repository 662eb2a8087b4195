import './waiting.css';
import { CheckCircleOutlined } from '@ant-design/icons';
import { Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { WaitingRow } from '../../../contract/imports.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { planPath, ROUTES, waitingRowsPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { decideRowsAgain } from './again.ts';
import { DismissForm } from './dismiss-form.tsx';
import { useWaitingRows } from './queries.ts';
import { ImportTabs } from './tabs.tsx';
import { WaitingDetail } from './waiting-detail.tsx';
import { keyOfRow, rowsOfKind, sumOfRows, WAITING_KINDS, type WaitingKind } from './waiting-rows.ts';
import { WaitingTable } from './waiting-table.tsx';

/** 未决行: rows of carried-out imports that are not in the book, or only noted. */
export function WaitingPage() {
  const { t } = useTexts();
  const go = useNavigate();
  const rows = useWaitingRows();
  return (
    <Page fill title={t('screens.imports.title')} about={<ImportTabs tab="waiting" />}>
      {rows.isError ? <ErrorPanel error={rows.error} again={() => void rows.refetch()} /> : null}
      {rows.isPending ? <SkeletonRows rows={14} /> : null}
      {rows.data?.length === 0 ? (
        <Empty
          icon={<CheckCircleOutlined aria-hidden />}
          title={t('screens.imports.no_waiting')}
          text={t('screens.imports.no_waiting_text')}
          action={{ label: t('screens.imports.no_waiting_go'), run: () => void go(ROUTES.imports) }}
        />
      ) : null}
      {rows.data && rows.data.length > 0 ? <Rows rows={rows.data} /> : null}
    </Page>
  );
}

function Rows({ rows }: { rows: readonly WaitingRow[] }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [search] = useSearchParams();
  const kind: WaitingKind = WAITING_KINDS.find(each => each === search.get('kind')) ?? 'all';
  const [at, setAt] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [dismissing, setDismissing] = useState<readonly WaitingRow[] | null>(null);
  const shown = useMemo(
    () => rowsOfKind(rows, kind, text, row => t(row.reason, row.params)),
    [rows, kind, text, t],
  );
  const here = shown.find(row => keyOfRow(row) === at) ?? shown[0] ?? null;
  const chosen = rows.filter(row => ticked.has(keyOfRow(row)));
  const again = useDecideAgain();
  const tick = (keys: readonly string[], on: boolean) =>
    setTicked(before => {
      const next = new Set(before);
      for (const key of keys)
        if (on) next.add(key);
        else next.delete(key);
      return next;
    });
  const putAway = useAction({
    id: 'imports.dismiss',
    title: 'screens.imports.dismiss_rows',
    needs: ['imports/dismiss'],
    params: { count: showCount(chosen.length) },
    enabled: chosen.length > 0,
    run: () => setDismissing(chosen),
  });
  return (
    <div className="result-main">
      <div className="waiting-main">
        <div className="waiting-bar" role="toolbar" aria-label={t('screens.imports.tab.waiting')}>
          <KindChoice rows={rows} kind={kind} />
          <Input
            size="small"
            allowClear={{ clearIcon: <ClearIcon /> }}
            className="waiting-text"
            value={text}
            placeholder={t('screens.imports.waiting_filter')}
            aria-label={t('screens.imports.waiting_filter')}
            onChange={event => setText(event.target.value)}
          />
          <span className="desk-grid-gap" />
          <ActionButton action={putAway} size="small" />
          <ActionButton action={again.action} size="small" type="primary" loading={again.busy} />
        </div>
        <WaitingTable
          rows={shown}
          at={here && keyOfRow(here)}
          move={key => {
            setAt(key);
            setDismissing(null);
          }}
          ticked={ticked}
          tick={tick}
        />
        <footer className="waiting-foot figures">
          {t('screens.imports.waiting_count', {
            count: showCount(shown.length),
            amount: showFen(sumOfRows(shown)),
          })}
          {chosen.length > 0 ? (
            <span>
              {t('screens.imports.waiting_chosen', {
                count: showCount(chosen.length),
                amount: showFen(sumOfRows(chosen)),
              })}
            </span>
          ) : null}
        </footer>
      </div>
      <aside className="side imports-side" aria-label={t('screens.imports.side')}>
        {dismissing ? (
          <DismissForm
            rows={dismissing}
            close={() => setDismissing(null)}
            done={() => {
              setDismissing(null);
              setTicked(new Set());
            }}
          />
        ) : here ? (
          <WaitingDetail
            key={keyOfRow(here)}
            row={here}
            busy={again.busy}
            decide={account => void again.decide({ name: here.name }, account)}
            dismiss={() => setDismissing([here])}
          />
        ) : (
          <p className="side-note">{t('screens.imports.waiting_none_shown')}</p>
        )}
      </aside>
    </div>
  );
}

function KindChoice({ rows, kind }: { rows: readonly WaitingRow[]; kind: WaitingKind }) {
  const { t } = useTexts();
  const go = useNavigate();
  const countOf = (each: WaitingKind) =>
    each === 'all' ? rows.length : rows.filter(({ verdict }) => verdict === each).length;
  return (
    <Segmented<WaitingKind>
      size="small"
      value={kind}
      aria-label={t('screens.imports.waiting_kind')}
      options={WAITING_KINDS.map(value => ({
        value,
        label: `${t(`screens.imports.waiting.${value}`)} ${showCount(countOf(value))}`,
      }))}
      onChange={next => void go(waitingRowsPath(next === 'all' ? undefined : next), { replace: true })}
    />
  );
}

/** Rows decided anew as the book stands now; where one plan comes of it, it is shown. */
function useDecideAgain() {
  const go = useNavigate();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const decide = async (of: { name: string } | null, account: string | null) => {
    setBusy(true);
    try {
      const plans = await decideRowsAgain(of, account);
      const rows = plans.reduce((sum, { counts }) => sum + counts.new + counts.corrected, 0);
      if (plans.length === 0) notify.info('screens.imports.again_none');
      else {
        notify.success('screens.imports.again_done', { plans: plans.length, rows: showCount(rows) });
        void go(plans.length === 1 ? planPath(plans[0]!.plan) : ROUTES.imports);
      }
    } catch (error) {
      notify.refusal(error);
    } finally {
      setBusy(false);
    }
  };
  const action = useAction({
    id: 'imports.decide_again',
    title: 'screens.imports.again_all',
    needs: ['imports/decideAgain'],
    enabled: !busy,
    run: () => decide(null, null),
  });
  return { decide, busy, action };
}
