/** What the numbers of two sides say of each other: `cut` is one number whose end a spreadsheet has turned into zeros. */
export type NumbersSay = 'same' | 'cut' | 'other' | 'nothing';

/** A spreadsheet keeps fifteen digits of a number. */
const DIGITS_KEPT = 15;

/** Letters before the digits and the length: only numbers of one kind can contradict. */
const kindOf = (number: string): string => `${/^[A-Z]*/.exec(number)![0]} ${number.length}`;

const isCut = (number: string): boolean =>
  number.length > DIGITS_KEPT && /^\d+$/.test(number) && /^0+$/.test(number.slice(DIGITS_KEPT));

const areCut = (one: string, other: string): boolean =>
  one.length === other.length &&
  one.slice(0, DIGITS_KEPT) === other.slice(0, DIGITS_KEPT) &&
  (isCut(one) || isCut(other));

/**
 * Whether numbers of two sides name the same thing, or another. Plain digits count only where `ofDigits` says that both
 * sides tell the same kind of number; numbers with letters (SK…, FK…) always.
 */
export function numbersSay(left: readonly string[], right: readonly string[], ofDigits: boolean): NumbersSay {
  const told = (numbers: readonly string[]) => numbers.filter(each => ofDigits || /^[A-Z]/.test(each));
  const [one, other] = [told(left), told(right)];
  if (one.some(each => other.includes(each))) return 'same';
  if (one.some(each => other.some(next => areCut(each, next)))) return 'cut';
  const kinds = new Set(one.map(kindOf));
  return other.some(each => kinds.has(kindOf(each))) ? 'other' : 'nothing';
}

/** Shorter numbers are neighbours too often. */
const SLIP_LEAST = 12;

/** Numbers of two sides of which one is the other with a single digit wrong, or with two neighbours swapped; null if none. */
export function mistyped(
  left: readonly string[],
  right: readonly string[],
): { left: string; right: string } | null {
  for (const one of left) {
    const other = right.find(each => isSlip(one, each));
    if (other !== undefined) return { left: one, right: other };
  }
  return null;
}

function isSlip(one: string, other: string): boolean {
  if (one.length < SLIP_LEAST || kindOf(one) !== kindOf(other)) return false;
  const wrong = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first, second] = wrong;
  if (first === undefined || wrong.length > 2) return false;
  if (second === undefined) return true;
  return second === first + 1 && one[first] === other[second] && one[second] === other[first];
}
