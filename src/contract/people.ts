import { type } from '@orpc/contract';
import * as z from 'zod';
import { ROLES, type Role } from '../domain/people/roles.ts';
import { SECRET_KINDS, type SecretKind } from '../domain/people/secret.ts';
import { command, query } from './procedure.ts';

const key = z.object({ key: z.string().min(8).max(100) });
const name = z.string().min(1).max(60);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);

/** A person in the book. */
export interface ProfileView {
  id: number;
  name: string;
  roles: Role[];
  /** Manager whose clients are the own ones. */
  managerName: string | null;
  secret: SecretKind | null;
  archivedOn: string | null;
}

/** A manager in the team of another, from a day to a day; null: from the beginning, until further notice. */
export interface TeamMemberView {
  id: number;
  leadName: string;
  memberName: string;
  from: string | null;
  to: string | null;
}

export interface PeopleView {
  profiles: ProfileView[];
  /** Managers that clients are assigned to. */
  managers: { id: number; name: string }[];
  teams: TeamMemberView[];
}

/** 用户与角色: who works with the book, and who sees whose clients. */
export const people = {
  list: query('book').output(type<PeopleView>()),
  /** Makes a profile or changes one; with the first, whoever makes it gets one with every role. */
  keep: command('administrator')
    .input(
      key.extend({
        id: id.optional(),
        name,
        roles: z.array(z.enum(ROLES)).max(ROLES.length),
        manager: name.nullable().optional(),
      }),
    )
    .output(type<{ profile: number }>()),
  /** A PIN or password for a profile, or none. */
  setSecret: command('administrator')
    .input(
      key.extend({
        id,
        secret: z.object({ kind: z.enum(SECRET_KINDS), value: z.string().max(200) }).nullable(),
      }),
    )
    .output(type<{ set: boolean }>()),
  archive: command('administrator')
    .input(key.extend({ id, archived: z.boolean() }))
    .output(type<{ archived: boolean }>()),
  /** Puts a manager into the team of another, by names. */
  assignMember: command(['supervisor', 'administrator'])
    .input(key.extend({ lead: name, member: name, from: day, to: day.nullable() }))
    .output(type<{ assigned: boolean }>()),
};
