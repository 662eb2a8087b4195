import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ClientsPlanView } from '../../../contract/clients.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { refusalIn } from '../../app/catalogues.ts';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { PlanTables } from './import-plan.tsx';
import { useStagedList } from './staged-list.ts';
import { useCommand } from './use-command.ts';

type Counts = ClientsPlanView['counts'];

/** 导入客户名单: a list is held against the book and shown; the button carries out exactly that. */
export function ImportPage() {
  const { t } = useTexts();
  const go = useNavigate();
  const list = useStagedList();
  const [done, setDone] = useState<{ name: string; counts: Counts } | null>(null);
  const toList = () => void go(ROUTES.clients);
  useBack('clients.import.back', 'screens.clients.back', () => (list.file ? list.drop() : toList()));
  const template = useTemplate(() => desk.clients.template());
  const onFiles = (files: File[]) => {
    setDone(null);
    void list.take(files);
  };
  return (
    <Page
      title={t('screens.clients.import')}
      back={
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={toList}>
          {t('screens.clients.title')}
        </Button>
      }
      actions={<ActionButton action={template} />}
    >
      <div className="clients-import">
        {done ? (
          <section className="panel clients-done" role="status">
            <p>
              {t('screens.clients.imported', {
                file: done.name,
                created: showCount(done.counts.new),
                changed: showCount(done.counts.changed),
              })}
            </p>
            <Button type="primary" autoFocus onClick={toList}>
              {t('screens.clients.see_clients')}
            </Button>
          </section>
        ) : null}
        {list.file ? (
          <Preview
            key={list.file.id}
            file={list.file}
            drop={list.drop}
            done={counts => {
              setDone({ name: list.file!.name, counts });
              list.drop();
            }}
          />
        ) : (
          <>
            <p className="clients-note">{t('screens.clients.import_about')}</p>
            <DropZone
              name={t('screens.clients.import_drop')}
              hint={t('screens.clients.import_hint')}
              accept=".xlsx,.xls,.csv,.txt"
              share={list.staging.share}
              onCancel={list.staging.cancel}
              onFiles={onFiles}
            />
          </>
        )}
      </div>
    </Page>
  );
}

/** The act that saves an empty list. */
export function useTemplate(make: () => Promise<{ fileId: string }>) {
  const notify = useNotify();
  return useAction({
    id: 'clients.template',
    title: 'screens.clients.template',
    icon: <DownloadOutlined aria-hidden />,
    run: () =>
      make()
        .then(({ fileId }) => saveExport(fileId))
        .then(() => undefined, notify.refusal),
  });
}

function Preview(props: { file: StagedFile; drop(): void; done(counts: Counts): void }) {
  const { t } = useTexts();
  const { file, drop } = props;
  const plan = useQuery({
    queryKey: ['book', 'clients', 'plan', file.id],
    queryFn: () => desk.clients.preview({ fileId: file.id }),
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
        <Planned plan={plan.data} again={() => void plan.refetch()} fresh={plan.isFetching} {...props} />
      ) : null}
    </>
  );
}

interface PlannedProps {
  plan: ClientsPlanView;
  /** A newer plan is under way: the one shown can no longer be carried out. */
  fresh: boolean;
  again(): void;
  done(counts: Counts): void;
}

function Planned({ plan, fresh, again, done }: PlannedProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { counts, planId } = plan;
  const command = useCommand<{ planId: string }, { counts: Counts }>(input => desk.clients.import(input));
  const { clear } = command;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused of one plan is not said of the next
  useEffect(clear, [planId, clear]);
  const work = counts.new + counts.changed;
  const isStale = ['clients.plan_stale', 'clients.plan_gone'].includes(refusalIn(command.fault)?.code ?? '');
  const carryOut = async () => {
    const answer = await command.send({ planId });
    if (answer) done(answer.counts);
  };
  const saveRefused = () =>
    desk.clients
      .refused({ planId })
      .then(({ fileId }) => saveExport(fileId))
      .then(() => undefined, notify.refusal);
  return (
    <>
      <section className="panel clients-plan">
        <dl className="clients-counts">
          {(['new', 'changed', 'same', 'refused'] as const).map(verdict => (
            <div key={verdict} data-verdict={verdict} data-none={counts[verdict] === 0}>
              <dt>{t(`screens.clients.verdict.${verdict}`)}</dt>
              <dd className="figures">{showCount(counts[verdict])}</dd>
            </div>
          ))}
        </dl>
        <div className="clients-plan-acts">
          {counts.refused > 0 ? (
            <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void saveRefused()}>
              {t('screens.clients.save_refused', { count: showCount(counts.refused) })}
            </Button>
          ) : null}
          <Button
            type="primary"
            autoFocus
            disabled={work === 0 || fresh}
            loading={command.busy}
            onClick={() => void carryOut()}
          >
            {work === 0
              ? t('screens.clients.import_nothing')
              : t('screens.clients.import_do', {
                  created: showCount(counts.new),
                  changed: showCount(counts.changed),
                })}
          </Button>
        </div>
        {command.fault ? (
          <p className="clients-banner" role="alert">
            <span>{refusal(command.fault)}</span>
            {isStale ? (
              <Button size="small" onClick={again}>
                {t('screens.clients.preview_again')}
              </Button>
            ) : null}
          </p>
        ) : null}
      </section>
      <PlanTables plan={plan} />
    </>
  );
}
