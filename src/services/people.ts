import { beijingDay } from '../domain/calendar/days.ts';
import { isRealDate } from '../domain/parties/checksum.ts';
import { searchText } from '../domain/parties/search.ts';
import { ROLES, type Role } from '../domain/people/roles.ts';
import type { SecretKind } from '../domain/people/secret.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Call, command, type Tx } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  addSecret,
  archiveProfileRow,
  endMember,
  insertMember,
  insertProfile,
  managerNamed,
  type ProfileValues,
  readManagers,
  readProfiles,
  readTeams,
  type StoredManager,
  type StoredMember,
  type StoredProfile,
  updateProfile,
} from '../store/people.ts';
import { newSecret } from './people/secret.ts';

export { isSecretOf } from './people/secret.ts';
export type { StoredProfile };

/** Who calls, when, and under which key it may be repeated. */
export type Caller = Omit<Call, 'procedure' | 'input'>;

/** Everybody who works with the book; no profile at all: one person with every role. */
export function peopleOf(connection: Connection): {
  profiles: StoredProfile[];
  managers: StoredManager[];
  teams: StoredMember[];
} {
  return {
    profiles: readProfiles(connection),
    managers: readManagers(connection),
    teams: readTeams(connection),
  };
}

/** Profiles that may be taken, by name. */
export function profilesInUse(connection: Connection): StoredProfile[] {
  return readProfiles(connection).filter(({ archivedOn }) => archivedOn === null);
}

export interface ProfileWanted {
  /** Absent: a new profile. */
  id?: number;
  name: string;
  roles: readonly Role[];
  /** Name of the manager whose clients are the own ones; absent: of the profile's name, where a role asks for one. */
  manager?: string | null;
}

/**
 * Makes a profile or changes one. With the first one whoever makes it gets a profile with every role, under the name that
 * the log knows. Refuses `people.name_empty`, `people.name_taken`, `people.no_roles`, `people.unknown`, and
 * `people.last_administrator` where nobody would be left who may change this.
 */
export function keepProfile(
  connection: Connection,
  caller: Caller,
  wanted: ProfileWanted,
): Promise<{ profile: number }> {
  const { id, name, roles, manager } = wanted;
  const input = {
    name,
    roles: [...roles],
    ...(id === undefined ? {} : { id }),
    ...(manager === undefined ? {} : { manager }),
  };
  return command(connection, { ...callOf(caller), procedure: 'people.keep', input }, tx => {
    const values = valuesOf(tx, wanted);
    const known = readProfiles(tx.connection);
    const same = known.find(each => searchText(each.name) === values.searchKey);
    if (same && same.id !== id) throw new Refusal('people.name_taken', { name: same.name });
    if (id !== undefined) {
      profileOf(tx.connection, id);
      updateProfile(tx, id, values);
      needAdministrator(tx.connection);
      return { profile: id };
    }
    const owner = searchText(tx.actor);
    if (known.length === 0 && owner !== '' && owner !== values.searchKey)
      insertProfile(tx, { name: tx.actor, searchKey: owner, roles: ROLES, manager: null });
    const profile = insertProfile(tx, values);
    needAdministrator(tx.connection);
    return { profile };
  });
}

function valuesOf(tx: Tx, { name, roles, manager }: ProfileWanted): ProfileValues {
  const searchKey = searchText(name);
  if (searchKey === '') throw new Refusal('people.name_empty');
  if (roles.length === 0) throw new Refusal('people.no_roles', { name });
  const needsManager = roles.includes('accountManager') || roles.includes('teamLead');
  const managerName = manager === undefined && needsManager ? name : (manager ?? null);
  return {
    name: name.trim(),
    searchKey,
    roles: ROLES.filter(role => roles.includes(role)),
    manager:
      managerName === null || searchText(managerName) === ''
        ? null
        : managerNamed(tx, managerName.trim(), searchText(managerName)),
  };
}

function profileOf(connection: Connection, id: number): StoredProfile {
  const profile = readProfiles(connection).find(each => each.id === id);
  if (!profile) throw new Refusal('people.unknown', { profile: id });
  return profile;
}

function needAdministrator(connection: Connection): void {
  const administrators = profilesInUse(connection).filter(({ roles }) => roles.includes('administrator'));
  if (administrators.length === 0) throw new Refusal('people.last_administrator');
}

/** Takes a profile out of use, or back. Its name stays in the log. Refuses `people.unknown`, `people.last_administrator`. */
export function archiveProfile(
  connection: Connection,
  caller: Caller,
  wanted: { id: number; archived: boolean },
): Promise<{ archived: boolean }> {
  const input = { ...wanted };
  return command(connection, { ...callOf(caller), procedure: 'people.archive', input }, tx => {
    const { archivedOn } = profileOf(tx.connection, wanted.id);
    archiveProfileRow(tx, wanted.id, wanted.archived ? (archivedOn ?? dayOf(tx)) : null);
    needAdministrator(tx.connection);
    return { archived: wanted.archived };
  });
}

/**
 * Gives a profile a PIN or password, or takes it away. Nothing of it enters the log, not even a hash of the input.
 * Refuses `people.unknown`, `people.pin_form`, `people.password_short`.
 */
export function setSecret(
  connection: Connection,
  caller: Caller,
  { id, secret }: { id: number; secret: { kind: SecretKind; value: string } | null },
): Promise<{ set: boolean }> {
  const input = { id, kind: secret?.kind ?? null };
  return command(connection, { ...callOf(caller), procedure: 'people.setSecret', input }, tx => {
    profileOf(tx.connection, id);
    addSecret(tx, id, secret && newSecret(secret));
    return { set: secret !== null };
  });
}

export interface MemberWanted {
  /** Names of managers. */
  lead: string;
  member: string;
  from: string;
  to: string | null;
}

/**
 * Puts a manager into the team of another from a day to a day, or moves the end of the membership that begins on that
 * day; an end before it takes it back. Refuses `people.lead_of_self`, `people.member_already`, `parties.no_such_day`.
 */
export function assignMember(
  connection: Connection,
  caller: Caller,
  wanted: MemberWanted,
): Promise<{ assigned: boolean }> {
  const input = { ...wanted };
  return command(connection, { ...callOf(caller), procedure: 'people.assignMember', input }, tx => {
    const { from, to } = wanted;
    for (const day of [from, to])
      if (day !== null && !isRealDate(day)) throw new Refusal('parties.no_such_day', { day });
    const [lead, member] = [wanted.lead, wanted.member].map(name => {
      const key = searchText(name);
      if (key === '') throw new Refusal('people.name_empty');
      return managerNamed(tx, name.trim(), key);
    }) as [number, number];
    if (lead === member) throw new Refusal('people.lead_of_self', { name: wanted.lead });
    const own = readTeams(tx.connection).filter(each => each.lead === lead && each.member === member);
    const same = own.find(each => each.from === from);
    const other = own.find(
      each => each !== same && (each.to ?? '9') >= from && (each.from ?? '') <= (to ?? '9'),
    );
    if (other)
      throw new Refusal('people.member_already', {
        ...{ name: wanted.member, from: other.from ?? '', to: other.to ?? '' },
      });
    if (same) endMember(tx, same.id, to);
    else insertMember(tx, { lead, member, from, to });
    return { assigned: true };
  });
}

/** Who calls, without what else a caller carries. */
function callOf({ actor, key, at }: Caller): Caller {
  return { actor, key, at };
}

/** Beijing day of a command. */
function dayOf(tx: Tx): string {
  return beijingDay(tx.at);
}
