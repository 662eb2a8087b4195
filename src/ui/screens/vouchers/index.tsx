import '../clients/clients.css';
import '../accounts/accounts.css';
import '../journal/journal.css';
import '../rules/rules.css';
import '../policies/policies.css';
import './vouchers.css';
import { useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { BatchesTab } from './batches-tab.tsx';
import { CheckTab } from './check-tab.tsx';
import { MappingTab } from './mapping-tab.tsx';

const VIEWS = ['batches', 'mapping', 'check'] as const;

/** 凭证: what goes to the general ledger, and whether it arrived. */
export default function VouchersScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.vouchers.title')}>{book => <Vouchers book={book} />}</InBook>;
}

function Vouchers({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const periods = useQuery({ queryKey: ['book', 'close', 'periods'], queryFn: () => desk.close.periods() });
  const months = periods.data?.periods.map(each => each.month) ?? [];
  const month = search.get('month') ?? months[0] ?? null;
  const view = VIEWS.find(each => each === search.get('view')) ?? 'batches';
  const [acts, setActs] = useState<HTMLElement | null>(null);
  const about = { month: month ?? '', book, acts };
  return (
    <Page
      fill
      title={t('screens.vouchers.title')}
      about={
        <span className="vouchers-head">
          <Segmented
            value={view}
            aria-label={t('screens.vouchers.view')}
            onChange={next => change({ view: next, batch: null })}
            options={VIEWS.map(value => ({ value, label: t(`screens.vouchers.view.${value}`) }))}
          />
          <Select
            aria-label={t('screens.vouchers.month')}
            className="vouchers-month figures"
            value={month ?? undefined}
            disabled={view === 'mapping'}
            options={months.map(value => ({ value, label: value }))}
            onChange={value => change({ month: value, batch: null })}
          />
        </span>
      }
      actions={<span ref={setActs} className="vouchers-acts" />}
      acts={['vouchers/export']}
    >
      {periods.error ? <ErrorPanel error={periods.error} again={() => void periods.refetch()} /> : null}
      {month === null && !periods.error ? <SkeletonRows rows={12} /> : null}
      {month !== null && view === 'batches' ? <BatchesTab key={month} {...about} /> : null}
      {month !== null && view === 'mapping' ? <MappingTab {...about} /> : null}
      {month !== null && view === 'check' ? <CheckTab key={month} {...about} /> : null}
    </Page>
  );
}
