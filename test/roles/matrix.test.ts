import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/index.ts';
import { type Access, MATRIX } from '../../src/domain/people/matrix.ts';
import { type Allowed, ROLES, type Role, rolesOf } from '../../src/domain/people/roles.ts';
import { scopeOf } from '../../src/domain/people/scope.ts';
import type { Desk } from '../../src/runtime/desk.ts';
import { createRouter } from '../../src/runtime/router.ts';

const ME = 7;

interface Called {
  path: string;
  given: unknown[];
}

const CONTROL = { step: () => undefined, progress: () => undefined };

/** A desk that does nothing and remembers what it was asked: every property is again such a desk, every call an answer. */
function deaf(calls: Called[], path = ''): never {
  const answer = Object.assign([], {
    isIdPicture: true,
    language: 'zh',
    id: 'x',
    name: 'x',
    fileId: 'x',
    path: '/nowhere',
  });
  return new Proxy(() => undefined, {
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : deaf(calls, `${path}.${name}`),
    apply: (_, __, given) => {
      calls.push({ path, given });
      // A job is what the call asked for, only later.
      if (path === '.jobs.start') void (given[2] as (control: object) => Promise<unknown>)(CONTROL);
      return answer;
    },
  }) as never;
}

const procedures = Object.entries(contract).flatMap(([group, some]) =>
  Object.entries(some as Record<string, { '~orpc': { meta: { role: Allowed } } }>).map(
    ([name, procedure]) => ({
      name: `${group}.${name}`,
      allowed: procedure['~orpc'].meta.role,
    }),
  ),
);

type Any = Record<string, Record<string, never>>;

/** Asks as one role, without input: the role is looked at before anything else. */
async function isLetIn(procedure: string, role: Role): Promise<boolean> {
  const [group, name] = procedure.split('.') as [string, string];
  const who = { actor: role, roles: [role], manager: ME };
  const client = createRouterClient(createRouter(deaf([]) as Desk), { context: { host: 'browser', who } });
  const call = (client as unknown as Any)[group]![name] as unknown as (input?: unknown) => Promise<unknown>;
  try {
    await call(undefined);
    return true;
  } catch (error) {
    return (error as { data?: { code?: string } }).data?.code !== 'session.role';
  }
}

/** Every field that any procedure asks for, so that a handler can be run without what checks its input. */
const INPUT = {
  ...{
    key: 'key-0000',
    code: 'K1',
    client: 1,
    account: 1,
    order: 1,
    fileId: 'x',
    grid: 'book:orders',
    id: 1,
  },
  ...{ draft: {}, plan: 1, planId: 'x', batch: 1, room: 'x', book: { id: 'x' }, form: {}, kind: 'money' },
  ...{ selection: { ids: [] }, rows: [], orders: [], of: { batch: 1 }, query: '', on: '2026-05-01' },
};

/** What the handler of a procedure asks the book with, for an account manager. */
async function askedWith(procedure: string, allowed: Allowed): Promise<Called[]> {
  const [group, name] = procedure.split('.') as [string, string];
  const calls: Called[] = [];
  const router = createRouter(deaf(calls) as Desk) as unknown as Any;
  const { handler } = (
    router[group]![name] as unknown as { '~orpc': { handler: (given: object) => unknown } }
  )['~orpc'];
  const who = { actor: 'li', roles: ['accountManager'] as const, manager: ME };
  const scope = scopeOf(who, allowed, '2026-05-01');
  const context = { host: 'browser', who, actor: 'li', roles: who.roles, scope, seesPapers: false };
  try {
    await handler({ input: INPUT, context, signal: AbortSignal.abort() });
  } catch {
    // What it makes of the empty answers does not matter here.
  }
  return calls.filter(({ path }) => /^\.(house\.(read|readOf|write)|bookWork\.\w+)$/.test(path));
}

function scopesIn(calls: readonly Called[]): unknown[] {
  return calls.flatMap(({ given }) =>
    given.flatMap(each => {
      const { scope, caller } = (each ?? {}) as { scope?: unknown; caller?: { scope?: unknown } };
      return [
        scope,
        caller?.scope,
        (each as { kind?: string })?.kind === 'manager' ? each : undefined,
      ].filter(found => found !== undefined);
    }),
  );
}

/** Acts on the book that speak of no client, so that no scope narrows them. */
const OF_NO_CLIENT = new Set([
  'rules/list',
  'rules/history',
  'drill/span',
  'people/setSecret',
  'plans/limitSettings',
]);

describe('the written matrix', () => {
  it('has a line for every procedure, and none for another', () => {
    expect([...MATRIX.keys()].sort()).toEqual(procedures.map(({ name }) => name).sort());
  });

  it('is complete: every role has an access in every line', () => {
    for (const [name, line] of MATRIX)
      for (const role of ROLES) expect(['all', 'own', 'none'], `${name} ${role}`).toContain(line[role]);
  });

  it('is what the contract declares', () => {
    for (const { name, allowed } of procedures)
      for (const role of ROLES)
        expect(rolesOf(allowed).includes(role), `${name} ${role}`).toBe(MATRIX.get(name)?.[role] !== 'none');
  });

  it.each(ROLES)('holds for every procedure when %s calls it', async role => {
    const wrong: string[] = [];
    for (const { name, allowed } of procedures) {
      const access: Access | undefined = MATRIX.get(name)?.[role];
      const isIn = await isLetIn(name, role);
      if (allowed !== 'anyone' && isIn !== (access !== 'none')) wrong.push(`${name}: ${access}`);
    }
    expect(wrong).toEqual([]);
  });

  it('gives account managers and team leads alone no more than their own clients', () => {
    for (const [name, line] of MATRIX)
      for (const role of ROLES)
        if (line[role] === 'own') expect(['accountManager', 'teamLead'], name).toContain(role);
  });

  it('is narrowed by the scope of the caller wherever it says own', async () => {
    const unbound: string[] = [];
    for (const { name, allowed } of procedures) {
      if (MATRIX.get(name)?.accountManager !== 'own') continue;
      const scopes = scopesIn(await askedWith(name, allowed));
      const isMine = (scope: unknown) => (scope as { manager?: number }).manager === ME;
      if (scopes.length === 0 || !scopes.every(isMine)) unbound.push(name);
    }
    expect(unbound).toEqual([]);
  });

  it('lets account managers into the book without a scope only where no client is spoken of', async () => {
    const loose: string[] = [];
    for (const { name, allowed } of procedures) {
      if (MATRIX.get(name)?.accountManager !== 'all') continue;
      for (const { path, given } of await askedWith(name, allowed)) {
        if (!path.startsWith('.house.')) continue;
        const act = String(path.endsWith('readOf') ? given[1] : given[0]);
        if (scopesIn([{ path, given }]).length === 0 && !OF_NO_CLIENT.has(act)) loose.push(`${name}: ${act}`);
      }
    }
    expect(loose).toEqual([]);
  });
});
