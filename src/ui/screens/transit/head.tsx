import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { TransitBoard } from '../../../contract/refunds.ts';
import { TRANSIT_STATES, type TransitItem } from '../../../domain/refunds/transit.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { classSums, EVERYTHING, kindSums, sumOf, type Wanted } from './rows.ts';

interface Props {
  board: TransitBoard;
  shown: readonly TransitItem[];
  wanted: Wanted;
  want(wanted: Wanted): void;
}

/** Sums by kind: each narrows the list to its own. */
export function KindCards({ board, wanted, want }: Props) {
  const { t } = useTexts();
  return (
    <div className="transit-cards">
      {kindSums(board.items).map(({ kind, sum }) => (
        <button
          key={kind}
          type="button"
          className="transit-card"
          aria-pressed={wanted.kind === kind}
          onClick={() => want({ ...wanted, kind: wanted.kind === kind ? '' : kind })}
        >
          <span>{t(`refunds.kind.${kind}`)}</span>
          <b className={`figures${sum.fen < 0 ? ' desk-negative' : ''}`}>
            {showFen(kind === 'pool_refund' ? sum.memoFen : sum.fen)}
          </b>
          <span className="transit-card-foot">
            {t('screens.transit.card', { count: showCount(sum.count) })}
            {sum.overdue > 0 ? (
              <span className="transit-over">
                {t('screens.transit.card_over', { count: showCount(sum.overdue) })}
              </span>
            ) : null}
          </span>
        </button>
      ))}
    </div>
  );
}

/** The classes of ageing as a strip: where the money stands, of what is on the book. */
export function AgeingStrip({ board, wanted, want }: Props) {
  const { t } = useTexts();
  const sums = classSums(board.items, board.settings.ageingDays);
  const most = Math.max(1, ...sums.map(({ fen }) => Math.abs(fen)));
  return (
    <ul className="transit-ageing" aria-label={t('screens.transit.ageing')}>
      {sums.map(({ class: { from, to }, fen, count }, at) => {
        const name = from === null ? 'not_due' : to === null ? 'older' : 'between';
        return (
          <li key={name + (from ?? '')}>
            <button
              type="button"
              aria-pressed={wanted.ageing === at}
              disabled={count === 0}
              onClick={() => want({ ...wanted, ageing: wanted.ageing === at ? null : at })}
            >
              <span className="muted">
                {t(`ageing.class.${name}`, { from: from ?? 0, to: to ?? (from ?? 1) - 1 })}
              </span>
              <span className={`figures${fen < 0 ? ' desk-negative' : ''}`}>
                {count === 0 ? '–' : showFen(fen)}
              </span>
              <span className="transit-bar" aria-hidden>
                <span style={{ width: `${(Math.abs(fen) / most) * 100}%` }} data-over={at > 0} />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What the list is narrowed to, and what it adds up to. */
export function FilterBar({ board, shown, wanted, want }: Props) {
  const { t } = useTexts();
  const sum = sumOf(shown);
  const states = TRANSIT_STATES.filter(state => board.items.some(item => item.state === state));
  const isNarrowed = JSON.stringify(wanted) !== JSON.stringify(EVERYTHING);
  return (
    <div className="upg-bar">
      <Input
        className="upg-find"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('screens.transit.find')}
        aria-label={t('screens.transit.find')}
        value={wanted.text}
        onChange={event => want({ ...wanted, text: event.target.value })}
      />
      <Select
        className="upg-choice"
        aria-label={t('screens.transit.col.state')}
        value={wanted.state}
        onChange={state => want({ ...wanted, state })}
        options={[
          { value: '' as const, label: t('screens.transit.any_state') },
          ...states.map(value => ({ value, label: t(`refunds.state.${value}`) })),
        ]}
      />
      <Button type="link" disabled={!isNarrowed} onClick={() => want(EVERYTHING)}>
        {t('screens.transit.clear')}
      </Button>
      <span className="upg-sums figures" role="status">
        {t('screens.transit.sums', { count: showCount(sum.count), amount: showFen(sum.fen) })}
        {sum.memoFen === 0 ? '' : t('screens.transit.sums_memo', { amount: showFen(sum.memoFen) })}
      </span>
    </div>
  );
}
