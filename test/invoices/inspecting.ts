import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { LIMITS, type Limits } from '../../src/domain/table.ts';
import { type InvoiceDocument, inspectInvoices } from '../../src/services/invoices.ts';
import { type Paper, yuanOf } from './paper.ts';

/** Inspects bytes as the product does: from a file on disk. */
export async function inspectBytes(
  bytes: Uint8Array | string,
  name = 'invoice.dat',
  limits: Partial<Limits> = {},
): Promise<InvoiceDocument[]> {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-invoices-'));
  try {
    const path = join(folder, 'input');
    writeFileSync(path, bytes);
    return await inspectInvoices({ path, name }, { limits: { ...LIMITS, ...limits } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function only(bytes: Uint8Array | string, name?: string): Promise<InvoiceDocument> {
  const documents = await inspectBytes(bytes, name);
  expect(documents).toHaveLength(1);
  return documents[0]!;
}

/** The refusal that inspecting ends with; fails loudly if it ends any other way. */
export async function refusalOf(
  bytes: Uint8Array | string,
  name?: string,
  limits?: Partial<Limits>,
): Promise<Refusal> {
  try {
    await inspectBytes(bytes, name, limits);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error('the file was read, a refusal was expected');
}

/** Codes of doubts; notes are left out. */
export function doubts({ findings }: InvoiceDocument): string[] {
  return findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
}

/** What a form that says everything must come out as. */
export function faceOf(paper: Paper) {
  const kind = paper.code === '' ? 'digital' : 'e';
  return {
    number: paper.code === '' ? paper.number : `${paper.code}-${paper.number}`,
    date: paper.date,
    kind: `${kind}_${paper.special ? 'special' : 'general'}`,
    net: yuanOf(paper.netFen),
    tax: yuanOf(paper.taxFen),
    gross: yuanOf(paper.grossFen),
    seller: paper.seller,
    buyer: paper.buyer,
    red: paper.red && { blue: paper.red.blue, confirmation: paper.red.confirmation },
  };
}

/** Name and exact amounts of the lines. */
export function linesOf(paper: Paper) {
  return paper.lines.map(({ name, netFen, taxFen }) => ({ name, netFen, taxFen }));
}
