import { renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

/** 记账凭证: batches, their files, the mapping, 总账核对. */
export function voucherRoutes(
  os: DeskImplementer,
  desk: Desk,
  { callerOf }: { callerOf(context: CallContext, key: string): Caller },
) {
  const { house, staging } = desk;
  const { vouchers } = os;
  const write = async (
    title: string,
    about: string,
    ending: string,
    fill: (path: string) => Promise<unknown>,
  ) => {
    const { language } = await desk.settings();
    const path = staging.exportPath();
    await fill(path);
    const name = `${[renderText(loadCatalogue(language), title), about].filter(Boolean).join(' ')}.${ending}`;
    return { fileId: (await staging.register(name, path, true)).id, name };
  };
  const staged = (fileId: string) => {
    const { path, name } = staging.get(fileId);
    house.open();
    return { path, name };
  };
  return {
    state: vouchers.state.handler(({ input }) => house.read('vouchers/state', input)),
    preview: vouchers.preview.handler(({ input, context: { actor } }) =>
      house.read('vouchers/preview', { ...input, actor }),
    ),
    mapping: vouchers.mapping.handler(() => house.read('vouchers/mapping', undefined)),
    check: vouchers.check.handler(({ input }) => house.read('vouchers/check', input)),
    export: vouchers.export.handler(({ input: { key, month }, context }) =>
      house.write('vouchers/export', { caller: callerOf(context, key), month }),
    ),
    booked: vouchers.booked.handler(({ input: { key, batch }, context }) =>
      house.write('vouchers/booked', { caller: callerOf(context, key), batch }),
    ),
    withdraw: vouchers.withdraw.handler(({ input: { key, ...wanted }, context }) =>
      house.write('vouchers/withdraw', { caller: callerOf(context, key), ...wanted }),
    ),
    keepSettings: vouchers.keepSettings.handler(({ input: { key, settings }, context }) =>
      house.write('vouchers/keepSettings', { caller: callerOf(context, key), settings }),
    ),
    keepMapping: vouchers.keepMapping.handler(({ input: { key, ...said }, context }) =>
      house.write('vouchers/keepMapping', { caller: callerOf(context, key), ...said }),
    ),
    importMapping: vouchers.importMapping.handler(async ({ input: { key, fileId }, context }) => {
      const reading = await desk.work('voucherMapping', staged(fileId));
      return house.write('vouchers/keepMapping', { caller: callerOf(context, key), ...reading });
    }),
    readLedger: vouchers.readLedger.handler(async ({ input: { key, fileId, month, columns }, context }) => {
      const reading = await desk.work('glBalance', { ...staged(fileId), ...(columns ? { columns } : {}) });
      return house.write('vouchers/readLedger', {
        caller: callerOf(context, key),
        month,
        today: today(),
        reading,
      });
    }),
    write: vouchers.write.handler(({ input: { batch, format, file } }) =>
      write(`vouchers.file.${format}`, String(batch), file, path =>
        house.read('vouchers/write', { batch, format, file, path }),
      ),
    ),
    writeMapping: vouchers.writeMapping.handler(({ input: { format } }) =>
      write('vouchers.file.mapping', '', format, path =>
        house.read('vouchers/writeMapping', { format, path }),
      ),
    ),
    writeCheck: vouchers.writeCheck.handler(async ({ input: { month, format } }) => {
      const { language } = await desk.settings();
      return write('vouchers.check.title', month, format, path =>
        house.read('vouchers/writeCheck', { month, format, path, language, today: today() }),
      );
    }),
  };
}
