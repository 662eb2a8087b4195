import '../clients/clients.css';
import './exports.css';
import { useQuery } from '@tanstack/react-query';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { Designer } from './designer.tsx';
import { EXPORT_GRIDS } from './draft.ts';
import { List } from './list.tsx';

/** 自定义导出: the named exports, or one of them beside its grid. */
export default function ExportsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.exports.title')}>{() => <Exports />}</InBook>;
}

function Exports() {
  const { t } = useTexts();
  const { search } = useAddress();
  const edit = search.get('edit');
  const list = useQuery({ queryKey: ['book', 'exports'], queryFn: () => desk.namedExports.list() });
  const title = t('screens.exports.title');
  if (!list.data)
    return (
      <Page title={title}>
        {list.error ? <ErrorPanel error={list.error} again={() => void list.refetch()} /> : <SkeletonRows />}
      </Page>
    );
  if (edit === null) return <List exports={list.data} />;
  const found = list.data.find(({ id }) => id === Number(edit)) ?? null;
  const grid = found?.grid ?? search.get('grid') ?? EXPORT_GRIDS[0]!;
  return <Designer key={`${found?.id}|${grid}`} of={found} grid={grid} />;
}
