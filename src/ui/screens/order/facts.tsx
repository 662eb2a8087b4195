import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderPageView } from '../../../contract/order.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { clientPath, orderRisksPath, upgradePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { finalityTone } from './stand.ts';

/** Who, what and how of an order; each name leads on. */
export function Facts({ page }: { page: OrderPageView }) {
  const { t } = useTexts();
  const { order, room, creative } = page;
  const facts: Record<string, ReactNode> = {
    client: <ClientLink page={page} />,
    account: <AccountLink page={page} />,
    product: [t(`orders.product.${order.product}`), order.scene && t(`orders.scene.${order.scene}`)]
      .filter(Boolean)
      .join(' · '),
    goal: order.goal,
    bid: order.bid ? <Bid bid={order.bid} /> : null,
    duration:
      order.durationMinutes === null ? null : (
        <span className="figures">
          {t('screens.order.hours', { hours: order.durationMinutes / 60 })} <RuleLink rule="ORD-7" />
        </span>
      ),
    placed_at: <span className="figures">{order.placedAt ?? order.placedOn}</span>,
    ended_at: order.endedAt ? <span className="figures">{order.endedAt}</span> : null,
    payment: <Payment page={page} />,
    ...(room ? { room: <Room room={room} /> } : {}),
    ...(order.scene === 'live'
      ? {}
      : { video: order.video ? <span className="figures">{order.video}</span> : null }),
    targeting: <Preset name={page.presets.targeting} text={page.targeting} />,
    ...(creative?.titleLength === undefined && creative?.seconds === undefined && !page.presets.creative
      ? {}
      : {
          creative: (
            <Preset name={page.presets.creative} text={creative && <Creative creative={creative} />} />
          ),
        }),
    told_by: t(`orders.told_by.${order.toldBy}`),
  };
  return (
    <dl className="order-facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`screens.order.fact.${name}`)}</dt>
          <dd>{value ?? <span className="muted">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was chosen, after the name of the client's preset that it was taken from. */
function Preset({ name, text }: { name: string | null; text: ReactNode }) {
  const { t } = useTexts();
  if (name === null) return text ?? <span className="muted">–</span>;
  return (
    <span className="order-preset">
      <Chip tone="neutral" word={t('screens.order.preset', { name })} /> {text}
    </span>
  );
}

function ClientLink({ page: { order, clientCode } }: { page: OrderPageView }) {
  const { t } = useTexts();
  if (!order.clientName) return <span className="muted">{t('screens.order.no_client')}</span>;
  if (!clientCode) return <>{order.clientName}</>;
  return (
    <Link className="line-link" to={clientPath(clientCode)}>
      {order.clientName}
    </Link>
  );
}

/** The account, whether it is banned, and where its upgrade stands. */
function AccountLink({ page: { order, bannedOn, upgrade } }: { page: OrderPageView }) {
  const { t } = useTexts();
  return (
    <span className="order-account">
      <span>{order.accountName ?? order.accountId ?? '–'}</span>
      {order.accountName && order.accountName !== order.accountId ? (
        <span className="figures muted">{order.accountId}</span>
      ) : null}
      {bannedOn && order.accountId ? (
        <Link to={orderRisksPath({ account: order.accountId })}>
          <Chip tone="danger" word={t('screens.order.banned_on', { day: bannedOn })} />
        </Link>
      ) : null}
      {upgrade && order.account !== null ? (
        <Link className="line-link" to={upgradePath(order.account)}>
          {t('screens.order.upgrade', { state: t(`upgrade.state.${upgrade}`) })}
        </Link>
      ) : null}
    </span>
  );
}

/** Ways of bidding as they are chosen; another one as the platform words it. */
const BIDS: Readonly<Record<string, string>> = {
  plays: 'plays',
  'plays/auto': 'plays',
  'goal/auto': 'goal_auto',
  'goal/manual': 'goal_manual',
};

function Bid({ bid }: { bid: string }) {
  const { t } = useTexts();
  const known = BIDS[bid];
  return <>{known ? t(`screens.order_check.bid.${known}`) : bid}</>;
}

function Payment({ page: { order, payer } }: { page: OrderPageView }) {
  const { t } = useTexts();
  const { payment, funder } = order;
  const words = [
    payment ? t(`orders.payment.${payment}`) : t('screens.order.unknown'),
    funder && payment !== 'pool' ? t('screens.order.funder', { funder: t(`orders.funder.${funder}`) }) : '',
    payer ?? '',
  ];
  return <>{words.filter(Boolean).join(' · ')}</>;
}

function Room({ room: { room, cartUsedOn } }: { room: NonNullable<OrderPageView['room']> }) {
  const { t } = useTexts();
  return (
    <span className="order-account">
      <span className="figures">{room}</span>
      {cartUsedOn ? (
        <Link to={orderRisksPath({ room })}>
          <Chip tone="warning" word={t('screens.order.cart_used', { day: cartUsedOn })} />
        </Link>
      ) : null}
    </span>
  );
}

function Creative({ creative }: { creative: NonNullable<OrderPageView['creative']> }) {
  const { t } = useTexts();
  const { titleLength, seconds } = creative;
  const parts = [
    titleLength === undefined ? '' : t('screens.order.title_length', { count: titleLength }),
    seconds === undefined ? '' : t('screens.order.seconds', { seconds }),
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** The money of an order in a row of figures, 元; unknown is said, never shown as 0 (DAT-3). */
export function MoneyRow({ page }: { page: OrderPageView }) {
  const { t } = useTexts();
  const { order, held, owed } = page;
  const figures: Record<string, number | null | undefined> = {
    amount: order.amountFen,
    coupon: order.couponFen ?? 0,
    paid: order.paidFen,
    top_up: order.topUpFen ?? 0,
    spent: order.spentFen,
    on_order: held.onOrderFen,
    expected: order.expectedFen ?? (owed?.way === 'unknown' ? null : undefined),
  };
  const abouts: Record<string, ReactNode> = {
    spent: <SpentAbout page={page} />,
    expected:
      owed && (owed.way === 'payer' || owed.way === 'pool') ? (
        <Chip tone={owed.way === 'payer' ? 'warning' : 'info'} word={t(`screens.order.way.${owed.way}`)} />
      ) : null,
  };
  return (
    <dl className="order-money" aria-label={t('screens.order.money')}>
      {Object.entries(figures).map(([name, fen]) => (
        <div key={name}>
          <dt>{t(`screens.order.figure.${name}`)}</dt>
          <dd className="figures">
            {typeof fen === 'number' ? (
              showFen(fen)
            ) : (
              <span className="muted">{fen === null ? t('screens.order.unknown') : '–'}</span>
            )}
          </dd>
          <dd className="order-money-about">{abouts[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far the spend may be trusted (DAT-2, DAT-5), or what to do where it has not come. */
function SpentAbout({ page: { order, missing } }: { page: OrderPageView }) {
  const { t } = useTexts();
  const { finality, spentFen } = order;
  if (spentFen !== null && finality)
    return <Chip tone={finalityTone(finality)} word={t(`orders.finality.${finality}`)} />;
  return missing ? <span className="muted">{t(`screens.order.missing.${missing}`)}</span> : null;
}
