import '../clients/clients.css';
import './parties.css';
import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { PartyView } from '../../../contract/clients.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { openingDay, today } from '../clients/days.ts';
import { useCommand } from '../clients/use-command.ts';
import { useBack } from '../statements/use-back.ts';
import { BALANCE_CODES, balancesByParty } from './party-balances.ts';
import { PartyForm } from './party-form.tsx';
import { type PartyKind, TABS } from './party-kinds.ts';
import { PartyTable } from './party-table.tsx';

/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** 往来与资金账户: whom the book knows besides its clients. */
export default function PartiesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.parties.title')}>{book => <Parties book={book} />}</InBook>;
}

function Parties({ book }: { book: BookState }) {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const kind = TABS.find(each => each === search.get('kind')) ?? 'money';
  const [panel, setPanel] = useState<PartyView | 'new' | null>(null);
  const [withArchived, setWithArchived] = useState(false);
  const parties = useParties(kind);
  const balances = useBalances(kind);
  const names = useNames(kind === 'wallet');
  const archive = useArchive(kind);
  const choose = (next: PartyKind) => {
    setPanel(null);
    archive.clear();
    setSearch(next === 'money' ? {} : { kind: next }, { replace: true });
  };
  useBack('parties.back', 'screens.clients.close_panel', () => setPanel(null));
  const create = useAction({
    id: 'parties.new',
    title: `screens.parties.new.${kind}`,
    needs: ['parties/keep'],
    keys: 'n',
    icon: <PlusOutlined aria-hidden />,
    run: () => setPanel('new'),
  });
  const all = parties.data ?? [];
  const shown = all.filter(({ archivedOn }) => withArchived || archivedOn === null);
  const of = panel === 'new' ? null : panel;
  return (
    <Page
      fill
      title={t('screens.parties.title')}
      about={t(`screens.parties.about.${kind}`)}
      actions={
        <>
          <Checkbox checked={withArchived} onChange={event => setWithArchived(event.target.checked)}>
            {t('screens.clients.with_archived')}
          </Checkbox>
          <ActionButton action={create} type="primary" />
        </>
      }
    >
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={kind}
        onChange={key => choose(key as PartyKind)}
        items={TABS.map(key => ({ key, label: t(`screens.parties.tab.${key}`) }))}
      />
      {archive.fault ? (
        <p className="clients-banner" role="alert">
          <span>{archive.fault}</span>
          <Button size="small" type="text" onClick={archive.clear}>
            {t('screens.clients.dismiss')}
          </Button>
        </p>
      ) : null}
      <div className="clients">
        <section className="clients-tab" aria-label={t(`screens.parties.tab.${kind}`)}>
          <div className="clients-tab-body">
            {parties.isError ? (
              <ErrorPanel error={parties.error} again={() => void parties.refetch()} />
            ) : null}
            {parties.isPending ? <SkeletonRows rows={6} /> : null}
            {parties.data && shown.length === 0 ? (
              <Empty
                title={t(`screens.parties.empty.${kind}`)}
                text={t(`screens.parties.empty_text.${kind}`)}
                action={{ label: t(`screens.parties.new.${kind}`), run: () => setPanel('new') }}
              />
            ) : null}
            {shown.length > 0 ? (
              <PartyTable
                kind={kind}
                parties={shown}
                balances={balances}
                names={names}
                firstDay={openingDay(book.firstPeriod)}
                change={setPanel}
                archive={party => void archive.run(party)}
                busy={archive.busy}
              />
            ) : null}
          </div>
        </section>
        {panel ? (
          <PartyForm
            key={`${kind} ${of?.id ?? ''}`}
            bookId={book.id}
            kind={kind}
            of={of}
            others={all.filter(({ id }) => id !== of?.id)}
            close={() => setPanel(null)}
          />
        ) : null}
      </div>
    </Page>
  );
}

function useParties(kind: PartyKind, enabled = true) {
  return useQuery({
    queryKey: ['book', 'parties', kind],
    queryFn: () => desk.parties.list({ kind }),
    enabled,
  });
}

function useBalances(kind: PartyKind) {
  const day = today();
  const rows = useQueries({
    queries: BALANCE_CODES[kind].map(code => ({
      queryKey: ['book', 'trialBalance', code, day],
      queryFn: () => desk.reports.trialBalance({ from: day, to: day, code }),
    })),
    combine: answers => answers.flatMap(({ data }) => data?.rows ?? []),
  });
  return useMemo(() => balancesByParty(kind, rows), [kind, rows]);
}

/** Names that wallets refer to by id. */
function useNames(enabled: boolean) {
  const suppliers = useParties('supplier', enabled);
  const clients = useQuery({
    queryKey: ['book', 'clients', 'find', '', true],
    queryFn: () => desk.clients.find({ archived: true }),
    enabled,
  });
  return useMemo(
    () => ({
      supplier: new Map((suppliers.data ?? []).map(({ id, name }) => [id, name])),
      client: new Map((clients.data ?? []).map(({ client }) => [client.id, client.name])),
    }),
    [suppliers.data, clients.data],
  );
}

function useArchive(kind: PartyKind) {
  const { refusal } = useTexts();
  const notify = useNotify();
  const [busy, setBusy] = useState<number | null>(null);
  const command = useCommand<{ kind: PartyKind; id: number; archived: boolean }, object>(input =>
    desk.parties.archive(input),
  );
  const run = async ({ id, name, archivedOn }: PartyView) => {
    const archived = archivedOn === null;
    setBusy(id);
    if (await command.send({ kind, id, archived }))
      notify.success(archived ? 'screens.clients.archived_done' : 'screens.clients.unarchived', { name });
    setBusy(null);
  };
  return { run, busy, fault: command.fault ? refusal(command.fault) : null, clear: command.clear };
}
