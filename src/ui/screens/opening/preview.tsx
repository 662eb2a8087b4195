import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { OpeningPreviewView, OpeningStateView } from '../../../contract/clients.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk, saveExport } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Money } from '../clients/money.tsx';
import { FindingList, RefusedTable } from '../clients/plan-parts.tsx';
import { useCommand } from '../clients/use-command.ts';
import { FactTable, RecordTable } from './fact-table.tsx';
import { codeGroups, type Obstacle, obstacleTo, totalsOf } from './facts.ts';

export interface Booked {
  batch: number | null;
  facts: number;
  records: number;
  differenceFen: number;
}

type Standing = OpeningStateView['standing'];

/** An opening file held against the book; its button books exactly that. */
export function Preview(props: {
  file: StagedFile;
  standing: Standing;
  drop(): void;
  done(booked: Booked): void;
}) {
  const { t } = useTexts();
  const { file, drop } = props;
  const plan = useQuery({
    queryKey: ['book', 'opening', 'plan', file.id],
    queryFn: () => desk.opening.preview({ fileId: file.id }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <header className="clients-plan-head">
        <h2>{file.name}</h2>
        <Button size="small" onClick={drop}>
          {t('screens.clients.other_file')}
        </Button>
      </header>
      {plan.isError ? <ErrorPanel error={plan.error} again={() => void plan.refetch()} /> : null}
      {plan.isPending ? <SkeletonRows rows={8} /> : null}
      {plan.data ? (
        <>
          <Act
            plan={plan.data}
            standing={props.standing}
            fresh={plan.isFetching}
            again={() => void plan.refetch()}
            done={props.done}
          />
          <Tables plan={plan.data} />
        </>
      ) : null}
    </>
  );
}

interface ActProps {
  plan: OpeningPreviewView;
  standing: Standing;
  /** A newer plan is under way: the one shown can no longer be carried out. */
  fresh: boolean;
  again(): void;
  done(booked: Booked): void;
}

/** The sums of the plan, the name of a difference, and the button that says what it books. */
function Act({ plan, standing, fresh, again, done }: ActProps) {
  const { t, refusal } = useTexts();
  const { planId } = plan;
  const [name, setName] = useState(plan.declared?.name ?? '');
  const command = useCommand<{ planId: string; differenceName?: string }, Booked>(input =>
    desk.opening.import(input),
  );
  const { clear, fault, busy } = command;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused of one plan is not said of the next
  useEffect(clear, [planId, clear]);
  const totals = totalsOf(codeGroups(plan.facts));
  const obstacle = obstacleTo(plan, name);
  const isStale = ['opening.plan_stale', 'clients.plan_gone'].includes(refusalIn(fault)?.code ?? '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (obstacle !== null || fresh || busy) return;
    const named = plan.differenceFen === 0 ? {} : { differenceName: name.trim() };
    const booked = await command.send({ planId, ...named });
    if (booked) done(booked);
  };
  return (
    <form className="panel clients-plan" onSubmit={event => void submit(event)}>
      <dl className="clients-counts">
        {(['debitFen', 'creditFen', 'differenceFen'] as const).map(sum => (
          <div key={sum}>
            <dt>{t(`screens.opening.sum.${sum}`)}</dt>
            <dd>
              <Money fen={totals[sum]} />
            </dd>
          </div>
        ))}
        <div data-verdict="refused" data-none={plan.refused.length === 0}>
          <dt>{t('screens.clients.verdict.refused')}</dt>
          <dd className="figures">{showCount(plan.refused.length)}</dd>
        </div>
      </dl>
      <div className="opening-act">
        {plan.differenceFen === 0 || obstacle === 'locked' ? null : (
          <DifferenceField name={name} isDeclared={plan.declared !== null} change={setName} />
        )}
        <div className="clients-plan-acts">
          <SaveRefused plan={plan} />
          <Button
            type="primary"
            htmlType="submit"
            autoFocus={obstacle === null}
            disabled={obstacle !== null || fresh}
            loading={busy}
          >
            {t(actOf(obstacle, standing), {
              count: showCount(plan.facts.length),
              debit: showFen(totals.debitFen),
              credit: showFen(totals.creditFen),
            })}
          </Button>
        </div>
      </div>
      {standing && (obstacle === null || obstacle === 'unnamed') ? (
        <p className="opening-note">{t('screens.opening.replaces', { batch: standing.batch })}</p>
      ) : null}
      {obstacle && obstacle !== 'unnamed' ? (
        <p className="clients-banner" role="alert">
          <span>{t(`screens.opening.obstacle.${obstacle}`, { count: showCount(plan.refused.length) })}</span>
        </p>
      ) : null}
      {fault ? (
        <p className="clients-banner" role="alert">
          <span>{refusal(fault)}</span>
          {isStale ? (
            <Button size="small" onClick={again}>
              {t('screens.clients.preview_again')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </form>
  );
}

/** What the button says: what it books, or that nothing can be booked as it is. */
function actOf(obstacle: Obstacle | null, standing: Standing): string {
  if (obstacle !== null && obstacle !== 'unnamed') return 'screens.opening.blocked';
  return standing ? 'screens.opening.replace_do' : 'screens.opening.import_do';
}

function DifferenceField(props: { name: string; isDeclared: boolean; change(name: string): void }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="opening-difference">
      <label htmlFor={id}>{t('screens.opening.difference_name')}</label>
      <Input
        id={id}
        value={props.name}
        maxLength={100}
        autoFocus={props.name === ''}
        status={props.name.trim() === '' ? 'warning' : undefined}
        placeholder={t('screens.opening.difference_hint')}
        onChange={event => props.change(event.target.value)}
      />
    </div>
  );
}

function SaveRefused({ plan: { planId, refused } }: { plan: OpeningPreviewView }) {
  const { t } = useTexts();
  const notify = useNotify();
  if (refused.length === 0) return null;
  const save = () =>
    desk.opening
      .refused({ planId })
      .then(({ fileId }) => saveExport(fileId))
      .then(() => undefined, notify.refusal);
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
      {t('screens.clients.save_refused', { count: showCount(refused.length) })}
    </Button>
  );
}

function Tables({ plan }: { plan: OpeningPreviewView }) {
  const { t } = useTexts();
  return (
    <>
      {plan.refused.length > 0 ? (
        <section className="panel" aria-labelledby="opening-refused">
          <header className="panel-head">
            <h2 id="opening-refused">
              {t('screens.clients.plan.refused', { count: showCount(plan.refused.length) })}
            </h2>
            <span className="clients-note">{t('screens.opening.refused_about')}</span>
          </header>
          <RefusedTable refused={plan.refused} />
        </section>
      ) : null}
      {plan.findings.length > 0 ? (
        <section className="panel" aria-labelledby="opening-findings">
          <header className="panel-head">
            <h2 id="opening-findings">{t('screens.clients.plan.findings')}</h2>
          </header>
          <FindingList findings={plan.findings} />
        </section>
      ) : null}
      {plan.facts.length > 0 ? <FactTable plan={plan} /> : null}
      {plan.records.length > 0 ? <RecordTable plan={plan} /> : null}
    </>
  );
}
