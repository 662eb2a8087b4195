import { isUtf8 } from 'node:buffer';
import type { Finding } from '../domain/refusal.ts';
import type { OpenedFile, Sheet } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { unpackEntry, unpackWhole } from './inflate.ts';
import { builtInKind, formatKind } from './spreadsheet-values.ts';
import { lineAt, lostCharacters } from './text.ts';
import { type WorkbookFacts, XlsxSheetReader } from './xlsx-sheet.ts';
import { SharedStrings } from './xlsx-strings.ts';
import { walkXml } from './xml-part.ts';
import type { Zip, ZipEntry } from './zip.ts';

interface SheetListing {
  name: string;
  hidden: boolean;
  relation: string;
}

interface Workbook {
  path: string;
  sheets: SheetListing[];
  dates1904: boolean;
}

interface Relation {
  type: string;
  target: string;
  external: boolean;
}

/** Whether an archive is a workbook of the Office Open XML family (any of them; others are refused by name later). */
export function isWorkbook(zip: Zip): boolean {
  return zip.entries.some(({ name }) => /^(\[content_types\]\.xml|xl\/workbook\.(xml|bin))$/i.test(name));
}

/**
 * Reads every worksheet of an XLSX file, in the workbook's order. Values are the cached ones; nothing is computed
 * and nothing outside the file is ever looked up.
 */
export async function readXlsx(zip: Zip, name: string, budget: Budget): Promise<OpenedFile> {
  const parts = new Parts(zip, budget);
  const workbook = await readWorkbook(parts, budget);
  const relations = await readRelations(parts, relationsPath(workbook.path), budget);
  const facts = await readFacts(parts, workbook, relations, name, budget);
  const findings = foreignParts(zip, name);
  const sheets: Sheet[] = [];
  for (const listing of workbook.sheets) {
    const relation = relations.get(listing.relation);
    if (relation && !relation.type.endsWith('/worksheet')) continue;
    const path = relation && !relation.external ? resolve(workbook.path, relation.target) : null;
    const entry = path === null ? undefined : parts.find(path);
    if (!entry) throw budget.refusal('files.sheet_missing', {}, { sheet: listing.name });
    const reader = new XlsxSheetReader(entry.name, listing.name, facts, budget);
    let done = 0;
    await unpackEntry(zip, entry, budget, chunk => {
      reader.feed.push(chunk);
      done += chunk.length;
      budget.progress(done, entry.declared_bytes);
    });
    const { sheet, findings: doubts } = reader.finish(listing.hidden);
    refuseBadBytes(sheet, budget);
    sheets.push(sheet);
    findings.push(...doubts, ...lostCharacters(sheet, name));
  }
  if (sheets.length === 0) throw budget.refusal('files.no_sheet');
  return { name, container: 'xlsx', encoding: 'xlsx', archiveEntry: null, sheets, findings };
}

class Parts {
  readonly zip: Zip;
  private readonly budget: Budget;
  private readonly byName = new Map<string, ZipEntry>();

  constructor(zip: Zip, budget: Budget) {
    this.zip = zip;
    this.budget = budget;
    for (const entry of zip.entries) this.byName.set(entry.name.toLowerCase(), entry);
  }

  find(path: string): ZipEntry | undefined {
    const entry = this.byName.get(path.toLowerCase());
    if (entry?.encrypted) throw this.budget.refusal('files.workbook_encrypted');
    return entry;
  }

  async read(path: string): Promise<Uint8Array | null> {
    const entry = this.find(path);
    return entry ? await unpackWhole(this.zip, entry, this.budget) : null;
  }
}

