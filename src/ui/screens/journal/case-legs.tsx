import { useTexts } from '../../app/texts.ts';
import { PagedLegs, useLegs } from './batch-legs.tsx';

/** Everything that was booked under a case: an order from payment to refund. */
export function CaseLegs({
  caseNo,
  openAccount,
}: {
  caseNo: string | null;
  openAccount(account: number): void;
}) {
  const { t } = useTexts();
  const legs = useLegs(caseNo === null ? null : { caseNo });
  return (
    <aside className="side posting-side" aria-label={t('drill.case_detail')}>
      {caseNo === null ? (
        <p className="side-note">{t('drill.no_case_chosen')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
        <div className="side-body" tabIndex={0}>
          <section className="side-section">
            <h2>{t('drill.case_of', { case: caseNo })}</h2>
            <PagedLegs legs={legs} none={t('drill.case_none')} openAccount={openAccount} />
          </section>
        </div>
      )}
    </aside>
  );
}
