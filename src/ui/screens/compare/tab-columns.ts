import type { CompareChoice, CompareTab } from '../../../domain/compare.ts';

const LEFT = ['leftAmount', 'leftDate', 'leftParty', 'leftLine'];
const RIGHT = ['rightAmount', 'rightDate', 'rightParty', 'rightLine'];

/** Columns that say nothing in a tab under a choice; they can be shown again by the column chooser. */
export function hiddenColumns(tab: CompareTab, choice: CompareChoice): string[] {
  const hidden = new Set<string>();
  const hide = (...keys: string[]) => {
    for (const key of keys) hidden.add(key);
  };
  if (tab === 'leftOnly') hide(...RIGHT, 'difference', 'dayDifference');
  if (tab === 'rightOnly') hide(...LEFT, 'difference', 'dayDifference');
  if (tab === 'equal') hide('difference');
  if (tab === 'duplicates') hide('difference', 'dayDifference');
  if (choice.left.key === null && choice.right.key === null) hide('key');
  if (choice.left.date === null) hide('leftDate', 'dayDifference');
  if (choice.right.date === null) hide('rightDate', 'dayDifference');
  if (choice.left.party === null) hide('leftParty');
  if (choice.right.party === null) hide('rightParty');
  return [...hidden];
}
