import { basename } from 'node:path';
import type { Limits, OpenedFile } from '../domain/table.ts';
import type { Opening } from './archive.ts';
import { Budget, type Progress } from './budget.ts';
import { kindOf } from './kind.ts';
import { readShared } from './source.ts';
import { readText } from './text.ts';

export interface OpenOptions {
  /** Of an encrypted archive. */
  password?: string;
  limits: Limits;
  /** Told how far the longest piece of work has come; reading from disk is too short to be told. */
  onProgress?: Progress;
  /** Asked between steps; true ends the reading with `files.cancelled`. */
  cancelled?(): boolean;
}

/**
 * Opens any statement file: delimited text of any encoding, XLSX, XLS, HTML tables, gzip and ZIP archives, told
 * apart by content. Runs inside a worker thread that its owner ends at the deadline and the heap limit.
 * Throws only `Refusal`, with the place where one is known.
 */
export async function openFile(
  input: { path: string; name: string },
  options: OpenOptions,
): Promise<OpenedFile> {
  const name = basename(input.name);
  const budget = new Budget(options.limits, name, options.cancelled, options.onProgress);
  const bytes = readShared(input.path, budget);
  return await openBytes(bytes, { name, password: options.password, depth: 0 }, budget);
}

/** Each kind's reader is loaded when a file of it comes: together they take longer to load than a small file to read. */
async function openBytes(bytes: Uint8Array, opening: Opening, budget: Budget): Promise<OpenedFile> {
  const { name } = opening;
  budget.step();
  const kind = kindOf(bytes);
  if (typeof kind === 'object') throw budget.refusal('files.not_a_table', { kind: kind.foreign });
  switch (kind) {
    case 'text':
      return readText(bytes, name, budget);
    case 'html':
      return (await import('./html.ts')).readHtml(bytes, name, budget);
    case 'ole':
      return await (await import('./xls.ts')).readXls(bytes, name, budget);
    case 'gzip': {
      if (opening.depth > 0) throw budget.refusal('files.nested_archive', { entry: name });
      const { gunzip } = await import('./inflate.ts');
      const inner = await gunzip(bytes, name, budget);
      if (inner.length === 0) throw budget.refusal('files.empty');
      const innerName = name.replace(/\.gz$/i, '');
      const opened = await openBytes(inner, { ...opening, name: innerName, depth: 1 }, budget);
      return { ...opened, archiveEntry: innerName };
    }
    case 'zip': {
      const [{ readZip }, { isWorkbook, readXlsx }] = await Promise.all([
        import('./zip.ts'),
        import('./xlsx.ts'),
      ]);
      const zip = readZip(bytes, budget);
      if (isWorkbook(zip)) return await readXlsx(zip, name, budget);
      if (opening.depth > 0) throw budget.refusal('files.nested_archive', { entry: name });
      const { openArchive } = await import('./archive.ts');
      return await openArchive(zip, opening, budget, openBytes);
    }
  }
}
