import type { BillFile } from '../domain/bills/types.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import type { Language } from '../domain/text.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import {
  type BillCaller,
  billFileList,
  importBill,
  linesOfAccount,
  openSettlementTickets,
  settlementOf,
  withdrawBill,
  writeSettlement,
} from '../services/bills.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Called {
  caller: BillCaller;
}

/** What any connection to the book answers about 平台账单. */
export const billReads = {
  'bills/files': ({ connection }: Room, _: Record<never, never>) => billFileList(connection),
  'bills/settlement': ({ connection }: Room, { month }: { month: string }) => settlementOf(connection, month),
  'bills/lines': ({ connection }: Room, asked: { month: string; account: string }) =>
    linesOfAccount(connection, asked),
  'bills/write': (
    { connection }: Room,
    {
      month,
      format,
      path,
      language,
    }: {
      month: string;
      format: SheetFormat;
      path: string;
      language: Language;
    },
  ) =>
    writeSettlement(connection, {
      ...{ month, format, path, catalogue: loadCatalogue(language) },
      paper: paperOf(language, lastDayOf(month)),
    }),
};

/** What only the one writer does to 平台账单. */
export const billWrites = {
  'bills/import': (
    { connection }: Room,
    { caller, ...taken }: Called & { file: BillFile; name: string; sha256: string },
  ) => importBill(connection, caller, taken),
  'bills/withdraw': (
    { connection }: Room,
    { caller, ...wanted }: Called & { file: number; reason: string },
  ) => withdrawBill(connection, caller, wanted),
  'bills/openTickets': ({ connection }: Room, { caller, ...wanted }: Called & { month: string }) =>
    openSettlementTickets(connection, caller, wanted),
};
