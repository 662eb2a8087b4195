import type { BalanceBreaks, ContinuityBreak, IdentityBreak } from '../../domain/imports/breaks.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { balanceBreaks as storedBreaks } from '../../store/imports-days.ts';

/** Every place where balances or figures do not agree, by account and day. */
export function balanceBreaks(connection: Connection): BalanceBreaks {
  return storedBreaks(connection);
}

/** Places where a statement's balance does not lead on. */
export function continuityBreaks(connection: Connection): ContinuityBreak[] {
  return storedBreaks(connection).continuity;
}

/** Figures that two things tell differently. */
export function identityBreaks(connection: Connection): IdentityBreak[] {
  return storedBreaks(connection).identities;
}
