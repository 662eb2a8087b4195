import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SideChoice } from '../../src/domain/compare.ts';
import { readSideInParts, type SideOfFile, type Statement } from '../../src/services/compare.ts';
import { openStatement, readStatementInParts } from '../../src/services/statements.ts';

const profilesFolder = join(import.meta.dirname, '../../resources/profiles');

/** Opens text as a statement file would be opened, shipped profiles included. */
export function statementOf(text: string, name = '流水.csv'): Promise<Statement> {
  return withFile(text, path => openStatement({ path, name, profilesFolder, saved: [] }));
}

/** Reads a side of the text in parts; null where it has to be opened whole. */
export function sideInParts(text: string, choice: SideChoice): Promise<SideOfFile | null> {
  return withFile(text, path =>
    readStatementInParts({ path, name: '流水.csv', profilesFolder, saved: [] }, {}, parts =>
      readSideInParts(parts, choice),
    ),
  );
}

async function withFile<T>(text: string, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, text);
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
