import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import type { Finding } from '../domain/refusal.ts';
import type { OpenedFile, Sheet } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { bufferOver } from './encoding.ts';
import { SheetBuilder } from './sheet-builder.ts';
import { formatKind, PLAIN, plainNumber, serialText } from './spreadsheet-values.ts';
import { lostCharacters } from './text.ts';

/** Names of OLE streams as they stand in the container's directory. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
const VBA_PROJECT = Buffer.from('_VBA_PROJECT', 'utf16le');

/**
 * Reads an old binary workbook (BIFF 2–8). Throws `files.workbook_encrypted`, also for an XLSX with a password,
 * which hides in the same container, and `files.xls_damaged`.
 */
export async function readXls(bytes: Uint8Array, name: string, budget: Budget): Promise<OpenedFile> {
  const buffer = bufferOver(bytes);
  if (buffer.includes(ENCRYPTED_PACKAGE)) throw budget.refusal('files.workbook_encrypted');
  const version = buffer.length > 28 ? buffer.readUInt16LE(26) : 0;
  // The library takes a container of any other version for a ZIP, which must not be unpacked without counting.
  if (buffer[0] === 0xd0 && version !== 3 && version !== 4) throw budget.refusal('files.xls_damaged');
  const book = await parse(buffer, budget);
  const dates1904 = book.Workbook?.WBProps?.date1904 === true;
  const findings: Finding[] = [];
  if (buffer.includes(VBA_PROJECT)) {
    findings.push({ severity: 'warn', code: 'files.macro', params: {}, place: { file: name } });
  }
  const kinds = new Map<string, number>();
  const sheets: Sheet[] = book.SheetNames.map((sheetName, index) => {
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    const builder = new SheetBuilder(budget, sheetName);
    fill(builder, book.Sheets[sheetName], kinds, dates1904);
    return builder.finish(hidden, dates1904);
  });
  if (sheets.length === 0) throw budget.refusal('files.no_sheet');
  for (const sheet of sheets) findings.push(...lostCharacters(sheet, name));
  return { name, container: 'xls', encoding: 'xls', archiveEntry: null, sheets, findings };
}

/** The library is large and only old files need it, so it is loaded here. */
async function parse(buffer: Buffer, budget: Budget): Promise<WorkBook> {
  const [{ read, set_cptable }, codepages] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
  ]);
  set_cptable(codepages);
  const said = console.error;
  // The library remarks on unknown records there; standard error belongs to the product's own refusals.
  console.error = () => undefined;
  try {
    return read(Uint8Array.from(buffer), {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (fault) {
    const locked = fault instanceof Error && /password|encryption scheme/i.test(fault.message);
    throw budget.refusal(locked ? 'files.workbook_encrypted' : 'files.xls_damaged');
  } finally {
    console.error = said;
  }
}

function fill(
  builder: SheetBuilder,
  sheet: WorkSheet | undefined,
  kinds: Map<string, number>,
  dates1904: boolean,
): void {
  const rows = (sheet?.['!data'] ?? []) as (CellObject | undefined)[][];
  // Sparse on purpose: a lying size leaves holes, and holes cost nothing.
  for (const row of Object.keys(rows)) {
    const cells = rows[Number(row)];
    if (!cells) continue;
    builder.openRow(Number(row) + 1);
    cells.forEach((cell, column) => {
      const text = cell ? cellText(cell, kinds, dates1904) : '';
      if (text === '') return;
      builder.openCell(column);
      builder.text(text);
      builder.closeCell();
    });
    builder.closeRow();
  }
}

function cellText(cell: CellObject, kinds: Map<string, number>, dates1904: boolean): string {
  const { t, v } = cell;
  if (t === 'n' && typeof v === 'number') {
    const format = String(cell.z ?? 'General');
    let kind = kinds.get(format);
    if (kind === undefined) {
      kind = formatKind(format);
      kinds.set(format, kind);
    }
    return (kind === PLAIN ? null : serialText(v, kind, dates1904)) ?? plainNumber(String(v));
  }
  if (t === 'b') return v ? 'TRUE' : 'FALSE';
  if (t === 'e') return ERRORS[Number(v)] ?? '#N/A';
  return typeof v === 'string' ? v : '';
}

const ERRORS: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};
