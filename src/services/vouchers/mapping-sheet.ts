import type { CellTable } from '../../domain/parties/cells.ts';
import { Refusal } from '../../domain/refusal.ts';
import { AUX_NAMES } from '../../domain/vouchers/forms.ts';
import type { AuxKind, MapDim, MappingRow, PartyRow, SideShown } from '../../domain/vouchers/types.ts';
import { type NamedFile, readTables } from '../../files/tables.ts';
import { type SheetFormat, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { mappingView } from './mapping.ts';

const HEADINGS = [
  '台账科目',
  '维度',
  '对象编号',
  '对象名称',
  '总账科目',
  '总账科目名称',
  '辅助核算',
  '方向',
] as const;
const DIM_NAMES: Readonly<Record<MapDim, string>> = {
  client: '客户',
  supplier: '供应商',
  money: '资金账户',
  pool: '资金池',
  employee: '职员',
};
const SIDE_NAMES: Readonly<Record<SideShown, string>> = { both: '借贷', debit: '借', credit: '贷' };
/** A line for the code of a party stands under this word in place of an account of ours. */
const PARTY = '辅助编码';

/** The mapping as one table: lines of accounts, then the GL codes of parties; what is read back is the same mapping. */
export function writeMapping(
  connection: Connection,
  { format, path }: { format: Extract<SheetFormat, 'xlsx' | 'csv'>; path: string },
): Promise<WrittenFile> {
  const { lines, parties } = mappingView(connection);
  const rows: CellValue[][] = [
    ...lines.map(({ code, dim, dimId, dimName, glCode, glName, aux, side }) => [
      ...[code, dim && DIM_NAMES[dim], dimId === null ? null : String(dimId), dimName, glCode, glName],
      ...[aux.map(kind => AUX_NAMES[kind]).join('、'), SIDE_NAMES[side]],
    ]),
    ...parties.map(({ dim, dimId, name, auxCode, auxName }) => [
      ...[PARTY, DIM_NAMES[dim], String(dimId), name, auxCode, auxName, null, null],
    ]),
  ];
  const sheet: SheetSpec = {
    name: '科目映射',
    columns: HEADINGS.map(heading => ({ heading, kind: 'id', width: 16 })),
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
  };
  return writeSheets(format, path, [sheet], undefined);
}

export interface MappingReading {
  accounts: MappingRow[];
  parties: PartyRow[];
}

/** Reads a mapping (XLSX, CSV). Refuses `vouchers.mapping_header`, `vouchers.mapping_cell` with its place. */
export async function readMapping(file: NamedFile): Promise<MappingReading> {
  for (const table of await readTables(file)) {
    const header = table.records.findIndex(({ cells }) => HEADINGS.every(heading => cells.includes(heading)));
    if (header < 0) continue;
    const columns = HEADINGS.map(heading => table.records[header]!.cells.indexOf(heading));
    return readRows(table, header, columns);
  }
  throw new Refusal('vouchers.mapping_header', { headings: HEADINGS.join('、') });
}

function readRows({ file, sheet, records }: CellTable, header: number, columns: number[]): MappingReading {
  const reading: MappingReading = { accounts: [], parties: [] };
  for (const { row, cells } of records.slice(header + 1)) {
    const text = columns.map(column => (cells[column] ?? '').trim());
    const [code = '', dimName = '', id = '', , glCode = '', glName = '', aux = '', side = ''] = text;
    if (code === '' || glCode === '') continue;
    const bad = (column: number): never => {
      const place = { file, ...(sheet === undefined ? {} : { sheet }), row, column: HEADINGS[column]! };
      throw new Refusal('vouchers.mapping_cell', { text: text[column]! }, place);
    };
    const dim = dimName === '' ? null : (keyOf(DIM_NAMES, dimName) ?? bad(1));
    const dimId = dim === null ? null : /^\d{1,15}$/.test(id) ? Number(id) : bad(2);
    if (code === PARTY) {
      if (dim === null || dimId === null) bad(1);
      else reading.parties.push({ dim, dimId, auxCode: glCode, auxName: glName });
      continue;
    }
    const kinds = aux.split(/[、,，\s]+/).filter(word => word !== '');
    reading.accounts.push({
      ...{ code, dim, dimId, glCode, glName },
      aux: kinds.map((word): AuxKind => keyOf(AUX_NAMES, word) ?? bad(6)),
      side: side === '' ? 'both' : (keyOf(SIDE_NAMES, side) ?? bad(7)),
    });
  }
  return reading;
}

function keyOf<Key extends string>(names: Readonly<Record<Key, string>>, name: string): Key | undefined {
  return (Object.keys(names) as Key[]).find(key => names[key] === name);
}
