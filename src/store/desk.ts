import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';

/**
 * The workstation's shelf of small JSON documents. A document is replaced whole: written beside, flushed, renamed;
 * a kill leaves the old or the new one. Writes of one document queue behind each other.
 */
export class DeskShelf {
  private readonly folder: string;
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Reads a document; `fallback` where there is none. Refuses `store.document_damaged` with the file's name. */
  async read<T>(name: string, fallback: T): Promise<T> {
    let text: string;
    try {
      text = await readFile(this.path(name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fallback;
      throw error;
    }
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Refusal('store.document_damaged', { name }, { file: this.path(name) });
    }
  }

  /** Changes a document by a pure function of its present content and answers the new content. */
  update<T>(name: string, fallback: T, change: (present: T) => T): Promise<T> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const after = before
      .catch(() => undefined)
      .then(async () => {
        const next = change(await this.read(name, fallback));
        await this.write(name, JSON.stringify(next, null, 1));
        return next;
      });
    this.queues.set(name, after);
    return after;
  }

  private async write(name: string, text: string): Promise<void> {
    const path = this.path(name);
    const beside = `${path}.${process.pid}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  private path(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}
