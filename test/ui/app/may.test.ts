import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../src/contract/session.ts';
import { MATRIX } from '../../../src/domain/people/matrix.ts';
import { ROLES, type Role } from '../../../src/domain/people/roles.ts';
import { mayDo } from '../../../src/ui/app/may.tsx';

const ACTS = [...MATRIX.keys()].map(procedure => procedure.replace('.', '/'));

const person = (...roles: Role[]): SessionView => ({
  state: 'in',
  profile: { id: 1, name: '小王', roles, secret: null },
  profiles: [],
});

describe('what is offered to whom', () => {
  it('follows the written matrix: the accountant makes clients, the viewer none', () => {
    expect(mayDo(person('accountant'), 'clients/create')).toBe(true);
    expect(mayDo(person('viewer'), 'clients/create')).toBe(false);
    expect(mayDo(person('viewer', 'accountant'), 'clients/create')).toBe(true);
  });

  it('an account manager places orders and decides no refund; the cashier records that it came', () => {
    const [manager, cashier] = [person('accountManager'), person('cashier')];
    expect(['orders/place', 'orders/refund', 'orders/decideRefund'].map(act => mayDo(manager, act))).toEqual([
      true,
      false,
      false,
    ]);
    expect(['orders/place', 'orders/refund', 'orders/decideRefund'].map(act => mayDo(cashier, act))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('one person has every role; nobody signed in has none; while it is not known everything is offered', () => {
    const alone: SessionView = { ...person(...ROLES), state: 'alone' };
    for (const act of ACTS) expect(mayDo(alone, act), act).toBe(true);
    expect(mayDo({ state: 'out', profile: null, profiles: [] }, 'clients/create')).toBe(false);
    expect(mayDo(undefined, 'clients/create')).toBe(true);
  });

  it('every act that a screen asks for stands in the matrix', () => {
    const root = fileURLToPath(new URL('../../../src/ui', import.meta.url));
    const asked = globSync('**/*.{ts,tsx}', { cwd: root }).flatMap(path => {
      const text = readFileSync(join(root, path), 'utf8');
      const lists = text.matchAll(/\b(?:may\(|needs(?::|=\{)|acts=\{)([^)}\n]*)/g);
      return [...lists].flatMap(([, list = '']) =>
        [...list.matchAll(/'(\w+\/\w+)'/g)].map(([, act]) => act!),
      );
    });
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(act => !ACTS.includes(act))).toEqual([]);
  });
});
