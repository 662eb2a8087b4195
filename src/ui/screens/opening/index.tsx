import '../clients/clients.css';
import './opening.css';
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useStagedList } from '../clients/staged-list.ts';
import { useBack } from '../statements/use-back.ts';
import { type Booked, Preview } from './preview.tsx';
import { Standing } from './standing.tsx';

/** 期初建账: the balances that a book begins with, from a file that is looked at before it is booked. */
export default function OpeningScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.opening.title')}>{() => <Opening />}</InBook>;
}

function Opening() {
  const { t } = useTexts();
  const list = useStagedList();
  const [booked, setBooked] = useState<Booked | null>(null);
  const state = useQuery({ queryKey: ['book', 'opening', 'state'], queryFn: () => desk.opening.state() });
  const template = useTemplate();
  useBack('opening.back', 'screens.clients.back', list.drop);
  const onFiles = (files: File[]) => {
    setBooked(null);
    void list.take(files);
  };
  const { data } = state;
  return (
    <Page
      title={t('screens.opening.title')}
      about={
        data ? (
          <span className="clients-head">
            <span className="figures">{t('screens.opening.on', { day: data.on })}</span>
            {data.locked ? <Chip tone="warning" word={t('screens.opening.locked')} /> : null}
          </span>
        ) : null
      }
      actions={<ActionButton action={template} />}
    >
      <div className="clients-import">
        {state.isError ? <ErrorPanel error={state.error} again={() => void state.refetch()} /> : null}
        {state.isPending ? <SkeletonRows rows={6} /> : null}
        {booked ? <BookedNote booked={booked} /> : null}
        {list.file ? (
          <Preview
            key={list.file.id}
            file={list.file}
            standing={data?.standing ?? null}
            drop={list.drop}
            done={done => {
              setBooked(done);
              list.drop();
            }}
          />
        ) : null}
        {data && !list.file ? (
          <>
            {data.locked ? null : (
              <>
                {data.standing ? null : <About day={data.on} />}
                <DropZone
                  name={t(data.standing ? 'screens.opening.drop_again' : 'screens.opening.drop')}
                  hint={t('screens.opening.hint')}
                  accept=".xlsx,.xls,.csv,.txt"
                  share={list.staging.share}
                  onCancel={list.staging.cancel}
                  onFiles={onFiles}
                />
              </>
            )}
            {data.locked ? <p className="clients-note">{t('screens.opening.locked_about')}</p> : null}
            {data.standing ? <Standing standing={data.standing} /> : null}
          </>
        ) : null}
      </div>
    </Page>
  );
}

function useTemplate() {
  const notify = useNotify();
  return useAction({
    id: 'opening.template',
    title: 'screens.opening.template',
    icon: <DownloadOutlined aria-hidden />,
    run: () =>
      desk.opening
        .template()
        .then(({ fileId }) => saveExport(fileId))
        .then(() => undefined, notify.refusal),
  });
}

function About({ day }: { day: string }) {
  const { t } = useTexts();
  return (
    <section className="panel opening-about">
      <p>{t('screens.opening.about')}</p>
      <ol>
        {(['parties', 'fill', 'check'] as const).map(step => (
          <li key={step}>{t(`screens.opening.step.${step}`, { day })}</li>
        ))}
      </ol>
    </section>
  );
}

function BookedNote({ booked }: { booked: Booked }) {
  const { t } = useTexts();
  const go = useNavigate();
  const { batch, facts, records, differenceFen } = booked;
  return (
    <section className="panel clients-done" role="status">
      <p>
        {batch === null
          ? t('screens.opening.unchanged')
          : t('screens.opening.booked', {
              facts: showCount(facts),
              records: showCount(records),
              difference: showFen(differenceFen),
            })}
      </p>
      <Button type="primary" autoFocus onClick={() => void go(ROUTES.accounts)}>
        {t('screens.opening.see_accounts')}
      </Button>
    </section>
  );
}
