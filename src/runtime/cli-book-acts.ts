import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beijingDay } from '../domain/calendar/days.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import {
  type BookDesk,
  backupBook,
  closeBook,
  createBook,
  type OpenBook,
  openBook,
  restoreBook,
  salvageBook,
  verifyBook,
  verifyLedger,
} from '../services/books.ts';
import { clientByCode, findClients, importClients } from '../services/clients.ts';
import {
  commitImport,
  forgetPlan,
  previewImport,
  type StatementFile,
  writeRefusedRows,
} from '../services/imports.ts';
import { importOpening } from '../services/opening.ts';
import {
  balancesJson,
  exportJournal,
  type JournalFormat,
  type ReportFormat,
  type ReportKind,
  writeReport,
} from '../services/reports.ts';
import { rulesOf } from '../services/rules.ts';
import type { CommandLine } from './cli-line.ts';
import { type Entered, enter } from './cli-person.ts';
import { sighted } from './people-acts.ts';
import { cliCatalogue, cliLanguage, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

// What the commands on a book do. Each opens the book, acts, and closes it again: nothing stays open between commands.

/** Whoever makes a book is its one person with every role. */
const ACTOR = userInfo().username;
const QUIET = { cancelled: () => false, onProgress: () => undefined };

function deskOf(line: CommandLine): BookDesk {
  return { shelf: line.shelf, now: () => new Date(), newId: randomUUID, verify: verifyLedger };
}

const passphrase = () => process.env.DUIZHANG_PASSPHRASE || undefined;
const callerOf = ({ actor, scope }: Entered) => ({
  actor,
  scope,
  key: randomUUID(),
  at: new Date().toISOString(),
});
const named = (file: string) => ({ path: resolve(file), name: basename(file) });

/** A book with whom it was opened by: rows out of scope are as if they were not there. */
export interface EnteredBook extends OpenBook, Entered {}

/** Opens a book, acts on it as the person that the line names, and closes it. Refuses what `enter` refuses. */
export async function withBook<Answer>(
  line: CommandLine,
  path: string,
  act: (book: EnteredBook) => Answer | Promise<Answer>,
  readOnly = false,
): Promise<Answer> {
  const book = await openBook(deskOf(line), { path, passphrase: passphrase(), readOnly });
  try {
    return await act({ ...book, ...(await enter(book.connection, line)) });
  } finally {
    closeBook(book);
  }
}

/** The id of a client's code, undefined where none is given. Refuses `clients.not_found`. */
export function clientId(book: EnteredBook, code: string | undefined): number | undefined {
  return code === undefined ? undefined : clientByCode(book.connection, book.scope, code).id;
}

export async function create(
  line: CommandLine,
  input: { book: string; name: string; firstPeriod?: string; demo?: boolean },
) {
  // The Chinese calendar day, whatever the machine's zone.
  const year = Number(beijingDay(Date.now()).slice(0, 4));
  const demoBook = input.demo ? await import('./demo-book.ts') : null;
  const firstPeriod = demoBook?.DEMO_FIRST_PERIOD ?? input.firstPeriod ?? `${year}-01`;
  const request = { path: input.book, name: input.name, firstPeriod, passphrase: passphrase(), actor: ACTOR };
  const book = await createBook(deskOf(line), request);
  try {
    const filling = { actor: ACTOR, now: new Date().toISOString(), catalogue: cliCatalogue() };
    const demo = demoBook ? await demoBook.fillDemoBook(book.connection, filling, QUIET) : null;
    return { book: book.path, name: input.name, firstPeriod, sealed: book.key !== undefined, demo };
  } finally {
    closeBook(book);
  }
}

export function verifyOf(line: CommandLine, path: string) {
  return withBook(line, path, book => verifyBook(deskOf(line), book.connection), true);
}

export function backup(line: CommandLine, { book: file, to }: { book: string; to?: string }) {
  const folder = to === undefined ? undefined : resolve(to);
  return withBook(line, file, book => backupBook(deskOf(line), book, folder), true);
}

export function restore(line: CommandLine, input: { from: string; book: string }) {
  return restoreBook(deskOf(line), {
    copy: resolve(input.from),
    path: input.book,
    passphrase: passphrase(),
  });
}

export async function salvage(
  line: CommandLine,
  { book, format, out }: { book: string; format: 'xlsx' | 'csv'; out: string },
) {
  const scratch = await mkdtemp(join(tmpdir(), 'duizhang-salvage-'));
  try {
    return await salvageBook(deskOf(line), {
      ...{ path: book, passphrase: passphrase(), scratch, out: resolve(out), format },
      catalogue: cliCatalogue(),
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export function clientsImport(line: CommandLine, input: { book: string; file: string }) {
  return withBook(line, input.book, async book => {
    const { plan, imported } = await importClients(book.connection, callerOf(book), named(input.file));
    return { ...imported, refused: plan.refused, findings: plan.findings };
  });
}

export function clientsList(line: CommandLine, input: { book: string; query?: string }) {
  const { query } = input;
  return withBook(
    line,
    input.book,
    book =>
      findClients(book.connection, book.scope, { query }).map(({ client }) =>
        sighted(client, book.seesPapers),
      ),
    true,
  );
}

export function opening(line: CommandLine, input: { book: string; file: string; difference?: string }) {
  const words = {
    summary: renderText(cliCatalogue(), 'opening.summary'),
    replaced: renderText(cliCatalogue(), 'opening.replaced'),
    differenceName: input.difference,
  };
  return withBook(line, input.book, async book => {
    const { plan, booked } = await importOpening(book.connection, callerOf(book), named(input.file), words);
    return { ...booked, on: plan.on, findings: plan.findings };
  });
}

interface ImportInput {
  book: string;
  file: string;
  profile?: string;
  sheet?: string;
  password?: string;
  account?: string;
  dryRun?: boolean;
  refused?: string;
}

/** The hostile file is read in a thread before the book is touched. */
export async function statementsImport(line: CommandLine, input: ImportInput) {
  const { profile, sheet, password } = input;
  const request = await line.request(input.file, { profile, sheet, password });
  const opened = await line.pool.call('open', request, { time_ms: LIMITS.time_ms });
  const hash = createHash('sha256');
  await pipeline(createReadStream(request.path), hash);
  let statement: StatementFile | null = {
    ...opened,
    name: request.name,
    sha256: hash.digest('hex'),
    bytes: opened.file.sheets.reduce((sum, each) => sum + each.bytes.length, 0),
  };
  return withBook(line, input.book, async book => {
    const { connection } = book;
    const options = { account: input.account, madeAt: new Date().toISOString() };
    const { plan, counts } = previewImport(connection, statement!, options);
    // The whole file is in memory until here, and posting does not need it.
    statement = null;
    if (input.refused !== undefined)
      await writeRefusedRows(connection, plan, resolve(input.refused), cliCatalogue());
    if (input.dryRun) {
      forgetPlan(connection, plan);
      return { plan: counts, booked: 0, batch: null };
    }
    const rules = rulesOf(connection, shippedRulebook());
    const done = await commitImport(connection, callerOf(book), { plan, path: request.path }, { rules });
    return { plan: counts, booked: done.rows - done.noted, ...done };
  });
}

export function balances(line: CommandLine, input: { book: string; client?: string; on?: string }) {
  return withBook(
    line,
    input.book,
    book => balancesJson(book.connection, book.scope, { client: clientId(book, input.client), on: input.on }),
    true,
  );
}

export function journal(line: CommandLine, input: { book: string; format: JournalFormat; file: string }) {
  return withBook(
    line,
    input.book,
    book => exportJournal(book.connection, input.format, resolve(input.file)),
    true,
  );
}

interface ReportInput {
  book: string;
  client?: string;
  from: string;
  to: string;
  format: ReportFormat;
  out: string;
}

export function report(line: CommandLine, kind: ReportKind, input: ReportInput) {
  const { from, to, format } = input;
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const client = clientId(book, input.client);
      const texts = { language: cliLanguage(), catalogue: cliCatalogue() };
      const written = await writeReport(book.connection, kind, format, path, {
        ...{ from, to, client, scope: book.scope },
        ...texts,
        paper: paperOf(cliLanguage(), to),
      });
      return { report: path, ...written };
    },
    true,
  );
}
