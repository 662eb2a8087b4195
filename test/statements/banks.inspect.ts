import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Inspection } from '../../src/domain/statement.ts';
import { inspectStatement } from '../../src/services/statements.ts';

const folder = mkdtempSync(join(tmpdir(), 'duizhang-banks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Inspects bytes as a user's file with the shipped profiles. */
export async function inspectBytes(name: string, bytes: Uint8Array): Promise<Inspection> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { inspection } = await inspectStatement({
    path,
    name,
    profilesFolder: join(import.meta.dirname, '../../resources/profiles'),
    saved: [],
  });
  return inspection;
}
