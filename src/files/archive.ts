import type { Finding } from '../domain/refusal.ts';
import type { OpenedFile } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { unpackWhole } from './inflate.ts';
import type { Zip, ZipEntry } from './zip.ts';
import { unpackEncrypted } from './zip-password.ts';

/** What is being opened: `depth` counts the archives around it. */
export interface Opening {
  name: string;
  password: string | undefined;
  depth: number;
}

type OpenBytes = (bytes: Uint8Array, opening: Opening, budget: Budget) => Promise<OpenedFile>;

const READABLE = /\.(csv|txt|tsv|tab|xls|xlsx|xlsm|et|htm|html|dat)$/i;
const NESTED = /\.(zip|rar|7z|gz|tgz|tar|bz2|xz|jar)$/i;
/** What operating systems put into archives by themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;

/**
 * Opens the one statement of a ZIP archive. Of several files the detail goes before the summary (汇总), a name that
 * says 明细, 流水 or 账单 before one that does not, then the larger one; the others are named in findings.
 */
export async function openArchive(
  zip: Zip,
  opening: Opening,
  budget: Budget,
  openBytes: OpenBytes,
): Promise<OpenedFile> {
  const files = zip.entries.filter(entry => !entry.directory && !LITTER.test(entry.name));
  if (files.length === 0) throw budget.refusal('files.archive_empty');
  const nested = files.find(entry => NESTED.test(entry.name));
  if (nested) throw budget.refusal('files.nested_archive', { entry: nested.name });
  const readable = files.filter(entry => READABLE.test(entry.name));
  const candidates = readable.length > 0 ? readable : files.filter(entry => !/\.\w{1,5}$/.test(entry.name));
  const chosen = candidates.toSorted(byPreference)[0];
  if (!chosen) throw budget.refusal('files.archive_no_table', { entry: files[0]!.name });
  const bytes = chosen.encrypted
    ? await unpackEncrypted(zip, chosen, opening.password, budget)
    : await unpackWhole(zip, chosen, budget);
  if (bytes.length === 0) throw budget.refusal('files.empty');
  const name = chosen.name.slice(chosen.name.lastIndexOf('/') + 1);
  const opened = await openBytes(bytes, { ...opening, name, depth: 1 }, budget);
  const skipped = files
    .filter(entry => entry !== chosen)
    .map((entry): Finding => {
      const severity = candidates.includes(entry) ? 'warn' : 'info';
      return {
        severity,
        code: 'files.archive_skipped',
        params: { entry: entry.name, taken: name },
        place: {},
      };
    });
  return { ...opened, name, archiveEntry: chosen.name, findings: [...skipped, ...opened.findings] };
}

function byPreference(left: ZipEntry, right: ZipEntry): number {
  const summary = Number(left.name.includes('汇总')) - Number(right.name.includes('汇总'));
  const detail = Number(isDetail(right.name)) - Number(isDetail(left.name));
  const larger = right.declared_bytes - left.declared_bytes;
  return summary || detail || larger || (left.name < right.name ? -1 : 1);
}

function isDetail(name: string): boolean {
  return /明细|流水|账单|detail/i.test(name);
}
