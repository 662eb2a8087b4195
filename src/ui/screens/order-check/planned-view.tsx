import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  PLAN_STATES,
  type PlannedOrderView,
  type PlannedView,
  type PlanState,
} from '../../../contract/plans.ts';
import type { PlanTurn } from '../../../domain/orders/plan.ts';
import { poolEstimate } from '../../../domain/orders/pool-room.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { modePath } from './modes.ts';
import { DropForm, PlaceForm } from './planned-forms.tsx';
import { PlannedTable } from './planned-table.tsx';

type Panel = { act: 'place' | 'drop'; plan: PlannedOrderView };

/** 计划单: what is planned with its money held, which of a day fit and in which turn, and what becomes of each. */
export function PlannedOrders() {
  const { t } = useTexts();
  const go = useNavigate();
  const [state, setState] = useState<PlanState>('planned');
  const [turn, setTurn] = useState<PlanTurn>('listed');
  const [panel, setPanel] = useState<Panel | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['book', 'plans', state, turn],
    queryFn: () => desk.plans.list({ state, turn }),
  });
  useBack('order_check.planned_back', 'screens.clients.close_panel', () => setPanel(null));
  return (
    <div className="clients">
      <section className="panel check-planned" aria-labelledby="check-plans">
        <div className="panel-head">
          <h2 id="check-plans">{t('screens.order_check.mode.planned')}</h2>
          <div className="check-heads">
            {state === 'planned' ? (
              <Segmented
                aria-label={t('screens.order_check.turn')}
                value={turn}
                options={(['listed', 'smallest'] as const).map(value => ({
                  value,
                  label: t(`screens.order_check.turn_planned.${value}`),
                }))}
                onChange={setTurn}
              />
            ) : null}
            <Segmented
              aria-label={t('screens.order_check.plan_state')}
              value={state}
              options={PLAN_STATES.map(value => ({
                value,
                label: t(`screens.order_check.plan_state.${value}`),
              }))}
              onChange={value => {
                setState(value);
                setPanel(null);
              }}
            />
          </div>
        </div>
        {error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
        {isPending && !error ? <SkeletonRows rows={6} /> : null}
        {data && data.planned.length === 0 ? (
          <Empty
            title={t(`screens.order_check.plans_empty.${state}`)}
            text={t('screens.order_check.plans_empty_text')}
            action={{ label: t('screens.order_check.plans_go'), run: () => void go(modePath('one')) }}
          />
        ) : null}
        {data && data.planned.length > 0 ? (
          <>
            {state === 'planned' ? <Pools pools={data.pools} /> : null}
            <PlannedTable
              view={data}
              chosen={panel?.plan.id ?? null}
              act={(act, plan) => setPanel({ act, plan })}
            />
          </>
        ) : null}
      </section>
      {panel?.act === 'place' ? (
        <PlaceForm key={panel.plan.id} plan={panel.plan} close={() => setPanel(null)} />
      ) : null}
      {panel?.act === 'drop' ? (
        <DropForm key={panel.plan.id} plan={panel.plan} close={() => setPanel(null)} />
      ) : null}
    </div>
  );
}

/** What each pool still bears beside what is held of it. */
function Pools({ pools }: { pools: PlannedView['pools'] }) {
  const { t } = useTexts();
  if (pools.length === 0) return null;
  return (
    <ul className="check-pools">
      {pools.map(pool => {
        const { days } = poolEstimate(pool, 0);
        return (
          <li key={pool.pool}>
            <b>
              {pool.clientName} · {pool.accountName}
            </b>
            <span className="figures">
              {t('screens.order_check.pool_line', {
                free: showFen(pool.freeFen),
                held: showFen(pool.heldFen),
                order: showFen(pool.onOrderFen),
              })}
              {days === null ? '' : t('screens.order_check.pool_line_days', { days: showCount(days) })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
