import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasStatement } from '../domain/packs/content.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { ruleFor, rulesOn } from '../domain/rulebook/lookup.ts';
import type { Language } from '../domain/text.ts';
import { writeWhole } from '../files/write-file.ts';
import { ZipWriter } from '../files/write-zip.ts';
import {
  addBytes,
  type Caller,
  clientsOf,
  type LoadedPack,
  loadPack,
  type Marking,
  markPacks,
  packBoard,
  packDetail,
  plainName,
  rangeOf,
  registerPacks,
  writePack,
} from '../services/packs.ts';
import { differenceSheets, evidenceSheets, packSheets } from '../services/reports/pack-sheets.ts';
import { Words } from '../services/reports/words.ts';
import { clientStatement } from '../services/reports.ts';
import { rulesOf } from '../services/rules.ts';
import type { NewPack } from '../store/packs.ts';
import { readAccounts, readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';

type Room = Pick<BookRoom, 'connection'>;

interface Asked {
  scope: RowScope;
  month: string;
  /** Ids; null: every client with money or a movement in the month. */
  clients: readonly number[] | null;
  actor: string;
  /** UTC, ISO. */
  at: string;
  /** Beijing day. */
  today: string;
  language: Language;
}

/** A pack that was made, as it is registered and told. */
export interface MadePack extends NewPack {
  code: string;
  name: string;
  folder: string;
  isKnown: boolean;
}

/** What was made, and clients with neither a balance nor a movement. */
export interface MadePacks {
  packs: MadePack[];
  skipped: number;
}

/** Makes the packs of a month one after the other into folders of `out`; each appears whole. */
async function makePacks(
  { connection }: Room,
  { scope, language, ...asked }: Asked & { out: string },
  { cancelled, onProgress }: TaskHooks,
): Promise<MadePacks> {
  const { month, today, out } = asked;
  const range = rangeOf(month, today);
  const words = new Words({ language, catalogue: loadCatalogue(language) });
  const settled = ruleFor(
    rulesOn(rulesOf(connection, shippedRulebook()), range.to),
    'settled_after_days',
    'any',
  );
  const making = { actor: asked.actor, at: asked.at, today, settledAfter_days: settled?.value.settled ?? 1 };
  const accounts = readAccounts(connection);
  const book = readBook(connection).name;
  const clients = clientsOf(connection, scope, asked);
  if (clients.length === 0) throw new Refusal('packs.no_clients', { month });
  await mkdir(out, { recursive: true });
  const packs: MadePack[] = [];
  let skipped = 0;
  for (const [done, client] of clients.entries()) {
    if (cancelled()) throw new Refusal('jobs.cancelled');
    onProgress(done, clients.length);
    const pack = inOneState(connection, () => {
      const statement = clientStatement(connection, scope, { client: client.id, ...range });
      return hasStatement(statement)
        ? loadPack(connection, { statement, code: client.code, month }, accounts, making)
        : null;
    });
    if (!pack) {
      skipped += 1;
      continue;
    }
    const folder = join(out, plainName([month, client.code, client.name].filter(Boolean).join(' ')));
    const papers = { ...pack, book, invoices: pack.content.invoices };
    const sheets = {
      statement: packSheets(papers, words),
      differences: differenceSheets(papers, words),
      ...evidenceSheets(papers, words),
      names: namesOf(words),
      longNote: words.say('packs.paper.long'),
    };
    await writePack(connection, folder, { pack, sheets, paper: paperOf(language, range.to) });
    packs.push(madeOf(pack, { folder, today, client }));
  }
  onProgress(clients.length, clients.length);
  return { packs, skipped };
}

function namesOf(words: Words) {
  const parts = ['statement', 'differences', 'entries', 'rows', 'evidence', 'attachments'] as const;
  return Object.fromEntries(parts.map(part => [part, words.say(`packs.file.${part}`)])) as Record<
    (typeof parts)[number],
    string
  >;
}

function madeOf(
  { content, stamp, digest, code: checkCode, known }: LoadedPack,
  { folder, today, client }: { folder: string; today: string; client: { code: string; name: string } },
): MadePack {
  return {
    ...{ client: content.client.id, month: content.month, madeOn: today, ...stamp, digest, checkCode },
    ...{ closingUnallocatedFen: content.closing[0], closingAtPlatformFen: content.closing[1] },
    ...{ code: client.code, name: client.name, folder, isKnown: known !== null },
  };
}

/** A read transaction, so that figures and head of the log are of one moment while the writer goes on. */
function inOneState<Answer>(connection: Room['connection'], read: () => Answer): Answer {
  if (connection.inTransaction) return read();
  connection.exec('BEGIN');
  try {
    return read();
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}

/** As `makePacks`, all of them in one archive with a folder for each client. */
async function archivePacks(room: Room, { path, ...asked }: Asked & { path: string }, hooks: TaskHooks) {
  const out = join(dirname(path), `.packs-${randomBytes(6).toString('hex')}`);
  try {
    const made = await makePacks(room, { ...asked, out }, hooks);
    await writeWhole(path, async sink => {
      const zip = new ZipWriter(sink);
      for (const folder of (await readdir(out)).sort())
        for (const name of (await readdir(join(out, folder))).sort())
          await addBytes(zip, `${folder}/${name}`, await readFile(join(out, folder, name)));
      await zip.finish();
    });
    return made;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** What any connection to the book answers about packs, and the making of their files. */
export const packReads = {
  'packs/board': ({ connection }: Room, { scope, month }: Pick<Asked, 'scope' | 'month'>) =>
    packBoard(connection, scope, month),
  'packs/detail': (
    { connection }: Room,
    { scope, ...asked }: { scope: RowScope; month: string; client: number },
  ) => packDetail(connection, scope, asked),
  'packs/make': makePacks,
  'packs/archive': archivePacks,
};

const plain = ({ actor, key, at }: Caller) => ({ actor, key, at });

/** What only the one writer does to packs. */
export const packWrites = {
  'packs/register': (
    { connection }: Room,
    { caller, packs }: { caller: Caller; packs: readonly MadePack[] },
  ) =>
    registerPacks(
      connection,
      plain(caller),
      packs.map(({ code: _, name: _name, folder: _folder, isKnown: _known, ...pack }) => pack),
    ),
  'packs/mark': ({ connection }: Room, { caller, ...marking }: { caller: Caller } & Marking) =>
    markPacks(connection, plain(caller), marking),
};
