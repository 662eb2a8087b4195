/** A moment (UTC, ISO) as the clock in China shows it: `2026-11-20 14:05:09`. */
export function chinaTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
