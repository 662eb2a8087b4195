import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ApplicationView } from '../../../contract/applications.ts';
import type { RechargeWaiting } from '../../../contract/recharges.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { Empty } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';

/** What the cashier has before him: to pay, and paid but not yet credited. */
export function WaitingTab(props: {
  waiting: RechargeWaiting;
  chosen: number | null;
  pay(application: number): void;
  arrive(application: number): void;
  fail(application: number): void;
}) {
  const { t } = useTexts();
  const may = useMay();
  const { toPay, toArrive } = props.waiting;
  if (toPay.length === 0 && toArrive.length === 0)
    return (
      <Empty
        icon={<CheckCircleOutlined aria-hidden />}
        title={t('screens.recharges.nothing')}
        text={t('screens.recharges.nothing_text')}
      />
    );
  return (
    <table className="plain-table applications-table">
      <thead>
        <tr>
          <th>{t('screens.applications.no')}</th>
          <th>{t('screens.applications.client')}</th>
          <th>{t('screens.recharges.accounts')}</th>
          <th className="number">{t('screens.applications.paid')}</th>
          <th className="number">{t('screens.applications.credited')}</th>
          <th>{t('screens.applications.pay_code')}</th>
          <th>{t('screens.recharges.since')}</th>
          <th>{t('screens.applications.state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {toPay.map(each => (
          <Row key={each.id} of={each} chosen={props.chosen} since={each.approvedAt}>
            {may('recharges/pay') ? (
              <Button size="small" type="link" onClick={() => props.pay(each.id)}>
                {t('applications.act.pay')}
              </Button>
            ) : null}
          </Row>
        ))}
        {toArrive.map(each => (
          <Row
            key={each.id}
            of={each}
            chosen={props.chosen}
            since={each.paidAt}
            unseen={each.unseenFen > 0}
            told={each.told.length}
          >
            {may('recharges/fail') && each.lines.every(({ depositedOn }) => depositedOn === null) ? (
              <Button size="small" type="link" danger onClick={() => props.fail(each.id)}>
                {t('screens.recharges.fail_short')}
              </Button>
            ) : null}
            {may('recharges/arrive') ? (
              <Button size="small" type="link" onClick={() => props.arrive(each.id)}>
                {t('applications.act.arrive')}
              </Button>
            ) : null}
          </Row>
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  of: ApplicationView;
  chosen: number | null;
  since: string | null;
  unseen?: boolean;
  told?: number;
  children: React.ReactNode;
}) {
  const { t } = useTexts();
  const { of, since, unseen = false, told = 0 } = props;
  const isPaid = of.state === 'paid';
  return (
    <tr className="applications-row" aria-selected={props.chosen === of.id}>
      <td className="figures applications-nowrap">
        {of.no}
        {of.urgent ? <span className="applications-urgent">{t('screens.applications.urgent')}</span> : null}
      </td>
      <td className="applications-nowrap">{of.clientName}</td>
      <td className="applications-note">
        {of.kind === 'refund'
          ? t('applications.kind.refund')
          : of.lines.length === 1
            ? of.lines[0]!.accountName
            : t('screens.recharges.many', { count: of.lines.length })}
      </td>
      <td className="number figures">{showFen(of.paidFen)}</td>
      <td className="number figures">{of.kind === 'recharge' ? showFen(of.creditedFen) : '–'}</td>
      <td className="figures applications-nowrap">{of.payCode ?? '–'}</td>
      <td className="figures applications-nowrap">{since === null ? '–' : beijingTime(since)}</td>
      <td className="applications-nowrap">
        <Chip
          tone={isPaid ? 'info' : 'warning'}
          word={t(isPaid ? 'screens.recharges.to_arrive' : 'screens.recharges.to_pay')}
        />{' '}
        {unseen ? <Chip tone="neutral" word={t('recharges.row.unseen')} /> : null}{' '}
        {told > 0 ? <Chip tone="success" word={t('screens.recharges.told_chip')} /> : null}
      </td>
      <td className="acts">{props.children}</td>
    </tr>
  );
}
