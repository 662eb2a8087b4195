import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import type { Profile } from '../domain/statement.ts';
import { newestProfiles, shippedProfiles } from '../services/profiles.ts';
import type { OpenRequest } from '../services/statements.ts';
import { DeskShelf } from '../store/desk.ts';
import type { PersonAsked } from './cli-person.ts';
import { dataFolder } from './data-folder.ts';
import { profilesFolder } from './resources.ts';
import type { ThreadPool } from './threads.ts';

/** What the commands share: threads for file work and the workstation's shelf. */
export class CommandLine {
  readonly pool: ThreadPool;
  readonly shelf = new DeskShelf(join(dataFolder(), 'desk'));

  /** Exit code of a command that answers and did not do what was asked: 2. */
  exitCode = 0;

  /** Whom `--as` names; null: the machine's user. */
  readonly asked: PersonAsked | null;

  constructor(pool: ThreadPool, asked: PersonAsked | null = null) {
    this.pool = pool;
    this.asked = asked;
  }

  /** A request to open a file as the user names it, with the profiles that this workstation knows. */
  async request(file: string, more: Partial<OpenRequest> = {}): Promise<OpenRequest> {
    const path = resolve(file);
    if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file });
    const saved = [...(await this.saved()), ...this.shipped()];
    return { path, name: basename(path), saved, ...more };
  }

  /** The shipped forms, checked once for all threads. */
  shipped(): Profile[] {
    this.forms ??= shippedProfiles({ folder: profilesFolder });
    return this.forms;
  }
  private forms: Profile[] | null = null;

  /** The newest version of each form that was mapped here. */
  async saved(): Promise<Profile[]> {
    return newestProfiles(await this.shelf.read<Profile[]>('profiles', []));
  }

  close(): void {
    this.pool.end();
  }
}
