import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { rangeOf, readDay, today } from '../clients/days.ts';
import { DayField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** 月末税额: tax of what is charged and not invoiced (T3), and of what was invoiced ahead and is charged now (T2). */
export function TaxPanel({ close }: { close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [on, setOn] = useState(rangeOf('last_month', today()).to);
  const day = readDay(on);
  const run = useQuery({
    queryKey: ['book', 'invoices', 'tax', day],
    queryFn: () => desk.invoices.taxRun({ on: day! }),
    enabled: day !== null,
    placeholderData: before => before,
  });
  const { busy, fault, send } = useCommand<{ on: string }, { clients: number }>(desk.invoices.runTax);
  const lines = run.data?.lines ?? [];
  const moved = lines.reduce((sum, { accruedFen, targetFen }) => sum + targetFen - accruedFen, 0);
  const submit = async () => {
    const done = await send({ on: day! });
    if (!done) return;
    notify.success('screens.invoices.tax_done', { clients: done.clients });
    close();
  };
  return (
    <SidePanel
      title={t('screens.invoices.tax_run')}
      wide
      act={t('screens.invoices.tax_act', { amount: showFen(moved), clients: lines.length })}
      ready={day !== null && run.data?.taxInLedger === true && lines.length > 0}
      busy={busy}
      fault={fault ? refusal(fault) : run.error ? refusal(run.error) : null}
      note={t(run.data?.taxInLedger === false ? 'screens.invoices.tax_off' : 'screens.invoices.tax_about')}
      submit={() => void submit()}
      close={close}
    >
      <DayField name={t('screens.invoices.field.tax_on')} value={on} change={setOn} />
      {run.isPending && day !== null ? <SkeletonRows rows={4} /> : null}
      {run.data && lines.length === 0 ? (
        <p className="inv-quiet">{t('screens.invoices.tax_nothing')}</p>
      ) : null}
      {lines.length > 0 ? (
        <table className="plain-table inv-parts">
          <thead>
            <tr>
              <th>{t('invoices.report.column.client')}</th>
              <th className="number">{t('screens.invoices.tax_absorbed')}</th>
              <th className="number">{t('screens.invoices.tax_accrued')}</th>
              <th className="number">{t('screens.invoices.tax_target')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.client}>
                <td>{line.clientName}</td>
                <td className="number figures">{showFen(line.absorbedFen)}</td>
                <td className="number figures">{showFen(line.accruedFen)}</td>
                <td className="number figures">{showFen(line.targetFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </SidePanel>
  );
}
