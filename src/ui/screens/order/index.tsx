import '../accounts/accounts.css';
import '../clients/clients.css';
import '../journal/journal.css';
import '../statements/statements.css';
import '../rules/rules.css';
import '../order-check/order-check.css';
import '../order-acts/order-acts.css';
import './order.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { OrderPageView } from '../../../contract/order.ts';
import { InBook } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { Trail } from '../accounts/trail.tsx';
import { today } from '../clients/days.ts';
import { LineageButton, PostingPanel } from '../journal/posting-panel.tsx';
import { usePostingWays } from '../journal/ways.ts';
import { BanPanel } from '../order-acts/ban-panel.tsx';
import { CartPanel } from '../order-acts/cart-panel.tsx';
import { SlowPanel } from '../order-acts/slow-panel.tsx';
import { type Beside, OrderActs } from './acts.tsx';
import { DecideForm } from './decide-form.tsx';
import { Facts, MoneyRow } from './facts.tsx';
import { FigureForm } from './figure-form.tsx';
import { Flags } from './flags.tsx';
import { Owed } from './owed.tsx';
import { RefundForm } from './refund-form.tsx';
import { RulesSide } from './rules-side.tsx';
import { stateTone } from './stand.ts';
import { StepForm } from './step-form.tsx';
import { Timeline } from './timeline.tsx';
import { TopUpForm } from './top-up-form.tsx';

/** The page of one order of 小店随心推 or DOU+. */
export default function OrderScreen() {
  const { t } = useTexts();
  const { order } = useParams();
  return (
    <InBook title={t('screens.order.title')}>
      {book => <Order key={order} book={book} order={Number(order)} />}
    </InBook>
  );
}

const HOME = { to: ROUTES.orders, title: { code: 'shell.nav.orders' } };

function Order({ book, order }: { book: BookState; order: number }) {
  const { t } = useTexts();
  const page = useQuery({
    queryKey: ['book', 'order', 'page', order],
    queryFn: () => desk.order.page({ order }),
    enabled: Number.isInteger(order) && order > 0,
  });
  if (page.data) return <Known key={book.id} page={page.data} />;
  return (
    <Page title={t('screens.order.title')} back={<Trail crumbs={[]} home={HOME} />}>
      {page.isError ? (
        <ErrorPanel error={page.error} again={() => void page.refetch()} />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </Page>
  );
}

function Known({ page }: { page: OrderPageView }) {
  const { t } = useTexts();
  const [beside, put] = useState<Beside | null>(null);
  const { order } = page;
  const title = { code: 'screens.order.of', params: { no: order.orderNo } };
  const { crumbs, ways } = usePostingWays(title, { from: `${order.placedOn.slice(0, 7)}-01`, to: today() });
  const close = () => put(null);
  useEscape(beside ? close : null);
  return (
    <Page
      fill
      title={t(title.code, title.params)}
      back={<Trail crumbs={crumbs} home={HOME} />}
      about={<Head page={page} />}
      actions={
        <>
          <LineageButton open={() => ways.openLineage?.({ caseNo: order.orderNo })} />
          <OrderActs page={page} put={put} />
        </>
      }
    >
      <div className="order">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
        <div className="order-main" tabIndex={0}>
          <section className="panel">
            <div className="panel-head">
              <h2>
                {t('grid.with_unit', { heading: t('screens.order.money'), unit: t('screens.order.yuan') })}
              </h2>
            </div>
            <MoneyRow page={page} />
            <Facts page={page} />
          </section>
          <Flags page={page} />
          <Owed page={page} put={put} />
          <Timeline
            page={page}
            ways={{
              shown: beside?.kind === 'posting' ? beside.transfer : null,
              openTransfer: transfer => put({ kind: 'posting', transfer }),
              openRow: ways.openRow,
            }}
          />
        </div>
        {beside?.kind === 'posting' ? <PostingPanel transfer={beside.transfer} {...ways} /> : null}
        {beside && beside.kind !== 'posting' ? <Form page={page} beside={beside} close={close} /> : null}
        {beside ? null : <RulesSide page={page} />}
      </div>
    </Page>
  );
}

function Head({ page: { order } }: { page: OrderPageView }) {
  const { t } = useTexts();
  const { product, state } = order;
  return (
    <span className="order-head">
      {state ? (
        <Chip tone={stateTone(product, state)} word={t(`orders.state.${product}.${state}`)} />
      ) : (
        <Chip tone="neutral" word={t('screens.order.no_state')} />
      )}
      <span>{t(`orders.product.${product}`)}</span>
      {order.flagged ? <Chip tone="warning" word={t('orders.flagged.1')} /> : null}
      {order.liveCart ? <Chip tone="warning" word={t('orders.reason.live_cart')} /> : null}
    </span>
  );
}

interface FormProps {
  page: OrderPageView;
  beside: Exclude<Beside, { kind: 'posting' }>;
  close(): void;
}

function Form({ page, beside, close }: FormProps) {
  const { order, room, cited } = page;
  switch (beside.kind) {
    case 'step':
      return <StepForm key={`${order.state}${beside.to}`} page={page} to={beside.to} close={close} />;
    case 'top_up':
      return <TopUpForm page={page} close={close} />;
    case 'figure':
      return <FigureForm page={page} close={close} />;
    case 'refund':
      return page.refund ? <RefundForm page={page} refund={page.refund} close={close} /> : null;
    case 'decide':
      return page.refund ? <DecideForm page={page} refund={page.refund} close={close} /> : null;
    case 'slow': {
      const lacks = order.video === null ? 'video' : page.targeting === null ? 'targeting' : null;
      return <SlowPanel order={order.id} lacks={lacks} close={close} />;
    }
    case 'ban':
      return order.accountId ? <BanPanel account={order.accountId} close={close} /> : null;
    case 'cart': {
      const rules = cited.filter(({ rule }) => rule === 'ORD-10');
      return room ? <CartPanel room={room.room} cited={rules} close={close} /> : null;
    }
  }
}
