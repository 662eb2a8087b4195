import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { os } from '@orpc/server';
import * as z from 'zod';
import { type Finding, Refusal } from '../domain/refusal.ts';
import type { Profile } from '../domain/statement.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import { newestProfiles } from '../services/profiles.ts';
import type { OpenRequest } from '../services/statements.ts';
import { DeskShelf } from '../store/desk.ts';
import { dataFolder } from './data-folder.ts';
import { cliCatalogue, profilesFolder } from './resources.ts';
import { ThreadPool } from './threads.ts';

const THREADS = 2;

/** What the commands share: threads for file work and the workstation's shelf. */
export class CommandLine {
  readonly pool = new ThreadPool(THREADS);
  readonly shelf = new DeskShelf(join(dataFolder(), 'desk'));

  /** A request to open a file as the user names it, with the profiles that this workstation knows. */
  async request(file: string, more: Partial<OpenRequest> = {}): Promise<OpenRequest> {
    const path = resolve(file);
    if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file });
    const saved = newestProfiles(await this.shelf.read<Profile[]>('profiles', []));
    return { path, name: basename(path), profilesFolder, saved, ...more };
  }

  close(): void {
    this.pool.end();
  }
}

/** A finding as the command line tells it: place in columns of its own and the sentence. */
function told({ severity, code, params, place }: Finding) {
  const { sheet = null, row = null, column = null } = place;
  return { severity, code, sheet, row, column, message: renderText(cliCatalogue(), code, params) };
}

const underLimits = { time_ms: LIMITS.time_ms };

/** Every command as a small router of its own: paths in, plain documents out. `failed` hears what a command threw. */
export function commands(line: CommandLine, failed: (error: unknown) => void) {
  const base = os.$meta<{ description?: string }>({}).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      failed(error);
      throw error;
    }
  });
  return {
    statements: {
      inspect: base
        .meta({ description: 'What a file is, what it adds up to and what is doubtful' })
        .input(
          z.object({
            file: z.string().describe('statement file'),
            sheet: z.string().optional().describe('name of the sheet to read'),
            password: z.string().optional().describe('password of an archive'),
            profile: z.string().optional().describe('id of the form, instead of recognising it'),
          }),
        )
        .handler(async ({ input: { file, ...more } }) => {
          const { inspection } = await line.pool.call('inspect', await line.request(file, more), underLimits);
          return { ...inspection, findings: inspection.findings.map(told) };
        }),
    },
  };
}
