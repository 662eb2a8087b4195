import './clients.css';
import { useParams, useSearchParams } from 'react-router';
import { InBook } from '../../app/book.tsx';
import { useTexts } from '../../app/texts.ts';
import { ClientPage } from './client-page.tsx';
import { ImportPage } from './import-page.tsx';
import { ListPage } from './list-page.tsx';
import { IMPORT } from './places.ts';

/** 客户: the list, one client, or a client list taken in. */
export default function ClientsScreen() {
  const { t } = useTexts();
  const { code } = useParams();
  const [search] = useSearchParams();
  return (
    <InBook title={t('screens.clients.title')}>
      {book => {
        if (code !== undefined) return <ClientPage key={code} book={book} code={code} />;
        return search.has(IMPORT) ? <ImportPage /> : <ListPage book={book} />;
      }}
    </InBook>
  );
}
