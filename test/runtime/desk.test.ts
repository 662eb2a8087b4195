import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, JobResult } from '../../src/domain/job.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-gate-'));
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
});
afterAll(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

async function upload(name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const { uploadId } = await desk.files.begin({ name, bytes: bytes.length });
  await desk.files.chunk({ uploadId, offset: 0, data: new Blob([bytes]) });
  return (await desk.files.finish({ uploadId })).id;
}

/** Waits for a job's end by the stream of events, as a page does. */
async function ended(jobId: string): Promise<Job> {
  const stop = new AbortController();
  const events = await desk.session.events(undefined, { signal: stop.signal });
  try {
    const now = (await desk.jobs.list()).find(job => job.id === jobId);
    if (now && now.state !== 'running') return now;
    for await (const event of events) {
      const job = event.jobs.find(each => each.id === jobId && each.state !== 'running');
      if (job) return job;
    }
    throw new Error('the events ended before the job');
  } finally {
    stop.abort();
  }
}

async function result<K extends JobResult['kind']>(
  jobId: string,
  kind: K,
): Promise<Extract<JobResult, { kind: K }>> {
  const job = await ended(jobId);
  expect(job.refusal).toBeNull();
  expect(job.result?.kind).toBe(kind);
  return job.result as Extract<JobResult, { kind: K }>;
}

async function inspect(name: string, text: string): Promise<string> {
  const fileId = await upload(name, text);
  await result((await desk.statements.inspect({ fileId })).jobId, 'inspection');
  return fileId;
}

const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const line = (day: number, id: string, amount: string, memo = '') =>
  `2026-05-0${day} 08:00:00,收款,SK20260501000${id},,云杉,,${amount},非赠款,,${memo}`;
const ours = [HEAD, line(1, 'A1', '100.00'), line(2, 'A2', '20.00'), line(3, 'A3', '3.00', '=1+1')].join(
  '\n',
);
const theirs = [HEAD, line(1, 'A1', '100.00'), line(2, 'A2', '20.05'), line(4, 'A9', '7.00')].join('\n');
const everything = { filter: [], sort: [] };

describe('a statement through the router', () => {
  it('is read by a job and shown by grids of its rows and of its raw cells', async () => {
    const fileId = await inspect('通用流水.csv', ours);
    const inspection = await desk.statements.inspection({ fileId });
    expect(inspection).toMatchObject({
      profile: 'template.general',
      rows: 3,
      income: { count: 3, sum: '123.00' },
    });

    const grid = `statement:${fileId}`;
    const columns = await desk.grids.columns({ grid });
    const money = columns.find(column => column.kind === 'money')!.key;
    const window = await desk.grids.window({
      grid,
      query: { filter: [], sort: [{ column: money, descending: false }] },
      from: 0,
      count: 2,
    });
    expect(window.total).toBe(3);
    expect(window.rows.map(row => row.values[money])).toEqual([300_000, 2_000_000]);

    const raw = await desk.grids.window({ grid: `raw:${fileId}:0`, query: everything, from: 1, count: 1 });
    expect(raw.rows[0]!.values).toMatchObject({ line: 2, c2: 'SK20260501000A1', c6: '100.00' });
  });

  it('exports what its grid shows, formulas kept harmless', async () => {
    const fileId = await inspect('通用流水.csv', ours);
    const grid = `raw:${fileId}:0`;
    const { jobId } = await desk.grids.export({
      grid,
      selection: { query: everything, except: ['0', '1'] },
      sort: [],
      columns: [
        { key: 'c2', heading: '单号' },
        { key: 'c9', heading: '备注' },
      ],
      format: 'csv',
      name: '导出',
    });
    const { fileId: exportId, name } = await result(jobId, 'export');
    const { ticket } = await desk.files.ticket({ fileId: exportId });
    const text = await readFile(gate.staging.redeem(ticket).path, 'utf8');
    expect(name).toBe('导出.csv');
    expect(text.replace('\ufeff', '').trim().split('\r\n')).toEqual([
      '单号,备注',
      'SK20260501000A2,',
      "SK20260501000A3,'=1+1",
    ]);
  });

  it('refuses by name what it cannot read, and answers on', async () => {
    const fileId = await upload('坏.csv', '时间,金额\n2026-05-01,"1.00');
    const job = await ended((await desk.statements.inspect({ fileId })).jobId);
    expect(job).toMatchObject({
      state: 'refused',
      refusal: { code: 'files.unclosed_quote', place: { file: '坏.csv' } },
    });
    await expect(desk.statements.inspection({ fileId })).rejects.toMatchObject({
      code: 'REFUSAL',
      data: { code: 'statements.not_inspected' },
    });
    expect((await desk.session.hello()).host).toBe('browser');
  });

  it('is gone once dropped, with its grids', async () => {
    const fileId = await inspect('通用流水.csv', ours);
    expect(await desk.files.drop({ fileId })).toEqual({ dropped: true });
    await expect(desk.grids.columns({ grid: `statement:${fileId}` })).rejects.toMatchObject({
      data: { code: 'grids.not_found' },
    });
  });
});

describe('a comparison through the router', () => {
  it('guesses, runs, adds up, leads to the raw row and writes its report', async () => {
    const [leftFileId, rightFileId] = [await inspect('左.csv', ours), await inspect('右.csv', theirs)];
    const { choice, pair } = await desk.compare.guess({ leftFileId, rightFileId });
    expect(pair).toBeNull();
    expect(choice.left.key).toBe('单号');
    const { jobId } = await desk.compare.run({ leftFileId, rightFileId, choice });
    const { comparisonId } = await result(jobId, 'comparison');
    const summary = await desk.compare.summary({ comparisonId });
    expect(Object.values(summary.tabs).map(tab => tab.count)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(summary.tabs.differing).toMatchObject({ left: '20.00', right: '20.05', difference: '0.05' });

    const grid = `compare:${comparisonId}:differing`;
    const { rows } = await desk.grids.window({ grid, query: everything, from: 0, count: 10 });
    const origin = await desk.compare.origin({ comparisonId, tab: 'differing', rowId: rows[0]!.id });
    expect(origin.left).toMatchObject({ fileId: leftFileId, line: 3, record: 2 });
    expect(origin.right).toMatchObject({ fileId: rightFileId, line: 3 });

    const report = await result((await desk.compare.report({ comparisonId })).jobId, 'export');
    const { ticket } = await desk.files.ticket({ fileId: report.fileId });
    const book = read(await readFile(gate.staging.redeem(ticket).path));
    const text = JSON.stringify(
      book.SheetNames.map(name => utils.sheet_to_json(book.Sheets[name]!, { header: 1 })),
    );
    expect(text).toContain('20.05');
    expect(report.name).toBe('左 ↔ 右.xlsx');
  });

  it('offers a remembered pair for the same two forms and forgets it', async () => {
    const [leftFileId, rightFileId] = [await inspect('左.csv', ours), await inspect('右.csv', theirs)];
    const { choice } = await desk.compare.guess({ leftFileId, rightFileId });
    const kept = { ...choice, windowDays: 9 };
    const pair = await desk.compare.rememberPair({ leftFileId, rightFileId, name: '每月', choice: kept });
    expect(await desk.compare.guess({ leftFileId, rightFileId })).toMatchObject({
      pair: { id: pair.id },
      choice: kept,
    });
    expect(await desk.compare.forgetPair({ id: pair.id })).toEqual({ removed: true });
    expect(await desk.compare.pairs()).toEqual([]);
  });
});

describe('mapping an unknown form', () => {
  it('is saved once and read ever after; a changed header stops', async () => {
    const text = '结算日,合作方,应结金额\n2026-05-01,布景,350.00\n2026-05-02,剪辑,20.50\n';
    const fileId = await inspect('结算.csv', text);
    expect((await desk.statements.inspection({ fileId })).profile).toBeNull();
    const profile = await desk.profiles.save({
      fileId,
      sheet: '',
      name: '结算',
      headerRecord: 0,
      columns: [
        { index: 0, meaning: 'time' },
        { index: 2, meaning: 'amount' },
      ],
      amount: { by: 'fixed', direction: 'expense' },
    });
    const again = await desk.statements.inspection({ fileId: await inspect('结算.csv', text) });
    expect(again).toMatchObject({ profile: profile.id, expense: { count: 2, sum: '370.50' } });
    const changed = await desk.statements.inspection({
      fileId: await inspect('改.csv', text.replace('合作方', '对方')),
    });
    expect(changed.profile).toBeNull();
    expect(changed.findings.map(finding => finding.code)).toContain('statements.header_changed');
    expect(await desk.profiles.remove({ id: profile.id })).toEqual({ removed: true });
    await expect(desk.profiles.remove({ id: 'alipay.personal' })).rejects.toMatchObject({
      data: { code: 'profiles.shipped' },
    });
  });
});

describe('the gate', () => {
  it('refuses a procedure to a session without its role', async () => {
    const nobody = createRouterClient(gate.router, {
      context: { host: 'browser', who: { roles: [], actor: 'nobody', manager: null } },
    });
    await expect(nobody.files.list()).rejects.toMatchObject({ data: { code: 'session.role' } });
  });

  it('refuses input that the contract does not describe', async () => {
    await expect(
      desk.grids.window({ grid: 'x', query: everything, from: -1, count: 1 }),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await expect(desk.settings.set({ windowDays: 99 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('offers the demo agency and stages its files', async () => {
    const [first] = await desk.demo.files();
    const staged = await desk.demo.stage({ name: first!.name });
    expect(staged.bytes).toBeGreaterThan(0);
    await expect(desk.demo.stage({ name: '../x' })).rejects.toMatchObject({
      data: { code: 'demo.not_found' },
    });
  });
});
