import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guessChoice, runCompare, withColumns } from '../../src/services/compare.ts';
import {
  DEMO_SEED,
  type DemoFile,
  demoFileNames,
  type FileTruth,
  filesOfPlan,
  planDemo,
  writeDemo,
} from '../../src/services/demo.ts';
import { inspectStatement, openStatement } from '../../src/services/statements.ts';
import { CALENDAR } from './calendar.ts';

const PROFILES = join(import.meta.dirname, '../../resources/profiles');
const small = { clients: 12, months: 2 };

function yuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
const figure = ({ count, fen }: FileTruth['income']) => ({ count, sum: yuan(fen) });

async function hashOf(file: DemoFile): Promise<string> {
  return createHash('sha256')
    .update(await file.bytes())
    .digest('hex');
}

describe('the same seed', () => {
  it('gives the same plan, another seed another one', () => {
    const hash = (seed: number) =>
      createHash('sha256')
        .update(JSON.stringify(planDemo(seed, small, CALENDAR)))
        .digest('hex');
    expect(hash(11)).toBe(hash(11));
    expect(hash(11)).not.toBe(hash(12));
  });

  it('gives the same bytes of every file, workbooks and the encrypted archive too', async () => {
    const files = filesOfPlan(planDemo(11, { clients: 4, months: 2 }, CALENDAR));
    const again = filesOfPlan(planDemo(11, { clients: 4, months: 2 }, CALENDAR));
    expect(files.map(file => file.name)).toEqual(again.map(file => file.name));
    for (const [at, file] of files.entries())
      expect(await hashOf(file), file.name).toBe(await hashOf(again[at]!));
  });

  it('changes nothing of one client when there are more of them', () => {
    const few = planDemo(11, { clients: 3, months: 1 }, CALENDAR);
    const more = planDemo(11, { clients: 4, months: 1 }, CALENDAR);
    const flows = (plan: typeof few, account: string) => plan.flows.filter(flow => flow.account === account);
    const { id } = few.clients[0]!.accounts[0]!;
    expect(more.clients[0]!.name).toBe(few.clients[0]!.name);
    expect(flows(more, id)).toEqual(flows(few, id));
  });
});

describe.each([
  { seed: DEMO_SEED, options: { clients: 60, months: 3 } },
  { seed: 99, options: small },
])('every file of seed $seed', ({ seed, options }) => {
  let folder = '';
  let files: DemoFile[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duizhang-demo-test-'));
    files = await writeDemo(folder, CALENDAR, { seed, options });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const request = (file: DemoFile) => ({
    path: join(folder, file.name),
    name: file.name.split('/').at(-1)!,
    password: file.password,
    profilesFolder: PROFILES,
    saved: [],
  });

  it('lies in the folder', async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(entries.filter(entry => entry.isFile())).toHaveLength(files.length);
  });

  it('is recognised, and read to the sums of the plan', async () => {
    const statements = files.filter(file => file.truth !== null);
    expect(new Set(statements.map(file => file.profile)).size).toBe(15);
    for (const file of statements) {
      const { inspection } = await inspectStatement(request(file));
      const truth = file.truth!;
      expect(inspection, file.name).toMatchObject({
        profile: file.profile,
        rows: truth.rows,
        income: figure(truth.income),
        expense: figure(truth.expense),
        neutral: figure(truth.neutral),
        closed: figure(truth.closed),
        refundRows: figure(truth.refund),
      });
      expect(
        [inspection.firstDate, inspection.lastDate].map(date => date?.slice(0, 10) ?? null),
        file.name,
      ).toEqual([truth.firstDay, truth.lastDay]);
      for (const [kind, count] of Object.entries(truth.kinds ?? {}))
        expect(inspection.byKind[kind], `${file.name} ${kind}`).toEqual(figure(count));
      expect(inspection.balance?.broken ?? 0, file.name).toBe(0);
      expect(
        inspection.findings.map(finding => finding.code).filter(code => code !== 'files.archive_skipped'),
        file.name,
      ).toEqual([]);
    }
  });

  it('asks for the password where it has one, and is unknown where it should be', async () => {
    const locked = files.filter(file => file.password);
    expect(locked).toHaveLength(1);
    await expect(inspectStatement({ ...request(locked[0]!), password: undefined })).rejects.toMatchObject({
      code: 'files.password_needed',
    });
    const unknown = files.find(file => file.source === 'unknown')!;
    expect((await inspectStatement(request(unknown))).inspection.profile).toBeNull();
  });

  const compare = async (left: string, right: string, named: Parameters<typeof withColumns>[1]) => {
    const open = (name: string) => openStatement(request(files.find(file => file.name === name)!));
    const [one, other] = [await open(left), await open(right)];
    return runCompare(one, other, withColumns(guessChoice(one, other, null, 3), named)).summary.tabs;
  };

  it('gives every tab of the three tour comparisons something', async () => {
    const last = options.months === 3 ? '2026-05' : '2026-04';
    const book = `${last}/通用流水_${last}.csv`;
    const orders = await compare(book, `${last}/随心推订单_${last}.xlsx`, {
      key: '单号=订单ID',
      amount: '金额(元)=实付金额',
      date: '时间=下单时间',
    });
    const again = await compare(book, `重新导出/通用流水_${last}_重新导出.csv`, { key: '单号' });
    const sweeps = await compare(
      '2026-03/建设银行企业账户_2026-03.csv',
      '2026-03/支付宝账务明细_2026-03.csv',
      { key: '备注=商户订单号', amount: '@signed=@opposite' },
    );
    for (const tabs of [orders, again])
      for (const [tab, { count }] of Object.entries(tabs)) expect(count, tab).toBeGreaterThan(0);
    expect(orders.differing.count).toBeGreaterThanOrEqual(3);
    expect([
      again.differing.count,
      again.leftOnly.count,
      again.rightOnly.count,
      again.duplicates.count,
      again.fuzzy.count,
    ]).toEqual([6, 2, 4, 2, 3]);
    expect([
      sweeps.equal.count > 0,
      sweeps.differing.count,
      sweeps.duplicates.count,
      sweeps.fuzzy.count > 0,
    ]).toEqual([true, 2, 2, true]);
  });
});

describe('the tour', () => {
  it('offers about one file of every source, each once', () => {
    const names = demoFileNames(DEMO_SEED, CALENDAR);
    expect(names.length).toBeLessThanOrEqual(25);
    expect(new Set(names.map(each => each.name)).size).toBe(names.length);
    expect([...new Set(names.map(each => each.source))].sort()).toEqual([
      'agent',
      'alipay',
      'bank',
      'doudian',
      'douplus',
      'qianchuan',
      'template',
      'unknown',
      'wechat',
    ]);
  });
});
