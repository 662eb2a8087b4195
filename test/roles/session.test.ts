import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/contract/procedure.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;
let keys = 0;
let now_ms = 0;
const key = () => `session-key-${++keys}`;
const refusal = (code: string) => ({ data: expect.objectContaining({ code }) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-roles-'));
  await open();
  await desk.books.create({ name: '岗位', firstPeriod: '2026-03' });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  gate = await createGate({ dataFolder: folder, now_ms: () => now_ms });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
}

/** The program is closed and opened again, and with it the book. */
async function reopen(): Promise<void> {
  const [book] = await desk.books.recent();
  await gate.close();
  await open();
  await desk.books.open({ book: { id: book!.id } });
}

async function person(name: string, roles: Role[], pin?: string): Promise<number> {
  const { profile } = await desk.people.keep({ key: key(), name, roles });
  if (pin) await desk.people.setSecret({ key: key(), id: profile, secret: { kind: 'pin', value: pin } });
  return profile;
}

async function ownId(): Promise<number> {
  return (await desk.session.who()).profile!.id!;
}

async function client(code: string, manager: string): Promise<void> {
  await desk.clients.create({
    key: key(),
    form: {
      name: `客户${code}`,
      code,
      subjectKind: 'individual',
      subjectName: '王小明',
      paperNo: '110101199003071233',
      manager,
      managerFrom: '2026-01-01',
    },
  });
}

describe('a one-person office', () => {
  it('is asked nothing: one person has every role, and the log keeps the name of the machine’s user', async () => {
    const who = await desk.session.who();
    expect(who).toMatchObject({ state: 'alone', profiles: [] });
    expect(who.profile).toMatchObject({ id: null, name: userInfo().username, secret: null });
    await client('A', '李');
    const [entry] = await desk.clients.history({ code: 'A' });
    expect(entry!.actor).toBe(userInfo().username);
    await expect(desk.session.signOut()).rejects.toMatchObject(refusal('session.alone'));
  });

  it('that takes in the second person keeps a profile with every role for the first', async () => {
    await person('李', ['accountManager']);
    const who = await desk.session.who();
    expect(who.state).toBe('in');
    expect(who.profile).toMatchObject({ name: userInfo().username, secret: null });
    expect(who.profile!.roles).toContain('administrator');
    expect(who.profiles.map(({ name }) => name).sort()).toEqual([userInfo().username, '李'].sort());
  });
});

describe('a profile', () => {
  it('decides roles, rows, the name in the log, and what is masked', async () => {
    await client('A', '李');
    await client('B', '王');
    const li = await person('李', ['accountManager']);
    await desk.session.signIn({ profile: li });
    expect((await desk.clients.find({})).map(({ client: { code } }) => code)).toEqual(['A']);
    const own = await desk.clients.get({ code: 'A' });
    expect(own.subjects[0]!.paperNo).toBe('110***********1233');
    await expect(desk.clients.get({ code: 'B' })).rejects.toMatchObject(refusal('clients.not_found'));
    await expect(desk.clients.get({ code: 'Z' })).rejects.toMatchObject(refusal('clients.not_found'));
    await expect(desk.reports.trialBalance({ from: '2026-03-01', to: '2026-03-31' })).rejects.toMatchObject(
      refusal('session.role'),
    );
    await desk.clients.addAlias({ key: key(), code: 'A', kind: 'nickname', name: '小甲' });
    const entries = await desk.clients.history({ code: 'A' });
    expect(entries[0]).toMatchObject({ actor: '李', procedure: 'clients.addAlias' });
    expect(JSON.stringify(entries)).not.toContain('110101199003071233');
    await expect(
      desk.clients.addAlias({ key: key(), code: 'B', kind: 'nickname', name: '小乙' }),
    ).rejects.toMatchObject(refusal('clients.not_found'));
  });

  it('of a team lead sees the clients of the team from the day of the membership on', async () => {
    await client('A', '李');
    await client('B', '王');
    await client('C', '赵');
    const zhao = await person('赵', ['teamLead']);
    await desk.people.assignMember({ key: key(), lead: '赵', member: '李', from: '2026-01-01', to: null });
    await desk.people.assignMember({
      key: key(),
      lead: '赵',
      member: '王',
      from: '2020-01-01',
      to: '2020-12-31',
    });
    await desk.session.signIn({ profile: zhao });
    expect((await desk.clients.find({})).map(({ client: { code } }) => code)).toEqual(['A', 'C']);
  });

  it('that is changed may do from then on what it may do now', async () => {
    const self = await person('李', ['viewer']).then(ownId);
    await desk.people.keep({
      key: key(),
      id: self,
      name: '老板',
      roles: ['administrator', 'viewer'],
    });
    await expect(desk.imports.forget({ plan: 1 })).rejects.toMatchObject(refusal('session.role'));
    expect((await desk.session.who()).profile).toMatchObject({ name: '老板' });
  });

  it('that is the last administrator stays one', async () => {
    const li = await person('李', ['viewer']);
    const self = await ownId();
    await expect(
      desk.people.keep({ key: key(), id: self, name: '老板', roles: ['viewer'] }),
    ).rejects.toMatchObject(refusal('people.last_administrator'));
    await expect(desk.people.archive({ key: key(), id: self, archived: true })).rejects.toMatchObject(
      refusal('people.own_profile'),
    );
    expect(await desk.people.archive({ key: key(), id: li, archived: true })).toEqual({ archived: true });
  });
});

describe('a PIN', () => {
  it('is asked at every opening, and nothing of the book is answered before', async () => {
    await person('李', ['viewer'], '2468');
    const self = await ownId();
    await desk.people.setSecret({
      key: key(),
      id: self,
      secret: { kind: 'password', value: '长一些的密码字样' },
    });
    await reopen();
    expect(await desk.session.who()).toMatchObject({ state: 'out', profile: null });
    await expect(desk.clients.find({})).rejects.toMatchObject(refusal('session.signed_out'));
    await expect(desk.files.list()).rejects.toMatchObject(refusal('session.signed_out'));
    expect(await desk.settings.get()).toBeDefined();
    expect((await desk.session.signIn({ profile: self, secret: '长一些的密码字样' })).state).toBe('in');
    expect(await desk.clients.find({})).toEqual([]);
  });

  it('that is wrong gets the answer of a profile that does not exist, and each further one waits longer', async () => {
    const li = await person('李', ['viewer'], '2468');
    const wrong = (profile: number, secret: string) =>
      desk.session.signIn({ profile, secret }).then(
        () => null,
        error => error.data as { code: string; params: { seconds: number } },
      );
    const [first, unknown] = [await wrong(li, '1111'), await wrong(99, '1111')];
    expect(first).toEqual(unknown);
    expect(first).toMatchObject({ code: 'session.wrong_secret', params: { seconds: 1 } });
    now_ms += 1_000;
    expect((await wrong(li, '1113'))!.params.seconds).toBe(2);
    // The right one too soon is not looked at, also after the program was opened again.
    await reopen();
    expect(await wrong(li, '2468')).toMatchObject({ code: 'session.wrong_secret', params: { seconds: 2 } });
    now_ms += 2_000;
    expect(await wrong(li, '2468')).toBeNull();
  });

  it('leaves no trace in the book but its hash: not in the log, not among the changes', async () => {
    const li = await person('李', ['viewer'], '2468');
    const list = await desk.people.list();
    expect(list.profiles.find(({ id }) => id === li)).toMatchObject({ secret: 'pin' });
    const rows = await desk.grids.window({
      grid: 'book:log',
      query: { filter: [], sort: [] },
      from: 0,
      count: 50,
    });
    const set = rows.rows.find(({ values }) => values.procedure === 'people.setSecret');
    const detail = await desk.drill.logEntry({ seq: Number(set!.id) });
    expect(detail.changes.total).toBe(0);
    await desk.books.verify();
    expect(JSON.stringify(detail)).not.toContain('2468');
  });

  it('is changed by its own profile after the present one', async () => {
    const li = await person('李', ['viewer'], '2468');
    await desk.session.signIn({ profile: li, secret: '2468' });
    const next = { kind: 'pin', value: '135790' } as const;
    await expect(desk.session.changeSecret({ key: key(), present: '0000', next })).rejects.toMatchObject(
      refusal('session.wrong_secret'),
    );
    now_ms += 1_000;
    expect(await desk.session.changeSecret({ key: key(), present: '2468', next })).toEqual({ set: true });
    await expect(
      desk.session.changeSecret({ key: key(), present: '135790', next: { kind: 'pin', value: '12' } }),
    ).rejects.toMatchObject(refusal('people.pin_form'));
    await desk.session.signOut();
    expect((await desk.session.signIn({ profile: li, secret: '135790' })).profile!.name).toBe('李');
  });
});

it('what one person staged is not there for the next', async () => {
  const li = await person('李', ['accountManager']);
  const { uploadId } = await desk.files.begin({ name: '工资.csv', bytes: 3 });
  await desk.files.chunk({ uploadId, offset: 0, data: new Blob(['a,b']) });
  const { id } = await desk.files.finish({ uploadId });
  await desk.session.signIn({ profile: li });
  expect(await desk.files.list()).toEqual([]);
  await expect(desk.files.ticket({ fileId: id })).rejects.toMatchObject(refusal('files.not_staged'));
});
