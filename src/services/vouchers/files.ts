import { formatE5 } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  type FormCell,
  type FormColumn,
  formRows,
  VOUCHER_FORMS,
  type VoucherFormat,
  YONYOU_HEAD,
} from '../../domain/vouchers/forms.ts';
import { encodeGb18030 } from '../../files/encode-gb18030.ts';
import { writeCsv } from '../../files/write-csv.ts';
import { writeWhole } from '../../files/write-file.ts';
import { type CellValue, type SheetSpec, type WrittenFile, writeXlsx } from '../../files/write-xlsx.ts';
import type { MadeVouchers } from './batches.ts';

/** What a form can be written as; the first is what its program takes in. */
export const VOUCHER_FILES = {
  kingdee: ['xlsx', 'csv'],
  yonyou: ['txt', 'xlsx', 'csv'],
  csv: ['csv', 'xlsx'],
} as const;
export type VoucherFile = 'xlsx' | 'csv' | 'txt';

/** Kind of file that a name asks for, else what the form is usually taken in as. */
export function voucherFileOf(format: VoucherFormat, name: string): VoucherFile {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  const kinds: readonly VoucherFile[] = VOUCHER_FILES[format];
  return kinds.find(kind => kind === ending) ?? kinds[0]!;
}

const E5_PER_FEN = 1_000;
const cellOf = (value: FormCell, { kind }: FormColumn): CellValue =>
  kind === 'money' && typeof value === 'number' ? value * E5_PER_FEN : value;

/** Writes vouchers in an import form, whole or not at all. Refuses `vouchers.not_gbk` and what the writers refuse. */
export function writeVouchers(
  made: MadeVouchers,
  { format, file, path }: { format: VoucherFormat; file: VoucherFile; path: string },
): Promise<WrittenFile> {
  if (file === 'txt') return writeWhole(path, sink => sink.write(yonyouText(made)));
  const sheet = sheetOf(made, format);
  return file === 'csv' ? writeCsv(path, sheet) : writeXlsx(path, [sheet]);
}

function sheetOf({ vouchers, snapshot }: MadeVouchers, format: VoucherFormat): SheetSpec {
  const columns = VOUCHER_FORMS[format];
  const rows = [...formRows(format, vouchers, snapshot)];
  return {
    name: '凭证',
    columns: columns.map(({ heading, kind, width }) => ({ heading, kind, width })),
    rowCount: rows.length,
    rows: (from, count) =>
      rows.slice(from, from + count).map(row => row.map((value, at) => cellOf(value, columns[at]!))),
  };
}

/** The text file of 用友 总账工具: GBK, commas between fields, none inside them. */
function yonyouText({ vouchers, snapshot }: MadeVouchers): Uint8Array {
  const columns = VOUCHER_FORMS.yonyou;
  const lines = [...formRows('yonyou', vouchers, snapshot)].map(row =>
    row.map((value, at) => fieldText(value, columns[at]!)).join(','),
  );
  try {
    return encodeGb18030(`${[YONYOU_HEAD, ...lines].join('\r\n')}\r\n`);
  } catch {
    throw new Refusal('vouchers.not_gbk');
  }
}

function fieldText(value: FormCell, { kind }: FormColumn): string {
  if (value === null) return '';
  if (kind === 'money') return value === 0 ? '0' : formatE5(Number(value) * E5_PER_FEN);
  return String(value)
    .replaceAll(',', '，')
    .replace(/[\r\n]+/g, ' ');
}
