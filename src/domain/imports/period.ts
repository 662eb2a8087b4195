const MONTH = /(?<!\d)(20\d\d)[-_./年]?(0[1-9]|1[0-2])(?!\d)/;
const LOOSE_MONTH = /(?<!\d)(20\d\d)年([1-9])月/;
const DAY = /(?<!\d)(20\d\d)[-_./年]?(0[1-9]|1[0-2])[-_./月]?(0[1-9]|[12]\d|3[01])(?!\d)/g;

/**
 * The period that a text names, a file's name or a sheet's: `2026-04` for a month however it is written, also by its
 * first and last day; else `2026-04-01/2026-04-15`, or one day. Null where it names none.
 */
export function periodIn(text: string): string | null {
  const days = [...text.normalize('NFKC').matchAll(DAY)].map(
    ([, year, month, day]) => `${year}-${month}-${day}`,
  );
  if (days.length > 0) return periodOf(days[0]!, days.at(-1)!);
  const month = MONTH.exec(text) ?? LOOSE_MONTH.exec(text);
  return month ? `${month[1]}-${month[2]!.padStart(2, '0')}` : null;
}

/** The period from one day to another, both included. */
export function periodOf(from: string, to: string): string {
  const month = from.slice(0, 7);
  const last = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0)).getUTCDate();
  if (from === `${month}-01` && to === `${month}-${last}`) return month;
  return from === to ? from : `${from}/${to}`;
}
