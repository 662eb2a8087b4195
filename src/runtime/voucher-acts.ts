import type { Language } from '../domain/text.ts';
import type { VoucherFormat } from '../domain/vouchers/forms.ts';
import type { MappingRow, PartyRow, VoucherSettings } from '../domain/vouchers/types.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import {
  bookBatch,
  type ExportWanted,
  exportBatch,
  type GlReading,
  glCheck,
  keepGlBalance,
  keepMapping,
  keepVoucherSettings,
  lastBatch,
  mappingView,
  pendingVouchers,
  type VoucherCaller,
  type VoucherFile,
  voucherState,
  vouchersOfBatch,
  withdrawBatch,
  writeGlCheck,
  writeMapping,
  writeVouchers,
} from '../services/vouchers.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Called {
  caller: VoucherCaller;
}
interface Window {
  from: number;
  count: number;
}

/** A general ledger in China is kept in Chinese, whatever the language of the screen. */
const ledgerWords = () => loadCatalogue('zh');
const plain = ({ actor, key, at }: VoucherCaller) => ({ actor, key, at });

/** What any connection to the book answers about vouchers. */
export const voucherReads = {
  'vouchers/state': ({ connection }: Room, { month }: { month: string }) => voucherState(connection, month),
  'vouchers/mapping': ({ connection }: Room) => mappingView(connection),
  'vouchers/last': ({ connection }: Room, { month }: { month: string }) => lastBatch(connection, month),
  'vouchers/preview': (
    { connection }: Room,
    { month, batch, actor, from, count }: { month: string; batch: number | null; actor: string } & Window,
  ) => {
    const { vouchers, snapshot } =
      batch === null
        ? pendingVouchers(connection, { month }, { actor, catalogue: ledgerWords() })
        : vouchersOfBatch(connection, batch);
    const { settings, preparer } = snapshot;
    const about = { word: settings.word, basis: settings.basis, preparer, reviewer: settings.reviewer };
    return { ...about, total: vouchers.length, vouchers: vouchers.slice(from, from + count) };
  },
  'vouchers/check': ({ connection }: Room, { month }: { month: string }) => glCheck(connection, month),
  'vouchers/write': (
    { connection }: Room,
    { batch, ...file }: { batch: number; format: VoucherFormat; file: VoucherFile; path: string },
  ) => writeVouchers(vouchersOfBatch(connection, batch), file),
  'vouchers/writeMapping': ({ connection }: Room, file: { format: 'xlsx' | 'csv'; path: string }) =>
    writeMapping(connection, file),
  'vouchers/writeCheck': (
    { connection }: Room,
    {
      language,
      today,
      ...file
    }: { month: string; format: SheetFormat; path: string; language: Language; today: string },
  ) =>
    writeGlCheck(connection, {
      ...file,
      catalogue: loadCatalogue(language),
      paper: paperOf(language, today),
    }),
};

/** What only the one writer does to vouchers. */
export const voucherWrites = {
  'vouchers/export': ({ connection }: Room, { caller, ...wanted }: Called & ExportWanted) =>
    exportBatch(connection, plain(caller), wanted, ledgerWords()),
  'vouchers/booked': ({ connection }: Room, { caller, batch }: Called & { batch: number }) =>
    bookBatch(connection, plain(caller), { batch }),
  'vouchers/withdraw': (
    { connection }: Room,
    { caller, ...wanted }: Called & { batch: number; reason: string },
  ) => withdrawBatch(connection, plain(caller), wanted),
  'vouchers/keepSettings': (
    { connection }: Room,
    { caller, settings }: Called & { settings: VoucherSettings },
  ) => keepVoucherSettings(connection, plain(caller), settings),
  'vouchers/keepMapping': (
    { connection }: Room,
    { caller, accounts, parties }: Called & { accounts: MappingRow[]; parties: PartyRow[] },
  ) => keepMapping(connection, plain(caller), { accounts, parties }),
  'vouchers/readLedger': (
    { connection }: Room,
    { caller, ...wanted }: Called & { month: string; today: string; reading: GlReading },
  ) => keepGlBalance(connection, plain(caller), wanted),
};
