/** A moment in UTC as the wall clock of Beijing shows it, to the minute. */
export function showMoment(at: string): string {
  const moment = new Date(Date.parse(at) + 8 * 3_600_000);
  return moment.toISOString().slice(0, 16).replace('T', ' ');
}
