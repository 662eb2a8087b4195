import { renderText } from '../domain/text.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** Who asks, when, and under which key a command may be repeated. */
function callerOf({ actor }: CallContext, key: string) {
  return { actor, key, at: new Date().toISOString() };
}

/** 返点与服务费: policies, settings of the book, runs, statements, 毛利表. */
export function policyRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging, jobs } = desk;
  /** Writes a report and registers it under a name. */
  const written = async (
    title: string,
    { from, to, format }: { from: string; to: string; format: string },
    write: (path: string, language: 'zh' | 'en') => Promise<unknown>,
  ) => {
    const { language } = await desk.settings();
    const path = staging.exportPath();
    await write(path, language);
    const months = from === to ? from : `${from} ${to}`;
    const name = `${renderText(loadCatalogue(language), title)} ${months}.${format}`;
    return { fileId: (await staging.register(name, path, true)).id, name };
  };
  return {
    policies: {
      list: os.policies.list.handler(() => house.read('policies/list', undefined)),
      keep: os.policies.keep.handler(({ input: { key, ...wanted }, context }) =>
        house.write('policies/keep', { caller: callerOf(context, key), ...wanted }),
      ),
      end: os.policies.end.handler(({ input: { key, ...wanted }, context }) =>
        house.write('policies/end', { caller: callerOf(context, key), ...wanted }),
      ),
      rechargeTerms: os.policies.rechargeTerms.handler(({ input, context: { scope } }) =>
        house.read('policies/rechargeTerms', { ...input, scope }),
      ),
      settings: os.policies.settings.handler(() => house.read('policies/settings', undefined)),
      setSettings: os.policies.setSettings.handler(({ input: { key, settings }, context }) =>
        house.write('policies/setSettings', { caller: callerOf(context, key), settings }),
      ),
      preview: os.policies.preview.handler(({ input: { month } }) =>
        house.read('policies/preview', { month, today: today() }),
      ),
      run: os.policies.run.handler(({ input: { key, ...wanted }, context }) => {
        house.open();
        const caller = callerOf(context, key);
        return {
          jobId: jobs.start('jobs.month_end_run', { month: wanted.month }, async control => {
            control.step('jobs.step.book');
            await house.write('policies/run', { caller, ...wanted }, control);
            return null;
          }),
        };
      }),
    },
    rebates: {
      report: os.rebates.report.handler(({ input }) => house.read('rebates/report', input)),
      write: os.rebates.write.handler(({ input }) =>
        written(`rebates.sheet.title.${input.sheet}.${input.side}`, input, (path, language) =>
          house.read('rebates/write', { ...input, path, language }),
        ),
      ),
      confirm: os.rebates.confirm.handler(({ input: { key, ...wanted }, context }) =>
        house.write('rebates/confirm', { caller: callerOf(context, key), ...wanted }),
      ),
      use: os.rebates.use.handler(({ input: { key, ...wanted }, context }) =>
        house.write('rebates/use', { caller: callerOf(context, key), ...wanted }),
      ),
      undo: os.rebates.undo.handler(({ input: { key, ...wanted }, context }) =>
        house.write('rebates/undo', { caller: callerOf(context, key), ...wanted }),
      ),
      margin: os.rebates.margin.handler(({ input }) => house.read('rebates/margin', input)),
      writeMargin: os.rebates.writeMargin.handler(({ input }) =>
        written('margin.title', input, (path, language) =>
          house.read('rebates/writeMargin', { ...input, path, language }),
        ),
      ),
    },
  };
}
