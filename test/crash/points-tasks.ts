import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fen } from '../../src/domain/money.ts';
import { writeWhole } from '../../src/files/write-file.ts';
import { command, type Tx } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { hold, post, settle, voidHold } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import {
  type BookDesk,
  backupBook,
  changePassphrase,
  closeBook,
  copyPath,
  createBook,
  listCopies,
  openBook,
  restoreBook,
} from '../../src/services/books.ts';
import { carryLines, checklistOf, closePeriod, reopenPeriod } from '../../src/services/close.ts';
import { commitImport, previewImport } from '../../src/services/imports.ts';
import { openStatement } from '../../src/services/statements.ts';
import { disk } from '../../src/store/book/disk.ts';
import type { Keeping } from '../../src/store/book/format.ts';
import { openUpgraded } from '../../src/store/book/migrate.ts';
import { closeBook as closeFile } from '../../src/store/book/open.ts';
import { updateRow } from '../../src/store/changes.ts';
import type { DeskShelf } from '../../src/store/desk.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { SCHEMA, SCHEMA_VERSION } from '../../src/store/schema/index.ts';
import { addParties, bank, CLIENTS, free, head, leg, unclaimed } from '../ledger/book.ts';
import { plainVerify } from '../store/book/keeping.ts';

/** Work that is killed in the middle. All of it can be done again: what was done already stays once. */
export interface CrashTask {
  /** What is there before; never killed. */
  setup(folder: string): Promise<void>;
  /** The work; `say` acknowledges. */
  run(folder: string, say: (done: string) => void): Promise<void>;
  /** After a kill, or after the work done again (`isDone`). Throws at the first fault. */
  check(folder: string, done: readonly string[], isDone: boolean): Promise<void>;
}

const NOW = '2026-03-01T08:00:00.000Z';
const ASKING = { actor: '会计', today: '2026-03-01', lastCopyOn: '2026-03-01' };
const PROFILES = join(import.meta.dirname, '../../resources/profiles');
const OLD = 'old horse battery';
const NEXT = 'new horse battery';
const SHELF = {
  read: async (_: string, empty: unknown) => empty,
  update: async (_: string, empty: unknown, change: (before: unknown) => unknown) => change(empty),
} as unknown as DeskShelf;
const desk: BookDesk = { shelf: SHELF, now: () => new Date(NOW), newId: () => 'book-1', verify };
const pathOf = (folder: string) => join(folder, '账.duizhang');

const callOf = (key: string) => ({ actor: '会计', key: `point-${key}`, at: NOW });
const work = (connection: Connection, name: string, act: (tx: Tx) => unknown) =>
  command(connection, { ...callOf(name), procedure: 'work', input: name }, act);

async function makeBook(folder: string, passphrase?: string): Promise<void> {
  const book = await createBook(desk, {
    ...{ path: pathOf(folder), name: '断电', firstPeriod: '2026-01', actor: '会计', passphrase },
  });
  await work(book.connection, 'setup', tx => {
    for (const month of ['2026-02', '2026-03']) setPeriod(tx, month, 'open');
    addParties(tx);
    for (const money of [1, 2]) updateRow(tx, 'money_account', money, { has_statement: 0 });
    return post(tx, { ...head(), legs: [leg(bank, unclaimed, 90_000)] });
  });
  closeBook(book);
}

async function opened<T>(
  folder: string,
  act: (connection: Connection) => T,
  passphrase?: string,
): Promise<Awaited<T>> {
  const book = await openBook(desk, { path: pathOf(folder), passphrase });
  try {
    return await act(book.connection);
  } finally {
    closeBook(book);
  }
}

/** A sound book with every acknowledged command in it, once, and at most the one that ran besides. */
async function sound(folder: string, done: readonly string[], passphrase?: string): Promise<number> {
  return opened(
    folder,
    connection => {
      const { findings, logEntries } = verify(connection);
      const faults = findings.filter(({ severity }) => severity === 'error');
      if (faults.length > 0) throw new Error(`verify: ${JSON.stringify(faults.slice(0, 3))}`);
      const has = connection.prepareValue('SELECT count(*) FROM log WHERE key = ?');
      for (const key of done)
        if (has.get(`point-${key}`) !== 1) throw new Error(`${key} is not there as acknowledged`);
      return logEntries;
    },
    passphrase,
  );
}

const noLeftOver = (folder: string) => {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    /part|swap/.test(name),
  );
  if (found.length > 0) throw new Error(`left over: ${found.join(' ')}`);
};

