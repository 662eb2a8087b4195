import { searchText } from '../../../domain/parties/search.ts';
import { ACCOUNT_KINDS, ALIAS_KINDS, FUNDERS } from '../../../domain/parties/types.ts';
import { refusalIn, type Texts } from '../../app/catalogues.ts';
import { useTexts } from '../../app/texts.ts';
import type { Option } from './field.tsx';

type Say = Texts['t'];

/** Choices of a list of words whose texts stand in one group: `kind`, `terms`. */
export function choices<Value extends string>(
  values: readonly Value[],
  group: string,
  t: Say,
): Option<Value>[] {
  return values.map(value => ({ value, label: t(`screens.clients.${group}.${value}`) }));
}

export const aliasKinds = (t: Say) => choices(ALIAS_KINDS, 'alias', t);
export const accountKinds = (t: Say) => choices(ACCOUNT_KINDS, 'account', t);
export const funders = (t: Say) => choices(FUNDERS, 'funder', t);

/** Millionths as a percentage: 30000 → `3%`. */
export function percentText(ppm: number): string {
  return `${ppm / 10_000}%`;
}

/**
 * Sentence for what a form was refused: its own where the common one speaks of a row of a list, else the common one.
 */
export function useFormFault(): (error: unknown) => string | null {
  const { t, has, refusal } = useTexts();
  return error => {
    if (!error) return null;
    const known = refusalIn(error);
    const own = `screens.clients.refused.${known?.code}`;
    return known && has(own) ? t(own, known.params) : refusal(error);
  };
}

/** Names as people separate them in one field. */
export function namesIn(text: string): string[] {
  const names = text.split(/[;；、,，\n]/).map(name => name.trim());
  return [...new Set(names)].filter(name => searchText(name) !== '');
}
