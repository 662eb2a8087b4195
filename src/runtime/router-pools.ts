import { renderText } from '../domain/text.ts';
import type { PoolCaller } from '../services/pools.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** Who asks, when, and under which key a command may be repeated. */
type CallerOf = (context: CallContext, key: string) => PoolCaller;

/** The procedures on 资金池. */
export function poolRoutes(
  os: DeskImplementer,
  desk: Desk,
  { callerOf, today }: { callerOf: CallerOf; today(): string },
) {
  const { house, staging } = desk;
  return {
    list: os.pools.list.handler(({ context: { scope } }) =>
      house.read('pools/list', { scope, today: today() }),
    ),
    page: os.pools.page.handler(({ input, context: { scope } }) =>
      house.read('pools/page', { ...input, scope, today: today() }),
    ),
    moves: os.pools.moves.handler(({ input, context: { scope } }) =>
      house.read('pools/moves', { ...input, scope }),
    ),
    write: os.pools.write.handler(async ({ input, context: { scope } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      const asked = { ...input, scope, path, language, today: today() };
      const { name: pool } = await house.read('pools/write', asked);
      const title = renderText(loadCatalogue(language), 'pools.report.title');
      const name = `${title} ${pool} ${input.from} ${input.to}.${input.format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
    setSettings: os.pools.setSettings.handler(({ input: { key, ...input }, context }) =>
      house.write('pools/setSettings', { caller: callerOf(context, key), ...input }),
    ),
    setAlarm: os.pools.setAlarm.handler(({ input: { key, ...input }, context }) =>
      house.write('pools/setAlarm', { caller: callerOf(context, key), ...input }),
    ),
    describeLot: os.pools.describeLot.handler(({ input: { key, ...input }, context }) =>
      house.write('pools/describeLot', { caller: callerOf(context, key), ...input }),
    ),
    record: os.pools.record.handler(({ input: { key, ...input }, context }) =>
      house.write('pools/record', { caller: callerOf(context, key), ...input }),
    ),
  };
}
