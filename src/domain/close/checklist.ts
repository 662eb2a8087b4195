import type { CheckedLine, CloseException, CloseItem, LineFacts } from './types.ts';

/** What a line is judged by: the book's month only, or a client's month as well. */
interface ChecklistLine {
  line: number;
  scope: 'book' | 'client';
  /** `never`: no exception; `tickets`: carried by name only; null: named exceptions allowed. */
  stop: 'never' | 'tickets' | null;
}

/** 27: a client's statement is made from the closed month, so the client's own closing cannot wait for it. */
const BOOK_ONLY: ReadonlySet<number> = new Set([1, 2, 3, 5, 9, 19, 24, 25, 27, 29, 30]);
const STOPS: Readonly<Record<number, ChecklistLine['stop']>> = {
  2: 'never',
  8: 'never',
  26: 'tickets',
  28: 'never',
};

/** The thirty lines of the month-end checklist in their order. */
export const CHECKLIST: readonly ChecklistLine[] = Array.from({ length: 30 }, (_, at) => ({
  line: at + 1,
  scope: BOOK_ONLY.has(at + 1) ? 'book' : 'client',
  stop: STOPS[at + 1] ?? null,
}));

/** Whether a line can be carried over by name. */
export function mayCarry(line: number): boolean {
  return STOPS[line] !== 'never';
}

/**
 * Judges every line: nothing is ticked by hand. `fingerprint` names the items exactly; an exception covers just what it
 * named. `client` null: the month of the book. Lines of the book alone do not apply to a client's month.
 */
export function judge(
  facts: ReadonlyMap<number, LineFacts>,
  exceptions: readonly CloseException[],
  { client, fingerprint }: { client: number | null; fingerprint(items: readonly CloseItem[]): string },
): CheckedLine[] {
  return CHECKLIST.map(({ line, scope, stop }) => {
    const fact = facts.get(line) ?? { applies: false, items: [] };
    const items =
      client === null
        ? fact.items
        : fact.items.filter(item => item.client === client || item.key === 'verify');
    const isOut = !fact.applies || (client !== null && scope === 'book');
    const print = items.length === 0 ? null : fingerprint(items);
    const exception =
      exceptions.findLast(
        each => each.line === line && each.kind === 'carried' && each.fingerprint === print,
      ) ?? null;
    const days = items.flatMap(({ day }) => (day === null ? [] : [day])).sort();
    const state = isOut
      ? 'not_applicable'
      : fact.isUnchecked
        ? 'unchecked'
        : items.length === 0
          ? 'done'
          : exception && mayCarry(line)
            ? 'carried'
            : 'missing';
    return {
      line,
      rule: `CLS-${line}`,
      state,
      isHardStop: stop !== null,
      count: isOut ? 0 : items.length,
      amountFen: isOut ? 0 : items.reduce((sum, { amountFen }) => sum + Math.abs(amountFen ?? 0), 0),
      oldestOn: days[0] ?? null,
      items: isOut ? [] : items,
      exception: state === 'carried' ? exception : null,
    };
  });
}

/** What keeps a month from being closed. */
export function missingOf(lines: readonly CheckedLine[]): CheckedLine[] {
  return lines.filter(({ state }) => state === 'missing' || state === 'unchecked');
}
