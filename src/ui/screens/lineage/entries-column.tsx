import { Button } from 'antd';
import { useState } from 'react';
import { beijingClock } from '../../../domain/calendar/days.ts';
import type { Lineage, LineageEntry } from '../../../domain/lineage.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { ledgerPath, lineagePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { LegList } from '../journal/leg-list.tsx';
import { Card, Column, type LineageWays } from './column.tsx';

/** 分录: what was booked, the oldest first, with what takes what back. */
export function EntriesColumn({ chain, open }: { chain: Lineage } & LineageWays) {
  const { t } = useTexts();
  const { entries, legsTotal, transfer } = chain;
  const shown = entries.reduce((sum, { legs }) => sum + legs.length, 0);
  return (
    <Column name="entries" count={legsTotal === 0 ? '' : showCount(legsTotal)}>
      {entries.map(entry => (
        <Entry key={entry.batch.batch} entry={entry} asked={transfer} open={open} />
      ))}
      {legsTotal > shown ? (
        <p className="side-note">
          {t('screens.lineage.not_all', { shown: showCount(shown), total: showCount(legsTotal) })}
        </p>
      ) : null}
      {entries.length === 0 ? (
        <p className="side-note">{t(`drill.booked_none.${chain.rows[0]?.state ?? 'noted'}`)}</p>
      ) : null}
    </Column>
  );
}

const LEGS_AT_FIRST = 8;

function Entry(props: { entry: LineageEntry; asked: number | null } & LineageWays) {
  const { t } = useTexts();
  const { entry, asked, open } = props;
  const { batch, legs } = entry;
  const [isWhole, setWhole] = useState(false);
  const isRed = legs.some(({ red }) => red);
  const isTakenBack = !isRed && legs.every(({ reversedBy }) => reversedBy !== null);
  const month = batch.effectiveOn.slice(0, 7);
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  return (
    <Card
      isAsked={legs.some(({ id }) => id === asked)}
      head={
        <>
          <b className="figures">{t('drill.voucher_no', { batch: batch.batch })}</b>
          {isRed ? <Chip tone="danger" word={t('drill.red')} /> : null}
          {isTakenBack ? <Chip tone="warning" word={t('drill.reversed')} /> : null}
          <span className="leg-gap" />
          <span className="figures muted">{batch.effectiveOn}</span>
        </>
      }
    >
      <p className="lin-summary">{batch.summary}</p>
      <LegList
        legs={isWhole ? legs : legs.slice(0, LEGS_AT_FIRST)}
        shown={asked ?? undefined}
        openAccount={account => open(ledgerPath(account, range))}
        openLeg={leg => open(lineagePath({ transfer: leg }))}
      />
      {!isWhole && legs.length > LEGS_AT_FIRST ? (
        <Button size="small" type="text" onClick={() => setWhole(true)}>
          {t('screens.lineage.all_legs', { count: showCount(legs.length) })}
        </Button>
      ) : null}
      <p className="muted">
        {t('drill.booked_by')} {batch.actor} · {beijingClock(batch.bookedAt)}
      </p>
    </Card>
  );
}
