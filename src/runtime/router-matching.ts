import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

interface Frame {
  callerOf(context: CallContext, key: string): Caller;
  today(): string;
}

/** The procedures of matching: a query goes to a reader, a command to the writer. */
export function matchingRoutes(os: DeskImplementer, { house }: Desk, { callerOf }: Frame) {
  const { matching } = os;
  return {
    list: matching.list.handler(({ input }) => house.read('matching/list', input)),
    open: matching.open.handler(({ input }) => house.read('matching/open', input)),
    run: matching.run.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/run', { caller: callerOf(context, key), ...input }),
    ),
    accept: matching.accept.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/accept', { caller: callerOf(context, key), ...input }),
    ),
    reject: matching.reject.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/reject', { caller: callerOf(context, key), ...input }),
    ),
    takeBack: matching.takeBack.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/takeBack', { caller: callerOf(context, key), ...input }),
    ),
    rules: matching.rules.handler(() => house.read('matching/rules', undefined)),
    tryRules: matching.tryRules.handler(({ input }) => house.read('matching/tryRules', input)),
    keepRules: matching.keepRules.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/keepRules', { caller: callerOf(context, key), ...input }),
    ),
  };
}

/** The procedures of tickets. */
export function ticketRoutes(os: DeskImplementer, { house }: Desk, { callerOf, today }: Frame) {
  const { tickets } = os;
  return {
    list: tickets.list.handler(({ input }) => house.read('tickets/list', { ...input, on: today() })),
    keep: tickets.keep.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/keep', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
    decide: tickets.decide.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/decide', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
    reopen: tickets.reopen.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/reopen', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
  };
}
