import { renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** 结账: periods, checklist, exceptions, closing, 反结账, 结账报告. */
export function closeRoutes(
  os: DeskImplementer,
  desk: Desk,
  { callerOf }: { callerOf(context: CallContext, key: string): Caller },
) {
  const { house, staging } = desk;
  const called = (context: CallContext, key: string) => ({ caller: callerOf(context, key), today: today() });
  return {
    periods: os.close.periods.handler(() => house.read('close/periods', undefined)),
    clients: os.close.clients.handler(({ input }) => house.read('close/clients', input)),
    checklist: os.close.checklist.handler(({ input, context: { actor } }) =>
      house.read('close/checklist', { ...input, actor, today: today() }),
    ),
    close: os.close.close.handler(({ input: { key, ...which }, context }) =>
      house.write('close/close', { ...called(context, key), ...which }),
    ),
    reopen: os.close.reopen.handler(({ input: { key, ...wanted }, context }) =>
      house.write('close/reopen', { ...called(context, key), ...wanted }),
    ),
    carry: os.close.carry.handler(({ input: { key, ...wanted }, context }) =>
      house.write('close/carry', { ...called(context, key), ...wanted }),
    ),
    noBusiness: os.close.noBusiness.handler(({ input: { key, ...wanted }, context }) =>
      house.write('close/noBusiness', { ...called(context, key), ...wanted }),
    ),
    withdraw: os.close.withdraw.handler(({ input: { key, ...wanted }, context }) =>
      house.write('close/withdraw', { ...called(context, key), ...wanted }),
    ),
    write: os.close.write.handler(async ({ input, context: { actor } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('close/write', { ...input, actor, today: today(), path, language });
      const name = `${renderText(loadCatalogue(language), 'close.report.title')} ${input.month}.${input.format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
  };
}
