import { renderText } from '../domain/text.ts';
import type { Desk } from './desk.ts';
import type { DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** The procedures on 税额测算: all of them read. */
export function taxRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging } = desk;
  return {
    estimate: os.taxes.estimate.handler(({ input }) => house.read('taxes/estimate', input)),
    write: os.taxes.write.handler(async ({ input }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('taxes/write', { ...input, path, language });
      const title = renderText(loadCatalogue(language), 'taxes.title.vat');
      const name = `${title} ${input.from} ${input.to}.${input.format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
  };
}
