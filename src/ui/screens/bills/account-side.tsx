import { Link } from 'react-router';
import type { BillLineView, SettlementRow, SettlementTicket } from '../../../contract/bills.ts';
import type { SettlementPart } from '../../../domain/bills/settle.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { poolPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Facts, Lines, Side } from '../invoices/side.tsx';
import { useBillLines } from './queries.ts';
import { STATE_TONES } from './words.ts';

/** One account of a month: the three sides, by business type, causes and tickets, and what the bill says line by line. */
export function AccountSide({ month, row, close }: { month: string; row: SettlementRow; close(): void }) {
  const { t } = useTexts();
  const lines = useBillLines(month, row.account).data ?? [];
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  return (
    <Side
      title={row.accountName || row.account}
      under={[row.accountName ? row.account : null, row.clientName].filter(Boolean).join(' · ')}
      chip={{ tone: STATE_TONES[row.state], word: t(`bills.state.${row.state}`) }}
      close={close}
    >
      <Lines
        lines={[
          ...(row.billFen === null ? [] : [{ name: t('bills.column.bill'), fen: row.billFen }]),
          ...(row.flowFen === null ? [] : [{ name: t('bills.column.flow'), fen: row.flowFen }]),
          { name: t('bills.column.book'), fen: row.bookFen },
          ...(row.flowDiffFen === null ? [] : [{ name: t('bills.column.flow_diff'), fen: row.flowDiffFen }]),
          ...(row.bookDiffFen === null
            ? []
            : [{ name: t('bills.column.book_diff'), fen: row.bookDiffFen, strong: true }]),
        ]}
      />
      <p className="bills-links">
        {row.pool === null ? (
          <span className="inv-quiet">{t('screens.bills.account_unknown')}</span>
        ) : (
          <Link to={poolPath(row.pool, range)}>{t('screens.bills.to_flow')}</Link>
        )}
        <Link to={ROUTES.tickets}>{t('screens.bills.to_tickets')}</Link>
      </p>
      <section>
        <h3>{t('screens.bills.by_business')}</h3>
        <Parts parts={row.parts} />
      </section>
      {row.causes.length + row.tickets.length > 0 ? (
        <section>
          <h3>{t('screens.bills.causes')}</h3>
          <Causes row={row} />
        </section>
      ) : null}
      <section>
        <h3>{t('screens.bills.bill_lines')}</h3>
        {lines.length === 0 ? <p className="inv-quiet">{t('screens.bills.no_lines')}</p> : null}
        {lines.map(line => (
          <BillLineCard key={line.id} line={line} />
        ))}
      </section>
    </Side>
  );
}

function Parts({ parts }: { parts: readonly SettlementPart[] }) {
  const { t } = useTexts();
  return (
    <table className="plain-table inv-parts bills-parts">
      <thead>
        <tr>
          <th>{t('bills.column.business')}</th>
          <th className="number">{t('bills.column.bill')}</th>
          <th className="number">{t('bills.column.flow')}</th>
          <th className="number">{t('bills.column.book')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ kind, business, billFen, flowFen, bookFen }) => (
          <tr key={kind}>
            <td>{business.length > 0 ? business.join('、') : t(`bills.kind.${kind}`)}</td>
            {[billFen, flowFen, bookFen].map((fen, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never change
              <td key={at} className="number figures" data-negative={(fen ?? 0) < 0}>
                {fen === null ? '–' : showFen(fen)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TICKET_TONES: Readonly<Record<SettlementTicket['state'], 'danger' | 'success' | 'warning'>> = {
  open: 'danger',
  decided: 'success',
  carried: 'warning',
};

/** What a difference is made of, and the tickets that follow it. */
function Causes({ row: { causes, tickets } }: { row: SettlementRow }) {
  const { t } = useTexts();
  return (
    <>
      <Lines
        lines={causes.map(({ reason, amountFen }) => ({ name: t(`bills.cause.${reason}`), fen: amountFen }))}
      />
      <ul className="bills-tickets">
        {tickets.map(({ ticket, reason, amountFen, state }) => (
          <li key={ticket}>
            <Chip tone={TICKET_TONES[state]} word={t(`screens.bills.ticket.${state}`)} />
            <span>{t('screens.bills.ticket_no', { ticket, reason: t(`bills.cause.${reason}`) })}</span>
            <span className="figures" data-negative={amountFen < 0}>
              {showFen(amountFen)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function BillLineCard({ line }: { line: BillLineView }) {
  const { t } = useTexts();
  const money = (fen: number | null) =>
    fen === null ? null : <span className="figures">{showFen(fen)}</span>;
  return (
    <div className="bills-line">
      <h4>
        <span>{line.business || t('bills.kind.unsplit')}</span>
        <b className="figures" data-negative={line.amountFen < 0}>
          {showFen(line.amountFen)}
        </b>
      </h4>
      <Facts
        facts={[
          [t('bills.field.billNo'), line.billNo],
          [t('bills.field.grant'), money(line.grantFen)],
          [t('bills.field.available'), money(line.availableFen)],
          [t('bills.field.pending'), money(line.pendingFen)],
          [t('bills.field.invoiced'), money(line.invoicedFen)],
          [t('bills.field.unavailable'), money(line.unavailableFen)],
          [
            t('screens.bills.told'),
            t('screens.bills.told_by', { file: line.fileName, row: line.row, day: line.toldOn }),
          ],
        ]}
      />
    </div>
  );
}
