import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayBefore } from '../../src/domain/calendar/days.ts';
import {
  type Assignment,
  assignedOn,
  checkAssignments,
  handOver,
} from '../../src/domain/parties/managers.ts';

const main = (manager: string, from: string, to: string | null = null): Assignment => ({
  manager,
  role: 'main',
  from,
  to,
});
const refusal = (assignments: Assignment[]) => {
  try {
    checkAssignments(assignments);
    return null;
  } catch (error) {
    const { code, params } = error as { code: string; params: unknown };
    return { code, params };
  }
};

it('two mains on one day are refused by name and day; neighbours are not', () => {
  expect(refusal([main('林一', '2026-01-01', '2026-04-30'), main('宋扬', '2026-05-01')])).toBeNull();
  expect(refusal([main('林一', '2026-01-01', '2026-05-01'), main('宋扬', '2026-05-01')])).toEqual({
    code: 'parties.two_mains',
    params: { first: '林一', second: '宋扬', day: '2026-05-01' },
  });
  expect(refusal([main('宋扬', '2026-05-01'), main('林一', '2026-01-01')])?.code).toBe('parties.two_mains');
});

it('assistants and stand-ins may stand beside each other, but nobody twice', () => {
  const assistant = (manager: string, from: string): Assignment => ({
    manager,
    role: 'assistant',
    from,
    to: null,
  });
  expect(
    refusal([main('林一', '2026-01-01'), assistant('宋扬', '2026-01-01'), assistant('何苗', '2026-02-01')]),
  ).toBeNull();
  expect(refusal([assistant('宋扬', '2026-01-01'), assistant('宋扬', '2026-03-01')])?.code).toBe(
    'parties.assigned_twice',
  );
});

it('days must exist and an end may not come before the start', () => {
  expect(refusal([main('林一', '2026-02-30')])?.code).toBe('parties.no_such_day');
  expect(refusal([main('林一', '2026-03-01', '2026-02-28')])?.code).toBe('parties.ends_before_start');
});

it('the day before goes over months and leap years', () => {
  expect(['2026-03-01', '2024-03-01', '2026-01-01'].map(dayBefore)).toEqual([
    '2026-02-28',
    '2024-02-29',
    '2025-12-31',
  ]);
});

it('handing over again and again leaves one main on every day from the first', () => {
  const day = fc
    .integer({ min: 0, max: 700 })
    .map(days => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
  const steps = fc.array(fc.tuple(fc.constantFrom('林一', '宋扬', '何苗'), day), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(steps, day, (history, asked) => {
      let held: Assignment[] = [];
      for (const [manager, from] of history) held = handOver(held, manager, from);
      checkAssignments(held);
      const first = history.map(([, from]) => from).sort()[0]!;
      expect(assignedOn(held, asked, 'main')).toHaveLength(asked < first ? 0 : 1);
      expect(handOver(held, history.at(-1)![0], history.at(-1)![1])).toEqual(held);
    }),
  );
});
