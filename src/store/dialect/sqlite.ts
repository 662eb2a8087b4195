import Database, { type Statement } from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import { asRefusal } from './faults.ts';
import { applyPragmas } from './pragmas.ts';

export type { Statement };

/** Prepared statements kept for a connection; the oldest goes first, and whoever still holds it may go on using it. */
const STATEMENTS_KEPT = 400;

export interface OpenOptions {
  readOnly: boolean;
  /** Key of an encrypted book, as the cipher takes it. */
  key?: Buffer;
  /** False makes the file where there is none. */
  mustExist?: boolean;
}

/** Opens a database file with all settings. Refuses by the kinds of `faults.ts`; a wrong key is `store.not_a_book`. */
export function openConnection(path: string, options: OpenOptions): Connection {
  const { readOnly, key, mustExist = true } = options;
  let database: Database | undefined;
  try {
    database = new Database(path, { readonly: readOnly, fileMustExist: readOnly || mustExist });
    if (key) database.key(key);
    // The first read: a wrong key or a foreign file shows here and not in the middle of work.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    applyPragmas(database, readOnly);
    return new Connection(database, path, readOnly);
  } catch (error) {
    database?.close();
    throw asRefusal(error, path);
  }
}

/** One connection to a book. Statements are prepared once and kept; rows come as objects, arrays or single values. */
export class Connection {
  readonly path: string;
  readonly readOnly: boolean;
  private readonly database: Database;
  private readonly statements = new Map<string, Statement>();

  constructor(database: Database, path: string, readOnly: boolean) {
    this.database = database;
    this.path = path;
    this.readOnly = readOnly;
  }

  /** Statement whose rows are objects. */
  prepare(sql: string): Statement {
    return this.kept('', sql);
  }

  /** Statement whose rows are arrays: the cheapest way out. */
  prepareRaw(sql: string): Statement {
    return this.kept('raw ', sql);
  }

  /** Statement that answers the first column only. */
  prepareValue(sql: string): Statement {
    return this.kept('value ', sql);
  }

  exec(sql: string): void {
    this.guard(() => this.database.exec(sql));
  }

  /** Value of a setting, or null. */
  pragma(source: string): unknown {
    return this.guard(() => this.database.pragma(source, { simple: true })) ?? null;
  }

  get inTransaction(): boolean {
    return this.database.inTransaction;
  }

  get isOpen(): boolean {
    return this.database.open;
  }

  /** Runs work in one transaction that takes the write lock at once; anything thrown undoes all of it. */
  immediate<T>(work: () => T): T {
    return this.guard(() => {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.database.exec('COMMIT');
        return result;
      } finally {
        if (this.database.inTransaction) this.database.exec('ROLLBACK');
      }
    });
  }

  /** Runs work with driver errors turned into refusals. */
  guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asRefusal(error, this.path);
    }
  }

  /** Encrypts the whole file anew; an empty key takes the encryption away. */
  rekey(key: Buffer): void {
    this.guard(() => this.database.rekey(key));
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private kept(form: '' | 'raw ' | 'value ', sql: string): Statement {
    const name = form + sql;
    let statement = this.statements.get(name);
    if (!statement) {
      statement = this.database.prepare(sql);
      if (form === 'raw ') statement.raw(true);
      if (form === 'value ') statement.pluck(true);
      const [oldest] = this.statements.keys();
      if (oldest !== undefined && this.statements.size >= STATEMENTS_KEPT) this.statements.delete(oldest);
      this.statements.set(name, statement);
    }
    return statement;
  }
}

/** Kysely begins deferred, which can lose the race for the write lock in the middle of a transaction. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Kysely over a connection that stays the caller's to close; driver errors come as refusals. */
export function kyselyOver<Tables>(connection: Connection): Kysely<Tables> {
  const database = {
    close: () => undefined,
    prepare: (sql: string) =>
      guarded(
        connection,
        connection.guard(() => connection.prepare(sql)),
      ),
  };
  const dialect = new SqliteDialect({ database });
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => new ImmediateDriver({ database }),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: db => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}

function guarded(connection: Connection, statement: Statement) {
  return {
    reader: statement.reader,
    all: (values: readonly unknown[]) => connection.guard(() => statement.all(values)),
    run: (values: readonly unknown[]) => connection.guard(() => statement.run(values)),
    iterate: (values: readonly unknown[]) => statement.iterate(values),
  };
}
