import type { CompareChoice, SideChoice } from '../../../domain/compare.ts';

export const PARTS = ['key', 'amount', 'date', 'party'] as const;
export type Part = (typeof PARTS)[number];
export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

const CODE = '@code:';

type Render = (code: string, params?: Record<string, string | number>) => string;

/** A chosen column as a person reads it: a heading, or a pseudo amount (`@signed` …) in words. */
export function choiceText(choice: string | null, t: Render): string {
  if (choice === null) return t('screens.compare.unused');
  if (choice.startsWith(CODE)) return t('compare.choice.code', { heading: choice.slice(CODE.length) });
  return choice.startsWith('@') ? t(`compare.choice.${choice.slice(1)}`) : choice;
}

/** The heading whose cells a choice reads; null for amounts that no single column holds. */
export function headingOfChoice(choice: string | null): string | null {
  if (choice === null) return null;
  if (choice.startsWith(CODE)) return choice.slice(CODE.length);
  return choice.startsWith('@') ? null : choice;
}

/** Columns offered for one part of one side: those of the file, and the one chosen now where it is none of them. */
export function offered(headings: readonly string[], part: Part, chosen: string | null): string[] {
  const fitting = part === 'amount' ? [...headings] : headings.filter(heading => !heading.startsWith('@'));
  return chosen !== null && !fitting.includes(chosen) ? [chosen, ...fitting] : fitting;
}

/** What stands in the way of a comparison, by field; each a text code. */
export function choiceFaults(choice: CompareChoice): Partial<Record<Part, string>> {
  const faults: Partial<Record<Part, string>> = {};
  for (const part of PARTS) {
    const one = (choice.left[part] === null) !== (choice.right[part] === null);
    if (one) faults[part] = 'screens.compare.fault.one_side';
  }
  if (choice.left.amount === null && choice.right.amount === null)
    faults.amount = 'screens.compare.fault.amount';
  const keyed = choice.left.key !== null;
  const dated = choice.left.date !== null;
  if (!faults.key && !keyed && !dated) faults.key = 'screens.compare.fault.no_way';
  return faults;
}

/** The choice after one column of one side was changed. */
export function withPart(
  choice: CompareChoice,
  side: Side,
  part: Part,
  heading: string | null,
): CompareChoice {
  const changed: SideChoice = { ...choice[side], [part]: heading };
  return { ...choice, [side]: changed };
}

export function swapped(choice: CompareChoice): CompareChoice {
  return { left: choice.right, right: choice.left, windowDays: choice.windowDays };
}

/** What will happen, as a text code: it depends on which columns are there to go by. */
export function planCode(choice: CompareChoice): string {
  const keyed = choice.left.key !== null && choice.right.key !== null;
  const dated = choice.left.date !== null && choice.right.date !== null;
  if (keyed) return dated ? 'screens.compare.plan.key_then_date' : 'screens.compare.plan.key';
  return 'screens.compare.plan.date';
}
