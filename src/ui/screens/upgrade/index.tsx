import './upgrade.css';
import { DownloadOutlined, NodeIndexOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES, upgradePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { AccountTable } from './account-table.tsx';
import { DetailPanel, type Doing } from './detail-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useBoard } from './queries.ts';
import { EVERYTHING, matching } from './rows.ts';
import { StateBoard } from './state-board.tsx';

const VIEWS = ['list', 'board'] as const;

/** DOU+ 升级看板: the account upgrade of every client. */
export default function UpgradeScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.upgrade.title')}>{() => <Upgrade />}</InBook>;
}

function Upgrade() {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const { account } = useParams();
  const [search, setSearch] = useSearchParams();
  const view = VIEWS.find(each => each === search.get('view')) ?? 'list';
  const [wanted, want] = useState(EVERYTHING);
  const [walked, walk] = useState<number | null>(null);
  const startOrder = Number(search.get('order')) || null;
  const [doing, act] = useState<Doing>(startOrder === null ? null : 'open');
  const { data, error, refetch } = useBoard();
  const open = account === undefined ? null : Number(account);
  const shown = matching(data ?? [], wanted);
  const show = (next: number | null) => {
    if (next !== open) act(null);
    walk(next);
    const kept = new URLSearchParams(search);
    kept.delete('order');
    const query = kept.size > 0 ? `?${kept}` : '';
    void go(`${next === null ? ROUTES.upgrade : upgradePath(next)}${query}`, { replace: open !== null });
  };
  const reminders = useAction({
    id: 'upgrade.reminders',
    title: 'screens.upgrade.reminders',
    group: 'screens.upgrade.title',
    icon: <DownloadOutlined aria-hidden />,
    enabled: shown.length > 0,
    async run() {
      try {
        const { fileId, rows } = await desk.upgrade.reminders({ manager: wanted.manager || null });
        if (await saveExport(fileId)) notify.success('screens.upgrade.reminders_saved', { rows });
      } catch (error) {
        notify.refusal(error);
      }
    },
  });
  useAction({
    id: 'upgrade.back',
    title: 'screens.upgrade.back',
    group: 'screens.upgrade.title',
    keys: 'esc',
    enabled: open !== null,
    run: () => (doing === null ? show(null) : act(null)),
  });
  useAction({
    id: 'upgrade.view',
    title: 'screens.upgrade.other_view',
    group: 'screens.upgrade.title',
    keys: 'v',
    run: () => setSearch(view === 'list' ? { view: 'board' } : {}, { replace: true }),
  });
  return (
    <Page
      fill
      title={t('screens.upgrade.title')}
      about={
        <Segmented
          value={view}
          aria-label={t('screens.upgrade.view')}
          onChange={next => setSearch(next === 'board' ? { view: 'board' } : {}, { replace: true })}
          options={VIEWS.map(value => ({ value, label: t(`screens.upgrade.view.${value}`) }))}
        />
      }
      acts={['upgrade/open', 'upgrade/step', 'upgrade/addPaper']}
      actions={<ActionButton action={reminders} />}
    >
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows /> : null}
      {data?.length === 0 ? (
        <Empty
          icon={<NodeIndexOutlined aria-hidden />}
          title={t('screens.upgrade.empty.title')}
          text={t('screens.upgrade.empty.text')}
          action={{ label: t('screens.upgrade.empty.go'), run: () => void go(ROUTES.clients) }}
        />
      ) : null}
      {data && data.length > 0 ? (
        <div className="upg" data-beside={open !== null}>
          <div className="upg-main">
            <FilterBar all={data} shown={shown} wanted={wanted} want={want} />
            {shown.length === 0 ? <p className="upg-none">{t('screens.upgrade.no_match')}</p> : null}
            {shown.length > 0 && view === 'list' ? (
              <AccountTable rows={shown} active={open} open={show} />
            ) : null}
            {shown.length > 0 && view === 'board' ? (
              <StateBoard
                rows={shown}
                active={walked ?? open}
                isBeside={open !== null}
                setActive={walk}
                open={show}
                stepOn={next => {
                  show(next);
                  act('step');
                }}
              />
            ) : null}
          </div>
          {open === null ? null : (
            <DetailPanel
              account={open}
              startOrder={startOrder}
              doing={doing}
              act={act}
              close={() => show(null)}
            />
          )}
        </div>
      ) : null}
    </Page>
  );
}
