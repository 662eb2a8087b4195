import { ArrowRightOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CompareChoice } from '../../../domain/compare.ts';
import type { RememberedPair } from '../../../domain/settings.ts';
import { desk } from '../../app/client.ts';
import { useJob } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { comparisonPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import type { FileView } from '../statements/inspections.ts';
import {
  choiceFaults,
  choiceText,
  offered,
  PARTS,
  type Part,
  planCode,
  SIDES,
  type Side,
  withPart,
} from './choice.ts';

const WINDOW_DAYS_MOST = 31;
/** Stands for "not used", because an option's value cannot be null. */
const UNUSED = '';

interface Props {
  files: Record<Side, string>;
  views: Record<Side, FileView>;
  headings: Record<Side, string[]>;
  /** The remembered pair that the choice comes from. */
  pair: RememberedPair | null;
  choice: CompareChoice;
  change(choice: CompareChoice): void;
}

/** Which columns to compare by, and what will happen then. */
export function ChoiceForm(props: Props) {
  const { t } = useTexts();
  const { choice, change, views } = props;
  const { job, run, stop } = useComparison(props.files);
  const faults = choiceFaults(choice);
  const running = job?.state === 'running';
  const blocked = Object.keys(faults).length > 0 || running;
  const rows = (side: Side) => showCount(views[side].inspection?.rows ?? 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked) void run(choice);
  };
  return (
    <form className="panel choice" onSubmit={submit}>
      <header className="panel-head">
        <h2>{t('screens.compare.columns')}</h2>
        <span className="muted">
          {props.pair
            ? t('screens.compare.from_pair', { name: props.pair.name })
            : t('screens.compare.guessed')}
        </span>
      </header>
      <table className="plain-table choice-table">
        <thead>
          <tr>
            <th>{t('screens.compare.part')}</th>
            <th>{t('screens.compare.left')}</th>
            <td />
            <th>{t('screens.compare.right')}</th>
            <th>{t('screens.compare.part_about')}</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map(part => (
            <PartLine key={part} {...props} part={part} fault={faults[part]} />
          ))}
          <WindowLine choice={choice} change={change} />
        </tbody>
      </table>
      <footer className="choice-foot">
        <p>{t(planCode(choice), { days: choice.windowDays })}</p>
        <div className="choice-run">
          {running ? (
            <JobProgress job={job}>
              <Button size="small" onClick={stop}>
                {t('screens.statements.stop')}
              </Button>
            </JobProgress>
          ) : null}
          <Button type="primary" htmlType="submit" disabled={blocked} loading={running} autoFocus>
            {t('screens.compare.run', { left: rows('left'), right: rows('right') })}
          </Button>
        </div>
      </footer>
    </form>
  );
}

function PartLine(props: Props & { part: Part; fault: string | undefined }) {
  const { t } = useTexts();
  const { part, fault, choice, change } = props;
  const select = (side: Side) => {
    const chosen = choice[side][part];
    const options = offered(props.headings[side], part, chosen).map(value => ({
      value,
      label: choiceText(value, t),
    }));
    return (
      <Select
        className="choice-select"
        value={chosen ?? UNUSED}
        status={fault ? 'error' : undefined}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('screens.compare.part_of', {
          part: t(`compare.part.${part}`),
          side: t(`screens.compare.${side}`),
        })}
        options={[{ value: UNUSED, label: t('screens.compare.unused') }, ...options]}
        onChange={value => change(withPart(choice, side, part, value === UNUSED ? null : value))}
      />
    );
  };
  const [left, right] = SIDES;
  return (
    <tr>
      <th scope="row">{t(`compare.part.${part}`)}</th>
      <td>{select(left)}</td>
      <td className="choice-arrow" aria-hidden="true">
        <ArrowRightOutlined aria-hidden />
      </td>
      <td>{select(right)}</td>
      <td className={fault ? 'choice-about choice-fault' : 'choice-about'} role={fault ? 'alert' : undefined}>
        {t(fault ?? `screens.compare.part_about.${part}`)}
      </td>
    </tr>
  );
}

function WindowLine({ choice, change }: { choice: CompareChoice; change(choice: CompareChoice): void }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>{t('screens.compare.window')}</label>
      </th>
      <td>
        <InputNumber
          id={id}
          min={0}
          max={WINDOW_DAYS_MOST}
          precision={0}
          controls={false}
          value={choice.windowDays}
          suffix={t('screens.compare.days')}
          onChange={value => value !== null && change({ ...choice, windowDays: value })}
        />
      </td>
      <td />
      <td />
      <td className="choice-about">{t('screens.compare.window_about')}</td>
    </tr>
  );
}

/** Starts a comparison and goes to its result. */
function useComparison(files: Record<Side, string>) {
  const go = useNavigate();
  const notify = useNotify();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  useEffect(() => {
    if (!job || job.state === 'running') return;
    setJobId(null);
    if (job.result?.kind === 'comparison') {
      const search = new URLSearchParams({ left: files.left, right: files.right });
      void go(`${comparisonPath(job.result.comparisonId)}?${search}`);
    } else if (job.refusal) notify.refusal(job.refusal);
  }, [job, files.left, files.right, go, notify]);

  const run = async (choice: CompareChoice) => {
    try {
      const input = { leftFileId: files.left, rightFileId: files.right, choice };
      setJobId((await desk.compare.run(input)).jobId);
    } catch (error) {
      notify.refusal(error);
    }
  };
  const stop = () => {
    if (jobId) void desk.jobs.cancel({ id: jobId }).catch(notify.refusal);
  };
  return { job, run, stop };
}
