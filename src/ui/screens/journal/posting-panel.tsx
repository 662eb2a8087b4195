import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { beijingClock } from '../../../domain/calendar/days.ts';
import type { LinkedLeg, PostingDetail } from '../../../domain/drill.ts';
import type { LineageStart } from '../../../domain/lineage.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';
import { PagedLegs, useLegs } from './batch-legs.tsx';
import { LegList } from './leg-list.tsx';
import { placeOf, RowFields, RowState, RowVersions } from './row-fields.tsx';

/** Ways from a posting to other places. */
export interface PostingWays {
  openAccount(account: number): void;
  openLineage?(of: LineageStart): void;
  openRow(file: number, row: number): void;
}

/** What stands behind a posting: its legs, who booked it, what it takes back, and the row that it came from. */
export function PostingPanel(props: { transfer: number | null } & PostingWays) {
  const { t } = useTexts();
  const { transfer } = props;
  const [followed, setFollowed] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row in focus ends what was followed
  useEffect(() => setFollowed(null), [transfer]);
  const shown = followed ?? transfer;
  const posting = useQuery({
    queryKey: ['book', 'posting', shown],
    queryFn: () => desk.drill.posting({ transfer: shown! }),
    enabled: shown !== null,
    placeholderData: before => (shown === null ? undefined : before),
  });
  return (
    <aside className="side posting-side" aria-label={t('drill.detail')}>
      {shown === null ? <p className="side-note">{t('drill.none_chosen')}</p> : null}
      {followed !== null ? (
        <Button size="small" onClick={() => setFollowed(null)}>
          {t('drill.back_to_row')}
        </Button>
      ) : null}
      {posting.isError ? <ErrorPanel error={posting.error} again={() => void posting.refetch()} /> : null}
      {shown !== null && posting.isPending ? <SkeletonRows rows={8} /> : null}
      {shown !== null && posting.data && !posting.isError ? (
        <Posting key={shown} posting={posting.data} follow={setFollowed} {...props} />
      ) : null}
    </aside>
  );
}

function Posting(props: { posting: PostingDetail; follow(transfer: number): void } & PostingWays) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { posting, follow, openAccount, openRow, openLineage } = props;
  const { leg, batch, source } = posting;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="side-body" tabIndex={0}>
      <section className="side-section">
        <h2 className="posting-head">
          <span>{words.event(leg.event)}</span>
          {leg.red ? <Chip tone="danger" word={t('drill.red')} /> : null}
          {leg.reversedBy ? <Chip tone="warning" word={t('drill.reversed')} /> : null}
          <span className="leg-gap" />
          <Figure fen={leg.amountFen} zero="0.00" />
        </h2>
        <dl className="facts">
          <Fact name="drill.day">{leg.effectiveOn}</Fact>
          <Fact name="drill.voucher">
            <span className="figures">{`${leg.batch}.${leg.leg}`}</span>
          </Fact>
          <Fact name="drill.summary">{leg.summary}</Fact>
          {leg.caseNo === null ? null : (
            <Fact name="drill.case">
              <span className="figures">{leg.caseNo}</span>
            </Fact>
          )}
          <Fact name="drill.booked_by">{`${batch.actor} · ${beijingClock(batch.bookedAt)}`}</Fact>
          {leg.reverses ? (
            <Fact name="drill.takes_back">
              <LinkToLeg to={leg.reverses} follow={follow} />
            </Fact>
          ) : null}
          {leg.reversedBy ? (
            <Fact name="drill.taken_back_by">
              <LinkToLeg to={leg.reversedBy} follow={follow} />
            </Fact>
          ) : null}
        </dl>
        <LineageButton open={openLineage && (() => openLineage({ transfer: leg.id }))} />
      </section>
      <Together posting={posting} follow={follow} openAccount={openAccount} />
      <section className="side-section">
        <h2 className="posting-head">
          <span>{t('drill.source')}</span>
          {source ? <RowState state={source.state} /> : null}
        </h2>
        {source ? (
          <>
            <p className="posting-place">{placeOf(source, t)}</p>
            <Button size="small" onClick={() => openRow(source.file, source.row)}>
              {t('drill.open_row')}
            </Button>
            <RowFields row={source} />
          </>
        ) : (
          <p className="side-note">{t('drill.no_source')}</p>
        )}
      </section>
      {source ? <RowVersions row={source} open={openRow} /> : null}
    </div>
  );
}

/** The legs of the same row; the whole batch where it holds more and a person asks for it. */
function Together(props: {
  posting: PostingDetail;
  follow(transfer: number): void;
  openAccount(account: number): void;
}) {
  const { t } = useTexts();
  const { posting, follow, openAccount } = props;
  const { leg, batch, together } = posting;
  const [isWhole, setWhole] = useState(false);
  const whole = useLegs(isWhole ? { batch: batch.batch } : null);
  const hasMore = batch.legs > together.length;
  const shared = { shown: leg.id, openAccount, openLeg: follow };
  return (
    <section className="side-section">
      <h2 className="posting-head">
        <span>{t(isWhole || !hasMore ? 'drill.whole_batch' : 'drill.same_row')}</span>
        <span className="muted">
          {t('drill.legs', { count: showCount(isWhole || !hasMore ? batch.legs : together.length) })}
        </span>
        <span className="leg-gap" />
        {hasMore ? (
          <Button size="small" type="text" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('drill.show_same_row') : t('drill.show_batch', { count: showCount(batch.legs) })}
          </Button>
        ) : null}
      </h2>
      {isWhole ? <PagedLegs legs={whole} none="" {...shared} /> : <LegList legs={together} {...shared} />}
    </section>
  );
}

/** The way to 来龙去脉, for those who may see every row. */
export function LineageButton({ open }: { open: (() => void) | undefined }) {
  const { t } = useTexts();
  if (!open) return null;
  return (
    <Offered needs={['lineage/trace']}>
      <Button size="small" icon={<ApartmentOutlined aria-hidden />} onClick={open}>
        {t('screens.lineage.open')}
      </Button>
    </Offered>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LinkToLeg({ to, follow }: { to: LinkedLeg; follow(transfer: number): void }) {
  const { t } = useTexts();
  return (
    <button type="button" className="leg-open" onClick={() => follow(to.transfer)}>
      {t('drill.voucher_no', { batch: to.batch })}
    </button>
  );
}
