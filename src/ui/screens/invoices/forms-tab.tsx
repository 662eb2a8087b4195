import { FileExclamationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { RedFormView } from '../../../contract/invoices.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import type { ConfirmationState } from '../../../domain/invoices/red.ts';
import { mayIssueRed } from '../../../domain/invoices/red.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { useForms } from './queries.ts';
import { Facts, Side } from './side.tsx';
import { formTone } from './words.ts';

/** 红字确认单: where each stands now, and when it lapses. */
export function FormsTab({ toRegister }: { toRegister(): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useForms();
  const [open, setOpen] = useState<number | null>(null);
  const [issuing, setIssuing] = useState(false);
  const form = data?.find(({ id }) => id === open);
  useAction({
    id: 'invoices.form_back',
    title: 'screens.invoices.close',
    keys: 'esc',
    enabled: open !== null,
    run: () => (issuing ? setIssuing(false) : setOpen(null)),
  });
  if (!data)
    return error ? <ErrorPanel error={error} again={() => void refetch()} /> : <SkeletonRows rows={8} />;
  if (data.length === 0)
    return (
      <Empty
        icon={<FileExclamationOutlined aria-hidden />}
        title={t('screens.invoices.forms_empty.title')}
        text={t('screens.invoices.forms_empty.text')}
        action={{ label: t('screens.invoices.tab.register'), run: toRegister }}
      />
    );
  return (
    <div className="inv" data-beside={form !== undefined}>
      <div className="inv-main">
        <div className="inv-bar">
          <span className="inv-quiet">{t('screens.invoices.lapse_about')}</span>
          <RuleLink rule="INV-5" row="inv-5.red-confirm" />
        </div>
        <FormTable
          rows={data}
          open={open}
          choose={id => {
            setIssuing(false);
            setOpen(id);
          }}
        />
      </div>
      {form && !issuing ? (
        <FormSide key={form.id} form={form} issue={() => setIssuing(true)} close={() => setOpen(null)} />
      ) : null}
      {form && issuing ? <IssueRed key={form.id} form={form} close={() => setIssuing(false)} /> : null}
    </div>
  );
}

function FormTable(props: { rows: readonly RedFormView[]; open: number | null; choose(id: number): void }) {
  const { t } = useTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="inv-scroll" tabIndex={0}>
      <table className="plain-table inv-table" aria-label={t('screens.invoices.tab.forms')}>
        <thead>
          <tr>
            <th>{t('invoices.report.column.blue')}</th>
            <th>{t('invoices.report.column.client')}</th>
            <th className="number">{t('screens.invoices.field.red_amount')}</th>
            <th>{t('invoices.report.column.state')}</th>
            <th>{t('screens.invoices.lapses')}</th>
            <th className="inv-wide">{t('screens.invoices.field.red_reason')}</th>
            <th className="inv-wide">{t('screens.invoices.red_number')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(form => (
            <tr key={form.id} aria-selected={form.id === props.open} onClick={() => props.choose(form.id)}>
              <td>
                <button type="button" className="line-link figures" onClick={() => props.choose(form.id)}>
                  {form.blueNumber}
                </button>
              </td>
              <td>{form.clientName}</td>
              <td className="number figures">{showFen(form.grossFen)}</td>
              <td>
                <Chip tone={formTone(form.state)} word={t(`invoices.confirmation.${form.state}`)} />
              </td>
              <td className="figures">{form.lapsesAt ? beijingTime(form.lapsesAt) : '–'}</td>
              <td className="inv-wide">{t(`invoices.red_reason.${form.reason}`)}</td>
              <td className="inv-wide figures">{form.redNumber ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Step = { form: number; to: ConfirmationState };

function FormSide({ form, issue, close }: { form: RedFormView; issue(): void; close(): void }) {
  const { t, refusal } = useTexts();
  const { busy, fault, send } = useCommand<Step, object>(desk.invoices.stepForm);
  const mayIssue = mayIssueRed(form.state) && form.redNumber === null;
  return (
    <Side
      title={form.formNo ?? form.blueNumber}
      under={form.clientName}
      chip={{ tone: formTone(form.state), word: t(`invoices.confirmation.${form.state}`) }}
      close={close}
      acts={
        <Offered needs={['invoices.stepForm']}>
          {mayIssue ? (
            <Button type="primary" size="small" onClick={issue}>
              {t('screens.invoices.issue_red')}
            </Button>
          ) : null}
          {form.next.map(to => (
            <Button key={to} size="small" loading={busy} onClick={() => void send({ form: form.id, to })}>
              {t('screens.invoices.step_to', { state: t(`invoices.confirmation.${to}`) })}
            </Button>
          ))}
        </Offered>
      }
    >
      {fault ? (
        <p className="clients-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      <Facts
        facts={[
          [
            t('invoices.report.column.blue'),
            <span key="b" className="figures">
              {form.blueNumber}
            </span>,
          ],
          [
            t('screens.invoices.field.red_amount'),
            <b key="a" className="figures">
              {showFen(form.grossFen)}
            </b>,
          ],
          [t('screens.invoices.field.red_reason'), t(`invoices.red_reason.${form.reason}`)],
          [t('screens.invoices.field.entered_by'), t(`screens.invoices.by.${form.by}`)],
          [t('screens.invoices.entered'), beijingTime(form.enteredAt)],
          [t('screens.invoices.lapses'), form.lapsesAt && beijingTime(form.lapsesAt)],
          [t('screens.invoices.red_number'), form.redNumber],
        ]}
      />
    </Side>
  );
}

function IssueRed({ form, close }: { form: RedFormView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [number, setNumber] = useState('');
  const [date, setDate] = useState(today());
  const { busy, fault, send } = useCommand<{ form: number; number: string; date: string }, object>(
    desk.invoices.issueRed,
  );
  const day = readDay(date);
  const submit = async () => {
    if (!(await send({ form: form.id, number: number.trim(), date: day! }))) return;
    notify.success('screens.invoices.issued', { number: number.trim() });
    close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.issue_red')}
      act={t('screens.invoices.issue_red_act', { amount: showFen(-form.grossFen) })}
      ready={number.trim().length >= 8 && day !== null}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      submit={() => void submit()}
      close={close}
    >
      <TextField
        name={t('screens.invoices.red_number')}
        figures
        value={number}
        hint={t('screens.invoices.number_hint')}
        change={setNumber}
      />
      <DayField name={t('screens.invoices.field.date')} value={date} change={setDate} />
    </SidePanel>
  );
}
