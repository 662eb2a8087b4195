import { Checkbox } from 'antd';
import { useState } from 'react';
import type { InvoiceDetail } from '../../../contract/invoices.ts';
import { RED_REASONS, type RedReason } from '../../../domain/invoices/red.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { readYuan } from './words.ts';

type Entered = Omit<Parameters<typeof desk.invoices.enterForm>[0], 'key'>;

/** 发起红字确认单 over all or a part of a blue invoice. */
export function RedFormForm({ blue, close }: { blue: InvoiceDetail; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const isOurs = blue.direction === 'agency_client' || blue.direction === 'agency_platform';
  const [amount, setAmount] = useState(showFen(blue.restFen));
  const [reason, setReason] = useState<RedReason>('allowance');
  const [by, setBy] = useState<'seller' | 'buyer'>(isOurs ? 'seller' : 'buyer');
  const [isUsed, setUsed] = useState(true);
  const [formNo, setFormNo] = useState('');
  const { busy, fault, send, clear } = useCommand<Entered, { form: number }>(desk.invoices.enterForm);
  const grossFen = readYuan(amount);
  const isAbove = grossFen !== null && grossFen > blue.restFen;
  const submit = async () => {
    const no = formNo.trim();
    const form = {
      blue: blue.id,
      reason,
      by,
      isUsed,
      grossFen: grossFen!,
      ...(no === '' ? {} : { formNo: no }),
    };
    if (!(await send(form))) return;
    notify.success('screens.invoices.form_entered');
    close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.red_of', { number: blue.number })}
      act={t('screens.invoices.red_act', { amount: grossFen === null ? '' : showFen(grossFen) })}
      ready={grossFen !== null && !isAbove}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={
        <>
          {t('screens.invoices.red_about')} <RuleLink rule="INV-5" row="inv-5.red-confirm" />
        </>
      }
      submit={() => void submit()}
      close={close}
    >
      <TextField
        name={t('screens.invoices.field.red_amount')}
        figures
        value={amount}
        finding={
          isAbove
            ? { severity: 'error', text: t('screens.invoices.red_most', { rest: showFen(blue.restFen) }) }
            : null
        }
        hint={t('screens.invoices.red_most', { rest: showFen(blue.restFen) })}
        change={value => {
          clear();
          setAmount(value);
        }}
      />
      <ChoiceField<RedReason>
        name={t('screens.invoices.field.red_reason')}
        value={reason}
        options={RED_REASONS.map(value => ({ value, label: t(`invoices.red_reason.${value}`) }))}
        change={setReason}
      />
      <ChoiceField<'seller' | 'buyer'>
        name={t('screens.invoices.field.entered_by')}
        value={by}
        options={(['seller', 'buyer'] as const).map(value => ({
          value,
          label: t(`screens.invoices.by.${value}`),
        }))}
        change={setBy}
      />
      <Checkbox checked={isUsed} onChange={event => setUsed(event.target.checked)}>
        {t('screens.invoices.field.is_used')}
      </Checkbox>
      <TextField name={t('screens.invoices.field.form_no')} figures value={formNo} change={setFormNo} />
    </SidePanel>
  );
}
