import '../clients/clients.css';
import '../statements/statements.css';
import '../rules/rules.css';
import '../order-check/order-check.css';
import './orders.css';
import {
  CheckSquareOutlined,
  LayoutOutlined,
  SnippetsOutlined,
  SwapOutlined,
  TableOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Finality } from '../../../domain/orders/figures.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import { rulesOn } from '../../../domain/rulebook/lookup.ts';
import type { Product } from '../../../domain/rulebook/types.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { Page } from '../../app/page.tsx';
import { orderPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle, GridShown, ToneOf } from '../../grid/props.ts';
import { selectedCount } from '../../grid/selection.ts';
import { today } from '../clients/days.ts';
import { finalityTone, stateTone } from '../order/stand.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { useRules } from '../rules/use-rules.ts';
import { HandOverPanel } from './hand-over-panel.tsx';
import { ImportButton } from './import-button.tsx';
import { MarkPanel } from './mark-panel.tsx';
import { productIn } from './marking.ts';
import { hoursOf, OrderPeek } from './order-peek.tsx';
import { PasteView } from './paste-view.tsx';
import { usePeek } from './use-peek.ts';
import { useViews } from './use-views.ts';
import { ORDERS_GRID } from './views.ts';
import { ViewsMenu } from './views-menu.tsx';
import { ViewsPanel } from './views-panel.tsx';

/** 订单: every order of 小店随心推 and DOU+, acts on many of them, and lists that are registered. */
export default function OrdersScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.orders.title')}>{() => <Orders />}</InBook>;
}

function Orders() {
  const { t } = useTexts();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const isPasting = search.get('mode') === 'paste';
  const turn = (mode: 'paste' | null) => setSearch(mode ? { mode } : {}, { replace: true });
  const paste = useAction({
    id: 'orders.paste',
    title: isPasting ? 'screens.orders.to_list' : 'screens.orders.paste',
    keys: 'p',
    needs: ['orderList/registerListed'],
    icon: isPasting ? <TableOutlined aria-hidden /> : <SnippetsOutlined aria-hidden />,
    run: () => turn(isPasting ? null : 'paste'),
  });
  const check = useAction({
    id: 'orders.check',
    title: 'screens.orders.check',
    icon: <CheckSquareOutlined aria-hidden />,
    run: () => void go(ROUTES.orderCheck),
  });
  return (
    <Page
      fill
      title={t('screens.orders.title')}
      about={<Caption />}
      acts={['orderList/registerListed', 'orderList/mark', 'clients/handOver']}
      actions={
        <>
          <ActionButton action={check} />
          <ImportButton />
          <ActionButton action={paste} type="primary" />
        </>
      }
    >
      {isPasting ? <PasteView done={() => turn(null)} /> : <List />}
    </Page>
  );
}

/** How the figures are to be read, by which rules. */
function Caption() {
  const { t } = useTexts();
  const { rows } = useRules();
  const rules = useMemo(() => (rows ? rulesOn(rows, today()) : null), [rows]);
  return (
    <span className="orders-caption">
      {rules ? t('screens.orders.caption.final', { hours: hoursOf(rules) }) : null}
      <RuleLink rule="DAT-2" row="dat-2.final" />
      {t('screens.orders.caption.blank')}
      <RuleLink rule="DAT-3" row="dat-3.blank" />
    </span>
  );
}

type Beside = 'views' | 'mark' | 'hand_over';

const HIDDEN = ['top_up', 'coupon', 'payment', 'told_by'];
const UNKNOWN = ['amount', 'paid', 'spent'];
/** The same colours as on the page of an order. */
const TONES: ToneOf = {
  state: ({ values }) => {
    const product = productIn(values.product);
    const state = String(values.state ?? '').split('.')[1];
    return product && state ? stateTone(product, state as OrderState) : 'neutral';
  },
  finality: ({ values }) => finalityTone(values.finality as Finality),
};

function List() {
  const { t } = useTexts();
  const go = useNavigate();
  const grid = useRef<DeskGridHandle>(null);
  const [shown, setShown] = useState<GridShown | null>(null);
  const [focused, setFocused] = useState<{ id: number; product: Product | null } | null>(null);
  const [beside, setBeside] = useState<Beside | null>(null);
  const [isPeeking, peek] = usePeek();
  const kept = useViews();
  const close = useCallback(() => {
    setBeside(null);
    grid.current?.focus();
  }, []);
  useEscape(beside === null ? null : close);
  const chosen = shown ? selectedCount(shown.selection, shown.total ?? 0) : 0;
  const none = chosen === 0;
  const mark = useAction({
    id: 'orders.mark',
    title: 'screens.orders.mark_do',
    keys: 'm',
    needs: ['orderList/mark'],
    icon: <SwapOutlined aria-hidden />,
    run: () => setBeside('mark'),
  });
  const handOver = useAction({
    id: 'orders.hand_over',
    title: 'screens.orders.hand_over_do',
    needs: ['clients/handOver'],
    icon: <UserSwitchOutlined aria-hidden />,
    run: () => setBeside('hand_over'),
  });
  const summary = useAction({
    id: 'orders.peek',
    title: isPeeking ? 'screens.orders.peek.hide' : 'screens.orders.peek.show',
    keys: 'd',
    icon: <LayoutOutlined aria-hidden />,
    run: () => {
      setBeside(null);
      peek(!isPeeking || beside !== null);
    },
  });
  useAction({
    id: 'orders.export',
    title: none ? 'screens.orders.export_all' : 'screens.orders.export_chosen',
    run: () => grid.current?.exportAs('xlsx'),
  });
  useAction({ id: 'orders.views', title: 'screens.orders.view.manage', run: () => setBeside('views') });
  return (
    <div className="orders">
      <div className="orders-grid">
        <DeskGrid
          ref={grid}
          grid={ORDERS_GRID}
          layoutKey={ORDERS_GRID}
          name={t('screens.orders.title')}
          hidden={HIDDEN}
          unknown={UNKNOWN}
          tones={TONES}
          unit={t('screens.accounts.yuan')}
          emptyText={t('screens.orders.none')}
          onShown={setShown}
          onFocusRow={row => setFocused({ id: Number(row.id), product: productIn(row.values.product) })}
          onOpen={row => void go(orderPath(Number(row.id)))}
        >
          <ViewsMenu
            query={shown?.query ?? null}
            views={kept.views}
            show={view => grid.current?.show(view)}
            manage={() => setBeside('views')}
          />
          <ActionButton action={mark} size="small" />
          <ActionButton action={handOver} size="small" />
          <ActionButton action={summary} size="small" aria-pressed={isPeeking && beside === null} />
        </DeskGrid>
      </div>
      {beside === 'views' && shown ? (
        <ViewsPanel shown={shown} kept={kept} show={view => grid.current?.show(view)} close={close} />
      ) : null}
      {beside === 'mark' && shown ? (
        <MarkPanel shown={shown} chosen={chosen} product={focused?.product ?? 'suixintui'} close={close} />
      ) : null}
      {beside === 'hand_over' && shown ? <HandOverPanel shown={shown} chosen={chosen} close={close} /> : null}
      {isPeeking && beside === null ? <OrderPeek order={focused?.id ?? null} /> : null}
    </div>
  );
}
