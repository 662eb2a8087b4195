import type { FundsDaily } from '../../../domain/reports/funds-daily.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import type { Opened } from './panels.tsx';
import { closings } from './rows.ts';

/** What there is, what is to be paid of it, and what clients were to have paid: the day in six figures. */
export function Cards(props: { report: FundsDaily; opened: Opened | null; open(opened: Opened): void }) {
  const { t } = useTexts();
  const { report, opened, open } = props;
  const { bank, channel, wallet, pool, transit } = closings(report);
  const cashFen = bank + channel;
  const figures = [
    ['cash', cashFen],
    ['at_platform', wallet + pool],
    ['transit', transit],
    ['after', cashFen - report.payableFen],
  ] as const;
  const lists = [
    ['payables', report.payableFen, report.payables.length],
    ['dues', report.dueFen, report.dues.length],
  ] as const;
  const amount = (fen: number) => (
    <b className={`figures ${fen < 0 ? 'desk-negative' : ''}`}>{showFen(fen)}</b>
  );
  return (
    <div className="funds-cards funds-six">
      {figures.map(([name, fen]) => (
        <div key={name} className="funds-card">
          <span>{t(`screens.funds.card.${name}`)}</span>
          {amount(fen)}
          <span className="funds-foot">{t(`screens.funds.card.${name}.about`)}</span>
        </div>
      ))}
      {lists.map(([name, fen, count]) => (
        <button
          key={name}
          type="button"
          className="funds-card"
          disabled={count === 0}
          aria-pressed={opened?.kind === name}
          onClick={() => open({ kind: name })}
        >
          <span>{t(`screens.funds.card.${name}`)}</span>
          {amount(fen)}
          <span className="funds-foot">{t('screens.funds.count', { count: showCount(count) })}</span>
        </button>
      ))}
    </div>
  );
}
