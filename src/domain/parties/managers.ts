import { dayBefore } from '../calendar/days.ts';
import { Refusal } from '../refusal.ts';
import { isRealDate } from './checksum.ts';
import type { ManagerRole } from './types.ts';

/** Who looks after a client, from a day to a day (both included); `to` null = until further notice. */
export interface Assignment {
  manager: string;
  role: ManagerRole;
  from: string;
  to: string | null;
}

/**
 * Refuses assignments that contradict each other: two main managers on one day (`parties.two_mains`, by name and day),
 * the same person twice in one role on one day (`parties.assigned_twice`), an end before its start or a day that is none.
 */
export function checkAssignments(assignments: readonly Assignment[]): void {
  for (const { manager, from, to } of assignments) {
    if (!isRealDate(from) || (to !== null && !isRealDate(to)))
      throw new Refusal('parties.no_such_day', { day: isRealDate(from) ? to! : from });
    if (to !== null && to < from) throw new Refusal('parties.ends_before_start', { manager, from, to });
  }
  const ordered = [...assignments].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  ordered.forEach((later, at) => {
    for (const earlier of ordered.slice(0, at)) {
      if (earlier.role !== later.role || (earlier.to !== null && earlier.to < later.from)) continue;
      const params = { first: earlier.manager, second: later.manager, day: later.from };
      if (earlier.manager === later.manager) throw new Refusal('parties.assigned_twice', params);
      if (later.role === 'main') throw new Refusal('parties.two_mains', params);
    }
  });
}

/** Who holds a role on a day. */
export function assignedOn(assignments: readonly Assignment[], day: string, role: ManagerRole): string[] {
  return assignments
    .filter(each => each.role === role && each.from <= day && (each.to === null || each.to >= day))
    .map(({ manager }) => manager);
}

/**
 * Hands the client over: `manager` is main from `day` on, whoever was main before ends the day before. The same person
 * changes nothing. A main that would begin later than `day` gives way too. Stand-ins and assistants stay.
 */
export function handOver(assignments: readonly Assignment[], manager: string, day: string): Assignment[] {
  if (!isRealDate(day)) throw new Refusal('parties.no_such_day', { day });
  const mains = assignments.filter(({ role }) => role === 'main');
  if (mains.some(each => each.manager === manager && each.from <= day && each.to === null))
    return [...assignments];
  const kept = assignments.flatMap(each => {
    if (each.role !== 'main' || (each.to !== null && each.to < day)) return [each];
    return each.from >= day ? [] : [{ ...each, to: dayBefore(day) }];
  });
  return [...kept, { manager, role: 'main', from: day, to: null }];
}
