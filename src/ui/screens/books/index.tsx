import './books.css';
import { ExperimentOutlined, PlusOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { useBookState } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { JobInLine, useDemoInMaking, useStartedJob } from './book-jobs.tsx';
import { Copies } from './copies.tsx';
import { CreateForm } from './create-form.tsx';
import { emptyDraft } from './draft.ts';
import { OpenBook } from './open-book.tsx';
import { OpenPanel } from './open-panel.tsx';
import type { Restoring, Target } from './opening.ts';
import { OtherBooks, useRecentBooks } from './other-books.tsx';
import { PassphrasePanel } from './passphrase-panel.tsx';
import { RestorePanel } from './restore-panel.tsx';

type Panel =
  | { kind: 'open'; target: Target; fault: unknown; attempt: number }
  | { kind: 'restore'; wanted: Restoring; attempt: number }
  | { kind: 'passphrase' };

/** In the address: the form for a new book stands open. */
const NEW = 'new';

/** 账套: the open book, and the ways to another. */
export default function BooksScreen() {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const { book, error } = useBookState();
  const recent = useRecentBooks();
  const [search, setSearch] = useSearchParams();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [draft, setDraft] = useState(() => emptyDraft(Date.now()));
  const [opening, setOpening] = useState<Target | null>(null);
  const isNew = search.has(NEW);

  const show = (next: Panel | 'new' | null) => {
    setPanel(next === 'new' ? null : next);
    if (isNew !== (next === 'new')) setSearch(next === 'new' ? { [NEW]: '' } : {}, { replace: true });
  };
  const arrived = (name: string) => {
    notify.success('screens.books.opened', { name });
    void go(ROUTES.start);
  };
  const open = async (target: Target) => {
    setOpening(target);
    try {
      const { name } = await desk.books.open({ book: target.book });
      arrived(name);
    } catch (fault) {
      show({ kind: 'open', target, fault, attempt: performance.now() });
    } finally {
      setOpening(null);
    }
  };
  const restore = (wanted: Restoring) => show({ kind: 'restore', wanted, attempt: performance.now() });
  const demoInMaking = useDemoInMaking();
  const demo = useStartedJob(
    () => desk.books.createDemo(),
    () => {
      notify.success('screens.books.demo_opened');
      void go(ROUTES.start);
    },
  );
  const acts = {
    create: useAction({
      id: 'books.create',
      title: 'screens.books.create',
      keys: 'n',
      needs: ['books/create'],
      icon: <PlusOutlined aria-hidden />,
      run: () => show('new'),
    }),
    demo: useAction({
      id: 'books.demo',
      title: 'screens.books.demo',
      needs: ['books/createDemo'],
      icon: <ExperimentOutlined aria-hidden />,
      enabled: !demo.busy && !demoInMaking,
      run: demo.run,
    }),
  };
  const recentId = recent.data?.find(each => each.path === book?.path)?.id;
  const close = () => show(null);
  return (
    <Page
      fill
      title={t('screens.books.title')}
      about={demoInMaking ? <JobInLine job={demoInMaking} /> : t('screens.books.about')}
      actions={
        <>
          <ActionButton action={acts.demo} loading={demo.busy || demoInMaking !== null} />
          <ActionButton action={acts.create} type={book === null ? 'primary' : 'default'} />
        </>
      }
    >
      <div className="books">
        <div className="books-main">
          {error ? <ErrorPanel error={error} /> : null}
          {book === undefined && !error ? <SkeletonRows /> : null}
          {book ? (
            <>
              <OpenBook key={book.id} book={book} changePassphrase={() => show({ kind: 'passphrase' })} />
              <Offered needs={['books/copies']}>
                <Copies book={book} recentId={recentId} restore={restore} />
              </Offered>
            </>
          ) : null}
          {book !== undefined ? (
            <OtherBooks book={book} busy={opening} open={target => void open(target)} />
          ) : null}
        </div>
        {isNew ? (
          <CreateForm
            draft={draft}
            change={setDraft}
            close={close}
            created={name => {
              setDraft(emptyDraft(Date.now()));
              arrived(name);
            }}
          />
        ) : null}
        {panel?.kind === 'open' ? (
          <OpenPanel
            key={panel.attempt}
            target={panel.target}
            fault={panel.fault}
            close={close}
            opened={() => arrived(panel.target.name)}
            restore={restore}
          />
        ) : null}
        {panel?.kind === 'restore' ? (
          <RestorePanel key={panel.attempt} wanted={panel.wanted} close={close} />
        ) : null}
        {panel?.kind === 'passphrase' && book ? <PassphrasePanel book={book} close={close} /> : null}
      </div>
    </Page>
  );
}
