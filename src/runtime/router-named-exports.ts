import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';

const callerOf = ({ actor, scope }: CallContext, key: string) => ({
  ...{ actor, scope, key },
  at: new Date().toISOString(),
});

/** 自定义导出 of the open book. */
export function namedExportRoutes(os: DeskImplementer, { house, bookWork }: Desk) {
  const { namedExports } = os;
  return {
    list: namedExports.list.handler(({ context: { actor, scope } }) =>
      house.read('namedExports/list', { actor, scope }),
    ),
    keep: namedExports.keep.handler(({ input: { key, ...wanted }, context }) =>
      house.write('namedExports/keep', { caller: callerOf(context, key), ...wanted }),
    ),
    drop: namedExports.drop.handler(({ input: { key, ...wanted }, context }) =>
      house.write('namedExports/drop', { caller: callerOf(context, key), ...wanted }),
    ),
    run: namedExports.run.handler(async ({ input, context: { actor, scope } }) => {
      const { month, query, rows, name, ...file } = await house.read('namedExports/plan', {
        ...{ ...input, actor, scope },
        today: today(),
      });
      const jobId = bookWork.exportGrid({
        ...{ ...file, scope, name: month === null ? name : `${name} ${month}` },
        ...{ selection: { query, except: [] }, sort: query.sort },
      });
      return { jobId, rows, month };
    }),
  };
}
