import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { RECEIPT_KINDS, type ReceiptKind } from '../../../domain/imports/identify.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { BulkPreview, BulkProgress } from './bulk-panel.tsx';
import { type Recent, useBulk, useRecents } from './claiming.ts';
import { type ClaimDraft, claimOf, firstDraft, splitDraft } from './draft.ts';
import { FilterBar } from './filter-bar.tsx';
import { IdentifyForm, identifiedParts } from './identify-form.tsx';
import { ListFoot } from './list-foot.tsx';
import { draftOf as draftOfPart } from './part-draft.ts';
import { useClients, useReceipts } from './queries.ts';
import { ReceiptPanel } from './receipt-panel.tsx';
import { RecentList } from './recent-list.tsx';
import { TakeKeys } from './take-key.tsx';
import { useClaiming } from './use-claiming.ts';
import { useIdentifying } from './use-identifying.ts';
import { claimable, keyOf } from './waiting.ts';
import { WaitingList } from './waiting-list.tsx';
import { useInHand, WaitingTab } from './waiting-tab.tsx';

/** 待认领款: receipts, the oldest first, and the one in hand. */
export function ReceiptsTab({ book }: { book: string }) {
  const bulk = useBulk(book);
  const receipts = useReceipts(bulk?.running);
  const recents = useRecents(book, 'receipts');
  return (
    <WaitingTab query={receipts} isBusy={recents.length > 0 || bulk !== null} none="screens.claims.none">
      {rows => <Receipts book={book} receipts={rows} />}
    </WaitingTab>
  );
}

function Receipts({ book, receipts }: { book: string; receipts: readonly OpenReceiptView[] }) {
  const { t } = useTexts();
  const clients = useClients(book);
  const bulk = useBulk(book);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [previewing, setPreviewing] = useState(false);
  const { filter, setFilter, clearFilter, list, today, shown, here, setAt, next } = useInHand(receipts);
  const chosen = receipts.filter(row => ticked.has(keyOf(row)));
  const claiming = useClaiming(book, clients, next);
  const draft = here ? claiming.draftOf(here) : null;
  const other = useIdentifying<ReceiptKind, OpenReceiptView>({
    book,
    side: 'receipts',
    hintsOf: row => row.kinds,
    send: input => desk.imports.identifyReceipt(input),
    done: next,
  });
  const [modes, setModes] = useState<ReadonlyMap<string, Mode>>(new Map());
  const mode = here ? (modes.get(keyOf(here)) ?? modeOf(here)) : 'client';
  const parts = here ? other.partsOf(here) : null;
  const identified = here && parts && mode === 'other' ? identifiedParts(here.openFen, parts) : null;
  useSplitKey(mode === 'client' ? here : null, draft, claiming.put);
  const tick = (keys: readonly string[], on: boolean) =>
    setTicked(before => {
      const next = new Set(before);
      for (const key of keys)
        if (on) next.add(key);
        else next.delete(key);
      return next;
    });
  const closePreview = () => {
    setPreviewing(false);
    setTicked(new Set());
  };
  const complete = here && draft && mode === 'client' && claimOf(here.openFen, draft) !== null;
  const accept = complete
    ? () => void claiming.claim(here)
    : here && identified
      ? () => void other.identify(here, identified)
      : null;
  return (
    <div className="result-main">
      <div className="claims-main">
        <FilterBar rows={receipts} filter={filter} change={setFilter}>
          <BulkButton chosen={chosen} preview={() => setPreviewing(true)} />
        </FilterBar>
        <WaitingList
          ref={list}
          name={t('screens.claims.list.receipts')}
          rows={shown}
          today={today}
          party={t('screens.claims.col.party')}
          at={here && keyOf(here)}
          move={setAt}
          accept={accept}
          acceptTitle="screens.claims.key.accept"
          ticked={ticked}
          tick={tick}
          hint={row => <HintChip receipt={row} clients={clients} />}
        />
        <ListFoot shown={shown} all={receipts} chosen={chosen} clear={clearFilter} />
      </div>
      {here && mode === 'client' ? (
        <TakeKeys of={here.suggestions} take={nth => claiming.put(here, firstDraft(here, nth))} />
      ) : null}
      {here && mode === 'other' ? (
        <TakeKeys of={here.kinds} take={nth => other.put(here, [draftOfPart(here.kinds[nth]!.part)])} />
      ) : null}
      <aside className="side claims-side" aria-label={t('screens.claims.side')}>
        {bulk ? (
          <BulkProgress run={bulk} />
        ) : previewing ? (
          <BulkPreview book={book} receipts={chosen} clients={clients} close={closePreview} />
        ) : here && draft && parts ? (
          <div className="side-body">
            <ModeChoice
              mode={mode}
              choose={chosenMode => setModes(before => new Map(before).set(keyOf(here), chosenMode))}
            />
            {mode === 'client' ? (
              <ReceiptPanel
                receipt={here}
                draft={draft}
                change={changed => claiming.put(here, changed)}
                clients={clients}
                busy={claiming.busy}
                error={claiming.errorOf(here)}
                claim={() => void claiming.claim(here)}
              />
            ) : (
              <IdentifyForm
                row={here}
                kinds={RECEIPT_KINDS}
                hints={here.kinds}
                parts={parts}
                change={changed => other.put(here, changed)}
                clients={clients}
                busy={other.busy}
                error={other.errorOf(here)}
                identify={ready => void other.identify(here, ready)}
              />
            )}
          </div>
        ) : (
          <p className="side-note">{t('screens.claims.choose')}</p>
        )}
        <RecentList book={book} side="receipts" takeBack={takeBack} />
      </aside>
    </div>
  );
}

const MODES = ['client', 'other'] as const;
type Mode = (typeof MODES)[number];

/** What a receipt is more likely to be: a client's money, or something that points elsewhere. */
function modeOf({ suggestions, kinds }: OpenReceiptView): Mode {
  return suggestions.length === 0 && kinds.length > 0 ? 'other' : 'client';
}

/** A claim is taken back by another act than what was said to be something else. */
function takeBack({ batch, identified }: Recent, key: string): Promise<unknown> {
  return identified ? desk.imports.unidentify({ key, batch }) : desk.imports.unclaim({ key, batch });
}

/** Whether the receipt in hand is a client's money or something else. */
function ModeChoice({ mode, choose }: { mode: Mode; choose(mode: Mode): void }) {
  const { t } = useTexts();
  return (
    <Segmented<Mode>
      block
      size="small"
      className="claims-mode"
      value={mode}
      aria-label={t('screens.claims.mode')}
      options={MODES.map(value => ({ value, label: t(`screens.claims.mode.${value}`) }))}
      onChange={choose}
    />
  );
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
    needs: ['imports/claim'],
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
  const [kind] = receipt.kinds;
  if (!first && kind) return <Chip tone="info" word={t(`screens.claims.kind.${kind.part.kind}`)} />;
  if (!first) return <span className="muted">–</span>;
  if (second)
    return <Chip tone="warning" word={t('screens.claims.some', { count: receipt.suggestions.length })} />;
  return <Chip tone="success" word={clients.get(first.client)?.name ?? String(first.client)} />;
}

function BulkButton({ chosen, preview }: { chosen: readonly OpenReceiptView[]; preview(): void }) {
  const { t } = useTexts();
  const ready = claimable(chosen);
  return (
    <Offered needs={['imports/claim']}>
      <Button size="small" disabled={ready.length === 0} onClick={preview}>
        {t('screens.claims.bulk_look', { count: showCount(ready.length) })}
      </Button>
    </Offered>
  );
}
