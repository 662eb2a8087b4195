import type { BindingLimit } from '../../../domain/limits/room.ts';
import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';

/** A limit that binds, as the rules or the book say it. */
export type ShownLimit = Pick<BindingLimit, 'kind' | 'limitFen' | 'usedFen' | 'roomFen'> & {
  row: Pick<RuleRow, 'id' | 'rule'>;
};

/** Each limit that binds: how much of it is used, how much this order takes, what is left, and the rule behind it. */
export function RoomBars({ limits, amountFen }: { limits: readonly ShownLimit[]; amountFen?: number }) {
  const { t } = useTexts();
  return (
    <ul className="check-rooms">
      {limits.map(limit => (
        <li key={limit.kind} data-over={isOver(limit, amountFen)}>
          <div className="check-room-head">
            <span>{t(`screens.order_check.limit.${limit.kind}`)}</span>
            <RuleLink rule={limit.row.rule} row={limit.row.id} />
            <span className="check-room-left figures">
              {limit.roomFen === null
                ? t('screens.order_check.room_unknown')
                : t('screens.order_check.room_left', { room: showFen(limit.roomFen) })}
            </span>
          </div>
          <div
            className="check-bar"
            role="img"
            aria-label={t('screens.order_check.room_bar', {
              name: t(`screens.order_check.limit.${limit.kind}`),
              used: limit.usedFen === null ? t('screens.order_check.unknown') : showFen(limit.usedFen),
              limit: showFen(limit.limitFen),
            })}
          >
            <span className="check-bar-used" style={{ width: share(limit.usedFen ?? 0, limit.limitFen) }} />
            <span
              className="check-bar-this"
              style={{ width: share(fits(limit, amountFen), limit.limitFen) }}
            />
          </div>
          <p className="check-room-foot figures">
            {t('screens.order_check.room_of', {
              used: limit.usedFen === null ? t('screens.order_check.unknown') : showFen(limit.usedFen),
              limit: showFen(limit.limitFen),
            })}
          </p>
        </li>
      ))}
    </ul>
  );
}

function share(partFen: number, wholeFen: number): string {
  return `${Math.min(100, (partFen / wholeFen) * 100)}%`;
}

/** The part of the order that the bar can still show. */
function fits({ usedFen, limitFen }: ShownLimit, amountFen = 0): number {
  return Math.max(0, Math.min(amountFen, limitFen - (usedFen ?? 0)));
}

function isOver({ usedFen, limitFen }: ShownLimit, amountFen = 0): boolean {
  return (usedFen ?? 0) + amountFen > limitFen;
}
