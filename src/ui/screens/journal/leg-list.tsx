import type { DrillLeg } from '../../../domain/drill.ts';
import type { ReportAccount } from '../../../domain/reports/types.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';

/** Transfers as 分录: what is debited, what is credited, the amount; each account leads to its ledger. */
export function LegList(props: {
  legs: readonly DrillLeg[];
  /** The transfer that is looked at. */
  shown?: number;
  openAccount(account: number): void;
  openLeg?(transfer: number): void;
}) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { legs, shown, openAccount, openLeg } = props;
  return (
    <ol className="legs">
      {legs.map(leg => (
        <li key={leg.id} className="leg" data-shown={leg.id === shown || undefined}>
          <div className="leg-head">
            {openLeg && leg.id !== shown ? (
              <button type="button" className="leg-open" onClick={() => openLeg(leg.id)}>
                {words.event(leg.event)}
              </button>
            ) : (
              <b>{words.event(leg.event)}</b>
            )}
            {leg.red ? <Chip tone="danger" word={t('drill.red')} /> : null}
            {leg.reversedBy ? <Chip tone="warning" word={t('drill.reversed')} /> : null}
            <span className="leg-gap" />
            <Figure fen={leg.amountFen} />
          </div>
          <LegSide side="debit" account={leg.debit} open={openAccount} />
          <LegSide side="credit" account={leg.credit} open={openAccount} />
        </li>
      ))}
    </ol>
  );
}

function LegSide(props: { side: 'debit' | 'credit'; account: ReportAccount; open(account: number): void }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { side, account, open } = props;
  const dims = words.dims(account);
  return (
    <div className="leg-side">
      <span className="leg-mark">{t(`reports.side.${side}`)}</span>
      <button
        type="button"
        className="leg-account"
        title={t('drill.open_ledger')}
        onClick={() => open(account.id)}
      >
        <span className="figures">{account.code}</span> {words.name(account.code)}
        {dims === '' ? null : <span className="leg-dims">{dims}</span>}
      </button>
    </div>
  );
}
