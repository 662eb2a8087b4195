/** The product's import of a list, all of it: read, plan, commit. Arguments: file, book. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { commitImport, type Preview, previewImport } from '../../../../src/services/imports.ts';
import { openStatement } from '../../../../src/services/statements.ts';
import { AT, bookAnswer, caller, closeBench, openBench } from './book.ts';

const [path, book] = process.argv.slice(2) as [string, string];
const profilesFolder = join(import.meta.dirname, '../../../../resources/profiles');
const began = performance.now();
const connection = openBench(book);
let read = began;
const { plan, counts } = await planned();
const plannedAt = performance.now();
const done = await commitImport(connection, caller(), { plan, path });
const committed = performance.now();
const answer = bookAnswer(connection, counts.new + counts.known);
closeBench(connection);
const steps = {
  readMs: read - began,
  planMs: plannedAt - read,
  commitMs: committed - plannedAt,
  closeMs: performance.now() - committed,
  newRows: counts.new,
  transfers: done.transfers,
};
console.log(JSON.stringify({ ...answer, ...steps }));

/** The file is let go of once it is planned. */
async function planned(): Promise<Preview> {
  const name = basename(path);
  const opened = await openStatement({ path, name, profilesFolder, saved: [] });
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const statement = { ...opened, name, sha256: hash.digest('hex'), bytes: statSync(path).size };
  read = performance.now();
  return previewImport(connection, statement, { madeAt: AT });
}
