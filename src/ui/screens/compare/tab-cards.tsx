import { COMPARE_TABS, type CompareSummary, type CompareTab } from '../../../domain/compare.ts';
import { groupThousands } from '../../../domain/money.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { addUp, fileDifference } from './adding-up.ts';

const TONES: Record<CompareTab, Tone> = {
  equal: 'success',
  differing: 'warning',
  leftOnly: 'danger',
  rightOnly: 'danger',
  duplicates: 'warning',
  fuzzy: 'info',
};

/** The two files and the six tabs, which together hold every row and every amount of them. */
export function TabCards(props: { summary: CompareSummary; tab: CompareTab; choose(tab: CompareTab): void }) {
  const { t } = useTexts();
  const { summary } = props;
  return (
    <div className="cards">
      <FilesCard summary={summary} />
      {COMPARE_TABS.map(tab => {
        const { count, left, right, difference } = summary.tabs[tab];
        return (
          <button
            key={tab}
            type="button"
            className="card"
            aria-pressed={tab === props.tab}
            data-empty={count === 0}
            onClick={() => props.choose(tab)}
          >
            <span className="card-head">
              <Chip tone={count === 0 ? 'neutral' : TONES[tab]} word={t(`compare.tab.${tab}`)} />
              <span className="card-count figures">{showCount(count)}</span>
            </span>
            <Line name={t('screens.compare.left_short')} value={left} />
            <Line name={t('screens.compare.right_short')} value={right} />
            <Line name={t('screens.compare.difference')} value={difference} strong />
          </button>
        );
      })}
    </div>
  );
}

function FilesCard({ summary }: { summary: CompareSummary }) {
  const { t } = useTexts();
  const check = addUp(summary);
  return (
    <div className="card card-files">
      <span className="card-head">
        <b>{t('screens.compare.files_sum')}</b>
        <Chip
          tone={check.holds ? 'success' : 'danger'}
          word={t(check.holds ? 'screens.compare.adds_up' : 'screens.compare.adds_up_not')}
        />
      </span>
      <Line
        name={t('screens.compare.left_rows', { rows: showCount(summary.left.rows) })}
        value={summary.left.sum}
      />
      <Line
        name={t('screens.compare.right_rows', { rows: showCount(summary.right.rows) })}
        value={summary.right.sum}
      />
      <Line name={t('screens.compare.difference')} value={fileDifference(summary)} strong />
    </div>
  );
}

/** A sum with its name; nothing is a dash, a negative one is red. */
function Line({ name, value, strong }: { name: string; value: string; strong?: boolean }) {
  const nothing = /^-?0\.0*$/.test(value);
  const negative = !nothing && value.startsWith('-');
  return (
    <span className="card-line">
      <span>{name}</span>
      <span className={negative ? 'figures desk-negative' : 'figures'} data-strong={strong}>
        {nothing ? '–' : groupThousands(value)}
      </span>
    </span>
  );
}
