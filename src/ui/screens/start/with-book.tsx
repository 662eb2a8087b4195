import { AuditOutlined, FileTextOutlined, ImportOutlined, TeamOutlined } from '@ant-design/icons';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import { DESK_PARTS } from '../../../contract/dashboard.ts';
import { inOrder } from '../../../domain/attention.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { usePerson } from '../../app/person.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useDemoInMaking } from '../books/book-jobs.tsx';
import { LastCopy } from '../books/open-book.tsx';
import { byDuty, deskLines } from './attention.ts';
import { AttentionList } from './attention-list.tsx';

const CLIENTS_PATH_NEW = `${ROUTES.clients}?new`;

/** What waits in the open book, and the acts of a day. */
export function WithBook({ book }: { book: BookState }) {
  const { t } = useTexts();
  return (
    <div className="desk-now">
      <Waiting book={book} />
      <div className="desk-beside">
        <section className="panel" aria-labelledby="start-quick">
          <header className="panel-head">
            <h2 id="start-quick">{t('screens.start.quick')}</h2>
          </header>
          <div className="desk-quick">
            <Offered needs={['imports/preview']}>
              <Quick id="import" path={ROUTES.imports} icon={<ImportOutlined aria-hidden />} primary />
            </Offered>
            <Offered needs={['imports/claim']}>
              <Quick id="claim" path={ROUTES.claims} icon={<AuditOutlined aria-hidden />} />
            </Offered>
            <Offered needs={['clients/create']}>
              <Quick id="client" path={CLIENTS_PATH_NEW} icon={<TeamOutlined aria-hidden />} />
            </Offered>
            <Quick id="statement" path={ROUTES.clientBalances} icon={<FileTextOutlined aria-hidden />} />
          </div>
        </section>
        <section className="panel" aria-labelledby="start-book">
          <header className="panel-head">
            <h2 id="start-book">{book.name}</h2>
            <Link to={ROUTES.books}>{t('screens.start.to_books')}</Link>
          </header>
          <dl className="desk-book">
            <div>
              <dt>{t('screens.books.first_period')}</dt>
              <dd className="figures">{book.firstPeriod}</dd>
            </div>
            <div>
              <dt>{t('screens.books.last_copy')}</dt>
              <dd>
                <LastCopy copy={book.lastGoodCopy} brief />
              </dd>
            </div>
          </dl>
        </section>
      </div>
    </div>
  );
}

function Quick(props: {
  id: 'import' | 'claim' | 'client' | 'statement';
  path: string;
  icon: ReactNode;
  primary?: boolean;
}) {
  const go = useNavigate();
  const action = useAction({
    id: `start.${props.id}`,
    title: `screens.start.quick.${props.id}`,
    icon: props.icon,
    run: () => void go(props.path),
  });
  return <ActionButton action={action} type={props.primary ? 'primary' : 'default'} />;
}

function Waiting({ book }: { book: BookState }) {
  const isMade = useDemoInMaking() === null;
  const waiting = useQuery({
    queryKey: ['book', 'attention'],
    queryFn: () => desk.imports.attention(),
    // A book that is being filled changes with every file; what waits in it is asked for once it stands.
    enabled: isMade,
  });
  const person = usePerson();
  const parts = useQueries({
    queries: DESK_PARTS.map(part => ({
      queryKey: ['book', 'dashboard', 'lines', part],
      queryFn: () => desk.dashboard.lines({ part }),
      enabled: isMade,
    })),
  });
  const failed = [waiting, ...parts].find(({ isError }) => isError);
  if (failed) return <ErrorPanel error={failed.error} again={() => void failed.refetch()} />;
  const told = parts.flatMap(({ data }) => data ?? []);
  // What comes later would push what is read away.
  if (!waiting.data || !isMade || !person || parts.some(({ data }) => !data))
    return <SkeletonRows rows={9} />;
  const lines = deskLines(book, inOrder([...waiting.data, ...told]), Date.now());
  const groups = byDuty(lines, person.profile?.roles);
  return groups.length > 0 ? <AttentionList groups={groups} /> : <NothingWaits />;
}

/** Nothing waits: what comes next in this book. */
function NothingWaits() {
  const { t } = useTexts();
  const go = useNavigate();
  const clients = useQuery({ queryKey: ['book', 'clients', ''], queryFn: () => desk.clients.find({}) });
  const isNew = clients.data?.length === 0;
  const steps = isNew ? (['clients', 'opening', 'imports'] as const) : (['imports', 'statement'] as const);
  const paths = {
    clients: ROUTES.clients,
    opening: ROUTES.opening,
    imports: ROUTES.imports,
    statement: ROUTES.clientBalances,
  };
  return (
    <section className="panel" aria-labelledby="start-nothing">
      <header className="panel-head">
        <h2 id="start-nothing">{t(isNew ? 'screens.start.new_book' : 'screens.start.nothing')}</h2>
      </header>
      {clients.isPending ? <SkeletonRows rows={3} /> : null}
      {clients.data ? (
        <>
          <p className="panel-text">
            {t(isNew ? 'screens.start.new_book_text' : 'screens.start.nothing_text')}
          </p>
          <ol className="desk-steps">
            {steps.map((step, index) => (
              <li key={step}>
                <span className="desk-step figures">{index + 1}</span>
                <span className="desk-step-text">
                  <b>{t(`screens.start.step.${step}`)}</b>
                  <span>{t(`screens.start.step.${step}.about`)}</span>
                </span>
                <Button type={index === 0 ? 'primary' : 'default'} onClick={() => void go(paths[step])}>
                  {t(`screens.start.step.${step}.go`)}
                </Button>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}
