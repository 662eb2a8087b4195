import { eventIterator, type } from '@orpc/contract';
import * as z from 'zod';
import type { DeskEvent } from '../domain/job.ts';
import type { Role } from '../domain/people/roles.ts';
import { SECRET_KINDS, type SecretKind } from '../domain/people/secret.ts';
import { command, query } from './procedure.ts';

/** A profile that may be taken. */
export interface ProfileChoice {
  id: number;
  name: string;
  roles: Role[];
  /** What it asks for; null: nothing. */
  secret: SecretKind | null;
}

/** Who works with the open book: `alone` where it has no profiles, `out` until one is chosen. */
export interface SessionView {
  state: 'alone' | 'in' | 'out';
  profile: (Omit<ProfileChoice, 'id'> & { id: number | null }) | null;
  profiles: ProfileChoice[];
}

const secret = z.string().max(200);
const key = z.object({ key: z.string().min(8).max(100) });

export const session = {
  /** Who answers: product version, host, and the revision to start from. */
  hello: query('anyone').output(
    type<{ version: string; host: 'desktop' | 'browser' | 'command-line'; revision: number }>(),
  ),
  /** The one stream of events; never ends by itself. */
  events: query('anyone').output(eventIterator(z.custom<DeskEvent>())),
  who: query('anyone').output(type<SessionView>()),
  /**
   * Takes a profile. A wrong PIN or password, a profile that does not exist and a try that comes too soon get one answer,
   * `session.wrong_secret`, with the seconds to wait; the wait grows and nobody is shut out for good.
   */
  signIn: command('anyone')
    .input(z.object({ profile: z.int(), secret: secret.default('') }))
    .output(type<SessionView>()),
  /** Gives the profile back; another may be taken. */
  signOut: command('anyone').output(type<SessionView>()),
  /** The own PIN or password, another or none. Refuses as `signIn` where the present one is wrong. */
  changeSecret: command('viewer')
    .input(
      key.extend({
        present: secret.default(''),
        next: z.object({ kind: z.enum(SECRET_KINDS), value: secret }).nullable(),
      }),
    )
    .output(type<{ set: boolean }>()),
};
