import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

/** A point of work, `before` or `after` a write: the words of a statement with its table, or a call of the system. */
export type Reached = (point: string) => void;

type Act = (this: unknown, ...args: unknown[]) => unknown;

const WRITES: [RegExp, string][] = [
  [/^\s*(?:insert|replace)(?: or \w+)? into ["`]?([\w.]+)/i, 'insert'],
  [/^\s*update(?: or \w+)? ["`]?([\w.]+)/i, 'update'],
  [/^\s*delete from ["`]?([\w.]+)/i, 'delete'],
  [/^\s*(?:create|drop|alter) (table|index|trigger|view|temp)/i, 'ddl'],
  [/^\s*(begin|commit|vacuum)/i, ''],
  [/^\s*(wal_checkpoint|journal_mode|user_version = )/i, 'pragma'],
];
/** Calls of the system that change something on the disk. */
const SYNC_CALLS = [
  'writeSync',
  'fsyncSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'copyFileSync',
  'mkdirSync',
] as const;

/**
 * Tells of every point of this process before and after it, by replacing the driver's and the system's own functions
 * here: the product has no hook for it, so it costs nothing there and opens no door.
 */
export function hookPoints(reached: Reached): void {
  const around = (name: (args: unknown[], self: unknown) => string | null, act: Act): Act =>
    function called(this: unknown, ...args: unknown[]) {
      const point = name(args, this);
      if (point === null) return act.apply(this, args);
      reached(`before ${point}`);
      const result = act.apply(this, args);
      if (result instanceof Promise)
        return result.then(answer => {
          reached(`after ${point}`);
          return answer;
        });
      reached(`after ${point}`);
      return result;
    };
  hookDriver(around);
  hookSystem(around);
}

type Around = (name: (args: unknown[], self: unknown) => string | null, act: Act) => Act;

function hookDriver(around: Around): void {
  const memory = new Database(':memory:');
  const statement = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<string, Act>;
  memory.close();
  for (const name of ['run', 'get', 'all'])
    statement[name] = around((_, self) => pointOf((self as { source: string }).source), statement[name]!);
  const database = Database.prototype as unknown as Record<string, Act>;
  for (const name of ['exec', 'pragma'])
    database[name] = around(([sql]) => pointOf(String(sql)), database[name]!);
  database.rekey = around(() => 'rekey', database.rekey!);
}

function hookSystem(around: Around): void {
  const calls = fs as unknown as Record<string, Act>;
  for (const name of SYNC_CALLS)
    calls[name] = around(args => (args[0] === 1 ? null : name.replace('Sync', '')), calls[name]!);
  const later = promises as unknown as Record<string, Act>;
  for (const name of ['rename', 'unlink']) later[name] = around(() => `async ${name}`, later[name]!);
  const open = later.open!;
  let isHooked = false;
  later.open = async function opened(...args: unknown[]) {
    const handle = (await open.apply(this, args)) as object;
    const methods = Object.getPrototypeOf(handle) as Record<string, Act>;
    if (!isHooked)
      for (const name of ['write', 'sync', 'datasync'])
        methods[name] = around(() => `async ${name}`, methods[name]!);
    isHooked = true;
    return handle;
  };
  syncBuiltinESMExports();
}

function pointOf(sql: string): string | null {
  for (const [form, word] of WRITES) {
    const found = form.exec(sql)?.[1];
    if (found) return `${word} ${found.toLowerCase().replace(' = ', '')}`.trim();
  }
  return null;
}
