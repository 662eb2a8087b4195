import '../accounts/accounts.css';
import '../clients/clients.css';
import '../rules/rules.css';
import '../order-acts/order-acts.css';
import '../upgrade/upgrade.css';
import './transit.css';
import { DownloadOutlined, PlusOutlined, SettingOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { TransitBoard } from '../../../contract/refunds.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { AskForm } from './ask-form.tsx';
import { GroupTable } from './group-table.tsx';
import { AgeingStrip, FilterBar, KindCards } from './head.tsx';
import { ItemPanel } from './item-panel.tsx';
import { ItemTable } from './item-table.tsx';
import { useBoard, useSeesBook, useWithdrawals } from './queries.ts';
import { EVERYTHING, groupsOf, matching, type Wanted } from './rows.ts';
import { SettingsForm } from './settings-form.tsx';
import { WithdrawalPanel } from './withdrawal-panel.tsx';
import { WithdrawalsTable } from './withdrawals-table.tsx';

const VIEWS = ['items', 'clients', 'channels', 'withdrawals'] as const;
type Beside = 'ask' | 'settings' | null;

/** 在途: money that has left one place and has not been seen at the other. */
export default function TransitScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.transit.title')}>{() => <Transit />}</InBook>;
}

function Transit() {
  const { t } = useTexts();
  const board = useBoard();
  const seesBook = useSeesBook();
  const [search, setSearch] = useSearchParams();
  const [beside, put] = useState<Beside>(null);
  const view = VIEWS.find(each => each === search.get('view')) ?? 'items';
  const item = search.get('item');
  const withdrawal = search.get('no');
  const go = (next: Record<string, string>) => {
    put(null);
    setSearch(view === 'items' || 'view' in next ? next : { view, ...next }, { replace: true });
  };
  const close = () => (beside === null ? go({}) : put(null));
  useEscape(beside === null && item === null && withdrawal === null ? null : close);
  const ask = useAction({
    id: 'transit.ask',
    title: 'screens.transit.ask',
    group: 'screens.transit.title',
    keys: 'n',
    icon: <PlusOutlined aria-hidden />,
    needs: ['withdrawals/ask'],
    run: () => put('ask'),
  });
  const views = VIEWS.filter(each => each !== 'withdrawals' || seesBook);
  const { data, error, refetch } = board;
  return (
    <Page
      fill
      title={t('screens.transit.title')}
      about={
        <Segmented
          value={view}
          aria-label={t('screens.transit.view')}
          onChange={next => go({ view: next })}
          options={views.map(value => ({ value, label: t(`screens.transit.view.${value}`) }))}
        />
      }
      actions={
        seesBook ? (
          <>
            <Offered needs={['refunds/setSettings']}>
              <Button icon={<SettingOutlined aria-hidden />} onClick={() => put('settings')}>
                {t('screens.transit.settings')}
              </Button>
            </Offered>
            <AgeingExport />
            <ActionButton action={ask} type="primary" />
          </>
        ) : null
      }
    >
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={12} /> : null}
      {data ? (
        <div className="upg" data-beside={beside !== null || item !== null || withdrawal !== null}>
          {view === 'withdrawals' ? (
            <Withdrawals active={withdrawal} open={no => go({ no })} />
          ) : (
            <Items
              key={view}
              board={data}
              view={view}
              active={item}
              open={id => go({ item: id })}
              toItems={() => go({ view: 'items' })}
            />
          )}
          {beside === 'ask' ? (
            <AskForm close={() => put(null)} asked={no => go({ view: 'withdrawals', no })} />
          ) : null}
          {beside === 'settings' ? <SettingsForm settings={data.settings} close={() => put(null)} /> : null}
          {beside === null && item !== null ? <ItemPanel key={item} item={item} close={close} /> : null}
          {beside === null && item === null && withdrawal !== null ? (
            <WithdrawalPanel key={withdrawal} no={withdrawal} close={close} />
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

function Items(props: {
  board: TransitBoard;
  view: 'items' | 'clients' | 'channels';
  active: string | null;
  open(item: string): void;
  toItems(): void;
}) {
  const { t } = useTexts();
  const { board, view, active, open } = props;
  const navigate = useNavigate();
  const [wanted, want] = useState<Wanted>(EVERYTHING);
  const [group, narrow] = useState<string | null>(null);
  const shown = matching(board.items, wanted, board.settings.ageingDays);
  if (board.items.length === 0)
    return (
      <Empty
        icon={<SwapOutlined aria-hidden />}
        title={t('screens.transit.empty.title')}
        text={t('screens.transit.empty.text')}
        action={{ label: t('screens.transit.empty.go'), run: () => void navigate(ROUTES.imports) }}
      />
    );
  const head = { board, shown, wanted, want };
  const groups = view === 'items' ? [] : groupsOf(shown, view);
  const chosen = groups.find(({ key }) => key === group);
  return (
    <div className="upg-main">
      <KindCards {...head} />
      <AgeingStrip {...head} />
      <FilterBar {...head} />
      {chosen ? (
        <p className="transit-group">
          <Button type="link" onClick={() => narrow(null)}>
            {t(`screens.transit.back.${view === 'clients' ? 'clients' : 'channels'}`)}
          </Button>
          <b>{chosen.name}</b>
        </p>
      ) : null}
      {shown.length === 0 ? <p className="upg-none">{t('screens.transit.no_match')}</p> : null}
      {shown.length > 0 && view === 'items' ? <ItemTable items={shown} active={active} open={open} /> : null}
      {shown.length > 0 && view !== 'items' && !chosen ? (
        <GroupTable by={view} groups={groups} open={({ key }) => narrow(key)} />
      ) : null}
      {chosen ? <ItemTable items={chosen.items} active={active} open={open} /> : null}
    </div>
  );
}

function Withdrawals({ active, open }: { active: string | null; open(no: string): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useWithdrawals();
  if (!data && error) return <ErrorPanel error={error} again={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={8} />;
  if (data.length === 0)
    return (
      <Empty
        icon={<SwapOutlined aria-hidden />}
        title={t('screens.transit.withdrawals.none')}
        text={t('screens.transit.withdrawals.none_text')}
      />
    );
  return (
    <div className="upg-main">
      <WithdrawalsTable withdrawals={data} active={active} open={open} />
    </div>
  );
}

/** 账龄: written in the format that is chosen. */
function AgeingExport() {
  const { t } = useTexts();
  const notify = useNotify();
  const write = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId } = await desk.refunds.writeAgeing({ format });
      if (await saveExport(fileId)) notify.success('screens.transit.ageing_saved');
    } catch (error) {
      notify.refusal(error);
    }
  };
  const items = (['xlsx', 'csv', 'pdf'] as const).map(format => ({
    key: format,
    label: t(`grid.export.${format}`),
    onClick: () => void write(format),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.transit.ageing_export')}</Button>
    </Dropdown>
  );
}
