import type { OrderPageView } from '../../../contract/order.ts';
import { useTexts } from '../../app/texts.ts';
import { CitedList } from '../order-acts/cited-list.tsx';

/** What is to be known where the order stands: the rules with their sources. */
export function RulesSide({ page }: { page: OrderPageView }) {
  const { t } = useTexts();
  return (
    <aside className="order-rules" aria-label={t('screens.order.rules')}>
      <header>
        <h2>{t('screens.order.rules')}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="order-rules-body" tabIndex={0}>
        <CitedList cited={page.cited} />
      </div>
    </aside>
  );
}
