import './imports.css';
import { useParams } from 'react-router';
import { InBook } from '../../app/book.tsx';
import { useTexts } from '../../app/texts.ts';
import { ListPage } from './list-page.tsx';
import { PlanPage } from './plan-page.tsx';

/** 流水导入: the plans and imports of the open book, or one plan. */
export default function ImportsScreen() {
  const { t } = useTexts();
  const { plan } = useParams();
  return (
    <InBook title={t('screens.imports.title')}>
      {book =>
        plan === undefined ? (
          <ListPage book={book} />
        ) : (
          <PlanPage key={plan} book={book} plan={Number(plan)} />
        )
      }
    </InBook>
  );
}
