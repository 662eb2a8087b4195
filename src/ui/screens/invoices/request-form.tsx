import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { ClientInvoices, JudgedRequestView, NewInvoiceRequest } from '../../../contract/invoices.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { FindingList } from '../order-check/finding-list.tsx';
import { dueFen, readYuan } from './words.ts';

type Made = { request: number; state: string; aheadFen: number };

/** 申请开票: what it comes to by INV-1 … INV-5 stands below while it is typed. */
export function RequestForm({ row, close }: { row: ClientInvoices; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [direction, setDirection] = useState<'agency_client' | 'platform_client'>(
    row.mode === 'M1' || row.invoiceableFen > 0 ? 'agency_client' : 'platform_client',
  );
  const suggested =
    direction === 'agency_client' ? Math.max(0, row.invoiceableFen - row.heldFen) : row.platformFen;
  const [amount, setAmount] = useState(suggested > 0 ? showFen(suggested) : '');
  const [title, setTitle] = useState(row.title ?? row.clientName);
  const [taxNo, setTaxNo] = useState(row.taxNo ?? '');
  const [titleKind, setTitleKind] = useState(row.titleKind ?? 'enterprise');
  const [paper, setPaper] = useState<'special' | 'general'>(
    titleKind === 'enterprise' ? 'special' : 'general',
  );
  const [billNo, setBillNo] = useState('');
  const [note, setNote] = useState('');
  const amountFen = readYuan(amount);
  const wanted: NewInvoiceRequest | null =
    amountFen === null || title.trim() === ''
      ? null
      : {
          ...{
            direction,
            client: row.client,
            titleKind,
            title: title.trim(),
            taxNo: taxNo.trim(),
            paper,
            amountFen,
            note,
          },
          ...(billNo.trim() === '' ? {} : { billNo: billNo.trim() }),
        };
  const asked = useDeferredValue(wanted);
  const judged = useQuery({
    queryKey: ['book', 'invoices', 'judge', asked],
    queryFn: () => desk.invoices.judge(asked!),
    enabled: asked !== null,
    placeholderData: before => before,
  });
  const { busy, fault, send, clear } = useCommand<NewInvoiceRequest, Made>(desk.invoices.request);
  const verdict = wanted === null ? undefined : judged.data;
  const submit = async () => {
    const made = await send(wanted!);
    if (!made) return;
    notify.success(made.state === 'open' ? 'screens.invoices.requested' : 'screens.invoices.requested_waits');
    close();
  };
  const needs = verdict?.decision.consent ?? 'none';
  const typed = (change: (value: string) => void) => (value: string) => {
    clear();
    change(value);
  };
  return (
    <SidePanel
      title={t('screens.invoices.request_of', { client: row.clientName })}
      wide
      act={t(needs === 'none' ? 'screens.invoices.request_act' : 'screens.invoices.request_act_waits', {
        amount: amountFen === null ? '' : showFen(amountFen),
      })}
      ready={wanted !== null && verdict !== undefined && verdict.way !== 'refused'}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      submit={() => void submit()}
      close={close}
    >
      <ChoiceField<'agency_client' | 'platform_client'>
        name={t('screens.invoices.field.direction')}
        value={direction}
        options={(['agency_client', 'platform_client'] as const).map(value => ({
          value,
          label: t(`invoices.direction.${value}`),
        }))}
        change={setDirection}
      />
      <TextField
        name={t('screens.invoices.field.amount')}
        figures
        value={amount}
        change={typed(setAmount)}
        finding={
          amount !== '' && amountFen === null
            ? { severity: 'error', text: t('screens.invoices.bad_amount') }
            : null
        }
        hint={t('screens.invoices.due_hint', { amount: showFen(dueFen(row)) })}
      />
      <div className="clients-pair">
        <ChoiceField<'enterprise' | 'individual'>
          name={t('screens.invoices.field.title_kind')}
          value={titleKind}
          options={(['enterprise', 'individual'] as const).map(value => ({
            value,
            label: t(`invoices.report.title_kind.${value}`),
          }))}
          change={setTitleKind}
        />
        <ChoiceField<'special' | 'general'>
          name={t('screens.invoices.field.paper')}
          value={paper}
          options={(['special', 'general'] as const).map(value => ({
            value,
            label: t(`invoices.report.paper.${value}`),
          }))}
          change={setPaper}
        />
      </div>
      <TextField name={t('screens.invoices.field.title')} value={title} change={typed(setTitle)} />
      <TextField name={t('screens.invoices.field.tax_no')} figures value={taxNo} change={typed(setTaxNo)} />
      {direction === 'platform_client' ? (
        <TextField name={t('screens.invoices.field.bill')} figures value={billNo} change={setBillNo} />
      ) : null}
      <TextField name={t('screens.invoices.field.note')} value={note} most={400} change={setNote} />
      {judged.error ? <p className="clients-fault">{refusal(judged.error)}</p> : null}
      {verdict ? <Verdict verdict={verdict} /> : null}
    </SidePanel>
  );
}

/** What a request comes to: covered, ahead, who must agree, where it is asked for, by which rules. */
function Verdict({ verdict: { decision, way, path, findings } }: { verdict: JudgedRequestView }) {
  const { t } = useTexts();
  return (
    <section className="inv-verdict" aria-label={t('screens.invoices.verdict')}>
      <p>
        {t('screens.invoices.covered', {
          covered: showFen(decision.coveredFen),
          ahead: showFen(decision.aheadFen),
        })}
      </p>
      <p>
        {t(`invoices.needs.${decision.consent}`)} · {t(`invoices.way.${way}`)}
      </p>
      {path ? <p className="inv-quiet">{path}</p> : null}
      <FindingList findings={findings} />
    </section>
  );
}
