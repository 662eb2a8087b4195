import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { TransitDetail } from '../../../contract/refunds.ts';
import type { TransitItem } from '../../../domain/refunds/transit.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientPath, orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { today } from '../clients/days.ts';
import { CitedList, RouteList } from '../order-acts/cited-list.tsx';
import { ReadSide } from '../order-acts/side.tsx';
import { useCommand } from '../upgrade/queries.ts';
import { BanForm } from './ban-form.tsx';
import { FollowForm } from './follow-form.tsx';
import { Postings, Receipts } from './money-parts.tsx';
import { useItem, useWithdrawals } from './queries.ts';
import { STATE_TONES, signedFen } from './rows.ts';
import { WithdrawalPanel } from './withdrawal-panel.tsx';
import { Amount, DueText } from './words.tsx';

/** One case: where it stands, where to look, what may be done, how it came to be. */
export function ItemPanel({ item: id, close }: { item: string; close(): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useItem(id);
  const withdrawals = useWithdrawals();
  const [doing, act] = useState<'follow' | 'arrived' | 'confiscated' | null>(null);
  if (data && doing === 'follow') return <FollowForm item={data.item} close={() => act(null)} />;
  if (data && (doing === 'arrived' || doing === 'confiscated'))
    return <BanForm detail={data} doing={doing} close={() => act(null)} />;
  if (data?.item.kind === 'withdrawal' && withdrawals.data?.some(({ caseNo }) => caseNo === id))
    return <WithdrawalPanel no={id} close={close} />;
  return (
    <ReadSide title={data ? t(`refunds.kind.${data.item.kind}`) : t('screens.transit.detail')} close={close}>
      {data ? <Detail detail={data} act={act} /> : null}
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={10} /> : null}
    </ReadSide>
  );
}

function Detail(props: { detail: TransitDetail; act(doing: 'follow' | 'arrived' | 'confiscated'): void }) {
  const { t } = useTexts();
  const { detail, act } = props;
  const { item, receipts, routes, cited, buckets, tickets, postings } = detail;
  return (
    <div className="transit-detail">
      <div className="transit-stand">
        <span className="transit-sum">
          <Amount fen={signedFen(item)} isMemo={item.isMemo} /> {t('screens.order.yuan')}
        </span>
        <Chip tone={STATE_TONES[item.state]} word={t(`refunds.state.${item.state}`)} />
      </div>
      {item.isInferred ? <p className="transit-note">{t('screens.transit.inferred_about')}</p> : null}
      {item.kind === 'order_refund' &&
      item.isMemo &&
      item.expectedFen !== null &&
      item.funder !== 'client' ? (
        <p className="transit-note">{t('screens.transit.not_booked')}</p>
      ) : null}
      {item.expectedFen === null ? (
        <p className="transit-note">{t('screens.transit.unknown_about')}</p>
      ) : null}
      <Acts item={item} act={act} />
      {receipts.length > 0 ? <Receipts item={item} receipts={receipts} /> : null}
      <Facts item={item} edit={() => act('follow')} />
      {routes.length > 0 ? (
        <section>
          <h3>{t('screens.transit.routes')}</h3>
          <RouteList routes={routes} />
        </section>
      ) : null}
      {buckets.length > 0 ? <Buckets buckets={buckets} /> : null}
      {tickets.length > 0 ? <Tickets tickets={tickets} /> : null}
      {postings.length > 0 ? <Postings postings={postings} /> : null}
      {cited.length > 0 ? (
        <section>
          <h3>{t('screens.transit.rules')}</h3>
          <CitedList cited={cited} />
        </section>
      ) : null}
    </div>
  );
}

