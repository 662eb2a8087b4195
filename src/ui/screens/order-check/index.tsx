import '../clients/clients.css';
import '../rules/rules.css';
import './order-check.css';
import { ClearOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { rulesOn } from '../../../domain/rulebook/lookup.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { useRules } from '../rules/use-rules.ts';
import { changed, type Draft, EMPTY_DRAFT } from './draft.ts';
import { MODES, type Mode, modeOf } from './modes.ts';
import { OneOrder } from './one-order.tsx';
import { draftOfOrder } from './order-draft.ts';
import { PlanView } from './plan-view.tsx';
import { PlannedOrders } from './planned-view.tsx';
import { PresetsView } from './presets-view.tsx';

/** 下单预检: what an order may and must, said while it is typed, and what becomes of it; lists, plans, presets. */
export default function OrderCheckScreen() {
  const { t } = useTexts();
  const { rows, error, again, book } = useRules();
  const [search, setSearch] = useSearchParams();
  const mode = modeOf(search.get('mode'));
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const rules = useMemo(() => (rows ? rulesOn(rows, today()) : null), [rows]);
  useDuplicate(Boolean(book), setDraft);
  const clear = useAction({
    id: 'order_check.clear',
    title: 'screens.order_check.clear',
    icon: <ClearOutlined aria-hidden />,
    run: () => setDraft({ ...EMPTY_DRAFT, product: draft.product, scene: draft.scene }),
  });
  return (
    <Page
      fill
      title={t('screens.order_check.title')}
      about={t('screens.order_check.about')}
      actions={
        <>
          <Segmented
            aria-label={t('screens.order_check.mode')}
            value={mode}
            options={MODES.map(value => ({ value, label: t(`screens.order_check.mode.${value}`) }))}
            onChange={value => setSearch(value === 'one' ? {} : { mode: value }, { replace: true })}
          />
          {mode === 'one' ? <ActionButton action={clear} /> : null}
        </>
      }
    >
      {error ? <ErrorPanel error={error} again={again} /> : null}
      {!rules && !error ? <SkeletonRows /> : null}
      {rules && mode === 'one' ? (
        <OneOrder
          key={book?.id ?? 'none'}
          rules={rules}
          draft={draft}
          set={parts => setDraft(before => changed(before, parts))}
          renew={setDraft}
          inBook={Boolean(book)}
        />
      ) : null}
      {rules && mode === 'list' ? (
        <PlanView key={book?.id ?? 'none'} rules={rules} inBook={Boolean(book)} />
      ) : null}
      {mode === 'planned' || mode === 'presets' ? (
        <OfBook key={book?.id ?? 'none'} mode={mode} book={book} />
      ) : null}
    </Page>
  );
}

/** What only an open book has. */
function OfBook({ mode, book }: { mode: Extract<Mode, 'planned' | 'presets'>; book: unknown }) {
  const { t } = useTexts();
  const go = useNavigate();
  if (book) return mode === 'planned' ? <PlannedOrders /> : <PresetsView />;
  if (book === undefined) return <SkeletonRows />;
  return (
    <Empty
      title={t('shell.no_book.title')}
      text={t('shell.no_book.text')}
      action={{ label: t('shell.no_book.go'), run: () => void go(ROUTES.books) }}
    />
  );
}

/** `?from=<order>`: another order like it, but for its amount, which is typed anew. */
function useDuplicate(inBook: boolean, set: (draft: Draft) => void): void {
  const [search, setSearch] = useSearchParams();
  const notify = useNotify();
  const from = Number(search.get('from') ?? 0);
  useEffect(() => {
    if (!inBook || !Number.isSafeInteger(from) || from < 1) return;
    let isGone = false;
    desk.plans.duplicate({ order: from }).then(({ draft, orderNo }) => {
      if (isGone) return;
      set({ ...draftOfOrder(draft), amount: '', coupon: '' });
      setSearch({}, { replace: true });
      notify.info('screens.order_check.duplicated', { no: orderNo });
    }, notify.refusal);
    return () => {
      isGone = true;
    };
  }, [inBook, from, set, setSearch, notify]);
}
