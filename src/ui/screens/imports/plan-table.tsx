import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ImportPlan } from '../../../contract/imports.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import type { RowState } from '../../../domain/imports/types.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { planPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useProfileTitle } from '../statements/words.ts';
import { isAtHand } from './again.ts';
import { type BookingRun, bookPlans } from './booking.ts';
import { bookingOrder, isMoneySource, toBook, totalsOf, VERDICTS } from './plans.ts';
import { useSourceOf } from './queries.ts';

/** Plans that wait for a decision. */
export function PlanTable(props: { book: string; plans: readonly ImportPlan[]; run: BookingRun | null }) {
  const { t } = useTexts();
  const { book, plans } = props;
  const [asking, setAsking] = useState(false);
  const running = props.run?.running ?? false;
  const all = useAction({
    id: 'imports.book_all',
    title: 'screens.imports.book_all',
    needs: ['imports/commit'],
    enabled: !running && plans.some(isAtHand),
    run: () => setAsking(true),
  });
  return (
    <section className="panel" aria-labelledby="imports-plans">
      <header className="panel-head">
        <h2 id="imports-plans">{t('screens.imports.plans', { count: plans.length })}</h2>
        {plans.length > 1 && !asking ? <ActionButton action={all} /> : null}
      </header>
      {asking ? <BookAll book={book} plans={plans} close={() => setAsking(false)} /> : null}
      <div className="imports-scroll">
        <table className="plain-table imports-table">
          <thead>
            <tr>
              <th>{t('screens.imports.col.file')}</th>
              <th>{t('screens.imports.col.account')}</th>
              <th>{t('screens.imports.col.period')}</th>
              {VERDICTS.map(state => (
                <th key={state} className="number">
                  {t(`imports.state.${state}`)}
                </th>
              ))}
              <th>{t('screens.imports.col.made_at')}</th>
              <th aria-label={t('screens.imports.acts')} />
            </tr>
          </thead>
          <tbody>
            {plans.map(plan => (
              <PlanLine key={plan.plan} book={book} plan={plan} running={running} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function PlanLine({ book, plan, running }: { book: string; plan: ImportPlan; running: boolean }) {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const { rows, amountFen } = toBook(plan);
  const bookable = rows > 0 && isAtHand(plan) && !running;
  return (
    <tr>
      <FileCell plan={plan} missing={!isAtHand(plan)} />
      <AccountCell plan={plan} />
      <PeriodCell plan={plan} />
      {VERDICTS.map(state => (
        <CountCell key={state} plan={plan} state={state} />
      ))}
      <td className="figures">{beijingTime(plan.madeAt)}</td>
      <td className="acts">
        <Button size="small" onClick={() => void go(planPath(plan.plan))}>
          {t('screens.imports.look')}
        </Button>
        <Button
          size="small"
          disabled={!bookable}
          title={
            isAtHand(plan)
              ? t('screens.imports.book', { count: showCount(rows), amount: showFen(amountFen) })
              : t('screens.imports.no_file')
          }
          onClick={() => void bookPlans(book, [plan], false)}
        >
          {t('screens.imports.book_short')}
        </Button>
        <Button
          size="small"
          disabled={running}
          onClick={() => void desk.imports.forget({ plan: plan.plan }).catch(notify.refusal)}
        >
          {t('screens.imports.forget')}
        </Button>
      </td>
    </tr>
  );
}

type Shown = Pick<
  ImportPlan,
  'plan' | 'name' | 'profile' | 'account' | 'own' | 'firstDay' | 'lastDay' | 'counts' | 'moneyFen'
>;

/** A file with its form below; it leads to its plan. */
export function FileCell({ plan, missing }: { plan: Shown; missing: boolean }) {
  const { t } = useTexts();
  const titleOf = useProfileTitle();
  return (
    <td className="imports-file">
      <Link className="line-link" to={planPath(plan.plan)} title={plan.name}>
        {plan.name}
      </Link>
      <span className="cell-under">
        {missing ? (
          <span title={t('screens.imports.no_file')}>
            <Chip tone="warning" word={t('screens.imports.no_file_chip')} />{' '}
          </span>
        ) : null}
        {titleOf(plan.profile)}
      </span>
    </td>
  );
}

export function AccountCell({ plan }: { plan: Shown }) {
  const { t } = useTexts();
  const sourceOf = useSourceOf();
  const none = isMoneySource(sourceOf(plan.profile)) ? t('screens.imports.account_none') : '–';
  return (
    <td className="imports-account figures" title={plan.account ?? undefined}>
      {plan.account ?? <span className="muted">{none}</span>}
      {plan.own ? <span className="cell-under">{t('screens.imports.account_new')}</span> : null}
    </td>
  );
}

export function PeriodCell({ plan }: { plan: Shown }) {
  const { t } = useTexts();
  return (
    <td className="figures">
      {plan.firstDay ?? t('grid.unknown')}
      {plan.lastDay && plan.lastDay !== plan.firstDay ? (
        <span className="cell-under">{plan.lastDay}</span>
      ) : null}
    </td>
  );
}

/** Rows of one verdict, and their money below; nothing where there are none. */
export function CountCell({ plan, state }: { plan: Pick<Shown, 'counts' | 'moneyFen'>; state: RowState }) {
  const count = plan.counts[state];
  const asks = state === 'refused' || state === 'undecided';
  return (
    <td className="number figures">
      {count === 0 ? (
        <span className="muted">–</span>
      ) : (
        <>
          <span className={asks ? 'imports-asks' : undefined}>{showCount(count)}</span>
          <span className="cell-under">{showFen(plan.moneyFen[state])}</span>
        </>
      )}
    </td>
  );
}

/** What carrying out all of them does, before it is done. */
function BookAll(props: { book: string; plans: readonly ImportPlan[]; close(): void }) {
  const { t } = useTexts();
  const sourceOf = useSourceOf();
  const ready = bookingOrder(props.plans.filter(isAtHand), sourceOf);
  const totals = totalsOf(ready);
  const { rows, amountFen } = toBook(totals);
  const asked = totals.counts.refused + totals.counts.undecided;
  const left = props.plans.length - ready.length;
  const start = () => {
    props.close();
    void bookPlans(props.book, ready, true);
  };
  return (
    <section className="imports-confirm" aria-label={t('screens.imports.book_all')}>
      <p>{t('screens.imports.book_all_text', { files: ready.length })}</p>
      <ol className="imports-order">
        {ready.map(plan => (
          <li key={plan.plan}>
            <span className="imports-order-name">{plan.name}</span>
            <span className="figures">
              {t('screens.imports.rows', { count: showCount(toBook(plan).rows) })}
            </span>
            <span className="figures imports-order-sum">{showFen(toBook(plan).amountFen)}</span>
          </li>
        ))}
      </ol>
      {asked > 0 ? <p>{t('screens.imports.book_all_asks', { count: showCount(asked) })}</p> : null}
      {left > 0 ? <p>{t('screens.imports.book_all_left', { count: left })}</p> : null}
      <div className="imports-confirm-acts">
        <Button type="primary" disabled={rows === 0} onClick={start} autoFocus>
          {t('screens.imports.book_all_do', {
            files: ready.length,
            count: showCount(rows),
            amount: showFen(amountFen),
          })}
        </Button>
        <Button onClick={props.close}>{t('screens.imports.not_now')}</Button>
      </div>
    </section>
  );
}
