import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../../src/domain/refusal.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';

/** Where what was found goes, a JSON object a line. */
const OUT = process.env.REPLAY_OUT ?? '/dev/null';
/** What the host gives along and no caller says: the rulebook, words to print, where an uploaded file lies. */
const OF_THE_HOST = new Set(['rules', 'words', 'path', 'catalogue', 'resources']);
/** Changed inputs that are tried of one call. */
const MOST_CHANGES = 12;

export interface Replay {
  procedure: string;
  act: string;
  /** What is wrong; null where the replay was answered as the first call. */
  fault: string | null;
}

interface Caller {
  actor: string;
  key: string;
  at: string;
}

type Act = (connection: Connection, caller: Caller, ...rest: unknown[]) => unknown;

const inside = new AsyncLocalStorage<true>();

/**
 * The same act, but each call that becomes an entry of the log is called again with its key: a day later it is answered
 * with the stored answer, and with any other input it is refused; neither leaves an entry.
 */
export function replayed<Called>(act: Called): Called {
  const plain = act as Act;
  const again = (connection: Connection, caller: Caller, ...rest: unknown[]): unknown => {
    if (inside.getStore() || typeof caller?.key !== 'string' || connection.inTransaction)
      return plain(connection, caller, ...rest);
    return inside.run(true, () => {
      const result = plain(connection, caller, ...rest);
      if (!(result instanceof Promise)) return result;
      return result.then(async answer => {
        await judge(plain, connection, caller, rest, answer);
        return answer;
      });
    });
  };
  return again as Called;
}

async function judge(act: Act, connection: Connection, caller: Caller, rest: unknown[], answer: unknown) {
  if (!connection.isOpen || connection.inTransaction) return;
  const procedure = connection.prepareValue('SELECT procedure FROM log WHERE key = ?').get(caller.key);
  if (procedure === undefined) return;
  const say = (fault: string | null) => {
    const found: Replay = { procedure: procedure as string, act: act.name, fault };
    appendFileSync(OUT, `${JSON.stringify(found)}\n`);
  };
  const before = entries(connection);
  const at = new Date(Date.parse(caller.at) + 86_400_000).toISOString();
  const second = await outcome(() => act(connection, { ...caller, at }, ...rest));
  if ('refused' in second) say(`refused a day later: ${second.refused}`);
  else if (!isDeepStrictEqual(plainOf(second.answer), plainOf(answer))) say('another answer a day later');
  else say(null);
  if (entries(connection) !== before) say('a second entry');
  for (const { where, changed } of changesOf(rest).slice(0, MOST_CHANGES)) {
    const now = entries(connection);
    const other = await outcome(() => act(connection, caller, ...changed));
    if (entries(connection) !== now) say(`a second entry with another ${where}`);
    else if (!('refused' in other)) say(`the stored answer for another ${where}`);
  }
}

async function outcome(call: () => unknown): Promise<{ answer: unknown } | { refused: string }> {
  try {
    return { answer: await call() };
  } catch (error) {
    return { refused: error instanceof Refusal ? error.code : `${error}`.slice(0, 200) };
  }
}

const entries = (connection: Connection) => connection.prepareValue('SELECT count(*) FROM log').get();
const plainOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** The arguments with one leaf of plain data changed, for each leaf. */
function changesOf(rest: readonly unknown[]): { where: string; changed: unknown[] }[] {
  const found: { where: string; changed: unknown[] }[] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 5) return;
    const other =
      typeof value === 'string'
        ? `${value}x`
        : typeof value === 'number'
          ? value + 1
          : typeof value === 'boolean'
            ? !value
            : undefined;
    if (other !== undefined) {
      const where = path.filter(part => typeof part === 'string').join('.') || `argument ${path[0]}`;
      return void found.push({ where, changed: withLeaf(rest, path, other) as unknown[] });
    }
    if (Array.isArray(value)) value.slice(0, 2).forEach((each, at) => void walk(each, [...path, at]));
    else if (isPlain(value)) {
      for (const [name, each] of Object.entries(value))
        if (!OF_THE_HOST.has(name)) walk(each, [...path, name]);
    }
  };
  rest.forEach((each, at) => void walk(each, [at]));
  return found;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function withLeaf(value: unknown, [first, ...rest]: (string | number)[], leaf: unknown): unknown {
  if (first === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((each, at) => (at === first ? withLeaf(each, rest, leaf) : each));
  const plain = value as Record<string, unknown>;
  return { ...plain, [first]: withLeaf(plain[first], rest, leaf) };
}