function Acts({ item, act }: { item: TransitItem; act(doing: 'arrived' | 'confiscated'): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { busy, fault, send } = useCommand(desk.refunds.seeInPool);
  const { refusal } = useTexts();
  const see = async () => {
    if (await send({ item: item.id, on: today() })) notify.success('screens.transit.seen_done');
  };
  const isOpen = item.state !== 'arrived';
  return (
    <>
      <div className="upg-acts">
        {item.kind === 'pool_refund' && isOpen && item.state !== 'expected' ? (
          <Offered needs={['refunds/seeInPool']}>
            <Button type="primary" loading={busy} onClick={() => void see()}>
              {t('screens.transit.see', { amount: showFen(item.openFen) })}
            </Button>
          </Offered>
        ) : null}
        {item.kind === 'ban_refund' && isOpen ? (
          <>
            <Offered needs={['refunds/banArrived']}>
              <Button type="primary" onClick={() => act('arrived')}>
                {t('screens.transit.ban.arrived')}
              </Button>
            </Offered>
            <Offered needs={['refunds/banConfiscated']}>
              <Button onClick={() => act('confiscated')}>{t('screens.transit.ban.confiscated')}</Button>
            </Offered>
          </>
        ) : null}
        {item.order !== null && item.order.id > 0 ? (
          <Link className="line-link" to={orderPath(item.order.id)}>
            {t(item.kind === 'order_refund' ? 'screens.transit.order_acts' : 'screens.transit.order')}
          </Link>
        ) : null}
      </div>
      {fault ? (
        <p className="upg-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
    </>
  );
}

export function Facts({ item, edit }: { item: TransitItem; edit(): void }) {
  const { t } = useTexts();
  const { client, account, follow, due } = item;
  const none = <span className="muted">–</span>;
  return (
    <section>
      <h3>{t('screens.transit.facts')}</h3>
      <dl className="upg-facts">
        <dt>{t('screens.transit.fact.case')}</dt>
        <dd>{item.caseNo === null ? none : <CopyText text={item.caseNo} />}</dd>
        <dt>{t('screens.transit.col.client')}</dt>
        <dd>
          {client === null ? (
            none
          ) : client.code === null ? (
            client.name
          ) : (
            <Link className="line-link" to={clientPath(client.code)}>
              {client.name}
            </Link>
          )}
        </dd>
        <dt>{t('screens.transit.fact.account')}</dt>
        <dd>{account ? <CopyText text={account.platformId} /> : none}</dd>
        <dt>{t('screens.transit.fact.way')}</dt>
        <dd>
          {[item.route ? t(`refunds.route.${item.route}`) : null, item.channel].filter(Boolean).join(' · ')}
          {item.funder === 'agency' ? null : (
            <span className="muted"> {t(`screens.transit.funder.${item.funder}`)}</span>
          )}
        </dd>
        <dt>{t('screens.transit.col.began')}</dt>
        <dd className="figures">
          {item.beganOn}
          {item.isDayAssumed ? (
            <span className="transit-provisional">{t('screens.transit.assumed_about')}</span>
          ) : null}
        </dd>
        <dt>{t('screens.transit.col.due')}</dt>
        <dd>
          <DueText item={item} />
          {due ? (
            <p className="muted">
              {due.by === 'agreed'
                ? t('screens.transit.by_agreed', { days: due.workingDays })
                : t('screens.transit.by_rule', { rule: due.by, days: due.workingDays })}
            </p>
          ) : null}
        </dd>
        <dt>{t('screens.transit.fact.expected')}</dt>
        <dd>
          {item.expectedFen === null ? t('screens.transit.unknown') : <Amount fen={item.expectedFen} />}
        </dd>
        <dt>{t('screens.transit.fact.arrived')}</dt>
        <dd>
          <Amount fen={item.arrivedFen} />
        </dd>
        <dt>{t('screens.transit.col.owner')}</dt>
        <dd>{follow.owner ?? none}</dd>
        <dt>{t('screens.transit.fact.service')}</dt>
        <dd>{follow.serviceNo ? <CopyText text={follow.serviceNo} /> : none}</dd>
        {follow.note ? (
          <>
            <dt>{t('screens.transit.fact.note')}</dt>
            <dd>{follow.note}</dd>
          </>
        ) : null}
      </dl>
      <Offered needs={['refunds/follow']}>
        <Button size="small" onClick={edit}>
          {t('screens.transit.follow')}
        </Button>
      </Offered>
    </section>
  );
}

function Buckets({ buckets }: Pick<TransitDetail, 'buckets'>) {
  const { t } = useTexts();
  return (
    <section>
      <h3>{t('screens.transit.buckets')}</h3>
      <table className="plain-table acts-table">
        <tbody>
          {buckets.map(({ bucket, amountFen, isMemo }) => (
            <tr key={bucket}>
              <td>
                {t(`screens.transit.bucket.${bucket}`)}{' '}
                {isMemo ? <span className="muted">{t('screens.transit.memo')}</span> : null}
              </td>
              <td className="number">
                <Amount fen={amountFen} isMemo={isMemo} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Tickets({ tickets }: Pick<TransitDetail, 'tickets'>) {
  const { t } = useTexts();
  return (
    <section>
      <h3>{t('screens.transit.tickets')}</h3>
      <table className="plain-table acts-table">
        <tbody>
          {tickets.map(({ id, reason, amountFen, state }) => (
            <tr key={id}>
              <td>{t(`screens.transit.ticket.${reason}`)}</td>
              <td>
                <Chip
                  tone={state === 'open' ? 'warning' : 'success'}
                  word={t(`screens.transit.ticket_state.${state === 'open' ? 'open' : 'decided'}`)}
                />
              </td>
              <td className="number">
                <Amount fen={amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
