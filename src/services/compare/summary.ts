import {
  COMPARE_TABS,
  type CompareChoice,
  type CompareSummary,
  type CompareTab,
  type TabSummary,
} from '../../domain/compare.ts';
import type { Matching } from '../../domain/matching/match.ts';
import { translateParties } from '../../domain/matching/near-pairs.ts';
import type { CompareSide } from '../../domain/matching/side.ts';
import { formatE5 } from '../../domain/money.ts';

interface Both<T> {
  left: T;
  right: T;
}

/** Counts, exact sums and doubts of a comparison; `totals` are the exact sums of the two files. */
export function summarise(
  files: Both<{ file: string }>,
  choice: CompareChoice,
  sides: Both<CompareSide>,
  totals: Both<bigint>,
  matching: Matching,
): CompareSummary {
  const tabs = {} as Record<CompareTab, TabSummary>;
  for (const tab of COMPARE_TABS) {
    const { left, leftE5, rightE5 } = matching[tab];
    tabs[tab] = {
      count: left.length,
      left: formatE5(leftE5),
      right: formatE5(rightE5),
      difference: formatE5(rightE5 - leftE5),
    };
  }
  const whole = (side: 'left' | 'right') => ({
    file: files[side].file,
    rows: sides[side].rows,
    sum: formatE5(totals[side]),
  });
  return {
    tabs,
    left: whole('left'),
    right: whole('right'),
    choice,
    findings: [
      ...readingFindings(files.left.file, sides.left),
      ...readingFindings(files.right.file, sides.right),
      ...equalRowFindings(sides, matching),
    ],
  };
}

function readingFindings(file: string, side: CompareSide): CompareSummary['findings'] {
  return side.findings.map(({ code, params, place }) => ({
    code,
    params: { file, sheet: place.sheet ?? '', row: place.row ?? 0, ...params },
  }));
}

/** Rows that count as equal by key, amount and day although their parties speak against it. */
function equalRowFindings(
  { left, right }: Both<CompareSide>,
  { equal }: Matching,
): CompareSummary['findings'] {
  if (!left.chosen.party || !right.chosen.party) return [];
  const parties = translateParties(left, right);
  let otherParty = 0;
  for (let at = 0; at < equal.left.length; at++) {
    const l = equal.left[at]!;
    const r = equal.right[at]!;
    const [leftParty, rightParty] = [left.party[l]!, parties[right.party[r]!]!];
    if (leftParty !== rightParty && leftParty !== 0 && rightParty !== 0) otherParty += 1;
  }
  return otherParty === 0 ? [] : [{ code: 'compare.equal_other_party', params: { count: otherParty } }];
}
