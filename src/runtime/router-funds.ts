import { renderText } from '../domain/text.ts';
import type { Desk } from './desk.ts';
import { type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** The procedures on 资金日报 and 长期挂账表: all of them read. */
export function fundsRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging } = desk;
  const exported = async (title: string, day: string, format: string, path: string) => {
    const { language } = await desk.settings();
    const name = `${renderText(loadCatalogue(language), title)} ${day}.${format}`;
    return { fileId: (await staging.register(name, path, true)).id, name };
  };
  return {
    daily: os.funds.daily.handler(({ input }) => house.read('funds/daily', input)),
    writeDaily: os.funds.writeDaily.handler(async ({ input }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('funds/writeDaily', { ...input, path, language });
      return exported('funds.title.daily', input.on, input.format, path);
    }),
    longOpen: os.funds.longOpen.handler(({ input }) =>
      house.read('funds/longOpen', { ...input, on: today() }),
    ),
    writeLongOpen: os.funds.writeLongOpen.handler(async ({ input }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('funds/writeLongOpen', { ...input, on: today(), path, language });
      return exported('long_open.title.lines', today(), input.format, path);
    }),
  };
}
