/** The next of 1, 2, 2.5, 5 × 10ⁿ, so that the marks of a scale are plain figures; 1 where nothing is above 0. */
export function niceTop(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 2.5, 5, 10].find(each => each * power >= most) ?? 10;
  return step * power;
}

const LABEL_HALVES = 10;

/** A label that fits under a column: a Chinese character is as wide as two letters. */
export function shortened(label: string): string {
  let halves = 0;
  const letters = [...label];
  const fits = letters.findIndex(letter => {
    halves += letter.charCodeAt(0) > 0x2e7f ? 2 : 1;
    return halves > LABEL_HALVES;
  });
  return fits < 0 ? label : `${letters.slice(0, Math.max(1, fits - 1)).join('')}…`;
}

/** Pieces of a column from its foot, each from `fromShare` on, as shares of the top; what is below 0 is nothing. */
export function stacked(values: readonly number[], top: number): { fromShare: number; share: number }[] {
  let sum = 0;
  return values.map(value => {
    const share = Math.max(0, value) / top;
    const piece = { fromShare: sum, share };
    sum += share;
    return piece;
  });
}
