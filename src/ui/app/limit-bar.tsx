import './limit-bar.css';
import { Link } from 'react-router';
import type { BindingLimit } from '../../domain/limits/room.ts';
import type { LimitSettings, LimitState } from '../../domain/limits/types.ts';
import type { RuleId, RuleRow } from '../../domain/rulebook/types.ts';
import { showFen } from './figures.ts';
import { shareOf, toneOfLimit } from './limit-use.ts';
import { rulePath } from './routes.ts';
import { useSettings } from './settings.ts';
import { useTexts } from './texts.ts';

/** A limit that binds, as the rules or the book say it: amounts in 分, null is unknown. */
export type ShownLimit = Pick<BindingLimit, 'kind' | 'limitFen' | 'usedFen' | 'roomFen'> & {
  row: Pick<RuleRow, 'id' | 'rule'> & Partial<Pick<RuleRow, 'zh' | 'en'>>;
  /** The video that the figures are of, where the limit is one of a video. */
  video?: string | null;
};

interface BarProps {
  limit: ShownLimit;
  /** What an order in hand would take, 分; drawn after what is used. */
  takesFen?: number;
  /** One line over a thin bar, for tables; the rule stands in the hint. */
  small?: boolean;
}

/** How much of one limit is used (and would be), what is left, and the rule behind it. */
export function LimitBar({ limit, takesFen = 0, small = false }: BarProps) {
  const { t } = useTexts();
  const { kind, limitFen, usedFen } = limit;
  const used = usedFen === null ? t('limits.unknown') : showFen(usedFen);
  const { left, hint } = useWords(limit);
  const drawnFen = Math.max(0, Math.min(takesFen, limitFen - (usedFen ?? 0)));
  return (
    <div
      className="limit-bar"
      data-small={small}
      data-tone={toneOfLimit(limit, takesFen)}
      title={small ? hint : undefined}
    >
      <div className="limit-bar-head">
        <span className="limit-bar-name">{t(`limits.${small ? 'short' : 'name'}.${kind}`)}</span>
        {small ? (
          <span className="figures">
            {used} / {showFen(limitFen)}
          </span>
        ) : (
          <>
            <LimitRule rule={limit.row.rule} row={limit.row.id} hint={hint} />
            <span className="limit-bar-left figures">{left}</span>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be given the desk's colours */}
      <div
        role="meter"
        className="limit-bar-track"
        aria-label={t(`limits.name.${kind}`)}
        aria-valuemin={0}
        aria-valuemax={limitFen / 100}
        aria-valuenow={Math.min(usedFen ?? 0, limitFen) / 100}
        aria-valuetext={t('limits.used_of', { used, limit: showFen(limitFen) })}
      >
        <span className="limit-bar-used" style={{ width: `${shareOf(usedFen ?? 0, limitFen) * 100}%` }} />
        <span className="limit-bar-takes" style={{ width: `${shareOf(drawnFen, limitFen) * 100}%` }} />
      </div>
      {small ? null : (
        <p className="limit-bar-foot figures">
          {t('limits.used_of', { used, limit: showFen(limitFen) })}
          {limit.video ? t('limits.of_video', { video: limit.video }) : null}
        </p>
      )}
    </div>
  );
}

/** All limits that bind, one under the other; without one, why there is none. */
export function LimitBars({
  state,
  limits,
  takesFen,
  small = false,
}: {
  state: LimitState;
  limits: readonly ShownLimit[];
  takesFen?: number;
  small?: boolean;
}) {
  if (limits.length === 0) return <NoLimit state={state} small={small} />;
  return (
    <div className="limit-bars" data-small={small}>
      {limits.map(limit => (
        <LimitBar key={limit.kind} limit={limit} takesFen={takesFen} small={small} />
      ))}
    </div>
  );
}

/** Why no limit is shown: an individual's is stated nowhere, and before an upgrade there is none. */
export function NoLimit({ state, small = false }: { state: LimitState; small?: boolean }) {
  const { t } = useTexts();
  if (small) return <span className="limit-basis">{t(`limits.none_short.${state}`)}</span>;
  return (
    <p className="limit-basis">
      {t(`limits.none.${state}`)}{' '}
      <LimitRule
        rule={state === 'unstated' ? 'LIM-3' : 'LIM-1'}
        row={state === 'unstated' ? 'lim-3.individual' : undefined}
      />
    </p>
  );
}

/** How it is counted: day and scope, since when, and whether a limit refuses or only warns (LIM-3, LIM-4). */
export function CountingBasis({
  settings,
  countsFrom,
}: {
  settings: LimitSettings;
  /** First day that counts toward the total; null where nothing counts yet. */
  countsFrom: string | null;
}) {
  const { t } = useTexts();
  return (
    <div className="limit-basis">
      <p>
        {t(`limits.basis.${settings.dailyScope}`)}
        {countsFrom === null ? null : t('limits.counts_from', { day: countsFrom })}
        {settings.restartAfterExpiry ? t('limits.restarts') : t('limits.goes_on')}{' '}
        <LimitRule rule="LIM-3" row="lim-3.basis" />
      </p>
      <p>
        {t(`limits.mode.${settings.mode}`)} <LimitRule rule="LIM-4" row="lim-4.new-only" />
      </p>
    </div>
  );
}

/** The id of the rule, which opens it at its row. */
function LimitRule({ rule, row, hint }: { rule: RuleId; row?: string; hint?: string }) {
  return (
    <Link className="limit-bar-rule figures" to={rulePath(rule, row)} title={hint}>
      {rule}
    </Link>
  );
}

/** What is left, and the hint that says it with the rule and its sentence. */
function useWords({ roomFen, row }: ShownLimit): { left: string; hint: string } {
  const { t } = useTexts();
  const { language } = useSettings();
  const left = roomFen === null ? t('limits.left_unknown') : t('limits.left', { room: showFen(roomFen) });
  return { left, hint: [left, row.rule, row[language]].filter(Boolean).join(' · ') };
}
