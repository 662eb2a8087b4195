import { useState } from 'react';
import { INVOICE_KINDS, type InvoiceKind } from '../../../domain/invoices/types.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { readYuan, splitGross } from './words.ts';

type Issued = Omit<Parameters<typeof desk.invoices.issue>[0], 'key'>;
type Done = { invoice: number; aheadFen: number };

/** 登记开出的发票: for a request, or of a client by itself. The tax is that of the rate; what is typed wins. */
export function IssueForm(props: {
  name: string;
  of: { request: number } | { client: number };
  amountFen: number;
  basisPoints: number;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [number, setNumber] = useState('');
  const [kind, setKind] = useState<InvoiceKind>('digital_special');
  const [date, setDate] = useState(today());
  const [gross, setGross] = useState(props.amountFen > 0 ? showFen(props.amountFen) : '');
  const [tax, setTax] = useState<string | null>(null);
  const { busy, fault, send, clear } = useCommand<Issued, Done>(desk.invoices.issue);
  const grossFen = readYuan(gross);
  const byRate = grossFen === null ? null : splitGross(grossFen, props.basisPoints);
  const shownTax = tax ?? (byRate ? showFen(byRate.taxFen) : '');
  const taxFen = tax === null ? (byRate?.taxFen ?? null) : /^0*(\.0*)?$/.test(tax.trim()) ? 0 : readYuan(tax);
  const day = readDay(date);
  const ready =
    number.trim().length >= 8 && grossFen !== null && taxFen !== null && taxFen < grossFen && day !== null;
  const submit = async () => {
    const amounts = { netFen: grossFen! - taxFen!, taxFen: taxFen! };
    const done = await send({ ...props.of, number: number.trim(), kind, date: day!, taxNo: '', ...amounts });
    if (!done) return;
    notify.success('screens.invoices.issued', { number: number.trim() });
    props.close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.issue_of', { name: props.name })}
      wide
      act={t('screens.invoices.issue_act', { amount: grossFen === null ? '' : showFen(grossFen) })}
      ready={ready}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      submit={() => void submit()}
      close={props.close}
    >
      <TextField
        name={t('screens.invoices.field.number')}
        figures
        value={number}
        hint={t('screens.invoices.number_hint')}
        change={value => {
          clear();
          setNumber(value);
        }}
      />
      <ChoiceField<InvoiceKind>
        name={t('screens.invoices.field.kind')}
        value={kind}
        options={INVOICE_KINDS.map(value => ({ value, label: t(`invoices.kind.${value}`) }))}
        change={setKind}
      />
      <DayField name={t('screens.invoices.field.date')} value={date} change={setDate} />
      <TextField name={t('screens.invoices.field.gross')} figures value={gross} change={setGross} />
      <TextField
        name={t('screens.invoices.field.tax')}
        figures
        value={shownTax}
        hint={t('screens.invoices.tax_hint')}
        change={setTax}
      />
    </SidePanel>
  );
}
