import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RowScope } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkDay } from '../domain/reports/days.ts';
import type { Language } from '../domain/text.ts';
import { writeWhole } from '../files/write-file.ts';
import { writePdf } from '../files/write-pdf.ts';
import { writeXlsx } from '../files/write-xlsx.ts';
import { ZipWriter } from '../files/write-zip.ts';
import { addBytes, clientsOf, plainName } from '../services/packs.ts';
import {
  hasBalance,
  type Letter,
  letterFen,
  letterRegister,
  letterSheets,
} from '../services/reports/confirmation-letter.ts';
import { Words } from '../services/reports/words.ts';
import { clientStatement } from '../services/reports.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import type { TaskHooks } from './task-hooks.ts';

type Room = Pick<BookRoom, 'connection'>;

interface Asked {
  scope: RowScope;
  /** Balances at the end of this day. */
  on: string;
  clients: readonly number[] | null;
  language: Language;
}

/** Writes 询证函 of every client with a balance, as PDF and XLSX, and their register, into a folder. */
async function makeLetters(
  { connection }: Room,
  { scope, on, clients: wanted, language, out }: Asked & { out: string },
  { cancelled, onProgress }: TaskHooks,
) {
  checkDay(on);
  const words = new Words({ language, catalogue: loadCatalogue(language) });
  const paper = paperOf(language, on);
  const book = readBook(connection).name;
  const clients = clientsOf(connection, scope, { month: on.slice(0, 7), clients: wanted });
  const letters: Letter[] = [];
  for (const { id, code, name } of clients) {
    const statement = clientStatement(connection, scope, { client: id, from: on, to: on });
    const no = `XZ-${on.replaceAll('-', '')}-${code || id}`;
    if (hasBalance({ statement })) letters.push({ no, on, book, code, statement: { ...statement, name } });
  }
  if (letters.length === 0) throw new Refusal('letters.none', { on });
  await mkdir(out, { recursive: true });
  for (const [done, letter] of letters.entries()) {
    if (cancelled()) throw new Refusal('jobs.cancelled');
    onProgress(done, letters.length);
    const name = plainName(
      [words.say('packs.file.letter'), letter.code, letter.statement.name].filter(Boolean).join(' '),
    );
    const sheets = letterSheets(letter, words);
    await writePdf(join(out, `${name}.pdf`), sheets, paper);
    await writeXlsx(join(out, `${name}.xlsx`), sheets);
  }
  await writeXlsx(
    join(out, `${words.say('letters.register')}.xlsx`),
    letterRegister(letters, { book, on }, words),
  );
  return letters.map(letter => ({
    ...{ no: letter.no, client: letter.code, name: letter.statement.name },
    netFen: letterFen(letter, words),
  }));
}

/** As `makeLetters`, in one archive. */
async function archiveLetters(room: Room, { path, ...asked }: Asked & { path: string }, hooks: TaskHooks) {
  const out = join(dirname(path), `.letters-${randomBytes(6).toString('hex')}`);
  try {
    const letters = await makeLetters(room, { ...asked, out }, hooks);
    await writeWhole(path, async sink => {
      const zip = new ZipWriter(sink);
      for (const name of (await readdir(out)).sort())
        await addBytes(zip, name, await readFile(join(out, name)));
      await zip.finish();
    });
    return letters;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

export const letterReads = { 'letters/make': makeLetters, 'letters/archive': archiveLetters };
