import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import '../policies/policies.css';
import './funds-daily.css';
import { EllipsisOutlined } from '@ant-design/icons';
import { Tabs } from 'antd';
import type { BookState } from '../../../contract/books.ts';
import { InBook } from '../../app/book.tsx';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { DailyTab } from './daily-tab.tsx';
import { LongOpenTab } from './long-open-tab.tsx';

const TABS = ['daily', 'long_open'] as const;

/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** 资金日报 of a day, and 长期挂账: what has waited for too long. */
export default function FundsDailyScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.funds.title')}>{book => <Funds book={book} />}</InBook>;
}

function Funds({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const tab = TABS.find(each => each === search.get('tab')) ?? 'daily';
  return (
    <Page fill title={t('screens.funds.title')} about={t(`screens.funds.about.${tab}`)}>
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={key => change({ tab: key === 'daily' ? null : key })}
        items={TABS.map(key => ({ key, label: t(`screens.funds.tab.${key}`) }))}
      />
      {tab === 'daily' ? <DailyTab book={book} /> : <LongOpenTab />}
    </Page>
  );
}
