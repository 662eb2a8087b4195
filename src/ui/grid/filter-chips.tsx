import { CloseOutlined } from '@ant-design/icons';
import type { GridColumn, GridCondition } from '../../domain/grid.ts';
import { formatE5, groupThousands } from '../../domain/money.ts';
import { useTexts } from '../app/texts.ts';
import { cellText, headingOf, type Render } from './cell-text.ts';
import { useGridState } from './grid-state.ts';

const NAMED_MOST = 2;

/** The conditions that hold now, each with a way to take it back. */
export function FilterChips() {
  const { t } = useTexts();
  const { query, columns, setConditions } = useGridState();
  return query.filter.map(condition => {
    const column = columns.get(condition.column);
    if (!column) return null;
    const words = conditionWords(condition, column, t);
    const others = query.filter.filter(other => other.column === column.key && other !== condition);
    return (
      <span key={`${condition.column}:${condition.kind}`} className="desk-filter-chip">
        <span title={words}>{words}</span>
        <button
          type="button"
          aria-label={t('grid.filter.drop', { condition: words })}
          onClick={() => setConditions(column.key, others)}
        >
          <CloseOutlined aria-hidden />
        </button>
      </span>
    );
  });
}

/** A condition as a person says it: `类型：充值、退款`, `金额 100.00 – 500.00`. */
function conditionWords(condition: GridCondition, column: GridColumn, t: Render): string {
  const name = headingOf(column, t);
  const word = (value: number | string | boolean | null) =>
    cellText(column, value, t, 'blank') || t('grid.filter.empty');
  switch (condition.kind) {
    case 'contains':
      return t('grid.filter.is_contains', { column: name, text: condition.text });
    case 'in': {
      const named = condition.values.slice(0, NAMED_MOST).map(word).join(t('grid.comma'));
      const rest = condition.values.length - NAMED_MOST;
      const values = rest > 0 ? t('grid.filter.and_more', { values: named, count: rest }) : named;
      return t('grid.filter.is_in', { column: name, values });
    }
    default:
      return t(betweenCode(condition.from, condition.to), {
        column: name,
        from: boundWords(condition.from, column),
        to: boundWords(condition.to, column),
      });
  }
}

function betweenCode(from: number | string | null, to: number | string | null): string {
  if (to === null) return 'grid.filter.is_from';
  return from === null ? 'grid.filter.is_to' : 'grid.filter.is_between';
}

function boundWords(bound: number | string | null, column: GridColumn): string {
  if (bound === null) return '';
  return column.kind === 'money' && typeof bound === 'number'
    ? groupThousands(formatE5(bound))
    : String(bound);
}
