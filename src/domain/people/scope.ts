import type { RowScope } from '../parties/types.ts';
import { type Allowed, type Role, rolesOf, WHOLE_BOOK } from './roles.ts';

/** Who acts: the name that the log keeps, the roles, and whose clients are the own ones. */
export interface Who {
  actor: string;
  roles: readonly Role[];
  /** Manager whose clients a 客户经理 or 主管 sees; null: none. */
  manager: number | null;
}

/** No manager has this id, so nobody's clients are seen. */
const NOBODY = 0;

/**
 * Rows that a call reaches on a Beijing day. Only the roles for which the procedure is count: who is 查看 and 客户经理 at
 * once reads everything, and places orders for the own clients.
 */
export function scopeOf({ roles, manager }: Who, allowed: Allowed, on: string): RowScope {
  const granting = rolesOf(allowed).filter(role => roles.includes(role));
  if (granting.some(role => WHOLE_BOOK.includes(role))) return { kind: 'all' };
  return { kind: 'manager', manager: manager ?? NOBODY, on, team: granting.includes('teamLead') };
}
