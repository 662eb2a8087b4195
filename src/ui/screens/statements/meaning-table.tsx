import { Select } from 'antd';
import { useMemo } from 'react';
import type { GridRow } from '../../../domain/grid.ts';
import { MEANINGS, type Meaning } from '../../../domain/statement.ts';
import { useTexts } from '../../app/texts.ts';
import { type MappingDraft, mappingGaps, samplesOf } from './mapping.ts';
import { meaningCode, ORDER_MEANINGS } from './mapping-orders.ts';

/** Meanings to choose from: in an order list its own first. */
function offered(orders: MappingDraft['orders']): readonly Meaning[] {
  if (orders === null) return MEANINGS;
  const own: readonly Meaning[] = ORDER_MEANINGS;
  return [...own, ...MEANINGS.filter(meaning => !own.includes(meaning))];
}

/** Every heading with cells from below it, and what the column means. */
export function MeaningTable(props: {
  headings: readonly string[];
  rows: readonly GridRow[];
  keys: readonly string[];
  draft: MappingDraft;
  change(meanings: ReadonlyMap<number, Meaning>): void;
}) {
  const { t } = useTexts();
  const { headings, draft } = props;
  const twice = new Set(
    mappingGaps(draft).flatMap(gap => (gap.code.endsWith('twice') && gap.meaning ? [gap.meaning] : [])),
  );
  const options = useMemo(
    () => [
      { value: '', label: t('screens.statements.not_used') },
      ...offered(draft.orders).map(meaning => ({
        value: meaning as string,
        label: t(meaningCode(meaning, draft.orders)),
      })),
    ],
    [t, draft.orders],
  );
  const set = (index: number, value: string) => {
    const meanings = new Map(draft.meanings);
    if (value === '') meanings.delete(index);
    else meanings.set(index, value as Meaning);
    props.change(meanings);
  };
  if (headings.length === 0) return <p className="mapping-none">{t('screens.mapping.pick_header_first')}</p>;
  return (
    <div className="mapping-columns">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.statements.heading')}</th>
            <th>{t('screens.mapping.samples')}</th>
            <th>{t('screens.statements.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {headings.map((heading, index) => {
            const meaning = draft.meanings.get(index);
            const name = heading || t('screens.statements.column_number', { number: index + 1 });
            const fault = meaning !== undefined && twice.has(meaning);
            const samples = samplesOf(props.rows, props.keys[index] ?? '', draft.headerRecord ?? -1);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its index
              <tr key={index}>
                <td className="mapping-heading" title={name}>
                  {name}
                </td>
                <td className="mapping-samples figures" title={samples.join('\n')}>
                  {samples.join(' · ')}
                </td>
                <td className="mapping-meaning">
                  <Select
                    size="small"
                    showSearch={{ optionFilterProp: 'label' }}
                    value={meaning ?? ''}
                    status={fault ? 'error' : undefined}
                    aria-label={t('screens.mapping.meaning_of', { column: name })}
                    options={options}
                    disabled={heading === ''}
                    onChange={value => set(index, value)}
                  />
                  {fault ? <span className="field-fault">{t('screens.mapping.twice_short')}</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
