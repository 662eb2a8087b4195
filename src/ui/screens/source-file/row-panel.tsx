import { useQuery } from '@tanstack/react-query';
import { beijingClock } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { PagedLegs, useLegs } from '../journal/batch-legs.tsx';
import { Fact, LineageButton, type PostingWays } from '../journal/posting-panel.tsx';
import { placeOf, RowFields, RowState, RowVersions } from '../journal/row-fields.tsx';

/** A row of an imported file: what it said, what it booked, and its other versions. */
export function RowPanel({ row, openAccount, openRow, openLineage }: { row: number | null } & PostingWays) {
  const { t } = useTexts();
  const detail = useQuery({
    queryKey: ['book', 'row', row],
    queryFn: () => desk.drill.row({ row: row! }),
    enabled: row !== null,
    placeholderData: before => (row === null ? undefined : before),
  });
  const legs = useLegs(row === null ? null : { row });
  const { data } = detail;
  return (
    <aside className="side posting-side" aria-label={t('drill.row_detail')}>
      {row === null ? <p className="side-note">{t('drill.no_row_chosen')}</p> : null}
      {detail.isError ? <ErrorPanel error={detail.error} again={() => void detail.refetch()} /> : null}
      {row !== null && detail.isPending ? <SkeletonRows rows={8} /> : null}
      {row !== null && data && !detail.isError ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
        <div className="side-body" tabIndex={0}>
          <section className="side-section">
            <h2 className="posting-head">
              <span>{t('drill.source')}</span>
              <RowState state={data.state} />
            </h2>
            <p className="posting-place">{placeOf(data, t)}</p>
            <LineageButton open={openLineage && (() => openLineage({ row: data.row }))} />
            <RowFields row={data} />
          </section>
          <section className="side-section">
            <h2>{t('drill.booked')}</h2>
            <PagedLegs legs={legs} none={t(`drill.booked_none.${data.state}`)} openAccount={openAccount} />
          </section>
          <RowVersions row={data} open={openRow} />
          <section className="side-section">
            <h2>{t('drill.trace')}</h2>
            <dl className="facts">
              <Fact name="drill.imported_by">{`${data.actor} · ${beijingClock(data.at)}`}</Fact>
              <Fact name="drill.identity">
                <span className="figures">{data.identity.join(' · ')}</span>
              </Fact>
            </dl>
          </section>
        </div>
      ) : null}
    </aside>
  );
}
