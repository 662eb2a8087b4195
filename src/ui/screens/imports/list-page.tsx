import { ImportOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { useBookingRun } from './booking.ts';
import { BookingPanel } from './booking-panel.tsx';
import { DoneTable } from './done-table.tsx';
import { planFile, useIncoming } from './incoming.ts';
import { IncomingList } from './incoming-list.tsx';
import { PlanTable } from './plan-table.tsx';
import { useDone, usePlans } from './queries.ts';
import { ImportTabs } from './tabs.tsx';

/** Where statements come into the book: files, plans that wait, imports that were carried out. */
export function ListPage({ book }: { book: BookState }) {
  const { t } = useTexts();
  const staging = useStaging();
  const incoming = useIncoming(book.id);
  const run = useBookingRun(book.id);
  const plans = usePlans();
  const done = useDone();
  useReturned(book.id);
  const onFiles = async (chosen: File[]) => {
    for (const file of (await staging.stage(chosen)) ?? []) void planFile(book.id, file);
  };
  const failed = plans.error ?? done.error;
  const known = plans.data !== undefined && done.data !== undefined;
  const nothing = known && plans.data.length === 0 && done.data.length === 0 && incoming.length === 0;
  return (
    <Page
      title={t('screens.imports.title')}
      about={<ImportAbout />}
      acts={['imports/preview', 'imports/undo']}
    >
      <div className="imports-page">
        <Offered needs={['imports/preview']}>
          <DropZone
            name={t('screens.imports.drop')}
            hint={t('screens.imports.drop_hint')}
            icon={<ImportOutlined aria-hidden />}
            multiple
            share={staging.share}
            onCancel={staging.cancel}
            onFiles={chosen => void onFiles(chosen)}
          />
        </Offered>
        {failed ? (
          <ErrorPanel error={failed} again={() => void Promise.all([plans.refetch(), done.refetch()])} />
        ) : null}
        {!known && !failed ? <SkeletonRows rows={6} /> : null}
        {incoming.length > 0 ? <IncomingList book={book.id} files={incoming} /> : null}
        {run ? <BookingPanel run={run} /> : null}
        {plans.data && plans.data.length > 0 ? (
          <PlanTable book={book.id} plans={plans.data} run={run} />
        ) : null}
        {done.data && done.data.length > 0 ? <DoneTable done={done.data} /> : null}
        {nothing ? (
          <Offered needs={['imports/preview']}>
            <DemoLines book={book.id} />
          </Offered>
        ) : null}
      </div>
    </Page>
  );
}

function ImportAbout() {
  const { t } = useTexts();
  return (
    <>
      <ImportTabs tab="files" />
      <span className="imports-about">{t('screens.imports.about')}</span>
    </>
  );
}

/** A file that comes back from having its columns named is planned again. */
function useReturned(book: string): void {
  const [search, setSearch] = useSearchParams();
  const notify = useNotify();
  const again = search.get('again');
  useEffect(() => {
    if (again === null) return;
    setSearch({}, { replace: true });
    desk.files.list().then(files => {
      const file = files.find(({ id }) => id === again);
      if (file) void planFile(book, file);
    }, notify.refusal);
  }, [again, book, setSearch, notify]);
}

/** With nothing imported yet: what happens with a file, and the demo agency's statements to see it. */
function DemoLines({ book }: { book: string }) {
  const { t } = useTexts();
  const notify = useNotify();
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => desk.demo.files(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const stage = async (name: string) => {
    try {
      void planFile(book, await desk.demo.stage({ name }));
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section className="panel" aria-labelledby="imports-demo">
      <header className="panel-head">
        <h2 id="imports-demo">{t('screens.imports.none')}</h2>
      </header>
      <p className="panel-text">{t('screens.imports.none_text')}</p>
      <ul className="lines">
        {(demo.data ?? []).map(({ name }) => (
          <li key={name}>
            <button type="button" className="line-link" onClick={() => void stage(name)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
