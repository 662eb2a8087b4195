import '../journal/journal.css';
import '../accounts/accounts.css';
import './lineage.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { LineageStart } from '../../../domain/lineage.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { type ScreenTitle, Trail, useTrail } from '../accounts/trail.tsx';
import { BondsColumn } from './bonds-column.tsx';
import { EntriesColumn } from './entries-column.tsx';
import { FiguresColumn } from './figures-column.tsx';
import { SourceColumn } from './source-column.tsx';

const TITLE: ScreenTitle = { code: 'screens.lineage.title' };
const HOME = { to: ROUTES.journal, title: { code: 'shell.nav.journal' } };

/** 来龙去脉: why a figure is so, and what became of a row, in one view. */
export default function LineageScreen() {
  const { t } = useTexts();
  const { row, transfer, caseNo } = useParams();
  const start: LineageStart =
    row !== undefined
      ? { row: Number(row) }
      : transfer !== undefined
        ? { transfer: Number(transfer) }
        : { caseNo: caseNo ?? '' };
  return <InBook title={t(TITLE.code)}>{() => <Chain key={JSON.stringify(start)} start={start} />}</InBook>;
}

function Chain({ start }: { start: LineageStart }) {
  const { t } = useTexts();
  const { crumbs, open } = useTrail(TITLE);
  const chain = useQuery({
    queryKey: ['book', 'lineage', start],
    queryFn: () => desk.lineage.trace({ of: start }),
  });
  const { data } = chain;
  const asked =
    'row' in start
      ? t('screens.lineage.of_row')
      : 'transfer' in start
        ? t('screens.lineage.of_entry')
        : t('screens.lineage.of_case', { case: start.caseNo });
  return (
    <Page fill title={t(TITLE.code)} about={asked} back={<Trail crumbs={crumbs} home={HOME} />}>
      {chain.isError ? <ErrorPanel error={chain.error} again={() => void chain.refetch()} /> : null}
      {chain.isPending ? <SkeletonRows rows={14} /> : null}
      {data && !chain.isError ? (
        <div className="lin">
          <SourceColumn chain={data} open={open} />
          <EntriesColumn chain={data} open={open} />
          <BondsColumn chain={data} open={open} />
          <FiguresColumn chain={data} open={open} />
        </div>
      ) : null}
    </Page>
  );
}
