import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import type { WithdrawalForm } from '../../../contract/withdrawals.ts';
import { approvalNeed } from '../../../domain/refunds/withdrawal.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { CitedList, RouteList } from '../order-acts/cited-list.tsx';
import { ReadSide } from '../order-acts/side.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';
import { Choices } from './choices.tsx';

/** 申请提现 (WDR-1): from a 千川 pool, prepaid money only; it is done on PC. */
export function AskForm({ close, asked }: { close(): void; asked(no: string): void }) {
  const { t } = useTexts();
  const form = useQuery({
    queryKey: ['book', 'transit', 'withdrawal-form'],
    queryFn: () => desk.withdrawals.form(),
  });
  if (form.data) return <Ask form={form.data} close={close} asked={asked} />;
  return (
    <ReadSide title={t('screens.transit.ask')} close={close}>
      {form.isError ? (
        <ErrorPanel error={form.error} again={() => void form.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
    </ReadSide>
  );
}

function Ask({ form, close, asked }: { form: WithdrawalForm; close(): void; asked(no: string): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [pool, setPool] = useState('');
  const [bucket, setBucket] = useState<'prepay' | 'rebate_credit'>('prepay');
  const [platformAllows, setAllows] = useState(false);
  const [amount, setAmount] = useState('');
  const [destination, setDestination] = useState<'agency' | 'client'>('agency');
  const [submitted, setSubmitted] = useState<'no' | 'yes'>('no');
  const [platformNo, setPlatformNo] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.withdrawals.ask);
  const chosen = form.pools.find(each => String(each.pool) === pool);
  const hasRebate = (chosen?.rebateCreditFen ?? 0) > 0;
  const [amountFen, day] = [readFen(amount), readDay(on)];
  const freeFen = chosen
    ? Math.max(0, (bucket === 'prepay' ? chosen.prepayFen : chosen.rebateCreditFen) - chosen.heldFen)
    : null;
  const isMore = freeFen !== null && amountFen !== null && amountFen > freeFen && submitted === 'no';
  const need = approvalNeed(amountFen ?? 0, form.approvalFromFen, form.isOnePerson ? 1 : 2);
  const isReady = chosen !== undefined && amountFen !== null && amountFen > 0 && day !== null;
  const submit = async () => {
    const done = await send({
      ...{ pool: Number(pool), bucket, platformAllows, amountFen: amountFen!, destination, on: day! },
      ...{ submitted: submitted === 'yes', platformNo: platformNo.trim() || null, note: null },
    });
    if (!done) return;
    notify.success('screens.transit.ask_done', { no: done.caseNo });
    asked(done.caseNo);
  };
  const act = submitted === 'yes' ? 'record' : need === 'needed' ? 'to_approve' : 'hold';
  return (
    <SidePanel
      wide
      title={t('screens.transit.ask')}
      act={t(`screens.transit.ask_act.${act}`, { amount: showFen(amountFen ?? 0) })}
      ready={isReady}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={isReady ? t(`withdrawals.approval.${submitted === 'yes' ? 'recorded' : need}`) : null}
      submit={() => void submit()}
      close={close}
    >
      <ChoiceField
        name={t('screens.transit.withdrawals.pool')}
        value={pool}
        change={setPool}
        search
        options={form.pools.map(each => ({
          value: String(each.pool),
          label: [each.client?.name, each.name === each.client?.name ? each.platformId : each.name]
            .filter(Boolean)
            .join(' · '),
        }))}
        hint={freeFen === null ? undefined : t('screens.transit.free', { amount: showFen(freeFen) })}
      />
      {hasRebate ? (
        <Choices
          name={t('screens.transit.bucket')}
          value={bucket}
          change={setBucket}
          options={(['prepay', 'rebate_credit'] as const).map(value => ({
            value,
            label: t(`screens.transit.bucket.${value}`),
          }))}
        />
      ) : null}
      {bucket === 'rebate_credit' ? (
        <Checkbox checked={platformAllows} onChange={event => setAllows(event.target.checked)}>
          {t('screens.transit.platform_allows')}
        </Checkbox>
      ) : null}
      <TextField
        figures
        name={t('screens.transit.amount')}
        value={amount}
        change={setAmount}
        suffix={t('screens.order.yuan')}
        finding={
          isMore
            ? {
                severity: 'error',
                text: t('screens.transit.more_than_free', { amount: showFen(freeFen ?? 0) }),
              }
            : null
        }
      />
      <Choices
        name={t('screens.transit.to')}
        value={destination}
        change={setDestination}
        options={(['agency', 'client'] as const).map(value => ({
          value,
          label: t(`screens.transit.to.${value}`),
        }))}
      />
      <Choices
        name={t('screens.transit.submitted')}
        value={submitted}
        change={setSubmitted}
        options={(['no', 'yes'] as const).map(value => ({
          value,
          label: t(`screens.transit.submitted.${value}`),
        }))}
      />
      {submitted === 'yes' ? (
        <TextField
          figures
          name={t('screens.transit.platform_no')}
          value={platformNo}
          most={64}
          change={setPlatformNo}
          hint={t('screens.transit.platform_no_hint')}
        />
      ) : null}
      <DayField name={t('screens.transit.asked_on')} value={on} change={setOn} />
      <RouteList routes={form.routes} />
      <CitedList cited={form.cited} />
    </SidePanel>
  );
}
