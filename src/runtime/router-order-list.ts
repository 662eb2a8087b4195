import type { OrderCaller } from '../services/orders.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

/** The procedures on many orders at once; what may take long runs as a job. */
export function orderListRoutes(
  os: DeskImplementer,
  { house, jobs }: Desk,
  { callerOf, today }: { callerOf(context: CallContext, key: string): OrderCaller; today(): string },
) {
  const { orderList } = os;
  return {
    previewMarking: orderList.previewMarking.handler(({ input, context: { scope } }) =>
      house.read('orderList/previewMarking', { scope, ...input, today: today() }),
    ),
    mark: orderList.mark.handler(({ input: { key, ...input }, context }) => {
      const caller = callerOf(context, key);
      house.open();
      const jobId = jobs.start('jobs.order_mark', {}, async control => {
        control.step('jobs.step.order_mark');
        const { seq, marked } = await house.write('orderList/mark', { caller, ...input }, control);
        return { kind: 'marked', seq, orders: marked };
      });
      return { jobId };
    }),
    markings: orderList.markings.handler(({ context: { scope } }) =>
      house.read('orderList/markings', { scope }),
    ),
    undoMarking: orderList.undoMarking.handler(({ input: { key, seq }, context }) => {
      const caller = callerOf(context, key);
      house.open();
      const jobId = jobs.start('jobs.order_unmark', {}, async control => {
        control.step('jobs.step.order_unmark');
        const { orders } = await house.write('orderList/undoMarking', { caller, seq }, control);
        return { kind: 'unmarked', seq, orders };
      });
      return { jobId };
    }),
    previewHandOver: orderList.previewHandOver.handler(({ input, context: { scope } }) =>
      house.read('orderList/previewHandOver', { scope, ...input }),
    ),
    previewListed: orderList.previewListed.handler(({ input, context: { scope } }) =>
      house.read('orderList/previewListed', { scope, ...input, today: today() }),
    ),
    registerListed: orderList.registerListed.handler(({ input: { key, ...input }, context }) =>
      house.write('orderList/registerListed', { caller: callerOf(context, key), ...input }),
    ),
  };
}
