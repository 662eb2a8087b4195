import { buildZip, type PlannedEntry } from './build-zip.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface PlannedSheet {
  name: string;
  /** What stands inside `<sheetData>`. */
  rows?: string;
  /** The whole part instead. */
  xml?: string;
  state?: string;
}

export interface PlannedBook {
  sheets: PlannedSheet[];
  /** What stands inside `<sst>`. */
  strings?: string;
  /** Format codes; style `i + 1` uses code `i`, style 0 is General. A number is a built-in id. */
  formats?: (string | number)[];
  date1904?: boolean;
  extra?: PlannedEntry[];
  /** Replaces parts by name. */
  parts?: Record<string, string>;
}

/** The parts of a minimal workbook, as plain text. */
export function xlsxParts(book: PlannedBook): Map<string, string> {
  const parts = new Map<string, string>();
  parts.set('[Content_Types].xml', '<?xml version="1.0"?><Types/>');
  parts.set('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  const sheets = book.sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  parts.set(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${book.date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${sheets.join('')}</sheets></workbook>`,
  );
  const targets: [string, string][] = book.sheets.map((_, index) => [
    'worksheet',
    `worksheets/sheet${index + 1}.xml`,
  ]);
  if (book.strings !== undefined) targets.push(['sharedStrings', 'sharedStrings.xml']);
  if (book.formats) targets.push(['styles', '/xl/styles.xml']);
  parts.set('xl/_rels/workbook.xml.rels', relations(targets));
  book.sheets.forEach(({ rows, xml }, index) => {
    const part = xml ?? `<worksheet xmlns="${MAIN}"><sheetData>${rows ?? ''}</sheetData></worksheet>`;
    parts.set(`xl/worksheets/sheet${index + 1}.xml`, part);
  });
  if (book.strings !== undefined)
    parts.set('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${book.strings}</sst>`);
  if (book.formats) parts.set('xl/styles.xml', styles(book.formats));
  for (const [name, text] of Object.entries(book.parts ?? {})) parts.set(name, text);
  return parts;
}

export function buildXlsx(book: PlannedBook): Buffer {
  const entries: PlannedEntry[] = [...xlsxParts(book)].map(([name, data]) => ({ name, data }));
  return buildZip([...entries, ...(book.extra ?? [])]);
}

function relations(targets: [string, string][]): string {
  const items = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONS}">${items.join('')}</Relationships>`;
}

function styles(formats: (string | number)[]): string {
  const custom = formats.map((code, index) =>
    typeof code === 'string'
      ? `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`
      : '',
  );
  const uses = formats.map(
    (code, index) => `<xf numFmtId="${typeof code === 'string' ? 200 + index : code}"/>`,
  );
  return `<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${uses.join('')}</cellXfs></styleSheet>`;
}
