import { Link } from 'react-router';
import { showCount, showFen } from '../../app/figures.ts';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useReceipts } from '../claims/queries.ts';

/** What an import leaves for a person: receipts that nobody has claimed. */
export function WaitsNext() {
  const { t } = useTexts();
  const { data } = useReceipts();
  if (!data) return null;
  if (data.length === 0) return t('screens.imports.nothing_waits');
  const sumFen = data.reduce((sum, { openFen }) => sum + openFen, 0);
  return (
    <Link className="line-link" to={ROUTES.claims}>
      {t('screens.imports.receipts_wait', { count: showCount(data.length), amount: showFen(sumFen) })}
    </Link>
  );
}
