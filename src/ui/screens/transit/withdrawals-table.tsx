import type { WithdrawalView } from '../../../contract/withdrawals.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { WITHDRAWAL_TONES } from './rows.ts';
import { Amount } from './words.tsx';

/** Where a withdrawal stands: as it was asked for, and once it is submitted as the ledger says. */
export function standOf({
  state,
  openFen,
  arrivedFen,
}: WithdrawalView): 'arrived' | 'short' | WithdrawalView['state'] {
  if (state !== 'submitted') return state;
  if (openFen <= 0 && arrivedFen > 0) return 'arrived';
  return arrivedFen > 0 ? 'short' : 'submitted';
}

export function WithdrawalChip({ withdrawal }: { withdrawal: WithdrawalView }) {
  const { t } = useTexts();
  const stand = standOf(withdrawal);
  if (stand === 'arrived') return <Chip tone="success" word={t('refunds.state.arrived')} />;
  if (stand === 'short') return <Chip tone="warning" word={t('refunds.state.short')} />;
  return <Chip tone={WITHDRAWAL_TONES[stand]} word={t(`withdrawals.state.${stand}`)} />;
}

/** Withdrawals, the newest first. */
export function WithdrawalsTable(props: {
  withdrawals: readonly WithdrawalView[];
  active: string | null;
  open(no: string): void;
}) {
  const { t } = useTexts();
  const unit = t('screens.order.yuan');
  const money = (code: string) => t('grid.with_unit', { heading: t(code), unit });
  return (
    <div className="upg-scroll">
      <table
        className="plain-table upg-table transit-withdrawals"
        aria-label={t('screens.transit.view.withdrawals')}
      >
        <thead>
          <tr>
            <th>{t('screens.transit.withdrawals.no')}</th>
            <th>{t('screens.transit.col.client')}</th>
            <th>{t('screens.transit.withdrawals.pool')}</th>
            <th>{t('screens.transit.withdrawals.asked')}</th>
            <th>{t('screens.transit.withdrawals.approval')}</th>
            <th className="number">{money('screens.transit.withdrawals.amount')}</th>
            <th className="number">{money('screens.transit.withdrawals.open')}</th>
            <th>{t('screens.transit.col.state')}</th>
          </tr>
        </thead>
        <tbody>
          {props.withdrawals.map(each => (
            <tr
              key={each.caseNo}
              aria-selected={each.caseNo === props.active}
              onClick={() => props.open(each.caseNo)}
            >
              <td className="figures">
                <button type="button" className="line-link" onClick={() => props.open(each.caseNo)}>
                  {each.caseNo}
                </button>
              </td>
              <td>{each.client?.name ?? <span className="muted">–</span>}</td>
              <td>{each.pool.name}</td>
              <td>
                <span className="figures">{each.askedOn}</span> {each.askedBy}
              </td>
              <td>
                {each.approvedBy === null
                  ? t(`withdrawals.approval.${each.approval}`)
                  : t('screens.transit.withdrawals.approved_by', { person: each.approvedBy })}
              </td>
              <td className="number">
                <Amount fen={each.amountFen} />
              </td>
              <td className="number">{each.openFen > 0 ? <Amount fen={each.openFen} /> : '–'}</td>
              <td>
                <WithdrawalChip withdrawal={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
