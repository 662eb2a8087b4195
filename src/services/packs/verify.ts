import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Finding, Refusal } from '../../domain/refusal.ts';
import { LIMITS } from '../../domain/table.ts';
import { Budget } from '../../files/budget.ts';
import { unpackWhole } from '../../files/inflate.ts';
import { readZip } from '../../files/zip.ts';
import { parseCsv, readWorkbookRows } from './verify-read.ts';
import { recount, type Stated } from './verify-totals.ts';

/** What a check of a pack found; `ok` where nothing differs. */
export interface PackVerdict {
  ok: boolean;
  checkCode: string;
  client: string;
  month: string;
  files: number;
  entries: number;
  rows: number;
  findings: Finding[];
}

interface ManifestFile {
  part: string;
  name: string;
  bytes: number;
  sha256: string;
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Checks a pack by what stands in it: the hash of every file, the check code, both lists against their digests, every
 * source row against its own, and all totals added up again from the entries and from the sheets as printed. Nothing of
 * it asks the code that made the statement. Refuses `packs.verify.not_a_pack` and what reading an archive refuses.
 */
export async function verifyPack(path: string): Promise<PackVerdict> {
  const files = await unpacked(path);
  const manifest = manifestOf(files, path);
  const findings: Finding[] = [];
  const add = (code: string, params: Finding['params'] = {}, place: Finding['place'] = {}) =>
    findings.push({ severity: 'error', code: `packs.verify.${code}`, params, place });
  checkFiles(files, manifest.files, add);
  const bytesOf = (part: string) => {
    const file = manifest.files.find(each => each.part === part);
    return (file && files.get(file.name)) ?? null;
  };
  const text = bytesOf('content');
  const stated = text && statedIn(text);
  if (!stated) {
    add('content_unreadable');
    return { ...nothing(manifest.checkCode, files.size), findings };
  }
  checkCode(text, manifest.checkCode, add);
  const entries = list(bytesOf('entries'), stated.content.entriesSha256, 'entries', add);
  const rows = list(bytesOf('rows'), stated.content.rowsSha256, 'rows', add);
  checkRows(rows, add);
  checkSources(entries, rows, add);
  const printed = await readWorkbookRows(bytesOf('statement'));
  if (printed === null) add('statement_unreadable');
  else if (!printed.some(sheet => sheet.some(row => row.some(cell => cell.includes(manifest.checkCode)))))
    add('code_not_printed', { code: manifest.checkCode });
  for (const { code, params } of recount(stated, entries, printed)) add(code, params);
  const { client, month } = stated.content;
  return {
    ...{ ok: findings.length === 0, checkCode: manifest.checkCode, client: client.name, month },
    ...{ files: manifest.files.length, entries: entries.length, rows: rows.length, findings },
  };
}

type Add = (code: string, params?: Finding['params'], place?: Finding['place']) => void;

const nothing = (checkCode: string, files: number) => ({
  ...{ ok: false, checkCode, client: '', month: '', files, entries: 0, rows: 0 },
});

async function unpacked(path: string): Promise<Map<string, Uint8Array>> {
  const bytes = await readFile(path).catch(() => {
    throw new Refusal('cli.file_missing', {}, { file: path });
  });
  const budget = new Budget(LIMITS, basename(path));
  try {
    const zip = readZip(bytes, budget);
    const files = new Map<string, Uint8Array>();
    for (const entry of zip.entries)
      if (!entry.directory) files.set(entry.name, await unpackWhole(zip, entry, budget));
    return files;
  } catch (error) {
    if (error instanceof Refusal)
      throw new Refusal('packs.verify.not_a_pack', { reason: error.code }, { file: path });
    throw error;
  }
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>, path: string) {
  try {
    const manifest = JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString()) as {
      format: string;
      checkCode: string;
      files: ManifestFile[];
    };
    if (manifest.format === 'duizhang-pack-1' && Array.isArray(manifest.files)) return manifest;
  } catch {
    // Refused below, as anything that is no manifest.
  }
  throw new Refusal('packs.verify.not_a_pack', { reason: 'manifest.json' }, { file: path });
}

function checkFiles(files: ReadonlyMap<string, Uint8Array>, listed: readonly ManifestFile[], add: Add): void {
  for (const { name, sha256: told } of listed) {
    const bytes = files.get(name);
    if (!bytes) add('file_missing', { file: name }, { file: name });
    else if (sha256(bytes) !== told) add('file_changed', { file: name }, { file: name });
  }
  const known = new Set(['manifest.json', ...listed.map(({ name }) => name)]);
  for (const name of files.keys()) if (!known.has(name)) add('file_extra', { file: name }, { file: name });
}

function statedIn(bytes: Uint8Array): Stated | null {
  try {
    const stated = JSON.parse(Buffer.from(bytes).toString()) as Stated;
    return stated.content.format === 'duizhang-statement-1' ? stated : null;
  } catch {
    return null;
  }
}

/** The code is made of the bytes of `statement.json` as they stand, without its line end. */
function checkCode(bytes: Uint8Array, told: string, add: Add): void {
  const hash = sha256(Buffer.from(bytes).toString().trimEnd()).toUpperCase();
  const made = [0, 4, 8, 12].map(at => hash.slice(at, at + 4)).join('-');
  if (made !== told) add('check_code', { told, made });
}

function list(bytes: Uint8Array | null, told: string, part: 'entries' | 'rows', add: Add): string[][] {
  if (!bytes) return [];
  const [, ...rows] = parseCsv(Buffer.from(bytes).toString());
  if (sha256(rows.map(row => `${JSON.stringify(row)}\n`).join('')) !== told) add(`${part}_changed`);
  return rows;
}

const [FILE, SHEET, LINE, CONTENT, RAW] = [1, 3, 4, 6, 7];

/** Every source row carries the hash that the book keeps of it. */
function checkRows(rows: readonly string[][], add: Add): void {
  for (const row of rows)
    if (sha256(row[RAW!] ?? '') !== row[CONTENT!]) {
      const place = { file: row[FILE!] ?? '', sheet: row[SHEET!] ?? '', row: Number(row[LINE!]) };
      add('row_changed', { file: place.file, row: place.row }, place);
    }
}

const SOURCE = 9;

/** Every entry that names a source row finds it in the list. */
function checkSources(entries: readonly string[][], rows: readonly string[][], add: Add): void {
  const known = new Set(rows.map(([id]) => id));
  const lost = entries.filter(entry => (entry[SOURCE] ?? '') !== '' && !known.has(entry[SOURCE]!));
  if (lost.length > 0) add('row_missing', { count: lost.length, row: lost[0]![SOURCE]! });
}
