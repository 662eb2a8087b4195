import { ImportOutlined, PlusOutlined, SearchOutlined, TeamOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Offered, useMay } from '../../app/may.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { clientPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { useBack } from '../statements/use-back.ts';
import { useBoard } from '../upgrade/queries.ts';
import { ClientForm } from './client-form.tsx';
import { type ClientLine, clientLines, sortedLines, totalsOf } from './client-lines.ts';
import { ClientTable } from './client-table.tsx';
import { today } from './days.ts';
import { useListMemory } from './list-memory.ts';
import { nearestLimits } from './nearest-limits.ts';
import { IMPORT, NEW } from './places.ts';

/** The DOU+ limit that each client's row shows; none until it is known. */
function useNearestLimits() {
  const { data } = useBoard();
  return useMemo(() => nearestLimits(data ?? []), [data]);
}

/** 客户: every client of the book, found as one types. */
export function ListPage({ book }: { book: BookState }) {
  const { t } = useTexts();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [memory, remember] = useListMemory(book.id);
  const field = useRef<InputRef>(null);
  const isNew = search.has(NEW);
  const { found, balances, lines } = useLines(memory.query, memory.archived);
  const shown = useShown(lines, memory.sort);
  const limits = useNearestLimits();
  const active = shown.find(({ client }) => client.code === memory.active) ?? shown[0];

  const open = (code: string) => {
    remember({ active: code });
    void go(clientPath(code));
  };
  const showForm = (on: boolean) => setSearch(on ? { [NEW]: '' } : {}, { replace: true });
  const back = () => {
    if (isNew) showForm(false);
    else if (memory.query !== '') remember({ query: '' });
  };
  useBack('clients.back', 'screens.clients.clear', back);
  const acts = useListActs({
    create: () => showForm(true),
    takeList: () => void go(`${ROUTES.clients}?${IMPORT}`),
    find: () => field.current?.focus({ cursor: 'all' }),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || shown.length === 0) return;
    const at = active ? shown.indexOf(active) : -1;
    const inTable = !(event.target instanceof HTMLInputElement);
    const to = movedTo(event.key, at, shown.length, inTable);
    if (event.key === 'Enter' && active) open(active.client.code);
    else if (to !== null) remember({ active: shown[to]!.client.code });
    else return;
    event.preventDefault();
  };

  return (
    <Page
      fill
      title={t('screens.clients.title')}
      about={t('screens.clients.about')}
      acts={['clients/create', 'clients/addAlias', 'clients/assign']}
      actions={
        <>
          <ActionButton action={acts.takeList} />
          <ActionButton action={acts.create} type="primary" />
        </>
      }
    >
      <div className="clients">
        <section className="clients-list" aria-label={t('screens.clients.list')}>
          <div className="clients-bar">
            <Input
              ref={field}
              className="clients-find"
              value={memory.query}
              allowClear={{ clearIcon: <ClearIcon /> }}
              autoFocus={!isNew}
              prefix={<SearchOutlined aria-hidden />}
              placeholder={t('screens.clients.find_hint')}
              aria-label={t('screens.clients.find')}
              onKeyDown={onKeyDown}
              onChange={event =>
                remember({ query: event.target.value, active: null, sort: null, scroll_px: 0 })
              }
            />
            <Checkbox
              checked={memory.archived}
              onChange={event => remember({ archived: event.target.checked })}
            >
              {t('screens.clients.with_archived')}
            </Checkbox>
            <Sums lines={shown} ready={balances.isSuccess} />
          </div>
          {found.isError ? <ErrorPanel error={found.error} again={() => void found.refetch()} /> : null}
          {found.isPending ? <SkeletonRows rows={14} /> : null}
          {found.data && shown.length > 0 ? (
            <ClientTable
              lines={shown}
              sort={memory.sort}
              active={active?.client.code ?? null}
              scroll_px={memory.scroll_px}
              limits={limits}
              hasBalances={balances.isSuccess}
              setSort={sort => remember({ sort })}
              setActive={code => remember({ active: code })}
              setScroll={scroll_px => remember({ scroll_px })}
              open={open}
              onKeyDown={onKeyDown}
            />
          ) : null}
          {found.data && shown.length === 0 ? (
            memory.query.trim() === '' ? (
              <NoClients create={() => showForm(true)} takeList={() => void acts.takeList.run()} />
            ) : (
              <p className="clients-none">
                {t('screens.clients.none_found', { query: memory.query.trim() })}
              </p>
            )
          ) : null}
        </section>
        {isNew ? (
          <ClientForm bookId={book.id} client={null} close={() => showForm(false)} done={open} />
        ) : null}
      </div>
    </Page>
  );
}

function useListActs(run: { create(): void; takeList(): void; find(): void }) {
  useAction({ id: 'clients.find', title: 'screens.clients.find', keys: '/', run: run.find });
  return {
    create: useAction({
      id: 'clients.new',
      title: 'screens.clients.new',
      keys: 'n',
      needs: ['clients/create'],
      icon: <PlusOutlined aria-hidden />,
      run: run.create,
    }),
    takeList: useAction({
      id: 'clients.import_list',
      title: 'screens.clients.import',
      keys: 'i',
      needs: ['clients/import'],
      icon: <ImportOutlined aria-hidden />,
      run: run.takeList,
    }),
  };
}

const PAGE_ROWS = 20;

/** Line to which a key moves from a line, or null for a key that moves none. In a field Home and End are the field's. */
function movedTo(key: string, at: number, count: number, inTable: boolean): number | null {
  const moves: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
    ...(inTable ? { Home: 0, End: count - 1 } : {}),
  };
  const to = moves[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

function useLines(query: string, archived: boolean) {
  const day = today();
  const found = useQuery({
    queryKey: ['book', 'clients', 'find', query, archived],
    queryFn: () => desk.clients.find({ query, archived }),
    placeholderData: keepPreviousData,
  });
  const balances = useQuery({
    queryKey: ['book', 'clientBalances', day],
    queryFn: () => desk.reports.clientBalances({ from: day, to: day }),
  });
  const lines = useMemo(
    () => clientLines(found.data ?? [], balances.data ?? [], day),
    [found.data, balances.data, day],
  );
  return { found, balances, lines };
}

function useShown(lines: readonly ClientLine[], sort: Parameters<typeof sortedLines>[1]): ClientLine[] {
  const { language } = useTexts();
  return useMemo(() => sortedLines(lines, sort, language), [lines, sort, language]);
}

function Sums({ lines, ready }: { lines: readonly ClientLine[]; ready: boolean }) {
  const { t } = useTexts();
  const { fundsFen, receivableFen } = totalsOf(lines);
  return (
    <p className="clients-sums figures" role="status">
      {t('screens.clients.count', { count: showCount(lines.length) })}
      {ready ? (
        <span className="clients-wide">
          {' · '}
          {t('screens.clients.sums', { funds: showFen(fundsFen), receivable: showFen(receivableFen) })}
        </span>
      ) : null}
    </p>
  );
}

function NoClients({ create, takeList }: { create(): void; takeList(): void }) {
  const { t } = useTexts();
  const may = useMay();
  return (
    <Empty
      icon={<TeamOutlined aria-hidden />}
      title={t('screens.clients.empty')}
      text={t('screens.clients.empty_text')}
      action={may('clients/import') ? { label: t('screens.clients.import'), run: takeList } : undefined}
    >
      <Offered needs={['clients/create']}>
        <Button onClick={create}>{t('screens.clients.new')}</Button>
      </Offered>
    </Empty>
  );
}
