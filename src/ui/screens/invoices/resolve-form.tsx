import { Segmented } from 'antd';
import { useState } from 'react';
import type { InvoiceDetail } from '../../../contract/invoices.ts';
import { MISMATCH_ACTS, type MismatchAct } from '../../../domain/invoices/register.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useParties } from '../claims/queries.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { useClientsInvoices } from './queries.ts';

type Resolved = { invoice: number; act: MismatchAct; client?: number; supplier?: number; note: string };

/** 主体不一致: accepted as somebody's, taken to customer service (INV-4), or sent back; always with what was done. */
export function ResolveForm({ row, close }: { row: InvoiceDetail; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const clients = useClientsInvoices().data ?? [];
  const [client, setClient] = useState(row.client === null ? '' : String(row.client));
  const suppliers = useParties('supplier');
  const [supplier, setSupplier] = useState('');
  const [act, setAct] = useState<MismatchAct>('accept');
  const [note, setNote] = useState('');
  const { busy, fault, send } = useCommand<Resolved, object>(desk.invoices.resolve);
  const accepts = act === 'accept';
  const needsClient = accepts && row.direction === 'platform_client' && row.client === null;
  const needsSupplier = accepts && row.direction === 'platform_agency' && row.supplierName === null;
  const submit = async () => {
    const whose = {
      ...(client === '' ? {} : { client: Number(client) }),
      ...(supplier === '' ? {} : { supplier: Number(supplier) }),
    };
    const of = { invoice: row.id, act, note: note.trim(), ...(accepts ? whose : {}) };
    if (!(await send(of))) return;
    notify.success(`screens.invoices.mismatch_done.${act}`);
    close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.resolve_of', { number: row.number })}
      act={t(`screens.invoices.mismatch_do.${act}`)}
      ready={note.trim() !== '' && (!needsClient || client !== '') && (!needsSupplier || supplier !== '')}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={
        <>
          {t('screens.invoices.resolve_about', { buyer: row.buyer })}{' '}
          <RuleLink rule="INV-4" row="inv-4.mismatch" />
        </>
      }
      submit={() => void submit()}
      close={close}
    >
      <Segmented<MismatchAct>
        block
        aria-label={t('screens.invoices.mismatch_act')}
        value={act}
        onChange={setAct}
        options={MISMATCH_ACTS.map(value => ({ value, label: t(`screens.invoices.mismatch.${value}`) }))}
      />
      <p className="inv-quiet inv-about">{t(`screens.invoices.mismatch_about.${act}`)}</p>
      {needsClient ? (
        <ChoiceField<string>
          name={t('invoices.report.column.client')}
          value={client}
          search
          options={clients.map(each => ({ value: String(each.client), label: each.clientName }))}
          change={setClient}
        />
      ) : null}
      {needsSupplier ? (
        <ChoiceField<string>
          name={t('screens.invoices.supplier')}
          value={supplier}
          options={suppliers.map(each => ({ value: String(each.id), label: each.name }))}
          change={setSupplier}
        />
      ) : null}
      <TextField
        name={t(act === 'reject' ? 'screens.invoices.reason' : 'screens.invoices.field.resolution')}
        value={note}
        most={400}
        hint={t(`screens.invoices.mismatch_hint.${act}`)}
        change={setNote}
      />
    </SidePanel>
  );
}
