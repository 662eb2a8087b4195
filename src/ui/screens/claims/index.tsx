import './claims.css';
import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import { InBook } from '../../app/book.tsx';
import { showCount } from '../../app/figures.ts';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { BreaksTab } from './breaks-tab.tsx';
import { PaymentsTab } from './payments-tab.tsx';
import { useBreaks, usePayments, useReceipts, useTransfers } from './queries.ts';
import { ReceiptsTab } from './receipts-tab.tsx';
import { TransfersTab } from './transfers-tab.tsx';

const TABS = ['receipts', 'payments', 'transfers', 'breaks'] as const;
type Tab = (typeof TABS)[number];

/** 认款与待查: money that waits for an explanation. */
export default function ClaimsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.claims.title')}>{book => <Claims book={book} />}</InBook>;
}

function Claims({ book }: { book: BookState }) {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const tab: Tab = TABS.find(each => each === search.get('tab')) ?? 'receipts';
  const breaks = useBreaks().data;
  const counts: Record<Tab, number | undefined> = {
    receipts: useReceipts().data?.length,
    payments: usePayments().data?.length,
    transfers: useTransfers().data?.length,
    breaks: breaks && breaks.continuity.length + breaks.identities.length,
  };
  return (
    <Page
      fill
      title={t('screens.claims.title')}
      acts={['imports/claim', 'imports/identify', 'imports/pair']}
      about={
        <Segmented<Tab>
          value={tab}
          aria-label={t('screens.claims.tabs')}
          onChange={next => setSearch({ tab: next }, { replace: true })}
          options={TABS.map(each => ({
            value: each,
            label: `${t(`screens.claims.tab.${each}`)} ${counts[each] === undefined ? '' : showCount(counts[each])}`,
          }))}
        />
      }
    >
      {tab === 'receipts' ? <ReceiptsTab book={book.id} /> : null}
      {tab === 'payments' ? <PaymentsTab book={book.id} /> : null}
      {tab === 'transfers' ? <TransfersTab book={book.id} /> : null}
      {tab === 'breaks' ? <BreaksTab book={book} /> : null}
    </Page>
  );
}
