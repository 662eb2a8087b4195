import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { useMoneyNames } from './queries.ts';
import type { WaitingMoney } from './waiting.ts';

/** The money in hand: how much, from whom, when, where. */
export function WaitingHead({ row }: { row: WaitingMoney }) {
  const { t } = useTexts();
  const names = useMoneyNames();
  return (
    <header className="claims-head">
      <div className="claims-sum figures">¥{showFen(Math.abs(row.openFen))}</div>
      <div className="claims-from">{row.party || t('screens.claims.no_party')}</div>
      <div className="muted figures">{[row.day, names.get(row.money)].filter(Boolean).join(' · ')}</div>
      {row.memo ? <div className="claims-said">{row.memo}</div> : null}
    </header>
  );
}
