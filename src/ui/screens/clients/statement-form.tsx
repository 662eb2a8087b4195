import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ClientView } from '../../../contract/clients.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { clientStatementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useSavedWhenDone } from '../../grid/use-export.ts';
import { RANGES, rangeOf, readDay, today } from './days.ts';
import { DayField, Field } from './field.tsx';
import { SidePanel } from './side-panel.tsx';

/** 客户对账单 of a range of days, written as a file. */
export function StatementForm({ client, close }: { client: ClientView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const wait = useSavedWhenDone();
  const [range, setRange] = useState(() => rangeOf('last_month', today()));
  const [format, setFormat] = useState<'xlsx' | 'csv' | 'pdf'>('xlsx');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [from, to] = [readDay(range.from), readDay(range.to)];
  const isReversed = from !== null && to !== null && from > to;
  const submit = async () => {
    setBusy(true);
    setFault(null);
    try {
      const wanted = { kind: 'client-statement', client: client.id, from: from!, to: to!, format } as const;
      wait((await desk.reports.write(wanted)).jobId);
      notify.info('screens.clients.statement_started');
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <SidePanel
      title={t('screens.clients.statement')}
      close={close}
      submit={() => void submit()}
      act={t('screens.clients.statement_do', { from: from ?? range.from, to: to ?? range.to })}
      ready={from !== null && to !== null && !isReversed}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.clients.statement_note')}
    >
      <div className="clients-quick">
        {RANGES.map(name => (
          <Button key={name} size="small" onClick={() => setRange(rangeOf(name, today()))}>
            {t(`screens.clients.range.${name}`)}
          </Button>
        ))}
      </div>
      <div className="clients-pair">
        <DayField
          name={t('screens.clients.range_from')}
          value={range.from}
          change={value => setRange({ ...range, from: value })}
        />
        <DayField
          name={t('screens.clients.range_to')}
          value={range.to}
          finding={isReversed ? { severity: 'error', text: t('screens.clients.finding.reversed') } : null}
          change={value => setRange({ ...range, to: value })}
        />
      </div>
      <p className="clients-quick">
        <Link className="line-link" to={clientStatementPath(client.id, { from: from ?? '', to: to ?? '' })}>
          {t('screens.clients.statement_see')}
        </Link>
      </p>
      <Field name={t('screens.clients.format')}>
        {id => (
          <Segmented
            id={id}
            aria-label={t('screens.clients.format')}
            value={format}
            options={[
              { value: 'xlsx', label: 'Excel' },
              { value: 'pdf', label: 'PDF' },
              { value: 'csv', label: 'CSV' },
            ]}
            onChange={setFormat}
          />
        )}
      </Field>
    </SidePanel>
  );
}