/** A task made of commands: all acknowledged ones stay, and in the end each is there once. */
function commands(
  total: number,
  each: (connection: Connection, say: (done: string) => void, folder: string) => Promise<void>,
): CrashTask {
  return {
    setup: makeBook,
    run: (folder, say) => opened(folder, connection => each(connection, say, folder)),
    async check(folder, done, isDone) {
      const entries = await sound(folder, done);
      const before = SETUP_ENTRIES + done.length;
      const right = isDone ? entries === SETUP_ENTRIES + total : entries === before || entries === before + 1;
      if (!right) throw new Error(`${entries} entries after ${done.length} acknowledged`);
    },
  };
}
/** Making the book, and what it begins with. */
const SETUP_ENTRIES = 2;

const ledger = commands(6, async (connection, say) => {
  const doing = async <Answer>(name: string, act: (tx: Tx) => Answer) => {
    const answer = await work(connection, name, act);
    say(name);
    return answer as Answer;
  };
  const posted = await doing('post', tx => post(tx, { ...head(), legs: [leg(unclaimed, free(1), 5_000)] }));
  const { holds } = await doing('hold', tx =>
    hold(tx, { ...head(), legs: [leg(free(1), bank, 500), leg(free(1), bank, 300)] }),
  );
  await doing('settle', tx => settle(tx, head(), holds[0]!, 200 as Fen));
  await doing('void', tx => voidHold(tx, head(), holds[1]!, 300 as Fen));
  const spare = await doing('spare', tx => post(tx, { ...head(), legs: [leg(bank, unclaimed, 7)] }));
  if (posted.batch === spare.batch) throw new Error('one batch twice');
  await doing('reverse', tx => reverse(tx, spare.batch, head('2026-03-05')));
});

const closing = commands(3, async (connection, say) => {
  const which = { month: '2026-01', client: null };
  const lines = checklistOf(connection, which, ASKING)
    .lines.filter(({ state }) => state === 'missing')
    .map(({ line }) => line);
  const about = { owner: '李会计', dueOn: '2026-07-31', reason: '次月处理' };
  const known = connection.prepareValue("SELECT count(*) FROM log WHERE key = 'point-carry'").get();
  if (lines.length > 0 && known === 0)
    await carryLines(connection, callOf('carry'), { ...which, lines, ...about }, ASKING);
  else if (known === 0) await work(connection, 'carry', () => null);
  say('carry');
  const { closed } = await closePeriod(connection, callOf('close'), which, ASKING);
  if (!closed) throw new Error('not closed');
  say('close');
  await reopenPeriod(connection, callOf('reopen'), { ...which, reason: '更正' });
  say('reopen');
});

const LIST = [
  '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注',
  ...Array.from(
    { length: 12 },
    (_, at) =>
      `2026-02-${10 + at} 08:40:33,收款,SK2026020100000${10 + at},,客户1,,${100 + at}.00,非赠款,,对公转账`,
  ),
].join('\r\n');

const importing = commands(1, async (connection, say, folder) => {
  const [path, name] = [join(folder, '流水.csv'), '通用流水.csv'];
  const bytes = Buffer.from(`\ufeff${LIST}\r\n`);
  writeFileSync(path, bytes);
  const statement = await openStatement({ path, name, profilesFolder: PROFILES, saved: [] });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { ...statement, name, sha256, bytes: bytes.length };
  const known = connection.prepareValue("SELECT count(*) FROM log WHERE key = 'point-import'").get();
  if (known === 0) {
    const { plan } = previewImport(connection, file, { madeAt: NOW });
    await commitImport(connection, callOf('import'), { plan, path });
  }
  say('import');
});

const creating: CrashTask = {
  setup: async () => undefined,
  async run(folder, say) {
    if (!existsSync(pathOf(folder))) await makeBook(folder, OLD);
    say('setup');
  },
  async check(folder, done, isDone) {
    if (!existsSync(pathOf(folder))) {
      if (isDone || done.length > 0) throw new Error('the new book is gone');
      return;
    }
    await sound(folder, [], OLD);
    if (isDone) noLeftOver(folder);
  },
};

const backup: CrashTask = {
  setup: makeBook,
  async run(folder, say) {
    await opened(folder, connection =>
      backupBook(desk, { path: pathOf(folder), connection, key: undefined }),
    );
    say('setup');
  },
  async check(folder, done, isDone) {
    await sound(folder, ['setup']);
    const copies = listCopies(desk, pathOf(folder), 'book-1').filter(({ verified }) => verified);
    if (copies.length < done.length) throw new Error('an acknowledged copy is gone');
    for (const { name } of copies) restoreElsewhere(folder, name);
    if (isDone) noLeftOver(folder);
  },
};

function restoreElsewhere(folder: string, name: string): void {
  const target = join(folder, `试-${name}`);
  restoreBook(desk, { copy: copyPath(desk, pathOf(folder), name), path: target });
  for (const suffix of ['', '.lock']) disk.remove(`${target}${suffix}`);
}

