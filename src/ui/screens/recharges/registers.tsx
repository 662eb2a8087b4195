import type { AdvanceItemView, RechargeReportLine } from '../../../contract/recharges.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { TONES } from '../applications/application-table.tsx';

const money = (fen: number | null) => (fen === null ? '–' : showFen(fen));

/** 充值台账: application, payment, deposit, the difference and the hours that it took. */
export function RechargeRegister({ lines }: { lines: readonly RechargeReportLine[] }) {
  const { t } = useTexts();
  const sum = (of: (line: RechargeReportLine) => number | null) =>
    showFen(lines.reduce((fen, line) => fen + (of(line) ?? 0), 0));
  const heading = (name: string) => t(`recharges.register.column.${name}`);
  return (
    <table className="plain-table applications-table recharges-register">
      <thead>
        <tr>
          {['no', 'client', 'account', 'state'].map(name => (
            <th key={name}>{heading(name)}</th>
          ))}
          {['paid', 'credited', 'upstream', 'deposited', 'difference'].map(name => (
            <th key={name} className="number">
              {heading(name)}
            </th>
          ))}
          {['applied_at', 'paid_at', 'deposited_at'].map(name => (
            <th key={name}>{heading(name)}</th>
          ))}
          <th className="number">{heading('hours')}</th>
          <th>{heading('row_seen')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an application may name an account twice
          <tr key={at}>
            <td className="figures applications-nowrap">{line.no}</td>
            <td className="applications-nowrap">{line.clientName}</td>
            <td className="applications-note" title={`${line.accountName ?? ''} ${line.accountId ?? ''}`}>
              {line.accountName}
            </td>
            <td>
              <Chip
                tone={TONES[line.state as keyof typeof TONES]}
                word={t(`applications.state.${line.state}`)}
              />
            </td>
            <td className="number figures">{money(line.paidFen)}</td>
            <td className="number figures">{money(line.creditedFen)}</td>
            <td className="number figures">{money(line.upstreamFen)}</td>
            <td className="number figures">{money(line.depositedFen)}</td>
            <td className={line.differenceFen ? 'number figures recharges-bad' : 'number figures'}>
              {money(line.differenceFen)}
            </td>
            {[line.appliedAt, line.paidAt, line.depositedAt].map((moment, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three moments in their order
              <td key={nth} className="figures applications-nowrap">
                {moment === null ? '–' : beijingTime(moment)}
              </td>
            ))}
            <td className="number figures">
              {line.tenthHours === null ? '–' : `${Math.trunc(line.tenthHours / 10)}.${line.tenthHours % 10}`}
            </td>
            <td>
              {line.payCode === null ? '–' : t(line.isUnseen ? 'recharges.row.unseen' : 'recharges.row.seen')}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={4}>{t('reports.total')}</th>
          <td className="number figures">{sum(line => line.paidFen)}</td>
          <td className="number figures">{sum(line => line.creditedFen)}</td>
          <td className="number figures">{sum(line => line.upstreamFen)}</td>
          <td className="number figures">{sum(line => line.depositedFen)}</td>
          <td className="number figures">{sum(line => line.differenceFen)}</td>
          <td colSpan={5} />
        </tr>
      </tfoot>
    </table>
  );
}

/** 垫款台账: what clients owe by item, the oldest due first. */
export function AdvanceRegister({ items }: { items: readonly AdvanceItemView[] }) {
  const { t } = useTexts();
  const heading = (name: string) => t(`recharges.advances.column.${name}`);
  const sum = (of: (item: AdvanceItemView) => number) =>
    showFen(items.reduce((fen, item) => fen + of(item), 0));
  return (
    <table className="plain-table applications-table">
      <thead>
        <tr>
          {['client', 'kind', 'no', 'opened_on', 'due_on'].map(name => (
            <th key={name}>{heading(name)}</th>
          ))}
          {['opened', 'repaid', 'open', 'overdue_days'].map(name => (
            <th key={name} className="number">
              {heading(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.item}>
            <td className="applications-nowrap">{item.clientName}</td>
            <td>{t(`recharges.item.${item.kind}`)}</td>
            <td className="figures">{item.applicationNo ?? item.caseNo ?? '–'}</td>
            <td className="figures applications-nowrap">{item.openedOn}</td>
            <td className="figures applications-nowrap">{item.dueOn}</td>
            <td className="number figures">{showFen(item.openedFen)}</td>
            <td className="number figures">{showFen(item.repaidFen)}</td>
            <td className="number figures">{showFen(item.openFen)}</td>
            <td className={item.overdueDays > 0 ? 'number figures recharges-bad' : 'number figures'}>
              {item.overdueDays > 0 ? item.overdueDays : '–'}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={5}>{t('reports.total')}</th>
          <td className="number figures">{sum(item => item.openedFen)}</td>
          <td className="number figures">{sum(item => item.repaidFen)}</td>
          <td className="number figures">{sum(item => item.openFen)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
