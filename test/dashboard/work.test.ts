import { expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { workWaiting } from '../../src/services/attention-work.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller } from '../imports/desk.ts';
import { twoClients } from '../imports/sheets.ts';

const TODAY = '2026-06-20';

async function apply(connection: Connection, rows: Record<string, string | number>[]) {
  await command(connection, { ...caller(), procedure: 'test.fill', input: {} }, tx => {
    for (const [index, row] of rows.entries())
      insertRow(tx, 'application', {
        ...{ no: `SQ${index}`, kind: 'recharge', client: 1, funding: 'balance', route: 'online', urgent: 0 },
        ...{ note: '', details: '{}', paid_fen: 100, credited_fen: 100, created_by: '王五' },
        ...{ created_at: '2026-06-10T17:00:00.000Z', ...row },
      });
    return null;
  });
}

it('tells applications by who holds them, the day in Beijing, and months that are over', async () => {
  const connection = await twoClients();
  await apply(connection, [
    { state: 'applied', applied_at: '2026-06-11T17:00:00.000Z', applicant: '张三' },
    { state: 'approved', approved_at: '2026-06-12T01:00:00.000Z', paid_fen: 700 },
    { state: 'draft', client: 2 },
    { state: 'done' },
  ]);
  const all = { kind: 'all' } as const;
  const lines = workWaiting(connection, all, { actor: '张三', today: TODAY });
  const told = lines.map(({ subject, reason, count, sumFen, oldestOn }) => [
    ...[subject, reason, count, sumFen, oldestOn],
  ]);
  expect(told).toContainEqual(['applications_own', 'supervisor', 1, 100, '2026-06-12']);
  expect(told).toContainEqual(['applications_to_approve', null, 1, 100, '2026-06-12']);
  expect(told).toContainEqual(['payments_to_make', null, 1, 700, '2026-06-12']);
  expect(lines.find(({ subject }) => subject === 'periods_to_close')?.oldestOn).toBe('2026-05-01');
});

it('tells a manager of the own clients only, and nothing of the whole book', async () => {
  const connection = await twoClients();
  await apply(connection, [{ state: 'applied', applied_at: '2026-06-11T01:00:00.000Z' }]);
  const scope = { kind: 'manager', manager: 1, on: TODAY } as const;
  expect(workWaiting(connection, scope, { actor: '张三', today: TODAY })).toEqual([]);
});
