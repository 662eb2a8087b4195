import type { UpgradeLimit } from '../../../contract/upgrade.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleMark } from './cited.tsx';
import { usedShare } from './rows.ts';

/** How much of a limit is used, as figures over a bar. */
export function LimitBar({ limit, named = false }: { limit: UpgradeLimit; named?: boolean }) {
  const { t } = useTexts();
  const share = usedShare(limit);
  const name = t(`screens.upgrade.limit.${limit.kind}`);
  return (
    <div className="upg-limit" title={t('screens.upgrade.room_left', { room: showFen(limit.roomFen) })}>
      <div className="upg-limit-line">
        {named ? (
          <span>
            {name} <RuleMark cited={limit.cited} />
          </span>
        ) : (
          <span className="upg-quiet">{t(`screens.upgrade.limit_short.${limit.kind}`)}</span>
        )}
        <span className="figures">
          {showFen(limit.usedFen)} / {showFen(limit.limitFen)}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be given the desk's colours */}
      <div
        role="meter"
        className="upg-limit-bar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={limit.limitFen / 100}
        aria-valuenow={limit.usedFen / 100}
      >
        <div data-full={share >= 1} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
