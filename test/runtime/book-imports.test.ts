import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';
import { bankFile, CCB, list, SECOND } from '../imports/sheets.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;
let serial = 0;
const key = () => `key-000-${serial++}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-open-'));
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
  await desk.books.create({ name: '试账', firstPeriod: '2026-05' });
  for (const number of [CCB, SECOND])
    await desk.parties.keep({
      key: key(),
      party: { kind: 'money', type: 'bank', name: `银行${number}`, number },
    });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

async function staged(path: string): Promise<string> {
  const bytes = readFileSync(path);
  const { uploadId } = await desk.files.begin({ name: basename(path), bytes: bytes.length });
  await desk.files.chunk({ uploadId, offset: 0, data: new Blob([bytes]) });
  return (await desk.files.finish({ uploadId })).id;
}

/** The job, once it has ended well. */
async function ended({ jobId }: { jobId: string }): Promise<Job> {
  const stop = new AbortController();
  const events = await desk.session.events(undefined, { signal: stop.signal });
  const now = async () => (await desk.jobs.list()).find(job => job.id === jobId)!;
  for await (const event of events) {
    const job = event.jobs.find(each => each.id === jobId) ?? (await now());
    if (job.state === 'running') continue;
    stop.abort();
    expect(job.refusal).toBeNull();
    return job;
  }
  throw new Error('the stream of events ended');
}

async function imported(path: string): Promise<Job> {
  const fileId = await staged(path);
  const { result } = await ended(await desk.imports.preview({ fileId }));
  if (result?.kind !== 'plan') throw new Error('no plan');
  return ended(await desk.imports.commit({ key: key(), plan: result.plan, fileId }));
}

const waits = async () =>
  Object.fromEntries((await desk.imports.attention()).map(({ subject, count }) => [subject, count]));

describe('what imports leave open, behind the gate', () => {
  it('own transfers are paired by a person and taken apart again', async () => {
    await imported(bankFile([{ day: '2026-05-04', net: -500, partyAccount: SECOND, no: '1-1' }]));
    const second = [{ day: '2026-05-05', net: 499, partyAccount: CCB, no: '2-1' }];
    await imported(bankFile(second, { account: SECOND }));
    const [out, into] = await desk.imports.transfers({});
    expect([out, into]).toMatchObject([
      { side: 'out', amountFen: 50_000 },
      { side: 'in', amountFen: 49_900 },
    ]);
    const pair = { out: out!.id, in: into!.id };
    await expect(desk.imports.pair({ key: key(), ...pair })).rejects.toMatchObject({
      data: { code: 'imports.pair_differs' },
    });
    const { batch } = await desk.imports.pair({ key: key(), ...pair, feeFen: 100 });
    expect(await desk.imports.transfers({})).toEqual([]);
    await desk.imports.unpair({ key: key(), batch });
    expect(await desk.imports.transfers({ limit: 1 })).toHaveLength(1);
    expect(await waits()).toMatchObject({ transfers: 2 });
  });

  it('rows that waited are decided again as a job without their file, others are put away', async () => {
    const row = (no: string, name: string) =>
      `2026-05-01 08:40:33,收款,${no},,${name},,100.00,非赠款,支付宝,转账`;
    await imported(list(row('SK202605010000001', '木桥商贸'), row('SK202605010000002', '没有这个客户')));
    expect((await desk.imports.undecided({})).map(({ reason }) => reason)).toEqual([
      'imports.client_unknown',
      'imports.client_unknown',
    ]);
    expect(await desk.imports.decideAgain({})).toEqual({ plans: [] });
    await desk.clients.create({ key: key(), form: { name: '木桥商贸' } });
    const { plans } = await desk.imports.decideAgain({});
    expect(await desk.imports.plans()).toMatchObject([{ plan: plans[0], isKept: true }]);
    const { result } = await ended(await desk.imports.commitKept({ key: key(), plan: plans[0]! }));
    expect(result).toMatchObject({ kind: 'committed', rows: 1 });
    const [left, ...none] = await desk.imports.undecided({});
    expect(none).toEqual([]);
    await desk.imports.dismiss({ key: key(), rows: [{ plan: left!.plan, n: left!.n }], note: '同行的款' });
    expect(await desk.imports.undecided({})).toEqual([]);
    expect((await waits()).undecided).toBeUndefined();
  });

  it('payments and receipts are identified, and it is taken back; gaps of balances are named', async () => {
    await imported(
      bankFile([
        { day: '2026-05-04', net: -80, party: '不知是谁', no: '1-1' },
        { day: '2026-05-04', net: 60, party: '不知是谁', no: '1-2' },
      ]),
    );
    await imported(bankFile([{ day: '2026-05-06', net: 5, party: '不知是谁', no: '1-9' }]));
    expect(await waits()).toMatchObject({ payments: 1, receipts: 2, gaps: 1 });
    expect((await desk.imports.breaks()).continuity).toHaveLength(1);
    const [payment] = await desk.imports.payments({});
    const { caseNo, money } = payment!;
    const fee = { kind: 'fee', amountFen: 8_000 } as const;
    const { batch } = await desk.imports.identify({ key: key(), caseNo, money, parts: [fee] });
    expect(await desk.imports.payments({})).toEqual([]);
    await desk.imports.unidentify({ key: key(), batch });
    expect(await desk.imports.payments({})).toHaveLength(1);
    const [receipt] = await desk.imports.receipts({});
    const other = { kind: 'non_business', category: '其他', amountFen: 6_000 } as const;
    await desk.imports.identifyReceipt({
      key: key(),
      caseNo: receipt!.caseNo,
      money: receipt!.money,
      parts: [other],
    });
    expect(await desk.imports.receipts({})).toHaveLength(1);
    expect(await desk.imports.tickets({})).toEqual([]);
  });
});
