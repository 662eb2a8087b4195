import type { Connection } from '../dialect/sqlite.ts';

/** Lists of a million ids take 8 MB each; a few of them keep scrolling in any order quick. */
const LISTS_KEPT = 6;
const FIGURES_KEPT = 200;

/** What was found out about one revision of a book; another revision begins with nothing. */
class Findings {
  stamp = '';
  private readonly lists = new Map<string, unknown>();
  private readonly figures = new Map<string, unknown>();

  at(stamp: string): this {
    if (stamp === this.stamp) return this;
    this.stamp = stamp;
    this.lists.clear();
    this.figures.clear();
    return this;
  }

  list<T>(key: string, find: () => T): T {
    return kept(this.lists, LISTS_KEPT, key, find);
  }

  knownList<T>(key: string): T | undefined {
    return this.lists.get(key) as T | undefined;
  }

  figure<T>(key: string, find: () => T): T {
    return kept(this.figures, FIGURES_KEPT, key, find);
  }
}

export type { Findings };

/** The answer kept under a key, or the one found now; the longest unused goes first. */
function kept<T>(answers: Map<string, unknown>, most: number, key: string, find: () => T): T {
  const value = answers.has(key) ? (answers.get(key) as T) : find();
  answers.delete(key);
  answers.set(key, value);
  if (answers.size > most) answers.delete(answers.keys().next().value!);
  return value;
}

const memories = new WeakMap<Connection, { logged: Findings; any: Findings }>();

/**
 * Findings about what a connection sees now. In an open transaction of a command nothing is remembered: it may yet be
 * undone, and its number given to another.
 */
export function findingsOf(connection: Connection, logged: boolean, isOwnRead: boolean): Findings {
  if (!isOwnRead) return new Findings();
  let memory = memories.get(connection);
  if (!memory) {
    memory = { logged: new Findings(), any: new Findings() };
    memories.set(connection, memory);
  }
  return logged
    ? memory.logged.at(String(revisionOf(connection)))
    : memory.any.at(
        `${connection.pragma('data_version')} ${connection.prepareValue('SELECT total_changes()').get()}`,
      );
}

/** The last entry of the log: the revision of a book to which an answer belongs. */
export function revisionOf(connection: Connection): number {
  return (connection.prepareValue('SELECT max(seq) FROM log').get() as number | null) ?? 0;
}

/** Runs reads over one state of the book: a command that ends in between is not seen. */
export function readOnce<T>(connection: Connection, work: (isOwnRead: boolean) => T): T {
  if (connection.inTransaction) return work(false);
  return connection.guard(() => {
    connection.exec('BEGIN');
    try {
      return work(true);
    } finally {
      connection.exec('COMMIT');
    }
  });
}
