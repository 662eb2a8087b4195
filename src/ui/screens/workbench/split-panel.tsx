import { Button, Checkbox } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { MatchView } from '../../../contract/matching.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Balance } from './match-card.tsx';
import { SIDES, sumsOfMatch } from './picking.ts';
import { partsOf } from './splitting.ts';

/** Takes a match apart: rows that are ticked stay together, the others are open again. */
export function SplitPanel(props: {
  match: MatchView;
  busy: boolean;
  close(): void;
  split(into: { left: number[]; right: number[] }[]): void;
}) {
  const { t } = useTexts();
  const { match } = props;
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const panel = useRef<HTMLFormElement>(null);
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  const parts = partsOf(match, kept);
  const tick = (row: number, on: boolean) => {
    const next = new Set(kept);
    if (on) next.add(row);
    else next.delete(row);
    setKept(next);
  };
  const keptRows = match.rows.filter(({ sourceRow }) => kept.has(sourceRow));
  return (
    <form
      ref={panel}
      className="wb-panel"
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        props.close();
      }}
      onSubmit={event => {
        event.preventDefault();
        if (parts !== null && !props.busy) props.split(parts);
      }}
    >
      <h2>{t('screens.workbench.split_title')}</h2>
      <p className="muted">{t('screens.workbench.split_about')}</p>
      {SIDES.map(side => (
        <fieldset key={side}>
          <legend>{t(`screens.workbench.side.${match.relation}.${side}`)}</legend>
          {match.rows
            .filter(row => row.side === side)
            .map(row => (
              <Checkbox
                key={row.sourceRow}
                className="wb-part"
                checked={kept.has(row.sourceRow)}
                onChange={event => tick(row.sourceRow, event.target.checked)}
              >
                <span className="figures">{row.day}</span>
                <span className="wb-party">{row.party}</span>
                <span className="figures">{showFen(row.fen)}</span>
              </Checkbox>
            ))}
        </fieldset>
      ))}
      {kept.size > 0 ? (
        <Balance
          left={t(`screens.workbench.side.${match.relation}.left`)}
          right={t(`screens.workbench.side.${match.relation}.right`)}
          sums={sumsOfMatch({ rows: keptRows })}
        />
      ) : null}
      {parts === null ? <p className="clients-fault">{t('screens.workbench.split_one_sided')}</p> : null}
      <Button type="primary" htmlType="submit" disabled={parts === null} loading={props.busy}>
        {t(kept.size === 0 ? 'screens.workbench.split_all' : 'screens.workbench.split_keep', {
          count: kept.size,
        })}
      </Button>
    </form>
  );
}
