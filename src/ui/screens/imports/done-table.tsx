import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ImportDone } from '../../../contract/imports.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { Offered } from '../../app/may.tsx';
import { sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { AccountCell, CountCell, FileCell, PeriodCell } from './plan-table.tsx';
import { VERDICTS } from './plans.ts';
import { UndoPanel } from './undo-panel.tsx';

const COLUMNS = VERDICTS.length + 6;
const SHOWN_AT_FIRST = 50;

/** Imports that were carried out, the newest first. */
export function DoneTable({ done }: { done: readonly ImportDone[] }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const shown = all ? done : done.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="panel" aria-labelledby="imports-done">
      <header className="panel-head">
        <h2 id="imports-done">{t('screens.imports.done')}</h2>
      </header>
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
              <th>{t('screens.imports.col.batch')}</th>
              <th>{t('screens.imports.col.made_at')}</th>
              <th aria-label={t('screens.imports.acts')} />
            </tr>
          </thead>
          <tbody>
            {shown.map(plan => (
              <DoneLine
                key={plan.plan}
                plan={plan}
                asking={asking === plan.plan}
                ask={on => setAsking(on ? plan.plan : null)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < done.length ? (
        <div className="imports-more">
          <Button size="small" onClick={() => setAll(true)}>
            {t('screens.imports.show_all', { count: done.length })}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function DoneLine({ plan, asking, ask }: { plan: ImportDone; asking: boolean; ask(on: boolean): void }) {
  const { t } = useTexts();
  return (
    <>
      <tr>
        <FileCell plan={plan} missing={false} />
        <AccountCell plan={{ ...plan, own: null }} />
        <PeriodCell plan={plan} />
        {VERDICTS.map(state => (
          <CountCell key={state} plan={plan} state={state} />
        ))}
        <td className="figures">
          {plan.undone ? (
            <Chip tone="neutral" word={t('screens.imports.undone')} />
          ) : plan.batch === null ? (
            <span className="muted">{t('screens.imports.no_batch')}</span>
          ) : (
            t('screens.imports.batch', { batch: plan.batch })
          )}
        </td>
        <td className="figures">{beijingTime(plan.madeAt)}</td>
        <td className="acts">
          {plan.file !== null ? (
            <Link className="line-link" to={sourceFilePath(plan.file)}>
              {t('screens.imports.rows_of_file')}
            </Link>
          ) : null}
          {plan.batch !== null && !plan.undone ? (
            <Offered needs={['imports/undo']}>
              <Button size="small" aria-expanded={asking} onClick={() => ask(!asking)}>
                {t('screens.imports.undo')}
              </Button>
            </Offered>
          ) : null}
        </td>
      </tr>
      {asking && plan.batch !== null ? (
        <tr className="imports-asking">
          <td colSpan={COLUMNS}>
            <UndoPanel plan={plan} batch={plan.batch} close={() => ask(false)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
