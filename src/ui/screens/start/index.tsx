import './start.css';
import { DiffOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useNavigate, useSearchParams } from 'react-router';
import { useBookState } from '../../app/book.tsx';
import { DropZone } from '../../app/drop-zone.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { pairPath, statementPath } from '../../app/routes.ts';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { JobInLine, useDemoInMaking } from '../books/book-jobs.tsx';
import { PAGE, PAGES } from './attention.ts';
import { Charts } from './charts.tsx';
import { DemoFiles } from './demo-files.tsx';
import { BreaksPage, TicketsPage } from './desk-pages.tsx';
import { Recent } from './recent.tsx';
import { WithBook } from './with-book.tsx';
import { WithoutBook } from './without-book.tsx';

/** 工作台, or one of its pages. */
export default function StartScreen() {
  const [search] = useSearchParams();
  switch (PAGES.find(page => page === search.get(PAGE))) {
    case 'tickets':
      return <TicketsPage />;
    case 'breaks':
      return <BreaksPage />;
    default:
      return <Desk />;
  }
}

/** What waits in the open book, or the ways to one; below, what needs no book. */
function Desk() {
  const { t } = useTexts();
  const { book, error } = useBookState();
  const demoInMaking = useDemoInMaking();
  return (
    <Page
      title={t('shell.start.title')}
      about={
        book && demoInMaking ? <JobInLine job={demoInMaking} /> : book === null ? t('shell.start.lead') : null
      }
    >
      <div className="start" data-book={Boolean(book)}>
        {error ? <ErrorPanel error={error} /> : null}
        {book === undefined && !error ? <SkeletonRows rows={5} /> : null}
        {book ? <WithBook key={book.id} book={book} /> : null}
        {book && !demoInMaking ? <Charts key={`charts ${book.id}`} /> : null}
        {book === null ? <WithoutBook /> : null}
        <div className="start-acts">
          <InspectAct />
          <CompareAct />
        </div>
        <div className="start-lists">
          {book === null ? <DemoFiles /> : null}
          <Recent />
        </div>
      </div>
    </Page>
  );
}

function InspectAct() {
  const { t } = useTexts();
  const go = useNavigate();
  const staging = useStaging();
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files);
    const last = staged?.at(-1);
    if (last) go(statementPath(last.id));
  };
  return (
    <section aria-labelledby="start-inspect">
      <h2 id="start-inspect">{t('shell.start.inspect')}</h2>
      <p>{t('shell.start.inspect.text')}</p>
      <DropZone
        name={t('shell.start.inspect.drop')}
        hint={t('shell.start.inspect.hint')}
        icon={<FileSearchOutlined aria-hidden />}
        multiple
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
    </section>
  );
}

function CompareAct() {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const staging = useStaging();
  const onFiles = async (files: File[]) => {
    if (files.length > 2) return notify.info('shell.start.compare.two', { count: files.length });
    const staged = await staging.stage(files);
    if (staged) go(pairPath(staged[0]?.id ?? null, staged[1]?.id ?? null));
  };
  return (
    <section aria-labelledby="start-compare">
      <h2 id="start-compare">{t('shell.start.compare')}</h2>
      <p>{t('shell.start.compare.text')}</p>
      <DropZone
        name={t('shell.start.compare.drop')}
        hint={t('shell.start.compare.hint')}
        icon={<DiffOutlined aria-hidden />}
        multiple
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
    </section>
  );
}
