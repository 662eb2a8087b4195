const YEAR_START_MS = Date.UTC(2025, 0, 1);
const pad = (value: number) => String(value).padStart(2, '0');

/** `2025-01-01 00:00:07` for the seventh second of the bench year. */
export function timeText(second: number): string {
  const time = new Date(YEAR_START_MS + second * 1_000);
  const day = `${time.getUTCFullYear()}-${pad(time.getUTCMonth() + 1)}-${pad(time.getUTCDate())}`;
  return `${day} ${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}:${pad(time.getUTCSeconds())}`;
}

/** The same as digits only. */
export function digits(second: number): string {
  return timeText(second).replace(/\D/g, '');
}

/** Yuan with two decimals. */
export function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${pad(fen % 100)}`;
}

/** Mulberry32: small, quick, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