/** The book has gone on since its copy; both are whole, and the restore swaps them. */
const restore: CrashTask = {
  async setup(folder) {
    await makeBook(folder);
    await backup.run(folder, () => undefined);
    await opened(folder, connection => work(connection, 'later', () => null));
  },
  async run(folder, say) {
    const [copy] = listCopies(desk, pathOf(folder), 'book-1');
    restoreBook(desk, { copy: copyPath(desk, pathOf(folder), copy!.name), path: pathOf(folder) });
    say('setup');
  },
  async check(folder, done, isDone) {
    const entries = await sound(folder, ['setup']);
    if (entries > SETUP_ENTRIES && (done.length > 0 || isDone))
      throw new Error('restored, and it is the old book');
    // Whichever it is, nothing that was booked is gone: the replaced book stays beside.
    const aside = readdirSync(folder).some(name => name.includes('before-restore'));
    if (entries === SETUP_ENTRIES && !aside) throw new Error('the replaced book is gone');
    if (isDone) noLeftOver(folder);
  },
};

const rekey: CrashTask = {
  setup: folder => makeBook(folder, OLD),
  async run(folder, say) {
    const present = await whichOpens(folder);
    const book = await openBook(desk, { path: pathOf(folder), passphrase: present });
    closeBook(changePassphrase(desk, book, { present, next: NEXT }));
    say('setup');
  },
  async check(folder, done, isDone) {
    const opens = await whichOpens(folder);
    if (opens === OLD && (isDone || done.length > 0)) throw new Error('the new passphrase does not open it');
    await sound(folder, ['setup'], opens);
    if (isDone) noLeftOver(folder);
  },
};

/** The old or the new passphrase; never neither. */
async function whichOpens(folder: string): Promise<string> {
  for (const passphrase of [OLD, NEXT])
    try {
      closeBook(await openBook(desk, { path: pathOf(folder), passphrase }));
      return passphrase;
    } catch (error) {
      if ((error as { code?: string }).code !== 'books.wrong_passphrase') throw error;
    }
  throw new Error('neither passphrase opens the book');
}

const TABLE = 'CREATE TABLE later_subject (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT';
const INDEX = 'CREATE INDEX later_subject_text ON later_subject (text)';
const FILL = 'INSERT INTO later_subject (text) SELECT name FROM client';
const LATER: Keeping = {
  disk,
  now: () => new Date(NOW),
  format: {
    version: SCHEMA_VERSION + 2,
    statements: [...SCHEMA, TABLE, INDEX],
    migrations: [
      { to: SCHEMA_VERSION + 1, run: connection => connection.exec(TABLE) },
      {
        to: SCHEMA_VERSION + 2,
        run(connection) {
          connection.exec(INDEX);
          connection.prepare(FILL).run();
        },
      },
    ],
    verify: plainVerify,
  },
};

const migration: CrashTask = {
  setup: makeBook,
  async run(folder, say) {
    closeFile(openUpgraded(LATER, { path: pathOf(folder) }, join(folder, 'copies')));
    say('setup');
  },
  async check(folder, done, isDone) {
    const isNew = await opened(folder, () => null).then(
      () => false,
      error => {
        if ((error as { code?: string }).code !== 'books.newer') throw error;
        return true;
      },
    );
    if (!isNew && (isDone || done.length > 0)) throw new Error('migrated, and it is the old version');
    if (!isNew) return void (await sound(folder, ['setup']));
    const book = openUpgraded(LATER, { path: pathOf(folder) }, join(folder, 'copies'));
    try {
      const filled = book.connection.prepareValue('SELECT count(*) FROM later_subject').get();
      const entries = book.connection.prepareValue('SELECT count(*) FROM log').get();
      if (filled !== CLIENTS || entries !== SETUP_ENTRIES) throw new Error('a half migration');
    } finally {
      closeFile(book);
    }
    if (isDone) noLeftOver(folder);
  },
};

const BEFORE = 'what stood there before';
const AFTER = '导出,'.repeat(60_000);
const exporting: CrashTask = {
  setup: async folder => writeFileSync(join(folder, '表.csv'), BEFORE),
  async run(folder, say) {
    await writeWhole(join(folder, '表.csv'), async sink => {
      for (let at = 0; at < AFTER.length; at += 50_000)
        await sink.write(Buffer.from(AFTER.slice(at, at + 50_000)));
    });
    say('setup');
  },
  async check(folder, done, isDone) {
    const text = readFileSync(join(folder, '表.csv'), 'utf8');
    const isWhole = text === AFTER || (text === BEFORE && done.length === 0 && !isDone);
    if (!isWhole) throw new Error(`a half file of ${text.length} characters`);
  },
};

export const TASKS: Record<string, CrashTask> = {
  ...{ ledger, closing, importing, creating, backup, restore, rekey, migration, exporting },
};
