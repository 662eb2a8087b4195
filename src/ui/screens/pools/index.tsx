import { useParams } from 'react-router';
import { InBook } from '../../app/book.tsx';
import { useTexts } from '../../app/texts.ts';
import { PoolList } from './list.tsx';
import { PoolPage } from './pool-page.tsx';

/** 资金池: the list, or one of them. */
export default function PoolsScreen() {
  const { t } = useTexts();
  const { pool } = useParams();
  return (
    <InBook title={t('screens.pools.title')}>
      {book =>
        pool === undefined ? <PoolList book={book} /> : <PoolPage key={pool} book={book} id={Number(pool)} />
      }
    </InBook>
  );
}
