/** 记账凭证 for the agency's general ledger, and 总账核对. */
export {
  bookBatch,
  type Exported,
  type ExportWanted,
  exportBatch,
  lastBatch,
  type MadeVouchers,
  pendingVouchers,
  type VoucherCaller,
  voucherState,
  vouchersOfBatch,
  withdrawBatch,
} from './vouchers/batches.ts';
export { VOUCHER_FILES, type VoucherFile, voucherFileOf, writeVouchers } from './vouchers/files.ts';
export {
  type GlReading,
  glCheck,
  keepGlBalance,
  readGlFile,
  writeGlCheck,
} from './vouchers/general-ledger.ts';
export {
  keepMapping,
  keepVoucherSettings,
  type MappingLine,
  mappingView,
  type PartyLine,
} from './vouchers/mapping.ts';
export { type MappingReading, readMapping, writeMapping } from './vouchers/mapping-sheet.ts';
