import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-book-'));
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

const made = (some: { passphrase?: string } = {}) =>
  desk.books.create({ name: '试账', firstPeriod: '2026-03', ...some });

/** The job, once it has ended. */
async function ended({ jobId }: { jobId: string }): Promise<Job> {
  const stop = new AbortController();
  const events = await createRouterClient(gate.router, { context: gate.context('browser') }).session.events(
    undefined,
    { signal: stop.signal },
  );
  const now = async () => (await desk.jobs.list()).find(job => job.id === jobId)!;
  for await (const event of events) {
    const job = event.jobs.find(each => each.id === jobId) ?? (await now());
    if (job.state !== 'running') {
      stop.abort();
      return job;
    }
  }
  throw new Error('the stream of events ended');
}

describe('a book behind the gate', () => {
  it('is made, closed, found among the recent ones and opened again', async () => {
    expect(await desk.books.state()).toBeNull();
    const state = await made();
    expect(state).toMatchObject({ name: '试账', firstPeriod: '2026-03', readOnly: false, sealed: false });
    expect(await desk.books.state()).toMatchObject({ name: '试账', readOnly: false, sealed: false });
    expect(await desk.books.close()).toEqual({ closed: true });
    expect(await desk.books.state()).toBeNull();
    const [recent] = await desk.books.recent();
    expect(recent).toMatchObject({ name: '试账', present: true });
    expect((await desk.books.open({ book: { id: recent!.id } })).id).toBe(state.id);
  });

  it('refuses work while none is open, and changes to one opened to read', async () => {
    await expect(desk.clients.find({})).rejects.toMatchObject({ data: { code: 'books.not_open' } });
    await made();
    const [recent] = await desk.books.recent();
    await desk.books.open({ book: { id: recent!.id }, readOnly: true });
    expect(await desk.books.state()).toMatchObject({ readOnly: true });
    expect(await desk.clients.find({})).toEqual([]);
    await expect(desk.clients.create({ key: 'key-0001', form: { name: '甲店' } })).rejects.toMatchObject({
      data: { code: 'books.read_only' },
    });
  });

  it('stays open where another one does not open, and where a copy cannot be restored', async () => {
    await made({ passphrase: 'correct horse' });
    await desk.books.create({ name: '另一本', firstPeriod: '2026-03' });
    const sealed = (await desk.books.recent()).find(({ name }) => name === '试账')!;
    await expect(
      desk.books.open({ book: { id: sealed.id }, passphrase: 'wrong horse' }),
    ).rejects.toMatchObject({ data: { code: 'books.wrong_passphrase' } });
    expect((await desk.books.state())?.name).toBe('另一本');
    await expect(desk.books.restore({ copy: { name: 'nowhere.duizhang' } })).rejects.toMatchObject({
      data: { code: 'books.copy_missing' },
    });
    await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } });
    expect(await desk.clients.find({})).toHaveLength(1);
    expect((await desk.books.open({ book: { id: sealed.id }, passphrase: 'correct horse' })).name).toBe(
      '试账',
    );
    expect(await desk.clients.find({})).toEqual([]);
  });

  it('stores one answer under a key, and refuses another input under it', async () => {
    await made();
    const first = await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } });
    expect(await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } })).toEqual(first);
    await expect(desk.clients.create({ key: 'key-0001', form: { name: '乙店' } })).rejects.toMatchObject({
      data: { code: 'ledger.key_conflict' },
    });
    expect(await desk.clients.find({})).toHaveLength(1);
  });

  it('an encrypted one opens with its passphrase only, also for its readers, and after a change with the new one', async () => {
    await made({ passphrase: 'correct horse' });
    await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } });
    await expect(
      desk.books.changePassphrase({ present: 'wrong horse', next: 'battery staple' }),
    ).rejects.toMatchObject({ data: { code: 'books.wrong_passphrase' } });
    expect(await desk.clients.find({})).toHaveLength(1);
    await desk.books.changePassphrase({ present: 'correct horse', next: 'battery staple' });
    expect(await desk.clients.find({})).toHaveLength(1);
    const [recent] = await desk.books.recent();
    const open = (passphrase: string) => desk.books.open({ book: { id: recent!.id }, passphrase });
    await expect(open('correct horse')).rejects.toMatchObject({ data: { code: 'books.wrong_passphrase' } });
    expect((await open('battery staple')).sealed).toBe(true);
    expect(await desk.clients.find({})).toHaveLength(1);
  });

  it('takes a copy at the first opening of a day, on demand, and puts one in the place of the book', async () => {
    await made();
    const daily = (await desk.jobs.list()).find(job => job.title === 'jobs.daily_copy')!;
    await ended({ jobId: daily.id });
    await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } });
    expect(await ended(await desk.books.backup())).toMatchObject({ state: 'done' });
    const [copy] = await desk.books.copies({});
    expect(copy).toMatchObject({ verified: true });
    expect((await desk.books.state())?.lastGoodCopy?.name).toBe(copy!.name);
    await desk.clients.create({ key: 'key-0002', form: { name: '乙店' } });
    const { aside } = await desk.books.restore({ copy: { name: copy!.name } });
    expect(aside).not.toBeNull();
    expect((await desk.clients.find({})).map(({ client }) => client.name)).toEqual(['甲店']);
    const saved = await desk.books.saveCopy({ name: copy!.name });
    const bytes = await readFile(gate.staging.get(saved.fileId).path);
    expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('verifies as a job and keeps what it found', async () => {
    await made();
    await desk.clients.create({ key: 'key-0001', form: { name: '甲店' } });
    expect(await ended(await desk.books.verify())).toMatchObject({ result: { kind: 'verified', ok: true } });
    expect(await desk.books.verdict()).toMatchObject({ ok: true, logEntries: 2 });
  });

  it('plans a statement, carries out exactly the plan, and takes it back', async () => {
    await made();
    const { name } = (await desk.demo.files()).find(({ source }) => source === 'bank')!;
    const { id: fileId } = await desk.demo.stage({ name });
    const planned = await ended(await desk.imports.preview({ fileId }));
    expect(planned).toMatchObject({ refusal: null, result: { kind: 'plan', fileId } });
    const [plan] = await desk.imports.plans();
    expect(plan!.fileId).toBe(fileId);
    expect(plan!.counts.new).toBeGreaterThan(10);
    const rows = await desk.imports.rows({ plan: plan!.plan, verdicts: ['new'], limit: 10_000 });
    expect(rows).toHaveLength(plan!.counts.new);
    const committed = await ended(await desk.imports.commit({ key: 'commit-1', plan: plan!.plan, fileId }));
    expect(committed).toMatchObject({ result: { kind: 'committed', rows: plan!.counts.new } });
    const [done] = await desk.imports.done();
    const query = { filter: [], sort: [] };
    const journal = await desk.grids.window({ grid: 'book:journal', query, from: 0, count: 5 });
    expect(journal.total).toBe(committed.result?.kind === 'committed' ? committed.result.transfers : null);
    const totals = await desk.grids.totals({ grid: 'book:journal', selection: { query, except: [] } });
    expect(totals.count).toBe(journal.total);
    expect((await desk.imports.receipts({})).length).toBeGreaterThan(0);
    await desk.imports.undo({ key: 'undo-001', batch: done!.batch! });
    expect(await desk.imports.receipts({})).toHaveLength(0);
  });
});
