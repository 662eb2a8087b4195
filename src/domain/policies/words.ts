/** A rate in millionths as people write it: 30000 → `3%`, 12500 → `1.25%`. */
export function percentOfPpm(ratePpm: number): string {
  const whole = Math.floor(ratePpm / 10_000);
  const rest = String(ratePpm % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${whole}${rest === '' ? '' : `.${rest}`}%`;
}

/** A rate as people type it (`3`, `3%`, `1.25 %`) in millionths; null for anything else, or above 100 %. */
export function ppmOfPercent(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(/%$/, '');
  const found = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(plain);
  if (!found) return null;
  const ppm = Number(found[1]) * 10_000 + Number((found[2] ?? '').padEnd(4, '0'));
  return ppm > 1_000_000 ? null : ppm;
}
