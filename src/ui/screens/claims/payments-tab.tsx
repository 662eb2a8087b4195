import type { OpenPaymentView } from '../../../contract/imports.ts';
import { PAYMENT_KINDS } from '../../../domain/imports/identify.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { useRecents } from './claiming.ts';
import { FilterBar } from './filter-bar.tsx';
import { IdentifyForm, identifiedParts } from './identify-form.tsx';
import { ListFoot } from './list-foot.tsx';
import { draftOf } from './part-draft.ts';
import { useClients, usePayments } from './queries.ts';
import { RecentList } from './recent-list.tsx';
import { TakeKeys } from './take-key.tsx';
import { useIdentifying } from './use-identifying.ts';
import { keyOf } from './waiting.ts';
import { WaitingList } from './waiting-list.tsx';
import { useInHand, WaitingTab } from './waiting-tab.tsx';

/** 待查付款: payments whose purpose nobody knows, the oldest first, and the one in hand. */
export function PaymentsTab({ book }: { book: string }) {
  const payments = usePayments();
  const recents = useRecents(book, 'payments');
  return (
    <WaitingTab query={payments} isBusy={recents.length > 0} none="screens.claims.no_payments">
      {rows => <Payments book={book} payments={rows} />}
    </WaitingTab>
  );
}

function Payments({ book, payments }: { book: string; payments: readonly OpenPaymentView[] }) {
  const { t } = useTexts();
  const clients = useClients(book);
  const { filter, setFilter, clearFilter, list, today, shown, here, setAt, next } = useInHand(payments);
  const work = useIdentifying<OpenPaymentView['suggestions'][number]['part']['kind'], OpenPaymentView>({
    book,
    side: 'payments',
    hintsOf: row => row.suggestions,
    send: input => desk.imports.identify(input),
    done: next,
  });
  const parts = here ? work.partsOf(here) : null;
  const ready = here && parts ? identifiedParts(here.openFen, parts) : null;
  return (
    <div className="result-main">
      <div className="claims-main">
        <FilterBar rows={payments} filter={filter} change={setFilter} />
        <WaitingList
          ref={list}
          name={t('screens.claims.list.payments')}
          rows={shown}
          today={today}
          party={t('screens.claims.col.payee')}
          at={here && keyOf(here)}
          move={setAt}
          accept={here && ready ? () => void work.identify(here, ready) : null}
          acceptTitle="screens.claims.key.identify"
          hint={row => <KindChip payment={row} />}
        />
        <ListFoot shown={shown} all={payments} clear={clearFilter} />
      </div>
      {here ? (
        <TakeKeys
          of={here.suggestions}
          take={nth => work.put(here, [draftOf(here.suggestions[nth]!.part)])}
        />
      ) : null}
      <aside className="side claims-side" aria-label={t('screens.claims.side')}>
        {here && parts ? (
          <div className="side-body">
            <IdentifyForm
              row={here}
              kinds={PAYMENT_KINDS}
              hints={here.suggestions}
              parts={parts}
              change={next => work.put(here, next)}
              clients={clients}
              busy={work.busy}
              error={work.errorOf(here)}
              identify={ready => void work.identify(here, ready)}
            />
          </div>
        ) : (
          <p className="side-note">{t('screens.claims.choose_payment')}</p>
        )}
        <RecentList
          book={book}
          side="payments"
          takeBack={({ batch }, key) => desk.imports.unidentify({ key, batch })}
        />
      </aside>
    </div>
  );
}

function KindChip({ payment }: { payment: OpenPaymentView }) {
  const { t } = useTexts();
  const [first, second] = payment.suggestions;
  if (!first) return <span className="muted">–</span>;
  if (second)
    return <Chip tone="warning" word={t('screens.claims.some', { count: payment.suggestions.length })} />;
  return <Chip tone="success" word={t(`screens.claims.kind.${first.part.kind}`)} />;
}
