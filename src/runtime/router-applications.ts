import { renderText } from '../domain/text.ts';
import type { ApplicationCaller } from '../services/applications.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** Who asks, when, and under which key a command may be repeated. */
function callerOf({ actor, scope }: CallContext, key: string): ApplicationCaller {
  return { actor, key, at: new Date().toISOString(), scope };
}

/** Applications with their approval, payments and deposits of recharges, advances. */
export function applicationRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging } = desk;
  /** Writes a register and registers it under a name. */
  const written = async (
    title: string,
    { of, format }: { of: string; format: string },
    write: (path: string, language: 'zh' | 'en') => Promise<unknown>,
  ) => {
    const { language } = await desk.settings();
    const path = staging.exportPath();
    await write(path, language);
    const name = `${renderText(loadCatalogue(language), title)} ${of}.${format}`;
    return { fileId: (await staging.register(name, path, true)).id, name };
  };
  return {
    applications: {
      list: os.applications.list.handler(({ input: { mine, ...input }, context: { scope, actor } }) =>
        house.read('applications/list', { ...input, ...(mine ? { mine: actor } : {}), scope }),
      ),
      detail: os.applications.detail.handler(({ input, context: { scope } }) =>
        house.read('applications/detail', { ...input, scope }),
      ),
      formFacts: os.applications.formFacts.handler(({ input, context: { scope } }) =>
        house.read('applications/formFacts', { ...input, scope, on: today() }),
      ),
      keep: os.applications.keep.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/keep', { caller: callerOf(context, key), ...wanted }),
      ),
      apply: os.applications.apply.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/apply', { caller: callerOf(context, key), ...wanted }),
      ),
      withdraw: os.applications.withdraw.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/withdraw', { caller: callerOf(context, key), ...wanted }),
      ),
      override: os.applications.override.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/override', { caller: callerOf(context, key), ...wanted }),
      ),
      approve: os.applications.approve.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/approve', { caller: callerOf(context, key), ...wanted }),
      ),
      refuse: os.applications.refuse.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/refuse', { caller: callerOf(context, key), ...wanted }),
      ),
      finish: os.applications.finish.handler(({ input: { key, ...wanted }, context }) =>
        house.write('applications/finish', { caller: callerOf(context, key), ...wanted }),
      ),
    },
    recharges: {
      waiting: os.recharges.waiting.handler(({ context: { scope } }) =>
        house.read('recharges/waiting', { scope, on: today() }),
      ),
      pay: os.recharges.pay.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/pay', { caller: callerOf(context, key), ...wanted }),
      ),
      give: os.recharges.give.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/give', { caller: callerOf(context, key), ...wanted }),
      ),
      walletArrived: os.recharges.walletArrived.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/walletArrived', { caller: callerOf(context, key), ...wanted }),
      ),
      fail: os.recharges.fail.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/fail', { caller: callerOf(context, key), ...wanted }),
      ),
      arrive: os.recharges.arrive.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/arrive', { caller: callerOf(context, key), ...wanted }),
      ),
      report: os.recharges.report.handler(({ input, context: { scope } }) =>
        house.read('recharges/report', { ...input, scope }),
      ),
      write: os.recharges.write.handler(({ input, context: { scope } }) =>
        written(
          'recharges.register.title',
          { of: `${input.from} ${input.to}`, format: input.format },
          (path, language) => house.read('recharges/write', { ...input, path, language, scope }),
        ),
      ),
      advances: os.recharges.advances.handler(({ input, context: { scope } }) =>
        house.read('recharges/advances', { ...input, scope, on: today() }),
      ),
      writeAdvances: os.recharges.writeAdvances.handler(({ input, context: { scope } }) => {
        const on = today();
        return written('recharges.advances.title', { of: on, format: input.format }, (path, language) =>
          house.read('recharges/writeAdvances', { ...input, on, path, language, scope }),
        );
      }),
      setAdvance: os.recharges.setAdvance.handler(({ input: { key, ...wanted }, context }) =>
        house.write('recharges/setAdvance', { caller: callerOf(context, key), ...wanted }),
      ),
    },
  };
}
