import '../clients/clients.css';
import '../order-check/order-check.css';
import '../rules/rules.css';
import './invoices.css';
import { CalculatorOutlined, DownloadOutlined, ImportOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { INVOICE_REPORTS, type InvoiceReport } from '../../../contract/invoices.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { BillsTab } from '../bills/bills-tab.tsx';
import { rangeOf, today } from '../clients/days.ts';
import { ClientsTab } from './clients-tab.tsx';
import { FormsTab } from './forms-tab.tsx';
import { ImportPanel } from './import-panel.tsx';
import { useClientsInvoices, useForms, useMismatched, useRequests } from './queries.ts';
import { RegisterTab } from './register-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';
import { TaxPanel } from './tax-panel.tsx';
import { TaxTab } from './tax-tab.tsx';
import { dueFen, TABS, type Tab } from './words.ts';

/** 发票: what is to be requested, what was requested, the register, red letters. */
export default function InvoicesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.invoices.title')}>{() => <Invoices />}</InBook>;
}

function Invoices() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const tab: Tab = TABS.find(each => each === search.get('tab')) ?? 'clients';
  const [beside, setBeside] = useState<'import' | 'tax' | null>(null);
  const turn = (next: Tab) => {
    setBeside(null);
    setSearch(next === 'clients' ? {} : { tab: next }, { replace: true });
  };
  useEscape(beside === null ? null : () => setBeside(null));
  const take = useAction({
    id: 'invoices.import',
    title: 'screens.invoices.import',
    keys: 'i',
    needs: ['invoices.import'],
    icon: <ImportOutlined aria-hidden />,
    run: () => setBeside('import'),
  });
  const tax = useAction({
    id: 'invoices.tax',
    title: 'screens.invoices.tax_run',
    needs: ['invoices.runTax'],
    icon: <CalculatorOutlined aria-hidden />,
    run: () => setBeside('tax'),
  });
  return (
    <Page
      fill
      title={t('screens.invoices.title')}
      about={<Tabs tab={tab} turn={turn} />}
      acts={['invoices.import', 'invoices.request']}
      actions={
        <>
          <ExportButton />
          <ActionButton action={tax} />
          <ActionButton action={take} type="primary" />
        </>
      }
    >
      <div className="inv-page" data-beside={beside !== null}>
        <div className="inv-content">
          {tab === 'clients' ? <ClientsTab /> : null}
          {tab === 'requests' ? <RequestsTab toClients={() => turn('clients')} /> : null}
          {tab === 'register' ? <RegisterTab /> : null}
          {tab === 'bills' ? <BillsTab /> : null}
          {tab === 'forms' ? <FormsTab toRegister={() => turn('register')} /> : null}
          {tab === 'tax' ? <TaxTab /> : null}
        </div>
        {beside === 'import' ? (
          <ImportPanel
            close={() => {
              setBeside(null);
              turn('register');
            }}
          />
        ) : null}
        {beside === 'tax' ? <TaxPanel close={() => setBeside(null)} /> : null}
      </div>
    </Page>
  );
}

/** Tabs that not everybody has a use for. */
const NEEDS: Partial<Record<Tab, string>> = { bills: 'bills/settlement', tax: 'taxes/estimate' };

/** The tabs with what waits in each. */
function Tabs({ tab, turn }: { tab: Tab; turn(tab: Tab): void }) {
  const { t } = useTexts();
  const may = useMay();
  const clients = useClientsInvoices().data;
  const requests = useRequests().data;
  const forms = useForms().data;
  const mismatched = useMismatched().data?.total;
  const counts: Record<Tab, number | undefined> = {
    clients: clients?.filter(row => dueFen(row) > 0).length,
    requests: requests?.filter(({ state }) => state === 'waiting' || state === 'open').length,
    register: mismatched,
    forms: forms?.filter(({ redNumber, next }) => redNumber === null && next.length > 0).length,
    bills: undefined,
    tax: undefined,
  };
  const label = (each: Tab) => {
    const count = counts[each];
    if (each === 'register' && count) return t('screens.invoices.register_mismatched', { count });
    return count ? `${t(`screens.invoices.tab.${each}`)} ${count}` : t(`screens.invoices.tab.${each}`);
  };
  return (
    <Segmented<Tab>
      value={tab}
      aria-label={t('screens.invoices.tabs')}
      onChange={turn}
      options={TABS.filter(each => !NEEDS[each] || may(NEEDS[each])).map(value => ({
        value,
        label: label(value),
      }))}
    />
  );
}

/** Reports of the year so far: 对账表, 台账, 应开未开·已开未收·预开票, 申请单 (INV-1). */
function ExportButton() {
  const { t } = useTexts();
  const notify = useNotify();
  const write = async (kind: InvoiceReport, format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.invoices.write({ kind, format, ...rangeOf('this_year', today()) });
      if (await saveExport(fileId)) notify.success('screens.invoices.saved', { name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const items = INVOICE_REPORTS.flatMap(kind =>
    (['xlsx', 'csv', 'pdf'] as const).map(format => ({
      key: `${kind}.${format}`,
      label: t('screens.invoices.export_as', {
        report: t(`invoices.report.title.${kind}`),
        format: format.toUpperCase(),
      }),
      onClick: () => void write(kind, format),
    })),
  );
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.accounts.export')}</Button>
    </Dropdown>
  );
}
