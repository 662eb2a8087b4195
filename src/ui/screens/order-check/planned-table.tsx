import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { PlannedOrderView, PlannedView } from '../../../contract/plans.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { useCommand } from '../clients/use-command.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { FindingList } from './finding-list.tsx';
import { Fits, Lifts } from './plan-table.tsx';
import { useSaid } from './use-said.ts';

const COLUMNS = 7;

interface TableProps {
  view: PlannedView;
  chosen: number | null;
  act(act: 'place' | 'drop', plan: PlannedOrderView): void;
}

/** Plans by day: each day with what fits of it, each plan with what it holds and what stands in its way. */
export function PlannedTable({ view, chosen, act }: TableProps) {
  const { t } = useTexts();
  const byDay = Map.groupBy(view.planned, plan => plan.on);
  const isOpen = view.planned[0]?.state === 'planned';
  return (
    <div className="check-scroll">
      <table className="plain-table check-table">
        <thead>
          <tr>
            <th>{t('screens.order_check.column.who')}</th>
            <th>{t('screens.order_check.column.what')}</th>
            <th className="number">{t('screens.order_check.column.amount')}</th>
            <th className="number">{t('screens.order_check.column.held')}</th>
            <th>{t(`screens.order_check.column.${isOpen ? 'fits_day' : 'became'}`)}</th>
            <th>{t('screens.order_check.column.lift')}</th>
            <th className="check-acts" aria-label={t('screens.order_check.acts')} />
          </tr>
        </thead>
        <tbody>
          {[...byDay].map(([on, plans]) => (
            <Fragment key={on}>
              <DayLine on={on} plans={plans} view={view} />
              {plans.map(plan => (
                <PlannedLine key={plan.id} plan={plan} chosen={plan.id === chosen} act={act} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayLine({ on, plans, view }: { on: string; plans: readonly PlannedOrderView[]; view: PlannedView }) {
  const { t } = useTexts();
  const day = view.days.find(each => each.on === on);
  const amountFen = plans.reduce((fen, plan) => fen + plan.amountFen, 0);
  return (
    <tr className="check-day">
      <th colSpan={COLUMNS} scope="rowgroup">
        <span className="figures">{on}</span>{' '}
        {on < today() && day ? <Chip tone="warning" word={t('screens.order_check.day_past')} /> : null}{' '}
        <span className="muted figures">
          {day
            ? t('screens.order_check.day_fits', {
                orders: showCount(day.orders),
                amount: showFen(day.amountFen),
                fitting: showCount(day.fitting),
                fittingAmount: showFen(day.fittingFen),
              })
            : t('screens.order_check.day_sum', {
                orders: showCount(plans.length),
                amount: showFen(amountFen),
              })}
        </span>
      </th>
    </tr>
  );
}

function PlannedLine({
  plan,
  chosen,
  act,
}: Omit<TableProps, 'view' | 'chosen'> & { plan: PlannedOrderView; chosen: boolean }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const { draft, verdict } = plan;
  const what = [
    t(`screens.order_check.product.${draft.product}`),
    draft.scene ? t(`screens.order_check.scene.${draft.scene}`) : '',
  ];
  const which = [draft.goal, draft.video?.materialId ?? draft.live?.room];
  return (
    <>
      <tr aria-selected={chosen}>
        <td>
          <button type="button" className="line-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {plan.clientName}
          </button>
          <div className="muted">{plan.accountName}</div>
        </td>
        <td className="check-what">
          {what.filter(Boolean).join(' · ')}
          <div className="muted figures">{which.filter(Boolean).join(' · ')}</div>
        </td>
        <td className="number figures">{showFen(plan.amountFen)}</td>
        <td className="number figures">
          <Held plan={plan} />
        </td>
        <td className="check-why">{verdict ? <Conclusion plan={plan} /> : <Became plan={plan} />}</td>
        <td className="check-lift">{verdict ? <Lifts lifts={verdict.lifts} /> : null}</td>
        <td className="check-acts">
          {plan.state === 'planned' ? (
            <Offered needs={['plans/place', 'plans/drop']}>
              <Acts plan={plan} act={act} />
            </Offered>
          ) : null}
        </td>
      </tr>
      {open && verdict ? (
        <tr className="check-open">
          <td colSpan={COLUMNS}>
            <FindingList findings={verdict.findings} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What is held; short of what is needed where facts went before it; a dash where nothing has to be. */
function Held({ plan: { needsFen, heldFen } }: { plan: PlannedOrderView }) {
  const { t } = useTexts();
  if (needsFen === 0) return <span className="muted">–</span>;
  return (
    <>
      {showFen(heldFen)}
      {heldFen < needsFen ? (
        <div className="check-doubt">
          {t('screens.order_check.held_short', { short: showFen(needsFen - heldFen) })}
        </div>
      ) : null}
    </>
  );
}

function Conclusion({ plan }: { plan: PlannedOrderView }) {
  const said = useSaid();
  const verdict = plan.verdict!;
  const gravest = verdict.findings.find(({ severity }) => severity !== 'info');
  return (
    <>
      <Fits verdict={verdict} />
      {gravest ? (
        <div>
          {said(gravest).what} <RuleLink rule={gravest.rule} row={gravest.row} />
        </div>
      ) : null}
    </>
  );
}

function Became({ plan: { order, orderNo, reason } }: { plan: PlannedOrderView }) {
  if (order !== null)
    return (
      <Link className="figures" to={orderPath(order)}>
        {orderNo}
      </Link>
    );
  return reason ?? <span className="muted">–</span>;
}

function Acts({ plan, act }: { plan: PlannedOrderView; act: TableProps['act'] }) {
  const { t } = useTexts();
  const notify = useNotify();
  const again = useCommand<{ planned: number }, { heldFen: number }>(async input =>
    desk.plans.hold(input).catch(error => {
      notify.refusal(error);
      throw error;
    }),
  );
  const hold = async () => {
    const done = await again.send({ planned: plan.id });
    if (done) notify.success('screens.order_check.held_again', { amount: showFen(done.heldFen) });
  };
  return (
    <>
      {plan.heldFen < plan.needsFen ? (
        <Button size="small" loading={again.busy} onClick={() => void hold()}>
          {t('screens.order_check.hold_again')}
        </Button>
      ) : null}
      <Button size="small" type="primary" ghost onClick={() => act('place', plan)}>
        {t('screens.order_check.settle')}
      </Button>
      <Button size="small" onClick={() => act('drop', plan)}>
        {t('screens.order_check.release')}
      </Button>
    </>
  );
}
