import { beijingDay } from '../../../domain/calendar/days.ts';
import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import '../policies/policies.css';
import './packs.css';
import { ContainerOutlined, MailOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { PackState } from '../../../domain/packs/states.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useMay } from '../../app/may.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { useAddress } from '../accounts/use-range.ts';
import { useBack } from '../statements/use-back.ts';
import { BOARD_STATES, type BoardState, commonNext, dueClients, shownRows, stateOf } from './board.ts';
import { MarkForm } from './mark-form.tsx';
import { PackPanel } from './pack-panel.tsx';
import { PacksTable } from './packs-table.tsx';
import { useMaking } from './use-making.ts';
import { useMonths } from './use-months.ts';

/** 对账单: statement packs of a month, client by client. */
export default function PacksScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.packs.title')}>{book => <Packs book={book} />}</InBook>;
}

type Marked = Exclude<PackState, 'draft'>;

function Packs({ book }: { book: BookState }) {
  const { t } = useTexts();
  const may = useMay();
  const { search, change } = useAddress();
  const today = beijingDay(Date.now());
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [state, setState] = useState<BoardState | null>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<number | null>(null);
  const [marking, setMarking] = useState<{ state: Marked; clients: readonly number[] } | null>(null);
  const making = useMaking();
  const months = useMonths();
  const month = search.get('month') ?? months.standing;
  const board = useQuery({
    queryKey: ['book', 'packs', 'board', month],
    queryFn: () => desk.packs.board({ month: month! }),
    enabled: month !== null,
  });
  const back = () => (marking ? setMarking(null) : setOpen(null));
  useBack('packs.back', 'screens.clients.close_panel', back);
  const rows = board.data?.rows ?? [];
  const shown = shownRows(rows, { state, text });
  const picked = rows.filter(({ client }) => chosen.has(client));
  const mayWrite = !book.readOnly && may('packs/generate');
  const due = dueClients(rows);
  const makeAll = useAction({
    id: 'packs.make_all',
    title: 'screens.packs.make_all',
    icon: <ContainerOutlined aria-hidden />,
    enabled: mayWrite && !making.busy && due.length > 0,
    run: () => making.make({ month: month!, clients: due }),
  });
  const letters = useAction({
    id: 'packs.letters',
    title: 'screens.packs.letters',
    icon: <MailOutlined aria-hidden />,
    enabled: mayWrite && !making.busy && month !== null,
    run: () => making.letters(lastDayOf(month!), picked.length > 0 ? [...chosen] : null),
  });
  const row = rows.find(({ client }) => client === open);
  const choose = (clients: readonly number[], on: boolean) => {
    const next = new Set(chosen);
    for (const client of clients)
      if (on) next.add(client);
      else next.delete(client);
    setChosen(next);
  };
  const failed = months.error ?? board.error;
  return (
    <Page
      fill
      title={t('screens.packs.title')}
      about={t('screens.packs.about')}
      actions={
        <>
          <ActionButton action={letters} />
          <ActionButton action={makeAll} type="primary" />
        </>
      }
    >
      {failed ? <ErrorPanel error={failed} again={() => void board.refetch()} /> : null}
      <div className="clients packs">
        <section className="clients-list" aria-label={t('screens.packs.title')}>
          <div className="rules-bar policies-bar packs-bar">
            <Select
              aria-label={t('screens.close.month')}
              className="packs-month"
              value={month}
              options={months.list.map(value => ({ value, label: value }))}
              onChange={value => {
                setChosen(new Set());
                setOpen(null);
                change({ month: value });
              }}
            />
            <Select
              aria-label={t('screens.packs.state')}
              className="packs-state"
              value={state ?? 'all'}
              options={stateOptions(rows, t)}
              onChange={value => setState(value === 'all' ? null : (value as BoardState))}
            />
            {picked.length > 0 && mayWrite ? (
              <PickedActs
                picked={picked}
                busy={making.busy}
                make={() => void making.make({ month: month!, clients: [...chosen] })}
                mark={next => setMarking({ state: next, clients: [...chosen] })}
                clear={() => setChosen(new Set())}
              />
            ) : (
              <Input
                className="packs-find"
                aria-label={t('screens.packs.find')}
                placeholder={t('screens.packs.find')}
                allowClear={{ clearIcon: <ClearIcon /> }}
                value={text}
                onChange={event => setText(event.target.value)}
              />
            )}
            <span className="accounts-gap" />
            <span className="muted">{t('screens.accounts.unit')}</span>
          </div>
          {!board.data && !failed ? <SkeletonRows rows={12} /> : null}
          {board.data && rows.length === 0 ? (
            <Empty
              icon={<ContainerOutlined aria-hidden />}
              title={t('screens.packs.empty')}
              text={t('screens.packs.empty_text')}
            />
          ) : null}
          {rows.length > 0 && shown.length === 0 ? (
            <p className="clients-none">{t('screens.packs.none_found')}</p>
          ) : null}
          {shown.length > 0 ? (
            <PacksTable rows={shown} chosen={chosen} open={open} choose={choose} show={setOpen} />
          ) : null}
          {making.job ? (
            <div className="packs-job">
              <JobProgress job={making.job}>
                <Button size="small" type="text" onClick={making.cancel}>
                  {t('shell.jobs.cancel')}
                </Button>
              </JobProgress>
            </div>
          ) : null}
        </section>
        {marking ? (
          <MarkForm
            key={marking.state}
            state={marking.state}
            rows={rows.filter(({ client }) => marking.clients.includes(client))}
            today={today}
            close={() => setMarking(null)}
            done={() => {
              setMarking(null);
              setChosen(new Set());
            }}
          />
        ) : null}
        {row && !marking && month ? (
          <PackPanel
            key={`${month} ${row.client}`}
            row={row}
            month={month}
            mayWrite={mayWrite}
            busy={making.busy}
            make={() => void making.make({ month, clients: [row.client] })}
            mark={next => setMarking({ state: next, clients: [row.client] })}
            close={() => setOpen(null)}
          />
        ) : null}
      </div>
    </Page>
  );
}

/** What is done with the chosen clients; it takes the place of the search, so that nothing moves. */
function PickedActs(props: {
  picked: Rows;
  busy: boolean;
  make(): void;
  mark(state: Marked): void;
  clear(): void;
}) {
  const { t } = useTexts();
  return (
    <span className="packs-picked">
      <span>{t('screens.packs.picked', { count: props.picked.length })}</span>
      <Button size="small" disabled={props.busy} onClick={props.make}>
        {t('screens.packs.make_picked')}
      </Button>
      {commonNext(props.picked).map(next => (
        <Button key={next} size="small" onClick={() => props.mark(next as Marked)}>
          {t('screens.packs.mark', { state: t(`screens.packs.state.${next}`) })}
        </Button>
      ))}
      <Button size="small" type="text" onClick={props.clear}>
        {t('screens.packs.unpick')}
      </Button>
    </span>
  );
}

type Rows = Parameters<typeof shownRows>[0];

function stateOptions(rows: Rows, t: ReturnType<typeof useTexts>['t']) {
  const count = (state: BoardState) => rows.filter(row => stateOf(row) === state).length;
  return [
    { value: 'all', label: t('screens.packs.all', { count: rows.length }) },
    ...BOARD_STATES.filter(state => count(state) > 0).map(state => ({
      value: state,
      label: `${t(`screens.packs.state.${state}`)} ${count(state)}`,
    })),
  ];
}
