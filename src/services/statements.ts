import { Refusal } from '../domain/refusal.ts';
import type { Inspection, Profile } from '../domain/statement.ts';
import { LIMITS, type Limits, type OpenedFile } from '../domain/table.ts';
import { openFile } from '../files/open.ts';
import { inspectFile } from '../statements/inspect.ts';
import { loadProfiles } from '../statements/profiles.ts';
import { type Recognition, recognise } from '../statements/recognise.ts';

export interface OpenRequest {
  path: string;
  name: string;
  password?: string;
  sheet?: string;
  /** Forces one profile by id. */
  profile?: string;
  /** Folder of the shipped profiles. */
  profilesFolder: string;
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
  return { file, recognition: recognise(file, profilesOf(request), wanted(request)) };
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
  return { file, ...inspectFile(file, profilesOf(request), wanted(request), hooks) };
}

function profilesOf(request: OpenRequest): Profile[] {
  const profiles = [...request.saved, ...loadProfiles(request.profilesFolder)];
  if (request.profile !== undefined && !profiles.some(profile => profile.id === request.profile))
    throw new Refusal('profiles.not_found', { id: request.profile });
  return profiles;
}

function wanted({ sheet, profile }: OpenRequest): { sheet?: string; profile?: string } {
  return { sheet, profile };
}
