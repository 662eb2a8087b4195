import { formatE5, groupThousands } from '../../domain/money.ts';

/** A whole number with thousands separators, the same in both languages. */
export function showCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Money in 分 as accountants read it: `-1,234.50`. The unit stands in the heading. */
export function showFen(amountFen: number): string {
  return groupThousands(formatE5(BigInt(amountFen) * 1_000n));
}

/** A size as a person reads it: `812 B`, `3.4 MB`. Powers of 1,024. */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
