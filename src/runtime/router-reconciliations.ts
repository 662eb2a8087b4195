import { renderText } from '../domain/text.ts';
import type { Desk } from './desk.ts';
import type { DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** 调节表 of banks and channels, and of the platform. */
export function reconciliationRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging } = desk;
  return {
    bank: os.reconciliations.bank.handler(({ input }) => house.read('reconciliations/bank', input)),
    platform: os.reconciliations.platform.handler(({ input }) =>
      house.read('reconciliations/platform', input),
    ),
    write: os.reconciliations.write.handler(async ({ input, context: { actor } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('reconciliations/write', { ...input, by: actor, path, language });
      const title = renderText(loadCatalogue(language), `reconciliations.${input.of}.title`);
      const name = `${title} ${input.month}.${input.format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
  };
}
