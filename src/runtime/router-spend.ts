import { spanOf } from '../domain/reports/spend-text.ts';
import { renderText } from '../domain/text.ts';
import type { Desk } from './desk.ts';
import { type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** The procedures on 消耗日报/月报: all of them read. */
export function spendRoutes(os: DeskImplementer, desk: Desk) {
  const { house, staging } = desk;
  return {
    report: os.spend.report.handler(({ input, context: { scope } }) =>
      house.read('spend/report', { ...input, scope, today: today() }),
    ),
    rows: os.spend.rows.handler(
      ({ input: { client, pool, product, buckets, ...input }, context: { scope } }) =>
        house.read('spend/rows', {
          ...input,
          figure: { client, pool, product, buckets },
          scope,
          today: today(),
        }),
    ),
    write: os.spend.write.handler(async ({ input: { format, ...input }, context: { scope } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('spend/write', { ...input, format, scope, path, language, today: today() });
      const title = renderText(loadCatalogue(language), `spend.title.${spanOf(input)}`);
      const days = input.from === input.to ? input.from : `${input.from} ${input.to}`;
      const name = `${title} ${days}.${format === 'text' ? 'txt' : format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
  };
}
