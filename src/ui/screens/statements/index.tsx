import './statements.css';
import { useParams, useSearchParams } from 'react-router';
import { FilePage } from './file-page.tsx';
import { ListPage } from './list-page.tsx';

/** 文件识别: the files of this session, or one of them. */
export default function StatementsScreen() {
  const { fileId } = useParams();
  const [search] = useSearchParams();
  if (fileId === undefined) return <ListPage />;
  return (
    <FilePage
      key={fileId}
      fileId={fileId}
      mapping={search.has('map')}
      importing={search.get('back') === 'imports'}
    />
  );
}
