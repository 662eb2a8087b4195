import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ChecklistView } from '../../src/contract/close.ts';
import type { RechargeReportLine } from '../../src/contract/recharges.ts';
import type { SpendReport } from '../../src/domain/reports/spend.ts';
import { loadCatalogue, paperOf } from '../../src/runtime/resources.ts';
import { writeCloseReport } from '../../src/services/reports/close-report.ts';
import { writeAdvances, writeRecharges } from '../../src/services/reports/recharges.ts';
import { writeSpend } from '../../src/services/reports/spend-sheet.ts';
import { Words } from '../../src/services/reports/words.ts';

const folder = mkdtempSync(join(tmpdir(), 'duizhang-papers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = new Words({ language: 'zh', catalogue: loadCatalogue('zh') });
const target = { path: join(folder, '报表.pdf'), words, paper: paperOf('zh', '2026-05-31') };
const pages = () => {
  const bytes = readFileSync(target.path).toString('latin1');
  expect(bytes.startsWith('%PDF-')).toBe(true);
  return bytes.match(/\/Type \/Page\b/g)?.length;
};

it('消耗日报 is written on paper', async () => {
  const report: SpendReport = {
    from: '2026-05-31',
    to: '2026-05-31',
    today: '2026-05-31',
    bookedAt: null,
    lastOn: null,
    lines: [],
    estimates: [],
  };
  await writeSpend(report, 'pdf', target);
  expect(pages()).toBe(1);
});

it('充值台账 and 垫款台账 are written on paper', async () => {
  const line: RechargeReportLine = {
    ...{
      application: 1,
      no: 'CZ1',
      state: 'done',
      clientName: '甲店',
      accountId: '17',
      accountName: '甲店千川',
    },
    ...{
      funding: 'balance',
      route: 'online',
      paidFen: 100,
      creditedFen: 103,
      upstreamFen: 99,
      depositedFen: 103,
    },
    ...{
      differenceFen: 0,
      applicant: '小王',
      appliedAt: '2026-05-31T02:00:00Z',
      approvedAt: null,
      paidAt: null,
    },
    ...{ depositedAt: null, tenthHours: 12, payCode: 'P1', moneyName: '工行', isUnseen: false },
  };
  await writeRecharges([line], { ...target, format: 'pdf', lines: ['账套：测试'] });
  expect(pages()).toBe(1);
  await writeAdvances([], { ...target, format: 'pdf', lines: [] });
  expect(pages()).toBe(1);
});

it('结账报告 is written on paper, its items on pages of their own', async () => {
  const view: ChecklistView = {
    ...{ month: '2026-05', client: null, state: 'open', quiet: [], moneys: [] },
    lines: [
      {
        ...{ line: 4, state: 'missing', count: 1, amountFen: 5_000, oldestOn: '2026-05-03' },
        ...{ exception: null, isHardStop: false, rule: 'D' },
        items: [{ key: 'a', text: '工行 · R1', amountFen: 5_000, day: '2026-05-03', client: null }],
      } as unknown as ChecklistView['lines'][number],
    ],
  };
  const about = { periods: { periods: [], reopenings: [] }, book: '测试账套' };
  await writeCloseReport(view, about, { ...target, format: 'pdf' });
  expect(pages()).toBe(2);
  await writeCloseReport(view, about, { ...target, format: 'csv', path: join(folder, '结账.csv') });
  expect(readFileSync(join(folder, '结账.csv'), 'utf8')).toContain('50.00');
});
