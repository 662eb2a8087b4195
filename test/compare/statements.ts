import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from '../../src/services/compare.ts';
import { openStatement } from '../../src/services/statements.ts';

const profilesFolder = join(import.meta.dirname, '../../resources/profiles');

/** Opens text as a statement file would be opened, shipped profiles included. */
export async function statementOf(text: string, name = '流水.csv'): Promise<Statement> {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, text);
    return await openStatement({ path, name, profilesFolder, saved: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
