import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseOf } from '../../src/runtime/cli-case.ts';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules cli '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], language = 'zh') {
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_LANGUAGE: language };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
  return {
    status,
    out: stdout === '' ? null : JSON.parse(stdout),
    error: stderr === '' ? null : JSON.parse(stderr).error,
  };
}

function caseFile(value: unknown): string {
  const path = join(folder, 'case.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

const CASE = {
  product: 'douplus',
  scene: 'video',
  on: '2026-11-20',
  amountYuan: '300.00',
  durationHours: 24,
  goal: '私信咨询',
  bid: { by: 'goal', mode: 'auto' },
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 15, cart: 'none', materialId: '7' },
  contentJudged: 'normal',
  subject: {
    kind: 'enterprise',
    corporateVerified: 'none',
    realName: true,
    papers: ['营业执照'],
    taobaokeProof: true,
  },
  ecommerceLead: false,
  account: { banned: false, upgrade: 'upgraded_limited' },
  used: { todayYuan: '100.00', totalYuan: '4900.00', accountTodayYuan: '100.00', videoTodayYuan: '0.00' },
};

describe('orders check', () => {
  it('LIM-1 answers whether it is allowed, why not, and the room left', () => {
    const { status, out } = run(['orders', 'check', '--input', caseFile(CASE)]);
    expect(status).toBe(0);
    expect(out).toMatchObject({
      allowed: false,
      room: { todayFen: 20000, totalFen: 10000, videoTodayFen: null },
    });
    const [first, second] = out.findings;
    expect(first).toMatchObject({ rule: 'LIM-1', severity: 'block', row: 'lim-1.day', source: 'B' });
    expect(first.message).toContain('还可投 200.00 元');
    expect(second.message).toContain('客户总额度 5,000.00 元');
  });

  it('speaks English where asked, and leaves no slot open', () => {
    const { out } = run(['orders', 'check', '--input', caseFile({ ...CASE, goal: undefined })], 'en');
    for (const { message } of out.findings as { message: string }[]) expect(message).not.toMatch(/[{}]/);
    expect(out.findings[0].message).toContain('200.00 yuan are left');
  });

  it('decides by the day of the case', () => {
    const { out } = run(['orders', 'check', '--input', caseFile({ ...CASE, on: '2023-04-25' })]);
    expect(out.allowed).toBe(true);
  });
});

it('UPG-1 upgrade assess answers triggers, papers, steps and limits', () => {
  const { status, out } = run([
    'upgrade',
    'assess',
    '--input',
    caseFile({ ...CASE, account: { upgrade: 'triggered' } }),
  ]);
  expect(status).toBe(0);
  expect(out).toMatchObject({ required: true, triggers: [{ rule: 'UPG-1', dimension: 'goal' }] });
  expect(out.papers[0]).toMatchObject({ paper: 'business_licence', name: '营业执照', state: 'given' });
  expect(out.steps.map(({ rule }: { rule: string }) => rule)).toEqual([
    'UPG-0',
    'UPG-5',
    'UPG-5',
    'UPG-5',
    'UPG-6',
  ]);
  expect(out.limits[0]).toMatchObject({ rule: 'LIM-1', limitFen: 30000, when: 'now' });
});

it('rules list answers every row, or those of a day', () => {
  const all = run(['rules', 'list']).out as { id: string; from: string }[];
  const before = run(['rules', 'list', '--on', '2023-04-25']).out as { id: string }[];
  expect(all.length).toBeGreaterThan(before.length);
  expect(before.some(({ id }) => id === 'lim-1.day')).toBe(false);
  expect(run(['rules', 'list', '--on', '2026-02-30'])).toMatchObject({
    status: 2,
    error: { code: 'rulebook.bad_day' },
  });
});

describe('a bad case', () => {
  it('ends 2 with the path of the field and what may stand there', () => {
    const { status, out, error } = run([
      'orders',
      'check',
      '--input',
      caseFile({ ...CASE, subject: { kind: 'firm' } }),
    ]);
    expect([status, out]).toEqual([2, null]);
    expect(error).toMatchObject({
      code: 'rules.case_field',
      params: { field: 'subject.kind', expected: '"enterprise" | "individual"' },
    });
    expect(error.message).toContain('subject.kind');
  });

  it('ends 2 where the file is not there or no JSON', () => {
    expect(run(['orders', 'check', '--input', '/nowhere.json']).error.code).toBe('cli.file_missing');
    expect(run(['upgrade', 'assess', '--input', caseFile('{')]).error.code).toBe('rules.case_not_json');
    expect(run(['orders', 'check']).error.code).toBe('cli.usage');
  });

  it.each([
    ['product', {}],
    ['product', { product: 'qianchuan' }],
    ['amountYuan', { amountYuan: 300 }],
    ['amountYuan', { amountYuan: '-1.00' }],
    ['amountYuan', { amountYuan: '1.005' }],
    ['amountYuan', { amountYuan: '1e3' }],
    ['on', { on: '2026-11-31' }],
    ['scene', { scene: 'Video' }],
    ['durationHours', { durationHours: '24' }],
    ['durationHours', { durationHours: -2 }],
    ['bid.mode', { bid: { mode: 'hand' } }],
    ['video.public', { video: { public: 'yes' } }],
    ['video.titleLength', { video: { titleLength: 4.5 } }],
    ['live.cartEverUsed', { live: { cartEverUsed: 1 } }],
    ['subject.papers', { subject: { papers: '营业执照' } }],
    ['subject.papers.1', { subject: { papers: ['营业执照', 7] } }],
    ['account.upgrade', { account: { upgrade: 'done' } }],
    ['used.todayYuan', { used: { todayYuan: null } }],
    ['used', { used: [] }],
    ['—', []],
  ])('%s: %j', (field, wrong) => {
    const value = Array.isArray(wrong) || field === 'product' ? wrong : { ...CASE, ...wrong };
    expect(() => caseOf(value, 'case.json')).toThrow(
      expect.objectContaining({ code: 'rules.case_field', params: expect.objectContaining({ field }) }),
    );
  });

  it('a field that is none is refused with those there are', () => {
    expect(() => caseOf({ ...CASE, video: { titel: 8 } }, 'case.json')).toThrow(
      expect.objectContaining({
        code: 'rules.case_unknown_field',
        params: { field: 'video.titel', expected: 'public, titleLength, seconds, cart, materialId' },
      }),
    );
  });
});
