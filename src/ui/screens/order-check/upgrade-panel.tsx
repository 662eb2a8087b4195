import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { readable } from '../../../domain/rulebook/finding.ts';
import type { Assessment } from '../../../domain/upgrade/assess.ts';
import type { AskedPaper } from '../../../domain/upgrade/papers.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';

const PAPER_TONES: Readonly<Record<AskedPaper['state'], Tone>> = {
  given: 'success',
  missing: 'danger',
  unknown: 'neutral',
};

/** 升级判断: by which trigger the account upgrade is needed, which papers and steps it asks for, and what then limits. */
export function UpgradePanel({ assessment }: { assessment: Assessment }) {
  const { t, language } = useTexts();
  const { triggers, papers, steps, limits, required } = assessment;
  return (
    <section className="panel check-upgrade" aria-labelledby="check-upgrade">
      <div className="panel-head">
        <h2 id="check-upgrade">{t('screens.order_check.upgrade')}</h2>
        <Chip
          tone={required ? 'warning' : 'neutral'}
          word={t(required ? 'screens.order_check.upgrade_needed' : 'screens.order_check.upgrade_open')}
        />
      </div>
      <div className="check-upgrade-body">
        {triggers.map(({ dimension, row }) => (
          <p key={row.id}>
            <b>{t(`upgrade.dimension.${dimension}`)}</b> {row[language]}{' '}
            <RuleLink rule={row.rule} row={row.id} />
          </p>
        ))}
        {papers.length > 0 ? (
          <>
            <h3>{t('screens.order_check.papers')}</h3>
            <ul className="check-papers">
              {papers.map(({ paper, subject, stage, state, row }) => (
                <li key={`${row.id} ${paper}`}>
                  <Chip tone={PAPER_TONES[state]} word={t(`screens.order_check.paper_state.${state}`)} />
                  <span>{t(`upgrade.paper.${paper}`)}</span>
                  <span className="muted">
                    {t(`screens.order_check.kind.${subject}`)} · {t(`screens.order_check.stage.${stage}`)}
                  </span>
                  <RuleLink rule={row.rule} row={row.id} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {steps.length > 0 ? (
          <>
            <h3>{t('screens.order_check.steps')}</h3>
            <ol className="check-steps">
              {steps.map(({ row, rule, code, params, path }) => (
                <li key={`${row} ${code}`}>
                  <span>
                    {t(code, readable(params))} <RuleLink rule={rule} row={row} />
                  </span>
                  {path ? <PathCopy path={path} /> : null}
                </li>
              ))}
            </ol>
          </>
        ) : null}
        {limits.length > 0 ? (
          <ul className="check-limits">
            {limits.map(({ row, rule, code, limitFen }) => (
              <li key={row}>
                {t(code, limitFen === null ? {} : readable({ limitFen }))} <RuleLink rule={rule} row={row} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
}

/** A path inside the app, with a button that copies it for the client. */
function PathCopy({ path }: { path: string }) {
  const { t } = useTexts();
  const notify = useNotify();
  const copy = () =>
    navigator.clipboard
      .writeText(path)
      .then(() => notify.success('screens.order_check.path_copied'), notify.refusal);
  return (
    <span className="check-path">
      <span>{path}</span>
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined aria-hidden />}
        aria-label={t('screens.order_check.copy_path', { path })}
        onClick={() => void copy()}
      />
    </span>
  );
}
