import { afterWrong, NO_TRIES, type Tries, waitSeconds } from '../domain/people/secret.ts';
import { Refusal } from '../domain/refusal.ts';
import type { DeskShelf } from '../store/desk.ts';

/** What this workstation remembers of the people of a book, by the book's id. */
interface Remembered {
  /** Who worked last, and goes on working where no PIN or password is asked. */
  last?: number;
  tries?: Record<number, Tries>;
}

const SHELF = 'people';
/** The one answer to a try that is not let in; only its seconds differ. */
const refused = (seconds: number) => new Refusal('session.wrong_secret', { seconds });

export async function remembered(shelf: DeskShelf, book: string): Promise<Remembered> {
  return (await shelf.read<Record<string, Remembered>>(SHELF, {}))[book] ?? {};
}

export async function remember(
  shelf: DeskShelf,
  book: string,
  change: (before: Remembered) => Remembered,
): Promise<void> {
  await shelf.update<Record<string, Remembered>>(SHELF, {}, all => ({
    ...all,
    [book]: change(all[book] ?? {}),
  }));
}

/**
 * Looks at a PIN or password and counts the try, over page and command line alike. One that comes before its time is not
 * looked at; a wrong one makes the next wait longer. Refuses `session.wrong_secret`, the same for every reason.
 */
export async function countedTry(
  shelf: DeskShelf,
  { book, profile, now_ms }: { book: string; profile: number; now_ms(): number },
  isRight: () => boolean | Promise<boolean>,
): Promise<void> {
  const tries = (await remembered(shelf, book)).tries?.[profile] ?? NO_TRIES;
  const wait = waitSeconds(tries, now_ms());
  if (wait > 0) throw refused(wait);
  const isIn = await isRight();
  const next = isIn ? NO_TRIES : afterWrong(tries, now_ms());
  if (next !== tries)
    await remember(shelf, book, before => ({ ...before, tries: { ...before.tries, [profile]: next } }));
  if (!isIn) throw refused(waitSeconds(next, now_ms()));
}
