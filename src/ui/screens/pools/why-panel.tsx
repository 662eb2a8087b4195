import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { FLOW_CHECKS } from '../../../domain/pools/flow.ts';
import type { PoolDay } from '../../../domain/pools/flow-days.ts';
import type { Params } from '../../../domain/refusal.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { sourceLinePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';

/** One day in full: each check with both figures and what explains it, and the row of the file. */
export function WhyPanel({ day, close }: { day: PoolDay; close(): void }) {
  const { t } = useTexts();
  const { flow, checks, why, settled } = day;
  return (
    <aside className="pools-side" aria-label={t('screens.pools.checks_of', { day: day.day })}>
      <header>
        <h2>{t('screens.pools.checks_of', { day: day.day })}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.pools.close')}
          onClick={close}
        />
      </header>
      <ul className="pools-checks">
        {(flow ? FLOW_CHECKS : []).map(name => {
          const { state, toldFen, madeFen } = checks[name];
          const tone = state === 'holds' ? 'success' : state === 'broken' ? 'danger' : 'neutral';
          return (
            <li key={name}>
              <p className="pools-check-name">
                <span>{t(`pools.check.${name}`)}</span>
                <Chip tone={tone} word={t(`screens.pools.check.${state}`)} />
              </p>
              {state === 'unknown' ? null : (
                <p className="muted figures">
                  {t('screens.pools.check_figures', { told: showFen(toldFen!), made: showFen(madeFen!) })}
                </p>
              )}
              {why
                .filter(({ check }) => check === name)
                .map(({ code, params }) => (
                  <p key={code} className="pools-why">
                    {t(code, reasonNamed(params, t))}
                  </p>
                ))}
            </li>
          );
        })}
      </ul>
      <footer className="pools-side-foot">
        {flow ? (
          <Link
            className="line-link"
            to={sourceLinePath(flow.source.file, flow.source.sheet, flow.source.line)}
          >
            {t('screens.pools.row_of', { name: flow.source.name, row: flow.source.line })}
          </Link>
        ) : (
          <p className="muted">{t('screens.pools.untold')}</p>
        )}
        {flow ? (
          <p className="muted">
            {t(settled ? 'screens.pools.settled_about' : 'screens.pools.not_settled')}{' '}
            <RuleLink rule="DAT-5" />
          </p>
        ) : null}
      </footer>
    </aside>
  );
}

/** A ticket's reason by its name, where an explanation has one. */
function reasonNamed(params: Params, t: (code: string) => string): Params {
  return params.reason === undefined ? params : { ...params, reason: t(`bookgrid.ticket.${params.reason}`) };
}
