import { useState } from 'react';
import type { ClientInvoices } from '../../../contract/invoices.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Word = { client: number; title: string; taxNo: string; note: string };

/** 登记开票委托: a client's written word that invoices go to another title than the contract subject (INV-5). */
export function AgreeForm({ row, close }: { row: ClientInvoices; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [title, setTitle] = useState('');
  const [taxNo, setTaxNo] = useState('');
  const [note, setNote] = useState('');
  const { busy, fault, send } = useCommand<Word, { agreement: number }>(desk.invoices.agree);
  const submit = async () => {
    const word = { client: row.client, title: title.trim(), taxNo: taxNo.trim(), note: note.trim() };
    if (!(await send(word))) return;
    notify.success('screens.invoices.agreed', { title: word.title });
    close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.agree_of', { client: row.clientName })}
      act={t('screens.invoices.agree_act')}
      ready={title.trim() !== '' && note.trim() !== ''}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.invoices.agree_about', { subject: row.title ?? row.clientName })}
      submit={() => void submit()}
      close={close}
    >
      <TextField name={t('screens.invoices.field.title')} value={title} change={setTitle} />
      <TextField name={t('screens.invoices.field.tax_no')} figures value={taxNo} change={setTaxNo} />
      <TextField
        name={t('screens.invoices.field.word')}
        value={note}
        most={400}
        hint={t('screens.invoices.word_hint')}
        change={setNote}
      />
    </SidePanel>
  );
}
