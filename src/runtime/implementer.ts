import { implement } from '@orpc/server';
import { contract } from '../contract/index.ts';
import { beijingDay } from '../domain/calendar/days.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { mayCall, type Role, seesPapers } from '../domain/people/roles.ts';
import { scopeOf, type Who } from '../domain/people/scope.ts';
import { Refusal } from '../domain/refusal.ts';

export interface HostContext {
  host: 'desktop' | 'browser' | 'command-line';
  /** A fixed person in the place of the one at the workstation. */
  who?: Who;
}

/** Who calls, and what the call reaches. */
export interface CallContext extends HostContext {
  /** Name of the person, as the 操作日志 keeps it. */
  actor: string;
  roles: readonly Role[];
  /** Rows that this call may see and change: an argument of every act on what belongs to clients. */
  scope: RowScope;
  /** Whether numbers of identity papers are shown whole. */
  seesPapers: boolean;
}

/** Chinese calendar day of now, whatever the machine's zone. */
export function today(): string {
  return beijingDay(Date.now());
}

/**
 * Every procedure, to be given its handler. Here and nowhere else a call is checked for its role and gets its scope; a
 * refusal crosses as a refusal.
 */
export function implementer(session: { who(): Promise<Who | null> }) {
  return implement(contract)
    .$context<HostContext>()
    .use(async ({ context, next, procedure, errors }) => {
      try {
        const { role } = procedure['~orpc'].meta;
        const who = context.who ?? (await session.who());
        const { actor, roles } = who ?? { actor: '', roles: [] };
        if (!mayCall(roles, role)) throw new Refusal(who ? 'session.role' : 'session.signed_out');
        const scope = scopeOf(who ?? { actor, roles, manager: null }, role, today());
        return await next({ context: { actor, roles, scope, seesPapers: seesPapers(roles) } });
      } catch (error) {
        if (error instanceof Refusal) throw errors.REFUSAL({ data: error.data() });
        throw error;
      }
    });
}
export type DeskImplementer = ReturnType<typeof implementer>;
