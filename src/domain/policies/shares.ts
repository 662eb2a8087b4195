/**
 * Splits a sum over parts in proportion to their weights, to the 分: each gets its share rounded down, what is left goes
 * to the largest remainders (the earlier of two equal ones). Weights ≥ 0; without any the first part gets everything.
 */
export function sharedOut(sumFen: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weights.length === 0) return [];
  if (total === 0n) return weights.map((_, at) => (at === 0 ? sumFen : 0));
  const sign = sumFen < 0 ? -1 : 1;
  const size = BigInt(Math.abs(sumFen));
  const parts = weights.map((weight, at) => {
    const scaled = size * BigInt(weight);
    return { at, fen: Number(scaled / total), rest: scaled % total };
  });
  let left = Math.abs(sumFen) - parts.reduce((sum, { fen }) => sum + fen, 0);
  for (const part of parts.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left === 0) break;
    part.fen += 1;
    left -= 1;
  }
  return parts.map(({ fen }) => (fen === 0 ? 0 : sign * fen));
}
