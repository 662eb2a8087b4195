import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PoolPageView } from '../../../contract/pools.ts';
import { expectedDraws } from '../../../domain/pools/spend-order.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RouteList } from '../order-acts/cited-list.tsx';
import { readFen } from '../order-check/draft.ts';
import { RuleLink, SourceMark } from '../rules/rule-source.tsx';
import { Field } from './field.tsx';

/** How long the money lasts, and when the client is told. */
export function Pace({ page, setAlarm }: { page: PoolPageView; setAlarm: (() => void) | null }) {
  const { t } = useTexts();
  const { pace, low, alarm } = page;
  return (
    <dl className="pools-facts">
      <dt>{t('screens.pools.column.rate')}</dt>
      <dd className="figures">
        {pace.rateFen === 0 ? t('screens.pools.no_spend') : showFen(pace.rateFen)}
        {pace.from === null ? null : (
          <span className="muted"> {t('screens.pools.rate_of', { from: pace.from, to: pace.to! })}</span>
        )}
      </dd>
      <dt>{t('screens.pools.column.days_left')}</dt>
      <dd className="figures">
        {pace.daysLeft === null
          ? '–'
          : t('screens.pools.until', { days: pace.daysLeft, day: pace.runsOutOn! })}{' '}
        {low ? <Chip tone="warning" word={t('screens.pools.low_word')} /> : null}
      </dd>
      <dt>{t('screens.pools.alarm')}</dt>
      <dd>
        {alarm.alarmDays === null
          ? t('screens.pools.alarm.never')
          : t('screens.pools.alarm_at', { days: alarm.alarmDays })}
        <span className="muted"> {t(`screens.pools.alarm_from.${alarm.isOwn ? 'client' : 'book'}`)}</span>
        {setAlarm ? (
          <Button type="link" size="small" onClick={setAlarm}>
            {t('screens.pools.alarm_set')}
          </Button>
        ) : null}
      </dd>
    </dl>
  );
}

/** 在途, and 欠费 where there is any. */
export function Transit({ page }: { page: PoolPageView }) {
  const { t } = useTexts();
  const { inTransit, overdrawnFen } = page;
  const { refundFen, banRefundFen, withdrawalFen, rechargeFen } = inTransit;
  const lines: [string, number | null][] = [
    ['recharge', rechargeFen],
    ['refund', refundFen - banRefundFen],
    ['ban_refund', banRefundFen],
    ['withdrawal', withdrawalFen],
    ...((overdrawnFen ?? 0) === 0 ? [] : [['overdrawn', -overdrawnFen!] satisfies [string, number]]),
  ];
  return (
    <dl className="pools-facts">
      {lines.map(([name, fen]) => (
        <div key={name} className="pools-fact">
          <dt>{t(`screens.pools.transit.${name}`)}</dt>
          <dd className={fen !== null && fen < 0 ? 'figures desk-negative' : 'figures'}>
            {fen === null ? t('screens.pools.not_told') : fen === 0 ? '–' : showFen(fen)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Spend by version (ACC-1); what nobody tells apart is unknown. */
export function Versions({ page }: { page: PoolPageView }) {
  const { t } = useTexts();
  const { versions } = page;
  if (versions.length === 0) return <p className="panel-text">{t('screens.pools.no_versions')}</p>;
  return (
    <dl className="pools-facts">
      {versions.map(({ version, spentFen, basis }) => (
        <div key={version} className="pools-fact">
          <dt>{t(`pools.version.${version}`)}</dt>
          <dd className="figures">
            {basis === null || basis === 'entries' ? null : (
              <span className="muted">{t(`pools.basis.${basis}`)} </span>
            )}
            {spentFen === null ? t('screens.pools.unknown') : showFen(spentFen)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where recharge, corporate transfer and withdrawal are done (ACC-3). */
export function Routes({ page }: { page: PoolPageView }) {
  return page.routes.length === 0 ? null : <RouteList routes={page.routes} />;
}

/** What an order of an amount would take from which money: an estimate by a dated rule, never posted. */
export function SpendEstimate({ page }: { page: PoolPageView }) {
  const { t, language } = useTexts();
  const [typed, setTyped] = useState('500');
  const { spendOrder, buckets } = page;
  if (!spendOrder) return null;
  const amountFen = readFen(typed);
  const draws = amountFen === null ? [] : expectedDraws(amountFen, buckets, spendOrder.order);
  const coveredFen = draws.reduce((fen, draw) => fen + draw.amountFen, 0);
  return (
    <div className="pools-estimate">
      <Field label={t('screens.pools.estimate')}>
        {id => (
          <Input
            id={id}
            className="figures"
            value={typed}
            status={amountFen === null ? 'error' : ''}
            suffix={t('screens.pools.unit_yuan')}
            onChange={event => setTyped(event.target.value)}
          />
        )}
      </Field>
      <ul className="pools-draws figures">
        {draws.map(({ bucket, amountFen: fen }) => (
          <li key={bucket}>
            <span>{t(`pools.bucket.${bucket}`)}</span>
            <span>{showFen(fen)}</span>
          </li>
        ))}
        {amountFen !== null && coveredFen < amountFen ? (
          <li className="desk-negative">
            <span>{t('screens.pools.not_covered')}</span>
            <span>{showFen(amountFen - coveredFen)}</span>
          </li>
        ) : null}
      </ul>
      <p className="muted">{spendOrder.cited[language]}</p>
      <p className="cited-by">
        <RuleLink rule={spendOrder.cited.rule} row={spendOrder.cited.row} />
        <SourceMark source={spendOrder.cited.source} />
      </p>
    </div>
  );
}
