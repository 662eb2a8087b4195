import type { OrderCaller } from '../services/orders/caller.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

/** Who asks, when, and under which key a command may be repeated. */
type CallerOf = (context: CallContext, key: string) => OrderCaller;

/** The procedures on planned orders and presets: a query goes to a reader, a command to the writer. */
export function planRoutes(
  os: DeskImplementer,
  { house, bookWork: work }: Desk,
  { callerOf, today }: { callerOf: CallerOf; today(): string },
) {
  return {
    presets: os.plans.presets.handler(({ input, context: { scope } }) =>
      house.read('plans/presets', { scope, ...input }),
    ),
    keepPreset: os.plans.keepPreset.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/keepPreset', { caller: callerOf(context, key), ...input }),
    ),
    archivePreset: os.plans.archivePreset.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/archivePreset', { caller: callerOf(context, key), ...input }),
    ),
    list: os.plans.list.handler(({ input, context: { scope } }) =>
      house.read('plans/list', { scope, ...input, today: today() }),
    ),
    plan: os.plans.plan.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/plan', { caller: callerOf(context, key), ...input }),
    ),
    place: os.plans.place.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/place', { caller: callerOf(context, key), ...input }),
    ),
    drop: os.plans.drop.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/drop', { caller: callerOf(context, key), ...input }),
    ),
    hold: os.plans.hold.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/hold', { caller: callerOf(context, key), ...input }),
    ),
    check: os.plans.check.handler(({ input, context: { scope } }) =>
      house.read('plans/check', { scope, ...input, today: today() }),
    ),
    commit: os.plans.commit.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/commit', { caller: callerOf(context, key), ...input }),
    ),
    refused: os.plans.refused.handler(({ input }) => work.refusedOfPlan(input)),
    duplicate: os.plans.duplicate.handler(({ input, context: { scope } }) =>
      house.read('plans/duplicate', { scope, ...input }),
    ),
    limitSettings: os.plans.limitSettings.handler(() => house.read('plans/limitSettings', undefined)),
    setLimits: os.plans.setLimits.handler(({ input: { key, ...input }, context }) =>
      house.write('plans/setLimits', { caller: callerOf(context, key), ...input }),
    ),
  };
}
