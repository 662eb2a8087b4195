import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import '../policies/policies.css';
import '../packs/packs.css';
import './reconciliations.css';
import { DownloadOutlined } from '@ant-design/icons';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { useMonths } from '../packs/use-months.ts';
import { BankView } from './bank-view.tsx';
import { PlatformView } from './platform-view.tsx';

type Of = 'bank' | 'platform';
type Format = 'xlsx' | 'csv' | 'pdf';

/** 调节表: banks and channels, and the platform, against the book. */
export default function ReconciliationsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.reconciliations.title')}>{() => <Reconciliations />}</InBook>;
}

function Reconciliations() {
  const { t } = useTexts();
  const notify = useNotify();
  const { search, change } = useAddress();
  const months = useMonths();
  const month = search.get('month') ?? months.standing;
  const of: Of = search.get('of') === 'platform' ? 'platform' : 'bank';
  const account = Number(search.get('account')) || null;
  const [format, setFormat] = useState<Format>('xlsx');
  const [busy, setBusy] = useState(false);
  const write = useAction({
    id: 'reconciliations.write',
    title: 'screens.reconciliations.write',
    icon: <DownloadOutlined aria-hidden />,
    enabled: month !== null && !busy,
    run: async () => {
      setBusy(true);
      try {
        const { fileId, name } = await desk.reconciliations.write({
          month: month!,
          of,
          account: null,
          format,
        });
        if (await saveExport(fileId)) notify.success('screens.packs.saved', { name });
      } catch (fault) {
        notify.refusal(fault);
      } finally {
        setBusy(false);
      }
    },
  });
  return (
    <Page
      fill
      title={t('screens.reconciliations.title')}
      about={t('screens.reconciliations.about')}
      actions={
        <>
          <Select<Format>
            aria-label={t('screens.reconciliations.format')}
            className="recon-format"
            value={format}
            options={(['xlsx', 'pdf', 'csv'] as const).map(value => ({ value, label: value.toUpperCase() }))}
            onChange={setFormat}
          />
          <ActionButton action={write} type="primary" />
        </>
      }
    >
      {months.error ? <ErrorPanel error={months.error} /> : null}
      <div className="recon-bar">
        <Segmented<Of>
          value={of}
          options={(['bank', 'platform'] as const).map(value => ({
            value,
            label: t(`screens.reconciliations.${value}`),
          }))}
          onChange={value => change({ of: value, account: null })}
        />
        <Select
          aria-label={t('screens.close.month')}
          className="packs-month"
          value={month}
          options={months.list.map(value => ({ value, label: value }))}
          onChange={value => change({ month: value })}
        />
        <span className="accounts-gap" />
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {month === null ? null : of === 'bank' ? (
        <BankView month={month} account={account} choose={id => change({ account: String(id) })} />
      ) : (
        <PlatformView month={month} account={account} choose={id => change({ account: String(id) })} />
      )}
    </Page>
  );
}
