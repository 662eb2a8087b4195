import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { DrillLeg } from '../../../domain/drill.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { LegList } from './leg-list.tsx';

const PAGE_LEGS = 100;

/** Transfers of a batch, of a row of a file or of a case, page by page. */
export function useLegs(of: Parameters<typeof desk.drill.legs>[0]['of'] | null) {
  return useInfiniteQuery({
    queryKey: ['book', 'legs', of],
    queryFn: ({ pageParam }) => desk.drill.legs({ of: of!, offset: pageParam, limit: PAGE_LEGS }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.legs.length, 0);
      return read < last.total && last.legs.length > 0 ? read : null;
    },
    enabled: of !== null,
  });
}

/** A list of transfers that goes on where a person asks for more. */
export function PagedLegs(props: {
  legs: ReturnType<typeof useLegs>;
  shown?: number;
  none: string;
  openAccount(account: number): void;
  openLeg?(transfer: number): void;
}) {
  const { t } = useTexts();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = props.legs;
  if (error) return <ErrorPanel error={error} again={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  const legs: DrillLeg[] = data.pages.flatMap(page => page.legs);
  const total = data.pages.at(-1)!.total;
  if (total === 0) return <p className="side-note">{props.none}</p>;
  return (
    <>
      <LegList legs={legs} shown={props.shown} openAccount={props.openAccount} openLeg={props.openLeg} />
      {hasNextPage ? (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('drill.more', { shown: showCount(legs.length), total: showCount(total) })}
        </Button>
      ) : null}
    </>
  );
}
