import { Refusal } from '../domain/refusal.ts';
import type { Inspection, Profile } from '../domain/statement.ts';
import { LIMITS, type Limits, type OpenedFile, type Sheet } from '../domain/table.ts';
import { openFile } from '../files/open.ts';
import { readInParts, type TextParts } from '../files/parts.ts';
import { type Recognition, recognise } from '../statements/recognise.ts';

export interface OpenRequest {
  path: string;
  name: string;
  password?: string;
  sheet?: string;
  /** Forces one profile by id. */
  profile?: string;
  /** Folder of the shipped profiles; absent where `saved` holds them too. */
  profilesFolder?: string;
  /** Profiles that the user saved. */
  saved: Profile[];
  limits?: Limits;
}

export interface OpenHooks {
  onProgress?(done: number, total: number | null): void;
  cancelled?(): boolean;
}

/** A file opened and recognised: everything later steps need, shared between threads without a copy. */
export interface OpenedStatement {
  file: OpenedFile;
  recognition: Recognition;
}

/** Opens a hostile file and recognises its form. Refuses everything that `openFile` refuses, each with its place. */
export async function openStatement(request: OpenRequest, hooks: OpenHooks = {}): Promise<OpenedStatement> {
  const file = await openFile(
    { path: request.path, name: request.name },
    { ...hooks, password: request.password, limits: request.limits ?? LIMITS },
  );
  return { file, recognition: recognise(file, await profilesOf(request), wanted(request)) };
}

/** A statement that comes in parts. */
export interface StatementInParts {
  parts: TextParts;
  /** Recognises the form by the first part. */
  opened(head: Sheet): OpenedStatement;
}

/**
 * Reads a plain text statement in parts, for passes that need each row once; null where the file has to be opened
 * whole (see `readInParts`), which also finds the words for whatever is wrong with it.
 */
export async function readStatementInParts<T>(
  request: OpenRequest,
  hooks: OpenHooks,
  read: (statement: StatementInParts) => T,
): Promise<T | null> {
  const profiles = await profilesOf(request);
  const options = { ...hooks, limits: request.limits ?? LIMITS };
  return readInParts({ path: request.path, name: request.name }, options, parts => {
    const opened = (head: Sheet): OpenedStatement => {
      const { name, encoding } = parts;
      const file: OpenedFile = {
        name,
        container: 'text',
        encoding,
        archiveEntry: null,
        sheets: [head],
        findings: [],
      };
      return { file, recognition: recognise(file, profiles, wanted(request)) };
    };
    return read({ parts, opened });
  });
}

/** The same with what reading every row told. */
export interface InspectedStatement extends OpenedStatement {
  inspection: Inspection;
}

/** Opens, recognises and reads every row: what `statements inspect` answers, with what is needed to go on. */
export async function inspectStatement(
  request: OpenRequest,
  hooks: OpenHooks = {},
): Promise<InspectedStatement> {
  const file = await openFile(
    { path: request.path, name: request.name },
    { ...hooks, password: request.password, limits: request.limits ?? LIMITS },
  );
  const { inspectFile } = await import('../statements/inspect.ts');
  return { file, ...inspectFile(file, await profilesOf(request), wanted(request), hooks) };
}

async function profilesOf(request: OpenRequest): Promise<Profile[]> {
  const profiles = [...request.saved, ...(await shipped(request.profilesFolder))];
  if (request.profile !== undefined && !profiles.some(profile => profile.id === request.profile))
    throw new Refusal('profiles.not_found', { id: request.profile });
  return profiles;
}

/** The check of profiles is large, and a thread that is given them checked does not need it. */
async function shipped(folder: string | undefined): Promise<Profile[]> {
  if (folder === undefined) return [];
  const { loadProfiles } = await import('../statements/profiles.ts');
  return loadProfiles(folder);
}

function wanted({ sheet, profile }: OpenRequest): { sheet?: string; profile?: string } {
  return { sheet, profile };
}
