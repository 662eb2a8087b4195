import type { ColumnKind } from './write-sheet.ts';

/** The fixed parts of a workbook: styles, names, relations. Nothing here depends on the rows. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const PART_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const SHEET_HEAD = `${XML_HEAD}<worksheet xmlns="${MAIN}">`;
export const STRINGS_HEAD = `${XML_HEAD}<sst xmlns="${MAIN}">`;

/** Cell formats in the order of `cellXfs`. `Guarded` ones carry quotePrefix, see write-guard.ts. */
const STYLES = [
  'text',
  'textGuarded',
  'id',
  'idGuarded',
  'money',
  'decimal',
  'integer',
  'date',
  'datetime',
  'title',
  'header',
  'totalText',
  'totalTextGuarded',
  'totalMoney',
  'totalDecimal',
  'totalInteger',
  'totalDate',
  'totalDatetime',
] as const;
export type Style = (typeof STYLES)[number];

export function styleIndex(style: Style): number {
  return STYLES.indexOf(style);
}

const MONEY = 164;
const DATE = 165;
const DATETIME = 166;
const AS_TEXT = 49;
const THOUSANDS = 3;
const BOLD = 1;
const TITLE = 2;
const HEADER_FILL = 2;
const LINE_BELOW = 1;
const LINE_ABOVE = 2;

function format(number: number, font = 0, fill = 0, border = 0, more = ''): string {
  return `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${more}/>`;
}

const QUOTED = ' quotePrefix="1"';
const total = (number: number, more = '') => format(number, BOLD, 0, LINE_ABOVE, more);

const FORMATS: Record<Style, string> = {
  text: format(0),
  textGuarded: format(AS_TEXT, 0, 0, 0, QUOTED),
  id: format(AS_TEXT),
  idGuarded: format(AS_TEXT, 0, 0, 0, QUOTED),
  money: format(MONEY),
  decimal: format(0),
  integer: format(THOUSANDS),
  date: format(DATE),
  datetime: format(DATETIME),
  title: format(0, TITLE),
  header: format(0, BOLD, HEADER_FILL, LINE_BELOW),
  totalText: total(0),
  totalTextGuarded: total(AS_TEXT, QUOTED),
  totalMoney: total(MONEY),
  totalDecimal: total(0),
  totalInteger: total(THOUSANDS),
  totalDate: total(DATE),
  totalDatetime: total(DATETIME),
};

const FONT = '<name val="等线"/><family val="2"/><charset val="134"/>';
const NO_LINES = '<left/><right/>';

export const STYLES_PART = `${XML_HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="${MONEY}" formatCode="#,##0.00;[Red]-#,##0.00"/><numFmt numFmtId="${DATE}" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="${DATETIME}" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="3"><font><sz val="11"/>${FONT}</font><font><b/><sz val="11"/>${FONT}</font><font><b/><sz val="13"/>${FONT}</font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF4"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="3"><border>${NO_LINES}<top/><bottom/><diagonal/></border><border>${NO_LINES}<top/><bottom style="thin"><color rgb="FF8A97A8"/></bottom><diagonal/></border><border>${NO_LINES}<top style="thin"><color rgb="FF8A97A8"/></top><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${STYLES.length}">${STYLES.map(style => FORMATS[style]).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const DEFAULT_WIDTHS: Record<ColumnKind, number> = {
  text: 24,
  id: 26,
  money: 16,
  decimal: 14,
  integer: 10,
  date: 12,
  datetime: 20,
};

export function defaultWidth(kind: ColumnKind): number {
  return DEFAULT_WIDTHS[kind];
}

/** A sheet as the workbook part lists it; `filter` is the range its autofilter covers, `$A$1:$F$9`. */
export interface WrittenSheet {
  name: string;
  filter: string;
}

export function contentTypesPart(sheets: WrittenSheet[]): string {
  const overrides = sheets.map((_, index) => override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'));
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${override('/xl/sharedStrings.xml', 'sharedStrings')}${overrides.join('')}</Types>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="${PART_TYPE}.${type}+xml"/>`;
}

export const ROOT_RELATIONS_PART = `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`;

export function workbookRelationsPart(sheets: WrittenSheet[]): string {
  const own = sheets.map((_, index) =>
    relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  const next = sheets.length;
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${own.join('')}${relation(`rId${next + 1}`, 'styles', 'styles.xml')}${relation(`rId${next + 2}`, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`;
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE_RELATIONS}/${type}" Target="${target}"/>`;
}

export function workbookPart(sheets: WrittenSheet[]): string {
  const list = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const filters = sheets.map(
    ({ name, filter }, index) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeAttribute(`'${name.replaceAll("'", "''")}'!${filter}`)}</definedName>`,
  );
  return `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const NAME_MOST_UNITS = 31;

/** Gives sheets the names Excel accepts: 31 units, no `[]:*?/\`, no apostrophe at an end, each only once. */
export class SheetNames {
  private readonly taken = new Set<string>();

  /** The wished name made legal; a further sheet of the same name becomes `名称 (2)`, `名称 (3)` … */
  take(wished: string): string {
    const legal =
      wished
        .toWellFormed()
        .replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]/g, '_')
        .replace(/^[\s']+|[\s']+$/g, '') || 'Sheet';
    // Excel keeps the name History for itself.
    const base = /^history$/i.test(legal) ? `${legal}_` : legal;
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const name = cut(base, NAME_MOST_UNITS - suffix.length) + suffix;
      const key = name.toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return name;
    }
  }
}

/** At most `units` UTF-16 units, without half a character or an apostrophe at the end. */
function cut(text: string, units: number): string {
  const kept = text.slice(0, units);
  const whole = kept.isWellFormed() ? kept : kept.slice(0, -1);
  return whole.replace(/[\s']+$/, '');
}

/** Column letters from 0: A, B … Z, AA … */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
