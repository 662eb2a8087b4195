import { Button } from 'antd';
import type { LotView, PoolPageView } from '../../../contract/pools.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useMay } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const TONES: Record<LotView['expiry'], Tone> = {
  expired: 'danger',
  soon: 'warning',
  later_soon: 'info',
  later: 'neutral',
  unknown: 'neutral',
};

/** Lots of grants of which something is left, those that expire first at the top. */
export function Lots({
  page,
  describe,
  expire,
}: {
  page: PoolPageView;
  describe(lot: LotView): void;
  expire(lot: LotView): void;
}) {
  const { t } = useTexts();
  const may = useMay();
  const { lots, warnDays } = page;
  if (lots.length === 0) return <p className="panel-text">{t('screens.pools.no_lots')}</p>;
  const days = { soon: warnDays[0], later_soon: warnDays[1] } as Partial<Record<LotView['expiry'], number>>;
  return (
    <div className="pools-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            {['lot', 'bucket', 'scope', 'received_on'].map(name => (
              <th key={name} scope="col">
                {t(`screens.pools.lot.${name}`)}
              </th>
            ))}
            {['received', 'left'].map(name => (
              <th key={name} scope="col" className="number">
                {t(`screens.pools.lot.${name}`)}
              </th>
            ))}
            <th scope="col">{t('screens.pools.lot.expires_on')}</th>
            <th scope="col" className="acts" />
          </tr>
        </thead>
        <tbody>
          {lots.map(lot => (
            <tr key={`${lot.bucket} ${lot.lot}`}>
              <th scope="row" className="figures">
                {lot.lot === '' ? t('screens.pools.lot.opening') : lot.lot}
              </th>
              <td>{t(`pools.bucket.${lot.bucket}`)}</td>
              <td>{lot.scope === null ? t('screens.pools.unknown') : t(`pools.scope.${lot.scope}`)}</td>
              <td className="figures">{lot.receivedOn}</td>
              <td className="number">
                <Figure fen={lot.receivedFen} />
              </td>
              <td className="number">
                <Figure fen={lot.leftFen} />
                {lot.estimated ? <span className="pools-memo">{t('screens.pools.estimated')}</span> : null}
              </td>
              <td className="figures">
                {lot.expiresOn ?? ''}{' '}
                <Chip
                  tone={TONES[lot.expiry]}
                  word={t(`pools.expiry.${lot.expiry}`, { days: days[lot.expiry] ?? 0 })}
                />
              </td>
              <td className="acts">
                {may('pools/describeLot') ? (
                  <Button size="small" onClick={() => describe(lot)}>
                    {t('screens.pools.lot.describe')}
                  </Button>
                ) : null}
                {may('pools/record') && lot.expiry === 'expired' ? (
                  <Button size="small" onClick={() => expire(lot)}>
                    {t('screens.pools.lot.expire')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
