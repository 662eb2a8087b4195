import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { useAction } from '../../app/actions.tsx';
import { newKey } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { BulkPreview, BulkProgress } from './bulk-panel.tsx';
import { claimReceipt, useBulk, useRecents } from './claiming.ts';
import { type ClaimDraft, claimOf, firstDraft, splitDraft } from './draft.ts';
import { FilterBar } from './filter-bar.tsx';
import { useClients, useReceipts } from './queries.ts';
import { ReceiptPanel } from './receipt-panel.tsx';
import { RecentList } from './recent-list.tsx';
import { TAKEN_BY_KEY, TakeKey } from './take-key.tsx';
import {
  claimable,
  dayOfMoment,
  EVERYTHING_WAITING,
  keyOf,
  rowAfter,
  sumOf,
  underFilter,
  type WaitingFilter,
} from './waiting.ts';
import { WaitingList } from './waiting-list.tsx';

/** 待认领款: receipts, the oldest first, and the one in hand. */
export function ReceiptsTab({ book }: { book: string }) {
  const { t } = useTexts();
  const go = useNavigate();
  const bulk = useBulk(book);
  const receipts = useReceipts(bulk?.running);
  const recents = useRecents(book, 'receipts');
  if (receipts.isError) return <ErrorPanel error={receipts.error} again={() => void receipts.refetch()} />;
  if (!receipts.data) return <SkeletonRows rows={14} />;
  if (receipts.data.length === 0 && recents.length === 0 && bulk === null)
    return (
      <Empty
        icon={<CheckCircleOutlined aria-hidden />}
        title={t('screens.claims.none')}
        text={t('screens.claims.none_text')}
        action={{ label: t('screens.claims.to_imports'), run: () => void go(ROUTES.imports) }}
      />
    );
  return <Receipts book={book} receipts={receipts.data} />;
}

function Receipts({ book, receipts }: { book: string; receipts: readonly OpenReceiptView[] }) {
  const { t } = useTexts();
  const clients = useClients(book);
  const bulk = useBulk(book);
  const [filter, setFilter] = useState<WaitingFilter>(EVERYTHING_WAITING);
  const [at, setAt] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [previewing, setPreviewing] = useState(false);
  const list = useRef<HTMLTableElement>(null);
  const today = dayOfMoment(Date.now());
  const shown = underFilter(receipts, filter, today);
  const here = shown.find(row => keyOf(row) === at) ?? shown[0] ?? null;
  const chosen = receipts.filter(row => ticked.has(keyOf(row)));
  const claiming = useClaiming(book, clients, receipt => {
    setAt(rowAfter(shown, keyOf(receipt)));
    list.current?.focus();
  });
  const draft = here ? claiming.draftOf(here) : null;
  useSplitKey(here, draft, claiming.put);
  const tick = (keys: readonly string[], on: boolean) =>
    setTicked(before => {
      const next = new Set(before);
      for (const key of keys)
        if (on) next.add(key);
        else next.delete(key);
      return next;
    });
  const complete = here !== null && draft !== null && claimOf(here.openFen, draft) !== null;
  return (
    <div className="result-main">
      <div className="claims-main">
        <FilterBar rows={receipts} filter={filter} change={setFilter}>
          <BulkBar chosen={chosen} preview={() => setPreviewing(true)} />
        </FilterBar>
        <WaitingList
          ref={list}
          name={t('screens.claims.list.receipts')}
          rows={shown}
          today={today}
          at={here && keyOf(here)}
          move={setAt}
          accept={complete ? () => void claiming.claim(here) : null}
          acceptTitle="screens.claims.key.accept"
          ticked={ticked}
          tick={tick}
          hint={row => <HintChip receipt={row} clients={clients} />}
        />
        <ListFoot shown={shown} all={receipts} clear={() => setFilter(EVERYTHING_WAITING)} />
      </div>
      {here?.suggestions.slice(0, TAKEN_BY_KEY).map(({ client }, nth) => (
        <TakeKey key={client} nth={nth} take={() => claiming.put(here, firstDraft(here, nth))} />
      ))}
      <aside className="side claims-side" aria-label={t('screens.claims.side')}>
        {bulk ? (
          <BulkProgress run={bulk} />
        ) : previewing ? (
          <BulkPreview
            book={book}
            receipts={chosen}
            clients={clients}
            close={() => {
              setPreviewing(false);
              setTicked(new Set());
            }}
          />
        ) : here && draft ? (
          <div className="side-body">
            <ReceiptPanel
              receipt={here}
              draft={draft}
              change={next => claiming.put(here, next)}
              clients={clients}
              busy={claiming.busy}
              error={claiming.errorOf(here)}
              claim={() => void claiming.claim(here)}
            />
          </div>
        ) : (
          <p className="side-note">{t('screens.claims.choose')}</p>
        )}
        <RecentList
          book={book}
          side="receipts"
          takeBack={({ batch }, key) => desk.imports.unclaim({ key, batch })}
        />
      </aside>
    </div>
  );
}