async function readWorkbook(parts: Parts, budget: Budget): Promise<Workbook> {
  const roots = await readRelations(parts, '_rels/.rels', budget);
  let path = 'xl/workbook.xml';
  for (const { type, target } of roots.values()) {
    if (type.endsWith('/officeDocument')) path = resolve('', target);
  }
  if (path.toLowerCase().endsWith('.bin')) throw budget.refusal('files.not_a_table', { kind: 'XLSB' });
  const bytes = await parts.read(path);
  if (!bytes || !/workbook/i.test(path)) throw budget.refusal('files.no_sheet');
  const workbook: Workbook = { path, sheets: [], dates1904: false };
  walkXml(bytes, path, budget, (name, attributes) => {
    if (name === 'workbookPr') {
      workbook.dates1904 = /^(1|true|on)$/.test(attributes.get('date1904') ?? '');
    } else if (name === 'sheet') {
      const state = attributes.get('state') ?? 'visible';
      workbook.sheets.push({
        name: attributes.get('name') ?? '',
        hidden: state !== 'visible',
        relation: attributes.get('r:id') ?? '',
      });
    }
  });
  return workbook;
}

async function readRelations(parts: Parts, path: string, budget: Budget): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const bytes = await parts.read(path);
  if (!bytes) return relations;
  walkXml(bytes, path, budget, (name, attributes) => {
    if (name !== 'Relationship') return;
    relations.set(attributes.get('Id') ?? '', {
      type: attributes.get('Type') ?? '',
      target: attributes.get('Target') ?? '',
      external: attributes.get('TargetMode') === 'External',
    });
  });
  return relations;
}

async function readFacts(
  parts: Parts,
  workbook: Workbook,
  relations: Map<string, Relation>,
  file: string,
  budget: Budget,
): Promise<WorkbookFacts> {
  const pathOf = (kind: string) => {
    for (const { type, target, external } of relations.values()) {
      if (type.endsWith(`/${kind}`) && !external) return resolve(workbook.path, target);
    }
    return null;
  };
  const stylesPath = pathOf('styles');
  const styles = stylesPath === null ? null : await parts.read(stylesPath);
  const stringsPath = pathOf('sharedStrings');
  const stringsEntry = stringsPath === null ? undefined : parts.find(stringsPath);
  let strings: SharedStrings | null = null;
  if (stringsEntry) {
    strings = new SharedStrings(stringsEntry.name, budget);
    const { feed } = strings;
    await unpackEntry(parts.zip, stringsEntry, budget, chunk => feed.push(chunk));
    feed.finish();
  }
  const styleKinds = styles ? readStyles(styles, stylesPath!, budget) : new Uint8Array(0);
  return { strings, styleKinds, dates1904: workbook.dates1904, file };
}

/** Kind of number format of each cell style. */
function readStyles(bytes: Uint8Array, path: string, budget: Budget): Uint8Array {
  const custom = new Map<number, number>();
  const kinds: number[] = [];
  walkXml(bytes, path, budget, (name, attributes, parent) => {
    if (name === 'numFmt' && parent === 'numFmts') {
      custom.set(Number(attributes.get('numFmtId')), formatKind(attributes.get('formatCode') ?? ''));
    } else if (name === 'xf' && parent === 'cellXfs') {
      const id = Number(attributes.get('numFmtId') ?? 0);
      kinds.push(custom.get(id) ?? builtInKind(id));
    }
  });
  return Uint8Array.from(kinds);
}

/** Macros and links to other workbooks are never run or followed, but the user should know of them. */
function foreignParts(zip: Zip, file: string): Finding[] {
  const findings: Finding[] = [];
  const has = (pattern: RegExp) => zip.entries.some(({ name }) => pattern.test(name));
  const warn = (code: string) => findings.push({ severity: 'warn', code, params: {}, place: { file } });
  if (has(/vbaProject\.bin$|^xl\/macrosheets\//i)) warn('files.macro');
  if (has(/^xl\/externalLinks\/[^/]+\.xml$/i)) warn('files.external_links');
  return findings;
}

function refuseBadBytes(sheet: Sheet, budget: Budget): void {
  if (isUtf8(sheet.bytes)) return;
  for (let row = 0; row < sheet.rowCount; row++) {
    const start = sheet.rowStart[row]!;
    if (isUtf8(sheet.bytes.subarray(start, sheet.rowStart[row + 1]!))) continue;
    const place = { sheet: sheet.name, row: lineAt(sheet, start) };
    throw budget.refusal('files.bad_character', {}, place);
  }
}

function relationsPath(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

/** A relationship's target inside the package: absolute from its root, else from the folder of the part it is of. */
function resolve(part: string, target: string): string {
  const steps = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
