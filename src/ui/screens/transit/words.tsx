import type { TransitItem } from '../../../domain/refunds/transit.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** The last day with its hint: working days left, or over; provisional where a calendar is not published. */
export function DueText({ item: { due, workingDaysLeft } }: { item: TransitItem }) {
  const { t } = useTexts();
  if (!due || workingDaysLeft === null) return <span className="muted">{t('screens.transit.no_term')}</span>;
  const hint =
    workingDaysLeft < 0
      ? t('screens.transit.days_over', { days: -workingDaysLeft })
      : workingDaysLeft === 0
        ? t('screens.transit.due_today')
        : t('screens.transit.days_left', { days: workingDaysLeft });
  return (
    <span className="transit-due" data-over={workingDaysLeft < 0}>
      <span className="figures">{due.on}</span>
      {due.provisional ? (
        <span className="transit-provisional" title={t('screens.transit.provisional_about')}>
          {t('screens.transit.provisional')}
        </span>
      ) : null}
      <span className="transit-hint">{hint}</span>
    </span>
  );
}

/** Money in 元; negative in red, memo in grey. */
export function Amount({ fen, isMemo = false }: { fen: number; isMemo?: boolean }) {
  const tone = fen < 0 ? 'desk-negative' : isMemo ? 'muted' : '';
  return <span className={`figures ${tone}`}>{showFen(fen)}</span>;
}
