import { Button } from 'antd';
import { useState } from 'react';
import type { WithdrawalView } from '../../../contract/withdrawals.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { CitedList, RouteList } from '../order-acts/cited-list.tsx';
import { ReadSide } from '../order-acts/side.tsx';
import { Postings, Receipts } from './money-parts.tsx';
import { useBoard, useItem, useWithdrawals } from './queries.ts';
import { WithdrawalAct, type WithdrawalActName } from './withdrawal-act.tsx';
import { WithdrawalChip } from './withdrawals-table.tsx';
import { Amount, DueText } from './words.tsx';

/** One withdrawal: where it stands, the next act, its paths and postings. */
export function WithdrawalPanel({ no, close }: { no: string; close(): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useWithdrawals();
  const [doing, act] = useState<WithdrawalActName | null>(null);
  const found = data?.find(({ caseNo }) => caseNo === no);
  if (found && doing !== null)
    return <WithdrawalAct withdrawal={found} doing={doing} close={() => act(null)} />;
  return (
    <ReadSide title={t('screens.transit.withdrawal_of', { no })} close={close}>
      {found ? <Detail withdrawal={found} act={act} /> : null}
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={10} /> : null}
    </ReadSide>
  );
}

/** Acts that are open now, the next one first. */
export function actsOf({
  state,
  openFen,
  arrivedFen,
  afterwards,
  dueToClientFen,
  client,
  next,
}: WithdrawalView): WithdrawalActName[] {
  const acts: WithdrawalActName[] = [];
  if (next.includes('approved')) acts.push('approve', 'decline');
  if (next.includes('submitted')) acts.push('submit');
  if (state === 'submitted' && openFen > 0) acts.push('arrive');
  if (dueToClientFen > 0) acts.push('payBack');
  if (arrivedFen > 0 && client !== null && dueToClientFen === 0) acts.push('giveBack');
  if (arrivedFen > 0 && afterwards === null) acts.push('keep');
  if (state === 'submitted' && openFen > 0 && arrivedFen === 0) acts.push('refuse');
  if (next.includes('cancelled')) acts.push('cancel');
  return acts;
}

function Detail({ withdrawal, act }: { withdrawal: WithdrawalView; act(name: WithdrawalActName): void }) {
  const { t } = useTexts();
  const acts = actsOf(withdrawal);
  const board = useBoard();
  const item = board.data?.items.find(({ id }) => id === withdrawal.caseNo);
  const none = <span className="muted">–</span>;
  const fact = (code: string) => t(`screens.transit.withdrawals.${code}`);
  return (
    <div className="transit-detail">
      <div className="transit-stand">
        <span className="transit-sum">
          <Amount fen={withdrawal.amountFen} /> {t('screens.order.yuan')}
        </span>
        <WithdrawalChip withdrawal={withdrawal} />
      </div>
      <div className="upg-acts">
        {acts.map((name, at) => (
          <Offered key={name} needs={[`withdrawals/${name}`]}>
            <Button type={at === 0 ? 'primary' : 'default'} onClick={() => act(name)}>
              {t(`screens.transit.act.${name}`)}
            </Button>
          </Offered>
        ))}
      </div>
      <dl className="upg-facts">
        <dt>{t('screens.transit.col.client')}</dt>
        <dd>{withdrawal.client?.name ?? none}</dd>
        <dt>{fact('pool')}</dt>
        <dd>
          {withdrawal.pool.platformId ? <CopyText text={withdrawal.pool.platformId} /> : withdrawal.pool.name}
        </dd>
        <dt>{t('screens.transit.bucket')}</dt>
        <dd>{t(`screens.transit.bucket.${withdrawal.bucket}`)}</dd>
        <dt>{t('screens.transit.to')}</dt>
        <dd>{t(`screens.transit.to.${withdrawal.destination}`)}</dd>
        <dt>{fact('asked')}</dt>
        <dd>
          <span className="figures">{withdrawal.askedOn}</span> {withdrawal.askedBy}
        </dd>
        <dt>{fact('approval')}</dt>
        <dd>
          {t(`withdrawals.approval.${withdrawal.approval}`)}
          {withdrawal.approvedBy ? (
            <span>
              {' '}
              <span className="figures">{withdrawal.approvedOn}</span> {withdrawal.approvedBy}
            </span>
          ) : null}
        </dd>
        <dt>{fact('submitted')}</dt>
        <dd className="figures">{withdrawal.submittedOn ?? none}</dd>
        <dt>{t('screens.transit.platform_no')}</dt>
        <dd>{withdrawal.platformNo ? <CopyText text={withdrawal.platformNo} /> : none}</dd>
        {item ? (
          <>
            <dt>{t('screens.transit.col.due')}</dt>
            <dd>
              <DueText item={item} />
            </dd>
          </>
        ) : null}
        <dt>{fact('kept')}</dt>
        <dd>
          <Amount fen={withdrawal.keptFen} />
        </dd>
        <dt>{fact('open')}</dt>
        <dd>
          <Amount fen={withdrawal.openFen} />
        </dd>
        <dt>{fact('arrived')}</dt>
        <dd>
          <Amount fen={withdrawal.arrivedFen} />
        </dd>
        <dt>{fact('afterwards')}</dt>
        <dd>
          {withdrawal.afterwards ? fact(`after.${withdrawal.afterwards}`) : none}
          {withdrawal.dueToClientFen > 0 ? (
            <span className="muted">
              {' '}
              {t('screens.transit.withdrawals.due', { amount: showFen(withdrawal.dueToClientFen) })}
            </span>
          ) : null}
        </dd>
        {withdrawal.reason ? (
          <>
            <dt>{t('screens.transit.reason')}</dt>
            <dd>{withdrawal.reason}</dd>
          </>
        ) : null}
      </dl>
      {item ? <InTransit no={withdrawal.caseNo} /> : null}
    </div>
  );
}

function InTransit({ no }: { no: string }) {
  const { t } = useTexts();
  const { data } = useItem(no);
  if (!data) return null;
  return (
    <>
      {data.receipts.length > 0 ? <Receipts item={data.item} receipts={data.receipts} /> : null}
      <section>
        <h3>{t('screens.transit.routes')}</h3>
        <RouteList routes={data.routes} />
      </section>
      <Postings postings={data.postings} />
      <CitedList cited={data.cited} />
    </>
  );
}
