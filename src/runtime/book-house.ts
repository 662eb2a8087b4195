import { constants, copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BookCopy, BookState, BookVerdict, RecentBook } from '../contract/books.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Language, renderText } from '../domain/text.ts';
import type { life } from './book-life.ts';
import type { reads } from './book-reads.ts';
import type { writes } from './book-writes.ts';
import type { EventHub } from './events.ts';
import type { JobControl, JobTable } from './jobs.ts';
import { loadCatalogue } from './resources.ts';
import type { Staging } from './staging.ts';
import { type CallOptions, Thread } from './threads.ts';

type Acts = typeof life & typeof reads & typeof writes;
type Input<A extends keyof Acts> = Parameters<Acts[A]>[1];
type Output<A extends keyof Acts> = Awaited<ReturnType<Acts[A]>>;

const READERS = 2;
/** A book thread works for one person on their own data; the limit only keeps a fault from taking the machine. */
const HEAP_MB = 4_096;

interface Session {
  hub: EventHub;
  jobs: JobTable;
  staging: Staging;
}

/**
 * The one open book: a writer thread with the only connection that writes, one command at a time, and two readers.
 * The gate's own thread holds no connection.
 */
export class BookHouse {
  private readonly session: Session;
  private readonly shelf: string;
  private readonly folder: string;
  private readonly writer = new Thread(HEAP_MB);
  private readonly readers = Array.from({ length: READERS }, () => new Thread(HEAP_MB));
  private state: BookState | null = null;
  private verdictNow: BookVerdict | null = null;
  private turn = 0;

  constructor(session: Session, dataFolder: string) {
    this.session = session;
    this.shelf = join(dataFolder, 'desk');
    this.folder = join(dataFolder, 'books');
  }

  /** Asks a reader. Refuses `books.not_open`. */
  read<A extends keyof typeof reads>(act: A, input: Input<A>, control?: JobControl): Promise<Output<A>> {
    return this.call(this.nextReader(), act, input, control);
  }

  /** Asks always the same reader about one thing, so that what it remembers of it is of use. */
  readOf<A extends keyof typeof reads>(
    thing: string,
    act: A,
    input: Input<A>,
    control?: JobControl,
  ): Promise<Output<A>> {
    this.open();
    let turn = 0;
    for (const character of thing) turn = (turn * 31 + character.codePointAt(0)!) % 65_521;
    return this.call(this.readers[turn % READERS]!, act, input, control);
  }

  /** Gives the writer a command; every page hears that the book changed. Refuses `books.not_open`, `books.read_only`. */
  async write<A extends keyof typeof writes>(
    act: A,
    input: Input<A>,
    control?: JobControl,
  ): Promise<Output<A>> {
    if (this.open().readOnly) throw new Refusal('books.read_only');
    try {
      return await this.call(this.writer, act, input, control);
    } finally {
      // Also after a refusal: a plan that was stopped may have left rows that are gone now.
      this.session.hub.changed('book');
    }
  }

  async create(wanted: {
    name: string;
    firstPeriod: string;
    passphrase?: string;
    actor: string;
  }): Promise<BookState> {
    const path = await this.freePlace(wanted.name);
    return this.take(await this.call(this.writer, 'create', { ...wanted, path }));
  }

