import type { SessionView } from '../contract/session.ts';
import { ROLES } from '../domain/people/roles.ts';
import type { Who } from '../domain/people/scope.ts';
import { Refusal } from '../domain/refusal.ts';
import type { StoredProfile } from '../services/people.ts';
import type { DeskShelf } from '../store/desk.ts';
import type { BookHouse } from './book-house.ts';
import { countedTry, remember, remembered } from './tries.ts';

/** Who works with one opening of a book. */
interface Present {
  opening: object;
  book: string;
  profiles: StoredProfile[];
  /** Null: nobody yet. */
  taken: StoredProfile | null;
}

/** Who uses the machine, as its system names them, and its clock. */
export interface Machine {
  machineUser: string;
  now_ms(): number;
}

/**
 * Who is at this workstation. One page or several, one person works with the open book at a time; another opening of a
 * book asks anew. Without an open book, and in a book without profiles, one person has every role.
 */
export class PeopleSession {
  private readonly house: BookHouse;
  private readonly shelf: DeskShelf;
  private readonly machine: Machine;
  private present: Promise<Present> | null = null;
  private opening: object | null = null;

  constructor(house: BookHouse, shelf: DeskShelf, machine: Machine) {
    this.house = house;
    this.shelf = shelf;
    this.machine = machine;
  }

  /** Who acts now; null where the book has profiles and none is taken. */
  async who(): Promise<Who | null> {
    const present = await this.read();
    if (!present || present.profiles.length === 0)
      return { actor: this.machine.machineUser, roles: ROLES, manager: null };
    const { taken } = present;
    return taken && { actor: taken.name, roles: taken.roles, manager: taken.manager };
  }

  async view(): Promise<SessionView> {
    const present = await this.read();
    if (!present || present.profiles.length === 0) {
      const profile = { id: null, name: this.machine.machineUser, roles: [...ROLES], secret: null };
      return { state: 'alone', profile, profiles: [] };
    }
    const { profiles, taken } = present;
    return {
      state: taken ? 'in' : 'out',
      profile: taken && shown(taken),
      profiles: profiles.map(shown),
    };
  }

  /** Lets a profile in. Refuses `session.wrong_secret`, the same for every reason, and counts the try. */
  async signIn(id: number, secret: string): Promise<SessionView> {
    const present = await this.need();
    await this.prove(present.book, id, secret);
    const profile = present.profiles.find(each => each.id === id);
    // Taken out of use while its PIN was looked at.
    if (!profile) throw new Refusal('people.unknown', { profile: id });
    present.taken = profile;
    await remember(this.shelf, present.book, before => ({ ...before, last: id }));
    return this.view();
  }

  async signOut(): Promise<SessionView> {
    const present = await this.need();
    present.taken = null;
    await remember(this.shelf, present.book, ({ last: _, ...before }) => before);
    return this.view();
  }

  /** The profile at work, after its present secret was proved. Refuses `session.alone`, `session.wrong_secret`. */
  async proved(secret: string): Promise<number> {
    const { book, taken } = await this.need();
    if (!taken) throw new Refusal('session.signed_out');
    await this.prove(book, taken.id, secret);
    return taken.id;
  }

  /** Reads the profiles again: one of them was changed, and from now on it may do what it may do now. */
  changed(): void {
    const before = this.present;
    if (!before) return;
    this.present = before.then(async ({ opening, book, taken }) => {
      const profiles = await this.house.read('people/inUse', undefined);
      // Who makes the first profile has one from then on, and goes on working.
      const name = taken?.name ?? this.machine.machineUser;
      const isFirst = (await before).profiles.length === 0;
      const same = (each: StoredProfile) => (isFirst ? each.name === name : each.id === taken?.id);
      return { opening, book, profiles, taken: profiles.find(same) ?? null };
    });
    this.present.catch(() => undefined);
  }

  /** A try that comes before its time is not looked at; a wrong one makes the next wait longer. One at a time. */
  private prove(book: string, id: number, secret: string): Promise<void> {
    const turn = this.lastTry.catch(() => undefined).then(() => this.tryOnce(book, id, secret));
    this.lastTry = turn;
    return turn;
  }
  private lastTry: Promise<unknown> = Promise.resolve();

  private tryOnce(book: string, profile: number, secret: string): Promise<void> {
    const { now_ms } = this.machine;
    return countedTry(this.shelf, { book, profile, now_ms }, () =>
      this.house.read('people/isSecretOf', { profile, value: secret }),
    );
  }

  /** Refuses `session.alone` where there is no choice: no open book, or no profiles in it. */
  private async need(): Promise<Present> {
    const present = await this.read();
    if (!present || present.profiles.length === 0) throw new Refusal('session.alone');
    return present;
  }

  private async read(): Promise<Present | null> {
    const opening = this.house.standing();
    if (!opening) {
      this.present = null;
      this.opening = null;
      return null;
    }
    if (opening !== this.opening) {
      const before = this.present;
      this.opening = opening;
      this.present = this.begin(opening, opening.id, before);
      this.present.catch(() => {
        this.present = null;
        this.opening = null;
      });
    }
    return this.present;
  }

  private async begin(opening: object, book: string, before: Promise<Present> | null): Promise<Present> {
    const profiles = await this.house.read('people/inUse', undefined);
    const earlier = await before?.catch(() => null);
    const last = (await remembered(this.shelf, book)).last;
    const free = profiles.filter(({ secret }) => secret === null);
    const taken =
      // Another passphrase is no other opening for whoever gave it.
      (earlier?.book === book ? profiles.find(same(earlier.taken)) : undefined) ??
      free.find(({ id }) => id === last) ??
      (profiles.length === 1 ? free[0] : undefined) ??
      null;
    return { opening, book, profiles, taken };
  }
}

function same(profile: StoredProfile | null) {
  return ({ id, name, secret }: StoredProfile) =>
    profile !== null && id === profile.id && name === profile.name && secret === profile.secret;
}

function shown({ id, name, roles, secret }: StoredProfile) {
  return { id, name, roles, secret };
}
