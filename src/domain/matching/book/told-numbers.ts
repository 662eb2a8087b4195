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