  /** As `create`; where a book of the name exists already, with the next free number after it. */
  async createNumbered(wanted: { name: string; firstPeriod: string; actor: string }): Promise<BookState> {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted.name : `${wanted.name} ${number}`;
      try {
        return await this.create({ ...wanted, name });
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'books.exists')) throw error;
      }
    }
  }

  async openRecent(
    id: string,
    wanted: { passphrase?: string | undefined; readOnly: boolean },
  ): Promise<BookState> {
    return this.openAt(await this.call(this.writer, 'recentPath', { id }), wanted);
  }

  /** Puts a staged file beside the other books and opens it; if it does not open, nothing stays. */
  async openStaged(
    fileId: string,
    wanted: { passphrase?: string | undefined; readOnly: boolean },
  ): Promise<BookState> {
    const staged = this.session.staging.get(fileId);
    const path = await this.freePlace(staged.name.replace(/\.[^.]+$/, ''));
    await copyFile(staged.path, path, constants.COPYFILE_EXCL).catch(error => {
      if (error.code !== 'EEXIST') throw error;
      throw new Refusal('books.exists', { file: basename(path) }, { file: basename(path) });
    });
    try {
      return await this.openAt(path, wanted);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Opens another book in the place of the open one, which stays open where the other does not open. */
  private async openAt(
    path: string,
    { passphrase, readOnly }: { passphrase?: string | undefined; readOnly: boolean },
  ): Promise<BookState> {
    if (this.state?.path === path) await this.closed();
    return this.take(await this.call(this.writer, 'open', { path, passphrase, readOnly }));
  }

  /** Gives the book back; true if one was open. */
  async closed(): Promise<boolean> {
    const wasOpen = this.state !== null;
    this.state = null;
    this.verdictNow = null;
    for (const reader of this.readers) await this.call(reader, 'close', undefined);
    await this.call(this.writer, 'close', undefined);
    if (wasOpen) this.session.hub.changed('books', 'book');
    return wasOpen;
  }

  /** Ends the threads, after giving the book back. */
  async end(): Promise<void> {
    if (this.state) await this.closed();
    for (const thread of [this.writer, ...this.readers]) thread.end();
  }

  recent(): Promise<RecentBook[]> {
    return this.call(this.writer, 'recent', undefined);
  }

  async present(): Promise<BookState | null> {
    if (!this.state) return null;
    const { readOnly } = this.state;
    // A reader answers what is on the disk now; whether the book can be written is the writer's to say.
    return { ...(await this.call(this.nextReader(), 'state', undefined)), readOnly };
  }

  verdict(): BookVerdict | null {
    return this.verdictNow;
  }

  async copies(id: string | undefined): Promise<BookCopy[]> {
    if (id !== undefined) {
      const path = await this.call(this.writer, 'recentPath', { id });
      return this.call(this.writer, 'copies', { path, bookId: null });
    }
    const { path, id: bookId } = this.open();
    return this.call(this.nextReader(), 'copies', { path, bookId });
  }

  async saveCopy(name: string): Promise<{ fileId: string; name: string }> {
    const { path } = this.open();
    const copy = await this.call(this.nextReader(), 'copyPath', { path, name });
    const { staging } = this.session;
    const exported = staging.exportPath();
    await copyFile(copy, exported);
    return { fileId: (await staging.register(name, exported, true)).id, name };
  }

  /** Writes what can still be read of a recent book; the name is the book's, and so is every byte of its file. */
  async salvage({ id, ...wanted }: { id: string; passphrase?: string | undefined; language: Language }) {
    const path = await this.call(this.writer, 'recentPath', { id });
    const { staging } = this.session;
    const out = staging.exportPath();
    const scratch = dirname(out);
    const report = await this.call(this.writer, 'salvage', { path, scratch, out, ...wanted });
    const stem = basename(path).replace(/\.[^.]+$/, '');
    const name = renderText(loadCatalogue(wanted.language), 'salvage.file', { name: stem });
    return { ...report, fileId: (await staging.register(name, out, true)).id, name };
  }

  /** Takes a verified copy, as a job. */
  backup(): string {
    const { name } = this.open();
    return this.session.jobs.start('jobs.backup', { name }, async control => {
      const copy = await this.copyNow(control);
      return { kind: 'copy', name: copy.name };
    });
  }

  async copyNow(control: JobControl): Promise<BookCopy> {
    control.step('jobs.step.copy');
    const copy = await this.call(this.nextReader(), 'backup', undefined, control);
    this.session.hub.changed('books');
    return copy;
  }

  verify(): string {
    const { name } = this.open();
    return this.session.jobs.start('jobs.verify', { name }, async control => {
      control.step('jobs.step.recompute');
      const report = await this.call(this.nextReader(), 'verify', undefined, control);
      this.verdictNow = { ...report, checkedAt: new Date().toISOString() };
      this.session.hub.changed('books');
      return { kind: 'verified', ok: report.ok, findings: report.findings.length };
    });
  }

  /** Puts a copy in the place of the open book or of a recent one, and opens that. */
  async restore({
    id,
    copy,
    passphrase,
  }: {
    id?: string | undefined;
    copy: { name: string } | { fileId: string };
    passphrase?: string | undefined;
  }): Promise<{ state: BookState; aside: string | null }> {
    const path = id === undefined ? this.open().path : await this.call(this.writer, 'recentPath', { id });
    const from =
      'name' in copy
        ? await this.call(this.writer, 'copyPath', { path, name: copy.name })
        : this.session.staging.get(copy.fileId).path;
    const wasOpen = this.state?.path === path;
    if (wasOpen) await this.closed();
    try {
      const { aside } = await this.call(this.writer, 'restore', { copy: from, path, passphrase });
      return { state: await this.openAt(path, { passphrase, readOnly: false }), aside };
    } catch (error) {
      // The book is what it was: open it again, unless only its passphrase can.
      if (wasOpen) await this.openAt(path, { readOnly: false }).catch(() => undefined);
      throw error;
    }
  }

  async changePassphrase(change: { present?: string | undefined; next: string | null }): Promise<BookState> {
    this.open();
    for (const reader of this.readers) await this.call(reader, 'close', undefined);
    try {
      return await this.take(await this.call(this.writer, 'changePassphrase', change));
    } catch (error) {
      await this.take(await this.call(this.writer, 'opened', undefined));
      throw error;
    }
  }

  /** The open book as it was opened, another object for every opening; null where none is open. */
  standing(): BookState | null {
    return this.state;
  }

  /** The open book. Refuses `books.not_open`. */
  open(): BookState {
    if (!this.state) throw new Refusal('books.not_open');
    return this.state;
  }

  private async take({ state, key }: Output<'open'>): Promise<BookState> {
    for (const reader of this.readers) await this.call(reader, 'openReader', { path: state.path, key });
    key?.fill(0);
    this.state = state;
    this.verdictNow = null;
    this.session.hub.changed('books', 'book');
    if (!state.readOnly) this.takeDailyCopy(state.name);
    return state;
  }

  /** The copy of a day's first opening, beside whatever the user does meanwhile. */
  private takeDailyCopy(name: string): void {
    this.session.jobs.start('jobs.daily_copy', { name }, async control => {
      control.step('jobs.step.copy');
      const copy = await this.call(this.nextReader(), 'backupDaily', undefined, control);
      this.session.hub.changed('books');
      return copy && { kind: 'copy', name: copy.name };
    });
  }

  private async freePlace(name: string): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return this.call(this.writer, 'placeFor', { folder: this.folder, name });
  }

  private nextReader(): Thread {
    this.open();
    this.turn = (this.turn + 1) % READERS;
    return this.readers[this.turn]!;
  }

  private call<A extends keyof Acts>(
    thread: Thread,
    act: A,
    input: Input<A>,
    control?: JobControl,
  ): Promise<Output<A>> {
    const options: CallOptions = control
      ? { cancelFlag: control.cancelFlag, onProgress: (done, total) => control.progress(done, total) }
      : {};
    const request = { act, input, shelf: this.shelf };
    return thread.call('book', request, options) as Promise<Output<A>>;
  }
}
