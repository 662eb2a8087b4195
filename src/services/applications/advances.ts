import type { AdvanceItemView } from '../../contract/recharges.ts';
import { type AdvanceTerm, daysOverdue } from '../../domain/applications/advance.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import { hasTermFrom, insertAdvanceTerm, receivableItems } from '../../store/advances.ts';
import { clientOf } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type ApplicationCaller, callOf } from './caller.ts';

/** Agrees ceiling and days of advances with a client from a day on. Refuses `applications.term_exists`. */
export function setAdvanceTerm(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: AdvanceTerm & { client: number },
): Promise<{ term: number }> {
  return command(
    connection,
    { ...callOf(caller), procedure: 'recharges.setAdvance', input: { ...wanted } },
    tx => {
      const { client, ...term } = wanted;
      if (!clientOf(connection, client)) throw new Refusal('applications.client_unknown', { client });
      if (hasTermFrom(connection, client, term.from))
        throw new Refusal('applications.term_exists', { day: term.from });
      return { term: insertAdvanceTerm(tx, client, term) };
    },
  );
}

/** 垫款台账 on a day: every open item of what clients owe, the oldest due first. */
export function advanceLedger(
  connection: Connection,
  scope: RowScope,
  { on, ...wanted }: { on: string; client?: number; settled?: boolean },
): AdvanceItemView[] {
  return receivableItems(connection, scope, wanted).map(item => ({
    ...item,
    repaidFen: item.openedFen - item.openFen,
    overdueDays: item.openFen > 0 ? daysOverdue(item.dueOn, on) : 0,
  }));
}
