import type { CompareChoice } from '../../../domain/compare.ts';
import { headingOfChoice, PARTS, type Part } from './choice.ts';

/** Cells of one raw row under the headings of its sheet. */
export interface RawSide {
  headings: readonly string[];
  cells: readonly string[];
}

/** One line of the side-by-side view. */
export interface PairLine {
  /** What the comparison used the columns for; absent for all other columns. */
  part?: Part;
  leftHeading: string | null;
  rightHeading: string | null;
  left: string | null;
  right: string | null;
  /** Both sides have something there and it is not the same. */
  differs: boolean;
}

/** The compared columns first, then every other heading: those of both sides on one line, then what only one has. */
export function pairLines(choice: CompareChoice, left: RawSide | null, right: RawSide | null): PairLine[] {
  const compared = PARTS.flatMap(part => {
    const leftHeading = headingOfChoice(choice.left[part]);
    const rightHeading = headingOfChoice(choice.right[part]);
    if (leftHeading === null && rightHeading === null) return [];
    return [{ part, ...lineOf(leftHeading, rightHeading, left, right) }];
  });
  const used = {
    left: new Set(compared.map(line => line.leftHeading)),
    right: new Set(compared.map(line => line.rightHeading)),
  };
  const rest = (side: RawSide | null, taken: Set<string | null>) =>
    (side?.headings ?? []).filter(
      (heading, at) => heading !== '' && !taken.has(heading) && isFirst(side!, at),
    );
  const onLeft = rest(left, used.left);
  const onRight = new Set(rest(right, used.right));
  const shared = onLeft.map(heading =>
    lineOf(heading, onRight.delete(heading) ? heading : null, left, right),
  );
  const rightOnly = [...onRight].map(heading => lineOf(null, heading, left, right));
  return [...compared, ...shared, ...rightOnly].filter(line => line.part || line.left || line.right);
}

function isFirst(side: RawSide, at: number): boolean {
  return side.headings.indexOf(side.headings[at]!) === at;
}

function lineOf(
  leftHeading: string | null,
  rightHeading: string | null,
  leftSide: RawSide | null,
  rightSide: RawSide | null,
): PairLine {
  const left = cellOf(leftSide, leftHeading);
  const right = cellOf(rightSide, rightHeading);
  const differs = left !== null && right !== null && plain(left) !== plain(right);
  return { leftHeading, rightHeading, left, right, differs };
}

/** The trimmed cell under a heading; `金额#2` is the second column of that name, `#3` the third column of all. */
function cellOf(side: RawSide | null, heading: string | null): string | null {
  if (!side || heading === null) return null;
  let index = side.headings.indexOf(heading);
  const numbered = /^(.*)#(\d+)$/.exec(heading);
  if (index < 0 && numbered) {
    const [, name, number] = numbered;
    index = name === '' ? Number(number) - 1 : nthIndex(side.headings, name!, Number(number));
  }
  return index < 0 ? null : (side.cells[index] ?? '').trim();
}

function nthIndex(headings: readonly string[], name: string, nth: number): number {
  let seen = 0;
  return headings.findIndex(heading => heading === name && ++seen === nth);
}

/** Marks that say nothing about a difference: guards against formulas, currency signs, separators, two zeros more. */
function plain(cell: string): string {
  const text = cell
    .normalize('NFKC')
    .replace(/^[`'="]+|["\s]+$/g, '')
    .trim();
  const amount = /^[¥$]?\s*([+-]?)[¥$]?([\d,]+)(?:\.(\d+))?$/.exec(text);
  if (!amount) return text;
  const [, sign, whole, fraction = ''] = amount;
  const decimals = fraction.replace(/0+$/, '');
  return `${sign === '-' ? '-' : ''}${whole!.replaceAll(',', '')}${decimals && `.${decimals}`}`;
}
