import { implement } from '@orpc/server';
import { contract } from '../contract/index.ts';
import type { Role } from '../contract/procedure.ts';
import { Refusal } from '../domain/refusal.ts';

/** Who calls: the host it came through and the roles of the session's profile. */
export interface CallContext {
  host: 'desktop' | 'browser' | 'command-line';
  roles: readonly Role[];
  /** Name of the person, as the 操作日志 keeps it. */
  actor: string;
}

/** Every procedure, to be given its handler: checked for its role, and a refusal crosses as a refusal. */
export function implementer() {
  return implement(contract)
    .$context<CallContext>()
    .use(async ({ context, next, procedure, errors }) => {
      try {
        if (!context.roles.includes(procedure['~orpc'].meta.role)) throw new Refusal('session.role');
        return await next();
      } catch (error) {
        if (error instanceof Refusal) throw errors.REFUSAL({ data: error.data() });
        throw error;
      }
    });
}
export type DeskImplementer = ReturnType<typeof implementer>;
