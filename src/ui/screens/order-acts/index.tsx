import '../accounts/accounts.css';
import '../clients/clients.css';
import '../rules/rules.css';
import './order-acts.css';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useSearchParams } from 'react-router';
import type { BanCaseView, CartRoomView, OrderRisksView } from '../../../contract/order.ts';
import type { CitedRule } from '../../../contract/upgrade.ts';
import { InBook } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { BanPanel } from './ban-panel.tsx';
import { CartPanel } from './cart-panel.tsx';
import { CitedList } from './cited-list.tsx';

/** 封禁与购物车: banned accounts with their refund cases (ACC-2), live rooms that used the cart (ORD-10). */
export default function OrderRisksScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.order_acts.title')}>{() => <Risks />}</InBook>;
}

function Risks() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const risks = useQuery({ queryKey: ['book', 'order', 'risks'], queryFn: () => desk.order.risks() });
  const account = search.get('account');
  const room = search.get('room');
  const close = () => setSearch({}, { replace: true });
  useEscape(account === null && room === null ? null : close);
  const { data, error, refetch } = risks;
  const of = (rule: CitedRule['rule']) => data?.cited.filter(each => each.rule === rule) ?? [];
  return (
    <Page fill title={t('screens.order_acts.title')} about={t('screens.order_acts.about')}>
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={10} /> : null}
      {data ? (
        <div className="risks">
          <div className="risks-main">
            <Bans
              bans={data.bans}
              cited={of('ACC-2')}
              open={id => setSearch({ account: id }, { replace: true })}
            />
            <Rooms
              rooms={data.rooms}
              cited={of('ORD-10')}
              open={id => setSearch({ room: id }, { replace: true })}
            />
          </div>
          {account !== null ? <BanPanel key={account} account={account} close={close} /> : null}
          {account === null && room !== null ? (
            <CartPanel key={room} room={room} cited={of('ORD-10')} close={close} />
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

interface BansProps {
  bans: OrderRisksView['bans'];
  cited: readonly CitedRule[];
  open(account: string): void;
}

function Bans({ bans, cited, open }: BansProps) {
  const { t } = useTexts();
  const clients = useQuery({
    queryKey: ['book', 'clients', 'find', '', false],
    queryFn: () => desk.clients.find({}),
  });
  const banned = new Set(bans.map(({ platformId }) => platformId));
  const accounts = (clients.data ?? []).flatMap(({ client }) =>
    client.accounts
      .filter(({ id }) => !banned.has(id))
      .map(each => ({
        value: each.id,
        label: [client.name, t(`screens.clients.account.${each.kind}`), each.name || each.id].join(' · '),
      })),
  );
  return (
    <section className="panel" aria-labelledby="risks-bans">
      <div className="panel-head">
        <h2 id="risks-bans">{t('screens.order_acts.bans', { count: bans.length })}</h2>
        <Offered needs={['order/ban']}>
          <div className="risks-choose">
            <Select
              aria-label={t('screens.order_acts.ban.choose')}
              placeholder={t('screens.order_acts.ban.choose')}
              showSearch={{ optionFilterProp: 'label' }}
              loading={clients.isPending}
              notFoundContent={t('screens.order_acts.ban.none_found')}
              value={null}
              options={accounts}
              onChange={(id: string | null) => id && open(id)}
            />
          </div>
        </Offered>
      </div>
      {bans.length === 0 ? <p className="panel-text">{t('screens.order_acts.no_bans')}</p> : null}
      {bans.length > 0 ? <BanTable bans={bans} open={open} /> : null}
      <div className="risks-cited">
        <CitedList cited={cited} />
      </div>
    </section>
  );
}

function BanTable({ bans, open }: Omit<BansProps, 'cited'>) {
  const { t } = useTexts();
  const unit = t('screens.order.yuan');
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('screens.order_acts.col.account')}</th>
          <th>{t('screens.order_acts.col.client')}</th>
          <th>{t('screens.order_acts.col.banned_on')}</th>
          <th className="number">{t('screens.order_acts.col.days')}</th>
          <th className="number">
            {t('grid.with_unit', { heading: t('screens.order_acts.col.expected'), unit })}
          </th>
          <th className="number">
            {t('grid.with_unit', { heading: t('screens.order_acts.col.open'), unit })}
          </th>
          <th>{t('screens.order_acts.col.state')}</th>
          <th>{t('screens.order_acts.col.route')}</th>
        </tr>
      </thead>
      <tbody>
        {bans.map(ban => (
          <BanLine key={ban.platformId} ban={ban} open={open} />
        ))}
      </tbody>
    </table>
  );
}

function BanLine({ ban, open }: { ban: BanCaseView; open(account: string): void }) {
  const { t } = useTexts();
  const { refund, route } = ban;
  return (
    <tr>
      <td>
        <button type="button" className="line-link" onClick={() => open(ban.platformId)}>
          {ban.name}
        </button>
      </td>
      <td>{ban.clientName ?? <span className="muted">–</span>}</td>
      <td className="figures">{ban.bannedOn}</td>
      <td className="figures number">{showCount(ban.days)}</td>
      <td className="figures number">{refund ? showFen(refund.expectedFen) : '–'}</td>
      <td className="figures number">{refund ? showFen(refund.openFen) : '–'}</td>
      <td>
        {refund ? (
          <Chip
            tone={refund.state === 'open' ? 'warning' : 'success'}
            word={t(`screens.order_acts.refund.${refund.state}`)}
          />
        ) : (
          <Chip tone="neutral" word={t('screens.order_acts.refund.nothing')} />
        )}
      </td>
      <td>{route ? <CopyText text={route.path} /> : <span className="muted">–</span>}</td>
    </tr>
  );
}

interface RoomsProps {
  rooms: readonly CartRoomView[];
  cited: readonly CitedRule[];
  open(room: string): void;
}

function Rooms({ rooms, cited, open }: RoomsProps) {
  const { t } = useTexts();
  const marked = rooms.filter(({ usedOn }) => usedOn !== null).length;
  return (
    <section className="panel" aria-labelledby="risks-rooms">
      <div className="panel-head">
        <h2 id="risks-rooms">{t('screens.order_acts.rooms', { marked, count: rooms.length })}</h2>
      </div>
      {rooms.length === 0 ? <p className="panel-text">{t('screens.order_acts.no_rooms')}</p> : null}
      {rooms.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('screens.order_acts.col.room')}</th>
              <th className="number">{t('screens.order_acts.col.orders')}</th>
              <th>{t('screens.order_acts.col.cart')}</th>
            </tr>
          </thead>
          <tbody>
            {rooms.map(({ room, orders, usedOn }) => (
              <tr key={room}>
                <td>
                  <button type="button" className="line-link figures" onClick={() => open(room)}>
                    {room}
                  </button>
                </td>
                <td className="figures number">{showCount(orders)}</td>
                <td>
                  {usedOn ? (
                    <Chip tone="warning" word={t('screens.order.cart_used', { day: usedOn })} />
                  ) : (
                    <span className="muted">{t('screens.order_acts.cart_not_known')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="risks-cited">
        <CitedList cited={cited} />
      </div>
    </section>
  );
}
