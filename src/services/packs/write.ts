import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackStamp } from '../../domain/packs/content.ts';
import { Refusal } from '../../domain/refusal.ts';
import { writeCsv } from '../../files/write-csv.ts';
import { writeWhole } from '../../files/write-file.ts';
import { type Paper, PDF_ROWS_MOST, writePdf } from '../../files/write-pdf.ts';
import { type SheetSpec, writeXlsx } from '../../files/write-xlsx.ts';
import { BLOCK_BYTES, ZipWriter } from '../../files/write-zip.ts';
import { attachmentBytes } from '../../store/attachments.ts';
import { canonicalJson } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { LoadedPack } from './load.ts';

/** The sheets of a pack and the names of its files, in the words of a language. */
export interface PackSheets {
  statement: SheetSpec[];
  differences: SheetSpec[];
  entries: SheetSpec;
  rows: SheetSpec;
  /** Said on paper that holds the summary only. */
  longNote: string;
  names: Record<'statement' | 'differences' | 'entries' | 'rows' | 'evidence' | 'attachments', string>;
}

/** What stands in a pack, by its part. */
export interface Manifest {
  format: 'duizhang-pack-1';
  checkCode: string;
  stamp: PackStamp;
  files: { part: PackPart; name: string; bytes: number; sha256: string }[];
}

export const PACK_PARTS = [
  'content',
  'statement',
  'paper',
  'differences',
  'entries',
  'rows',
  'attachment',
] as const;
export type PackPart = (typeof PACK_PARTS)[number];

export const MANIFEST = 'manifest.json';
const CONTENT = 'statement.json';

/**
 * Writes the files of a pack into a folder that appears whole or not at all: statement as XLSX and PDF, difference
 * report, and the evidence ZIP with all of them, entries, source rows, attachments and the manifest. A folder of the
 * name from before is replaced. Refuses what the writers refuse.
 */
export async function writePack(
  connection: Connection,
  folder: string,
  { pack, sheets, paper }: { pack: LoadedPack; sheets: PackSheets; paper: Paper },
): Promise<void> {
  await appearWhole(folder, async part => {
    const { names } = sheets;
    const at = (name: string) => join(part, name);
    const outside = [
      `${names.statement}.xlsx`,
      `${names.statement}.pdf`,
      `${names.differences}.xlsx`,
    ] as const;
    await writeXlsx(at(outside[0]), sheets.statement);
    await writePdf(at(outside[1]), onPaper(sheets), paper);
    await writeXlsx(at(outside[2]), sheets.differences);
    await writeCsv(at(`${names.entries}.csv`), sheets.entries);
    await writeCsv(at(`${names.rows}.csv`), sheets.rows);
    await writeFile(at(CONTENT), `${canonicalJson({ content: pack.content, stamp: pack.stamp })}\n`);
    await writeEvidence(at(`${names.evidence}.zip`), connection, pack, [
      { part: 'statement', name: outside[0], path: at(outside[0]) },
      { part: 'paper', name: outside[1], path: at(outside[1]) },
      { part: 'differences', name: outside[2], path: at(outside[2]) },
      { part: 'content', name: CONTENT, path: at(CONTENT) },
      { part: 'entries', name: `${names.entries}.csv`, path: at(`${names.entries}.csv`) },
      { part: 'rows', name: `${names.rows}.csv`, path: at(`${names.rows}.csv`) },
      ...pack.attachments.map(({ id, name }) => ({
        ...{
          part: 'attachment' as const,
          name: `${names.attachments}/${id}-${plainName(name)}`,
          attachment: id,
        },
      })),
    ]);
    for (const name of [CONTENT, `${names.entries}.csv`, `${names.rows}.csv`]) await rm(at(name));
  });
}

/** What goes onto paper: all of it, or where that is more than anybody reads, the summary with a note. */
function onPaper({ statement, longNote }: PackSheets): SheetSpec[] {
  const rows = statement.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const [summary] = statement;
  if (rows <= PDF_ROWS_MOST || !summary) return statement;
  return [{ ...summary, title: [...(summary.title ?? []), longNote] }];
}

type Part = { part: PackPart; name: string } & ({ path: string } | { attachment: number });

async function writeEvidence(
  path: string,
  connection: Connection,
  { code, stamp }: LoadedPack,
  parts: readonly Part[],
): Promise<void> {
  await writeWhole(path, async sink => {
    const zip = new ZipWriter(sink);
    const files: Manifest['files'] = [];
    for (const each of parts) {
      const bytes = 'path' in each ? await readFile(each.path) : attachmentBytes(connection, each.attachment);
      await addBytes(zip, each.name, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.push({ part: each.part, name: each.name, bytes: bytes.length, sha256 });
    }
    const manifest: Manifest = { format: 'duizhang-pack-1', checkCode: code, stamp, files };
    await zip.add(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
    await zip.finish();
  });
}

/** Adds a file to a ZIP in blocks. */
export async function addBytes(zip: ZipWriter, name: string, bytes: Uint8Array): Promise<void> {
  await zip.begin(name);
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    zip.block.raw(bytes.subarray(at, at + BLOCK_BYTES));
    if (zip.block.at >= BLOCK_BYTES) await zip.flush();
  }
  await zip.end();
}

/** Fills a folder beside the wanted one and puts it in its place at the end; of a failure nothing stays. */
async function appearWhole(folder: string, fill: (part: string) => Promise<void>): Promise<void> {
  const sign = randomBytes(6).toString('hex');
  const part = join(dirname(folder), `.${sign}.part`);
  const old = join(dirname(folder), `.${sign}.old`);
  try {
    await mkdir(part, { recursive: true });
    await fill(part);
    const replaced = await rename(folder, old).then(
      () => true,
      error => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    await rename(part, folder).catch(async error => {
      if (replaced) await rename(old, folder);
      throw error;
    });
    if (replaced) await rm(old, { recursive: true, force: true });
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new Refusal('export.not_allowed', { file: folder });
    throw error;
  }
}

/** A name that any file system takes. */
export function plainName(name: string): string {
  const plain = name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').replaceAll(/^[. ]+|[. ]+$/g, '');
  return plain.slice(0, 80) || '_';
}
