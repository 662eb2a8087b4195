import './imports.css';
import { useParams, useSearchParams } from 'react-router';
import { InBook } from '../../app/book.tsx';
import { useTexts } from '../../app/texts.ts';
import { ListPage } from './list-page.tsx';
import { PlanPage } from './plan-page.tsx';
import { WaitingPage } from './waiting-page.tsx';

/** 流水导入: the plans and imports of the open book, its rows that wait, or one plan. */
export default function ImportsScreen() {
  const { t } = useTexts();
  const { plan } = useParams();
  const [search] = useSearchParams();
  const isWaiting = search.get('tab') === 'waiting';
  return (
    <InBook title={t('screens.imports.title')}>
      {book =>
        plan !== undefined ? (
          <PlanPage key={plan} book={book} plan={Number(plan)} />
        ) : isWaiting ? (
          <WaitingPage />
        ) : (
          <ListPage book={book} />
        )
      }
    </InBook>
  );
}
