import { renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** 对账单包: the board, the making of packs and of letters as jobs, their states. */
export function packRoutes(
  os: DeskImplementer,
  desk: Desk,
  { callerOf }: { callerOf(context: CallContext, key: string): Caller },
) {
  const { house, staging, jobs } = desk;
  const export_ = async (path: string, name: string) => ({
    kind: 'export' as const,
    fileId: (await staging.register(name, path, true)).id,
    name,
  });
  return {
    board: os.packs.board.handler(({ input, context: { scope } }) =>
      house.read('packs/board', { ...input, scope }),
    ),
    detail: os.packs.detail.handler(({ input, context: { scope } }) =>
      house.read('packs/detail', { ...input, scope }),
    ),
    generate: os.packs.generate.handler(async ({ input: { key, month, clients }, context }) => {
      house.open();
      const { language } = await desk.settings();
      const caller = callerOf(context, key);
      const title = renderText(loadCatalogue(language), 'packs.file.statement');
      const asked = { month, clients, scope: context.scope, actor: caller.actor, at: caller.at };
      const jobId = jobs.start('jobs.packs', { month }, async control => {
        control.step('jobs.step.packs');
        const path = staging.exportPath();
        const request = { ...asked, today: today(), path, language };
        const { packs } = await house.read('packs/archive', request, control);
        await house.write('packs/register', { caller, packs });
        return export_(path, `${title} ${month}.zip`);
      });
      return { jobId };
    }),
    mark: os.packs.mark.handler(({ input: { key, fileId, ...marking }, context }) => {
      const paper = fileId === null ? null : staging.get(fileId);
      const named = paper && { path: paper.path, name: paper.name };
      return house.write('packs/mark', { caller: callerOf(context, key), ...marking, paper: named });
    }),
    letters: os.packs.letters.handler(async ({ input, context: { scope } }) => {
      house.open();
      const { language } = await desk.settings();
      const title = renderText(loadCatalogue(language), 'packs.file.letter');
      const jobId = jobs.start('jobs.letters', { on: input.on }, async control => {
        control.step('jobs.step.write');
        const path = staging.exportPath();
        await house.read('letters/archive', { ...input, scope, path, language }, control);
        return export_(path, `${title} ${input.on}.zip`);
      });
      return { jobId };
    }),
  };
}