/** Drafts of all rows, kept while the screen stands, and the claim of one. */
function useClaiming(
  book: string,
  clients: ReadonlyMap<number, ClientView>,
  claimed: (receipt: OpenReceiptView) => void,
) {
  const notify = useNotify();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, ClaimDraft>>(new Map());
  const [error, setError] = useState<{ key: string; error: unknown } | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const keys = useRef(new Map<string, string>());
  const draftOf = (receipt: OpenReceiptView) => drafts.get(keyOf(receipt)) ?? firstDraft(receipt);
  const put = (receipt: OpenReceiptView, draft: ClaimDraft) => {
    const key = keyOf(receipt);
    keys.current.delete(key);
    setError(null);
    setDrafts(before => new Map(before).set(key, draft));
  };
  const claim = async (receipt: OpenReceiptView) => {
    const key = keyOf(receipt);
    const parts = claimOf(receipt.openFen, draftOf(receipt));
    if (!parts || busy !== null) return;
    const act = keys.current.get(key) ?? newKey();
    keys.current.set(key, act);
    setBusy(key);
    setError(null);
    try {
      const nameOf = (client: number) => clients.get(client)?.name ?? String(client);
      const { amountFen, as, warnings } = await claimReceipt(book, receipt, parts, nameOf, act);
      keys.current.delete(key);
      setDrafts(before => new Map([...before].filter(([each]) => each !== key)));
      notify.success('screens.claims.claimed', { amount: showFen(amountFen), client: as.join(', ') });
      for (const { code, params } of warnings) notify.info(code, params);
      claimed(receipt);
    } catch (caught) {
      setError({ key, error: caught });
    } finally {
      setBusy(null);
    }
  };
  const errorOf = (receipt: OpenReceiptView) => (error?.key === keyOf(receipt) ? error.error : null);
  return { draftOf, put, claim, busy: busy !== null, errorOf };
}

/** S splits the receipt in hand. */
function useSplitKey(
  here: OpenReceiptView | null,
  draft: ClaimDraft | null,
  put: (receipt: OpenReceiptView, draft: ClaimDraft) => void,
): void {
  useAction({
    id: 'claims.split',
    title: 'screens.claims.split',
    keys: 's',
    group: 'screens.claims.keys',
    enabled: here !== null,
    run: () => {
      if (here && draft) put(here, splitDraft(here.openFen, draft));
    },
  });
}

function HintChip({
  receipt,
  clients,
}: {
  receipt: OpenReceiptView;
  clients: ReadonlyMap<number, ClientView>;
}) {
  const { t } = useTexts();
  const [first, second] = receipt.suggestions;
  if (!first) return <span className="muted">–</span>;
  if (second)
    return <Chip tone="warning" word={t('screens.claims.some', { count: receipt.suggestions.length })} />;
  return <Chip tone="success" word={clients.get(first.client)?.name ?? String(first.client)} />;
}

function BulkBar({ chosen, preview }: { chosen: readonly OpenReceiptView[]; preview(): void }) {
  const { t } = useTexts();
  const ready = claimable(chosen);
  return (
    <>
      {chosen.length > 0 ? (
        <span className="figures">
          {t('screens.claims.chosen', { count: showCount(chosen.length), amount: showFen(sumOf(chosen)) })}
        </span>
      ) : null}
      <Button size="small" disabled={ready.length === 0} onClick={preview}>
        {t('screens.claims.bulk_look', { count: showCount(ready.length) })}
      </Button>
    </>
  );
}

function ListFoot(props: {
  shown: readonly OpenReceiptView[];
  all: readonly OpenReceiptView[];
  clear(): void;
}) {
  const { t } = useTexts();
  const { shown, all } = props;
  return (
    <footer className="claims-foot figures">
      <span>
        {t('screens.claims.count', { count: showCount(shown.length), amount: showFen(sumOf(shown)) })}
      </span>
      {shown.length < all.length ? (
        <>
          <span className="muted">
            {t('screens.claims.of_all', { count: showCount(all.length), amount: showFen(sumOf(all)) })}
          </span>
          <Button size="small" type="text" onClick={props.clear}>
            {t('grid.filters_clear')}
          </Button>
        </>
      ) : null}
    </footer>
  );
}
