import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../src/domain/table.ts';
import { Budget } from '../../src/files/budget.ts';
import { unpackWhole } from '../../src/files/inflate.ts';
import { writeWhole } from '../../src/files/write-file.ts';
import { ZipWriter } from '../../src/files/write-zip.ts';
import { readZip } from '../../src/files/zip.ts';
import { packReads, packWrites } from '../../src/runtime/pack-acts.ts';
import { addBytes } from '../../src/services/packs.ts';
import { contentHash } from '../../src/store/canonical.ts';
import { leg, type TestBook } from '../reports/book.ts';
import { tellStory } from '../reports/story.ts';

let serial = 0;
export const caller = (actor = '李会计') => ({
  ...{ actor, key: `packs-key-${++serial}`, at: `2026-05-02T02:00:0${serial % 10}.000Z` },
});
const HOOKS = { cancelled: () => false, onProgress: () => undefined };

/** The story of the reports, with a receipt in February that came out of a row of a file. */
export async function told(book: TestBook): Promise<void> {
  await tellStory(book);
  const raw = JSON.stringify([
    ['time', '2026-02-25'],
    ['income', '88.80'],
  ]);
  const sql = book.connection;
  sql
    .prepare("INSERT INTO source_file (id, sha256, name, bytes, log_seq) VALUES (1, ?, '二月流水.csv', 9, 1)")
    .run('a'.repeat(64));
  sql
    .prepare(
      `INSERT INTO source_row (id, file, sheet, row, identity, version, content_hash, state, raw, log_seq)
       VALUES (7, 1, '', 12, 'x', 1, ?, 'booked', ?, 1)`,
    )
    .run(contentHash(raw), raw);
  const bank = { code: '1002', money: 1 };
  const funds = { code: '2203.01', client: 1 };
  await book.post('E03', '2026-02-25', [leg('E03', bank, funds, 8_880, { sourceRow: 7 })], '收款');
}

/** Makes the packs of a month into a folder of the book and registers them. */
export async function make(book: TestBook, month: string, clients: number[] | null = null) {
  const out = join(book.folder, 'out');
  const called = caller();
  const { packs, skipped } = await packReads['packs/make'](
    book,
    {
      ...{ scope: { kind: 'all' }, month, clients, out, actor: called.actor, at: called.at },
      ...{ today: '2026-05-02', language: 'zh' },
    },
    HOOKS,
  );
  const registered = await packWrites['packs/register'](book, { caller: called, packs });
  return { packs, skipped, registered, evidence: packs.map(({ folder }) => join(folder, '证据包.zip')) };
}

type Files = Map<string, Buffer>;

/** Rewrites an evidence archive after a change of its files; `sealed` makes the manifest agree with them again. */
export async function tampered(
  path: string,
  change: (files: Files) => void,
  sealed = false,
): Promise<string> {
  const budget = new Budget(LIMITS, 'pack.zip');
  const zip = readZip(readFileSync(path), budget);
  const files: Files = new Map();
  for (const entry of zip.entries) files.set(entry.name, Buffer.from(await unpackWhole(zip, entry, budget)));
  change(files);
  if (sealed) seal(files);
  const to = `${path}.tampered.zip`;
  await writeWhole(to, async sink => {
    const writer = new ZipWriter(sink);
    for (const [name, bytes] of files) await addBytes(writer, name, bytes);
    await writer.finish();
  });
  return to;
}

function seal(files: Files): void {
  const manifest = JSON.parse(files.get('manifest.json')!.toString());
  for (const file of manifest.files)
    file.sha256 = createHash('sha256').update(files.get(file.name)!).digest('hex');
  const code = createHash('sha256').update(files.get('statement.json')!.toString().trimEnd()).digest('hex');
  manifest.checkCode = code.slice(0, 16).toUpperCase().match(/.{4}/g)!.join('-');
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
}

/** Another text in a file, everywhere it stands. */
export const replaced = (name: string, from: string, to: string) => (files: Files) => {
  const text = files.get(name)!.toString();
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  files.set(name, Buffer.from(text.replaceAll(from, to)));
};
