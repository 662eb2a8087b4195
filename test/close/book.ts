import type { Asking } from '../../src/services/close.ts';
import { carryLines, checklistOf, closePeriod } from '../../src/services/close.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';

let serial = 0;
export function caller(actor = '会计') {
  serial += 1;
  return { actor, key: `close-${serial}`, at: '2026-07-02T02:00:00.000Z' };
}

export const ASKING: Asking = { actor: '会计', today: '2026-07-02', lastCopyOn: '2026-07-01' };

/** Carries whatever may be carried of a month, and closes it. */
export async function closeAll(connection: Connection, month: string, client: number | null = null) {
  const { lines } = checklistOf(connection, { month, client }, ASKING);
  const missing = lines.filter(({ state }) => state === 'missing').map(({ line }) => line);
  const about = { owner: '李会计', dueOn: '2026-07-31', reason: '次月处理' };
  if (missing.length > 0)
    await carryLines(connection, caller(), { month, client, lines: missing, ...about }, ASKING);
  return closePeriod(connection, caller(), { month, client }, ASKING);
}
