import {
  AuditOutlined,
  BarChartOutlined,
  CopyOutlined,
  DownOutlined,
  EditOutlined,
  PlusOutlined,
  RollbackOutlined,
  ShoppingCartOutlined,
  StopOutlined,
  SwapOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import type { OrderPageView } from '../../../contract/order.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import { type Action, ActionButton, useAction } from '../../app/actions.tsx';
import { orderLikePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { awaitsRefund, decisionsOf } from './refund-draft.ts';

/** What stands beside the page: a form, a posting, or the rules where nothing is asked for. */
export type Beside =
  | { kind: 'step'; to: OrderState | null }
  | { kind: 'top_up' | 'figure' | 'refund' | 'decide' | 'slow' | 'ban' | 'cart' }
  | { kind: 'posting'; transfer: number };

/** The acts on an order, those of every day as buttons, the others in a menu; each also in the palette. */
export function OrderActs({ page, put }: { page: OrderPageView; put(beside: Beside): void }) {
  const { t } = useTexts();
  const go = useNavigate();
  const { order, stop, room, mayTopUp, bannedOn, next } = page;
  const group = 'screens.order.title';
  const step = useAction({
    id: 'order.step',
    title: 'screens.order.do.step',
    group,
    keys: 'e',
    needs: ['orders/changeState'],
    icon: <SwapOutlined aria-hidden />,
    run: () => put({ kind: 'step', to: next.length === 1 ? next[0]! : null }),
  });
  const topUp = useAction({
    id: 'order.top_up',
    title: `screens.order.top_up.${order.product}`,
    group,
    keys: 'a',
    needs: ['orders/topUp'],
    icon: <PlusOutlined aria-hidden />,
    enabled: mayTopUp,
    run: () => put({ kind: 'top_up' }),
  });
  const figure = useAction({
    id: 'order.figure',
    title: 'screens.order.do.figure',
    group,
    keys: 'f',
    needs: ['orders/recordFigure'],
    icon: <EditOutlined aria-hidden />,
    run: () => put({ kind: 'figure' }),
  });
  const again = useAction({
    id: 'order.again',
    title: 'screens.order.do.again',
    needs: ['orders/place', 'plans/plan'],
    group,
    icon: <CopyOutlined aria-hidden />,
    enabled: order.accountId !== null,
    run: () => void go(orderLikePath(order.id)),
  });
  const end = useAction({
    id: 'order.stop',
    title: 'screens.order.do.stop',
    needs: ['orders/changeState'],
    group,
    icon: <StopOutlined aria-hidden />,
    enabled: stop !== null,
    run: () => put({ kind: 'step', to: stop }),
  });
  const slow = useAction({
    id: 'order.slow',
    title: 'screens.order.do.slow',
    group,
    icon: <BarChartOutlined aria-hidden />,
    enabled: order.product === 'suixintui',
    run: () => put({ kind: 'slow' }),
  });
  const ban = useAction({
    id: 'order.ban',
    title: bannedOn ? 'screens.order.do.lift' : 'screens.order.do.ban',
    needs: bannedOn ? ['order/liftBan'] : ['order/ban'],
    group,
    icon: <WarningOutlined aria-hidden />,
    enabled: order.accountId !== null && page.accountKind !== null,
    run: () => put({ kind: 'ban' }),
  });
  const cart = useAction({
    id: 'order.cart',
    title: 'screens.order.do.cart',
    needs: ['orders/terminateForCart'],
    group,
    icon: <ShoppingCartOutlined aria-hidden />,
    enabled: room !== null,
    run: () => put({ kind: 'cart' }),
  });
  const refund = useAction({
    id: 'order.refund',
    title: 'screens.order.do.refund',
    needs: ['orders/refund'],
    group,
    keys: 'r',
    icon: <RollbackOutlined aria-hidden />,
    enabled: awaitsRefund(page),
    run: () => put({ kind: 'refund' }),
  });
  const decide = useAction({
    id: 'order.decide_refund',
    title: 'screens.order.do.decide',
    needs: ['orders/decideRefund'],
    group,
    icon: <AuditOutlined aria-hidden />,
    enabled: page.refund !== null && decisionsOf(page.refund).length > 0,
    run: () => put({ kind: 'decide' }),
  });
  const refunds = page.refund === null ? [] : [refund, decide];
  const more = [...refunds, again, end, slow, ban, cart].filter(({ isOffered }) => isOffered);
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: more.map(each => itemOf(each, t)) }}>
        <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
          {t('screens.order.more')}
        </Button>
      </Dropdown>
      <ActionButton action={figure} />
      <ActionButton action={topUp} />
      <ActionButton action={step} type="primary" />
    </>
  );
}

function itemOf(action: Action, t: ReturnType<typeof useTexts>['t']) {
  return {
    key: action.id,
    icon: action.icon,
    label: t(action.title, action.params),
    disabled: action.enabled === false,
    onClick: () => void action.run(),
  };
}
