import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { NO_BEGINNING, type standingOf } from './rule-list.ts';

type Standing = ReturnType<typeof standingOf>;
const TONES: Readonly<Record<Standing, Tone>> = { in_force: 'success', coming: 'info', ended: 'neutral' };

/** First day and last day in force, in words where there is none. */
export function RowDays({ row: { from, to } }: { row: Pick<RuleRow, 'from' | 'to'> }) {
  const { t } = useTexts();
  const begin = from === NO_BEGINNING ? t('screens.rules.from_always') : from;
  return <>{`${begin} – ${to ?? t('screens.rules.until_further')}`}</>;
}

/** A chip that says how a row stands, where it is not simply in force. */
export function standingWord(t: ReturnType<typeof useTexts>['t'], standing: Standing) {
  if (standing === 'in_force') return null;
  return <Chip tone={TONES[standing]} word={t(`screens.rules.standing.${standing}`)} />;
}
