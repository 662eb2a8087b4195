import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { renderText } from '../domain/text.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import { checkPackInBook, verifyPack } from '../services/packs.ts';
import { clientId, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { today } from './implementer.ts';
import { letterReads } from './letter-acts.ts';
import { packReads, packWrites } from './pack-acts.ts';
import { reconciliationReads } from './reconciliation-acts.ts';
import { cliCatalogue, cliLanguage } from './resources.ts';

// What the commands on statement packs do.

const HOOKS = { cancelled: () => false, onProgress: () => undefined };

/** `reports statement-pack`: a folder for each client, whole or not at all; then the book keeps their check codes. */
export function statementPack(
  line: CommandLine,
  input: { book: string; period: string; out: string; client?: string },
) {
  const out = resolve(input.out);
  return withBook(line, input.book, async book => {
    const began_ms = Date.now();
    const caller = { actor: book.actor, key: randomUUID(), at: new Date().toISOString() };
    const client = clientId(book, input.client);
    const asked = {
      ...{ scope: book.scope, month: input.period, clients: client === undefined ? null : [client], out },
      ...{ actor: book.actor, at: caller.at, today: today(), language: cliLanguage() },
    };
    const { packs, skipped } = await packReads['packs/make'](book, asked, HOOKS);
    const { kept, replaced } = await packWrites['packs/register'](book, { caller, packs });
    return {
      ...{ period: input.period, out, count: packs.length, registered: kept, replaced, skipped },
      packs: packs.map(each => ({
        ...{ client: each.code, name: each.name, folder: basename(each.folder), checkCode: each.checkCode },
        closingFen: each.closingUnallocatedFen + each.closingAtPlatformFen,
        finality: each.finality.state,
      })),
      seconds: (Date.now() - began_ms) / 1000,
    };
  });
}

/** `reports statement-verify`: exit code 1 where anything differs. */
export async function statementVerify(line: CommandLine, input: { pack: string; book?: string }) {
  const { findings: found, ok: _, ...verdict } = await verifyPack(resolve(input.pack));
  const inBook =
    input.book === undefined
      ? []
      : await withBook(line, input.book, book => checkPackInBook(book.connection, verdict.checkCode), true);
  const findings = [...found, ...inBook];
  const ok = findings.every(({ severity }) => severity !== 'error');
  if (!ok) line.exitCode = 1;
  return {
    ...{ ok, ...verdict },
    findings: findings.map(({ severity, code, params }) => ({
      ...{ severity, code, ...params },
      message: renderText(cliCatalogue(), code, params),
    })),
  };
}

/** `reports confirmation-letters`. */
export function confirmationLetters(
  line: CommandLine,
  input: { book: string; on: string; out: string; client?: string },
) {
  const out = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const client = clientId(book, input.client);
      const clients = client === undefined ? null : [client];
      const asked = { scope: book.scope, on: input.on, clients, language: cliLanguage(), out };
      const letters = await letterReads['letters/make'](book, asked, HOOKS);
      return { on: input.on, out, count: letters.length, letters };
    },
    true,
  );
}

/** `reports bank-reconciliation` and `platform-reconciliation`; an account is named by its name, or its id at the platform. */
export function reconciliation(
  line: CommandLine,
  of: 'bank' | 'platform',
  input: { book: string; period: string; account?: string; format: SheetFormat; out: string },
) {
  const path = resolve(input.out);
  const { period: month, format, account: wanted } = input;
  return withBook(
    line,
    input.book,
    async book => {
      const accounts =
        of === 'bank'
          ? reconciliationReads['reconciliations/bank'](book, { month }).map(each => ({
              ...{ id: each.money, no: null, name: each.name, bookFen: each.bookFen },
              ...{ statementFen: each.statementFen, openingDifferenceFen: each.openingFen },
              ...{ items: each.items.length, unexplainedFen: each.unexplainedFen },
            }))
          : reconciliationReads['reconciliations/platform'](book, { month }).map(each => ({
              ...{ id: each.pool, no: each.platformId, name: each.name },
              ...{ buckets: each.buckets, items: each.items.length },
            }));
      const named = accounts.filter(({ id, no, name }) =>
        wanted === undefined ? true : [String(id), no, name].includes(wanted),
      );
      if (named.length === 0) throw new Refusal('reconciliations.no_account', { account: wanted ?? '' });
      const account = wanted === undefined ? null : named[0]!.id;
      const asked = { month, of, account, format, by: book.actor, path, language: cliLanguage() };
      await reconciliationReads['reconciliations/write'](book, asked);
      return { report: path, period: month, accounts: named };
    },
    true,
  );
}
