import { useMemo, useState } from 'react';
import type { OpenTransfer } from '../../../contract/imports.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { useRecents } from './claiming.ts';
import { FilterBar } from './filter-bar.tsx';
import { ListFoot } from './list-foot.tsx';
import { PairPanel } from './pair-panel.tsx';
import { useMoneyNames, useTransfers } from './queries.ts';
import { RecentList } from './recent-list.tsx';
import { TakeKeys } from './take-key.tsx';
import {
  differenceFen,
  firstOther,
  isSuggested,
  otherSides,
  pairingOf,
  waitingTransfer,
} from './transfers.ts';
import { usePairing } from './use-pairing.ts';
import { keyOf } from './waiting.ts';
import { WaitingList } from './waiting-list.tsx';
import { useInHand, WaitingTab } from './waiting-tab.tsx';

/** 划转在途: sides of own transfers whose other side is not known, the oldest first, and the pair in hand. */
export function TransfersTab({ book }: { book: string }) {
  const transfers = useTransfers();
  const recents = useRecents(book, 'transfers');
  return (
    <WaitingTab query={transfers} isBusy={recents.length > 0} none="screens.claims.no_transfers">
      {rows => <Transfers book={book} transfers={rows} />}
    </WaitingTab>
  );
}

function Transfers({ book, transfers }: { book: string; transfers: readonly OpenTransfer[] }) {
  const { t } = useTexts();
  const names = useMoneyNames();
  const [chosen, setChosen] = useState<ReadonlyMap<number, { other: number | null; keepsFee: boolean }>>(
    new Map(),
  );
  const rows = useMemo(() => {
    const sides = { out: t('screens.claims.transfer.out'), in: t('screens.claims.transfer.in') };
    return transfers.map(leg => waitingTransfer(leg, sides));
  }, [transfers, t]);
  const { filter, setFilter, clearFilter, list, today, shown, here, setAt, next } = useInHand(rows);
  const leg = here?.leg ?? null;
  const others = useMemo(() => (leg ? otherSides(leg, transfers) : []), [leg, transfers]);
  const picked = leg ? chosen.get(leg.id) : undefined;
  const otherId = picked ? picked.other : leg && firstOther(leg);
  const other = others.find(({ id }) => id === otherId) ?? null;
  const pairing = leg && other && pairingOf(leg, other);
  const keepsFee = picked?.keepsFee ?? (pairing ? isSuggested(pairing) : false);
  const work = usePairing(book, names, () => {
    if (here) next(here);
  });
  const left = pairing ? differenceFen(pairing) : 0;
  const ready = pairing && (left === 0 || (left > 0 && keepsFee)) ? pairing : null;
  const choose = (side: OpenTransfer) => {
    const pair = leg && pairingOf(leg, side);
    if (pair)
      setChosen(before => new Map(before).set(leg.id, { other: side.id, keepsFee: isSuggested(pair) }));
  };
  return (
    <div className="result-main">
      <div className="claims-main">
        <FilterBar rows={rows} filter={filter} change={setFilter} />
        <WaitingList
          ref={list}
          name={t('screens.claims.list.transfers')}
          rows={shown}
          today={today}
          party={t('screens.claims.col.side')}
          at={here && keyOf(here)}
          move={setAt}
          accept={ready ? () => void work.pair(ready) : null}
          acceptTitle="screens.claims.key.pair"
          hint={row => <OtherChip leg={row.leg} transfers={transfers} />}
        />
        <ListFoot shown={shown} all={rows} clear={clearFilter} />
      </div>
      {leg ? <TakeKeys of={leg.candidates} take={nth => choose(others[nth]!)} /> : null}
      <aside className="side claims-side" aria-label={t('screens.claims.side')}>
        {here && leg ? (
          <PairPanel
            row={here}
            others={others}
            other={other}
            choose={choose}
            pairing={pairing}
            keepsFee={keepsFee}
            keepFee={on => setChosen(before => new Map(before).set(leg.id, { other: otherId, keepsFee: on }))}
            ready={ready}
            busy={work.busy}
            error={pairing ? work.errorOf(pairing) : null}
            pair={each => void work.pair(each)}
          />
        ) : (
          <p className="side-note">{t('screens.claims.choose_transfer')}</p>
        )}
        <RecentList
          book={book}
          side="transfers"
          takeBack={({ batch }, key) => desk.imports.unpair({ key, batch })}
        />
      </aside>
    </div>
  );
}

/** The only side that the book suggests, by its day; or how many there are. */
function OtherChip({ leg, transfers }: { leg: OpenTransfer; transfers: readonly OpenTransfer[] }) {
  const { t } = useTexts();
  const [first, second] = leg.candidates;
  const other = transfers.find(({ id }) => id === first?.id);
  if (!first || !other) return <span className="muted">–</span>;
  if (second)
    return <Chip tone="warning" word={t('screens.claims.some', { count: leg.candidates.length })} />;
  return <Chip tone="success" word={t(`screens.claims.transfer.one.${other.side}`, { day: other.day })} />;
}
