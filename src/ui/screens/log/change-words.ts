import { formatE5 } from '../../../domain/money.ts';
import type { Texts } from '../../app/catalogues.ts';
import { showFen } from '../../app/figures.ts';

/** A millionth as hundred-thousandths of a hundredth. */
const E5_PER_PPM = 10;

/** What a changed row is called, its fields, and their values, in the user's language. */
export function changeWords({ t, has }: Texts) {
  const known = (code: string, otherwise: string) => (has(code) ? t(code) : otherwise);
  return {
    table: (table: string) => known(`drill.table.${table}`, t('drill.table.other')),
    field: (field: string) => known(`drill.field.${field}`, field),
    value(field: string, value: string | null): string {
      if (value === null || value === '') return t('drill.nothing');
      if (field.endsWith('_fen') && /^-?\d+$/.test(value)) return showFen(Number(value));
      if (field === 'front_rebate_ppm') return `${formatE5(Number(value) * E5_PER_PPM)}%`;
      if (FLAGS.has(field)) return t(value === '1' ? 'drill.yes' : 'drill.no');
      return known(`drill.value.${value}`, value);
    },
  };
}

const FLAGS: ReadonlySet<string> = new Set(['is_ours', 'has_statement']);
