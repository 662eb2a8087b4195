import { Button } from 'antd';
import { Link } from 'react-router';
import type { ImportDone, ImportPlan } from '../../../contract/imports.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { isMoneySource } from './plans.ts';
import { useSourceOf } from './queries.ts';

/** What a plan is about, in one strip: own account, period, when it was made or what it became. */
export function PlanFacts(props: {
  plan: Omit<ImportPlan, 'fileId'>;
  done: ImportDone | null;
  changeAccount: (() => void) | null;
}) {
  const { t } = useTexts();
  const { plan, done } = props;
  const ofMoney = isMoneySource(useSourceOf()(plan.profile));
  const period =
    plan.firstDay && plan.lastDay
      ? t('screens.statements.period', { first: plan.firstDay, last: plan.lastDay })
      : t('grid.unknown');
  return (
    <dl className="imports-facts">
      <div>
        <dt>{t('screens.imports.col.account')}</dt>
        <dd className="figures">
          {plan.account ?? t(ofMoney ? 'screens.imports.account_none' : 'screens.imports.account_in_rows')}
          {!done && plan.own ? (
            <span className="muted">
              {' '}
              {t(plan.own.adopt ? 'screens.imports.account_adopt' : 'screens.imports.account_made', {
                name: plan.own.name,
              })}
            </span>
          ) : null}
          {props.changeAccount ? (
            <Button size="small" onClick={props.changeAccount}>
              {t('screens.imports.account_change')}
            </Button>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{t('screens.imports.col.period')}</dt>
        <dd className="figures">{period}</dd>
      </div>
      {plan.sheet ? (
        <div>
          <dt>{t('screens.statements.fact.sheet')}</dt>
          <dd>{plan.sheet}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t('screens.imports.col.made_at')}</dt>
        <dd className="figures">{beijingTime(plan.madeAt)}</dd>
      </div>
      {done ? (
        <div>
          <dt>{t('screens.imports.col.batch')}</dt>
          <dd className="figures">
            {done.batch === null
              ? t('screens.imports.no_batch')
              : t('screens.imports.batch', { batch: done.batch })}{' '}
            {done.file === null ? null : (
              <Link className="line-link" to={sourceFilePath(done.file)}>
                {t('screens.imports.rows_of_file')}
              </Link>
            )}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
