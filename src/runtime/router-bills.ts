import type { BillChoiceInput } from '../contract/bills.ts';
import { renderText } from '../domain/text.ts';
import { type BillCaller, lookOf } from '../services/bills.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

interface Frame {
  callerOf(context: CallContext, key: string): BillCaller;
}

/** The procedures of 平台账单: a file is read in a thread before the book is touched. */
export function billRoutes(os: DeskImplementer, desk: Desk, { callerOf }: Frame) {
  const { house, staging } = desk;
  const { bills } = os;
  const read = (fileId: string, choice: BillChoiceInput) => {
    const { path, name } = staging.get(fileId);
    return desk.work('openBill', { path, name, choice });
  };
  const caller = ({ actor, key, at }: BillCaller): BillCaller => ({ actor, key, at });
  return {
    look: bills.look.handler(async ({ input: { fileId, ...choice } }) => lookOf(await read(fileId, choice))),
    import: bills.import.handler(async ({ input: { key, fileId, ...choice }, context }) => {
      const { name, sha256 } = staging.get(fileId);
      house.open();
      const file = await read(fileId, choice);
      return house.write('bills/import', { caller: caller(callerOf(context, key)), file, name, sha256 });
    }),
    files: bills.files.handler(() => house.read('bills/files', {})),
    withdraw: bills.withdraw.handler(({ input: { key, ...input }, context }) =>
      house.write('bills/withdraw', { caller: caller(callerOf(context, key)), ...input }),
    ),
    settlement: bills.settlement.handler(({ input }) => house.read('bills/settlement', input)),
    lines: bills.lines.handler(({ input }) => house.read('bills/lines', input)),
    openTickets: bills.openTickets.handler(({ input: { key, ...input }, context }) =>
      house.write('bills/openTickets', { caller: caller(callerOf(context, key)), ...input }),
    ),
    write: bills.write.handler(async ({ input: { month, format } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('bills/write', { month, format, path, language });
      const name = `${renderText(loadCatalogue(language), 'bills.report.title')} ${month}.${format}`;
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
  };
}
