import { dayPlus } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { appliedAccount, type StoredLine } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { toldGrants } from '../../store/recharges.ts';
import type { PostedEvent } from './post.ts';

/**
 * E23 of the grant 货返 that a policy gives with a recharge, as its account is credited: memo, a lot of its own under the
 * 打款码. None where a file told a grant of this amount on the day or beside it; a file that tells it later only compares.
 */
export function grantEvents(
  connection: Connection,
  { account, grantFen }: StoredLine,
  { code, on }: { code: string; on: string },
): PostedEvent[] {
  const pool = account === null ? null : appliedAccount(connection, account)?.pool;
  if (!pool || grantFen === 0) return [];
  const told = toldGrants(connection, pool.pool, dayPlus(on, -1), dayPlus(on, 1));
  if (told.includes(grantFen)) return [];
  const amountFen = grantFen as Fen;
  const event = { id: 'E23', caseNo: code, pool, bucket: 'grant', amountFen } as const;
  return [{ event, source: 'grant_list' }];
}
