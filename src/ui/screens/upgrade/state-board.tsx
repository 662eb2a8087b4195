import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { UpgradeRow } from '../../../contract/upgrade.ts';
import type { UpgradeState } from '../../../domain/upgrade/states.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { byState, type Move, moved, STATE_TONES } from './rows.ts';

const MOVES: Record<string, Move> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * The board by state: one tab stop, arrows walk the cards, Enter shows one beside, Shift and → begins its next step;
 * nothing is taken before the form is sent.
 */
export function StateBoard(props: {
  rows: readonly UpgradeRow[];
  active: number | null;
  /** An account is shown beside, so there is less room. */
  isBeside: boolean;
  setActive(account: number): void;
  open(account: number): void;
  stepOn(account: number): void;
}) {
  const { t } = useTexts();
  const { rows, active, isBeside } = props;
  const box = useRef<HTMLDivElement>(null);
  const columns = byState(rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: less room moves the card out of sight
  useEffect(() => {
    if (active === null) return;
    box.current
      ?.querySelector(`[data-account="${active}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, isBeside]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (move === undefined) {
      if (active !== null) props.open(active);
    } else if (event.shiftKey && move === 'right') {
      if (active !== null) props.stepOn(active);
    } else {
      const next = moved(columns, active, move);
      if (next !== null) props.setActive(next);
    }
  };
  return (
    <>
      <p className="upg-keys">{t('screens.upgrade.board_keys')}</p>
      <div
        ref={box}
        className="upg-board"
        role="listbox"
        aria-label={t('screens.upgrade.board')}
        aria-activedescendant={active === null ? undefined : `upg-card-${active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {columns.map(({ state, rows }) => (
          // biome-ignore lint/a11y/useSemanticElements: a column of options
          <div
            key={state}
            className="upg-column"
            data-empty={rows.length === 0}
            role="group"
            aria-label={t(`upgrade.state.${state}`)}
          >
            <Head state={state} count={rows.length} />
            {rows.map(row => (
              <Card key={row.account} row={row} isActive={row.account === active} open={props.open} />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

function Head({ state, count }: { state: UpgradeState; count: number }) {
  const { t } = useTexts();
  return (
    <div className="upg-column-head" role="presentation">
      <Chip tone={STATE_TONES[state]} word={t(`upgrade.state.${state}`)} />
      <span className="figures">{showCount(count)}</span>
    </div>
  );
}

function Card(props: { row: UpgradeRow; isActive: boolean; open(account: number): void }) {
  const { t } = useTexts();
  const { row } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the board has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the board has the focus
    <div
      id={`upg-card-${row.account}`}
      role="option"
      className="upg-card"
      data-account={row.account}
      aria-selected={props.isActive}
      onClick={() => props.open(row.account)}
    >
      <strong>{row.clientName ?? t('screens.upgrade.no_client')}</strong>
      <span className="figures upg-quiet">{row.platformId}</span>
      <span className="upg-card-foot">
        <span>{row.managers[0] ?? ''}</span>
        {row.waitingFor === null ? null : (
          <span className="figures">
            {t('screens.upgrade.waiting_days', {
              who: t(`upgrade.waits.${row.waitingFor}`),
              days: row.daysWaiting ?? 0,
            })}
          </span>
        )}
      </span>
    </div>
  );
}
