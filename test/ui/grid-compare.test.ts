import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompareChoice, CompareSummary, TabSummary } from '../../src/domain/compare.ts';
import { formatE5 } from '../../src/domain/money.ts';
import type { Inspection } from '../../src/domain/statement.ts';
import { addUp, fileDifference } from '../../src/ui/screens/compare/adding-up.ts';
import {
  choiceFaults,
  choiceText,
  offered,
  planCode,
  swapped,
  withPart,
} from '../../src/ui/screens/compare/choice.ts';
import { pairLines } from '../../src/ui/screens/compare/pairing.ts';
import { hiddenColumns } from '../../src/ui/screens/compare/tab-columns.ts';
import { declaredChecks } from '../../src/ui/screens/statements/checks.ts';

const side = { key: '单号', amount: '金额', date: '日期', party: null };
const choice: CompareChoice = { left: side, right: { ...side, key: '订单号' }, windowDays: 3 };
const t = (code: string, params: Record<string, string | number> = {}) => `${code}${JSON.stringify(params)}`;

test('what cannot be compared is said at its part', () => {
  expect(choiceFaults(choice)).toEqual({});
  expect(choiceFaults(withPart(choice, 'left', 'party', '客户'))).toEqual({
    party: 'screens.compare.fault.one_side',
  });
  const none = { key: null, amount: null, date: null, party: null };
  expect(choiceFaults({ left: none, right: none, windowDays: 0 })).toEqual({
    amount: 'screens.compare.fault.amount',
    key: 'screens.compare.fault.no_way',
  });
});

test('the plan follows the columns', () => {
  const without = (part: 'key' | 'date') =>
    withPart(withPart(choice, 'left', part, null), 'right', part, null);
  expect(planCode(choice)).toBe('screens.compare.plan.key_then_date');
  expect(planCode(without('date'))).toBe('screens.compare.plan.key');
  expect(planCode(without('key'))).toBe('screens.compare.plan.date');
});

test('pseudo amounts are offered for amounts only, a chosen one always; they are said in words', () => {
  expect(offered(['单号', '金额', '@signed'], 'key', '单号')).toEqual(['单号', '金额']);
  expect(offered(['单号', '@signed'], 'amount', '@signed')).toEqual(['单号', '@signed']);
  expect(offered(['单号'], 'key', '@code:备注')).toEqual(['@code:备注', '单号']);
  expect(choiceText('@signed', t)).toBe('compare.choice.signed{}');
  expect(choiceText('@code:备注', t)).toBe('compare.choice.code{"heading":"备注"}');
});

test('swapping twice changes nothing', () => {
  expect(swapped(swapped(choice))).toEqual(choice);
  expect(swapped(choice).left.key).toBe('订单号');
});

const tab = (count: number, left: string, right: string): TabSummary => ({
  count,
  left,
  right,
  difference: '0.00',
});
const summary = (part: Partial<CompareSummary> = {}): CompareSummary => ({
  tabs: {
    equal: tab(2, '30.00', '30.00'),
    differing: tab(1, '5.00', '5.50'),
    leftOnly: tab(1, '-1.25', '0.00'),
    rightOnly: tab(0, '0.00', '0.00'),
    duplicates: tab(1, '0.00', '7.00'),
    fuzzy: tab(1, '2.00', '2.00'),
  },
  left: { file: 'a', rows: 5, sum: '35.75' },
  right: { file: 'b', rows: 5, sum: '44.50' },
  choice,
  findings: [],
  ...part,
});

test('the tabs hold every row and every amount of both files', () => {
  expect(addUp(summary())).toMatchObject({ holds: true, left: '35.75', right: '44.50', rowsInTabs: 10 });
  expect(fileDifference(summary())).toBe('8.75');
});

test('one row or one cent too few is seen, also beyond safe integers', () => {
  expect(addUp(summary({ left: { file: 'a', rows: 6, sum: '35.75' } })).holds).toBe(false);
  expect(addUp(summary({ right: { file: 'b', rows: 5, sum: '44.51' } })).holds).toBe(false);
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), { minLength: 6, maxLength: 6 }),
      sums => {
        const total = formatE5(sums.reduce((a, b) => a + b, 0n));
        const names = ['equal', 'differing', 'leftOnly', 'rightOnly', 'duplicates', 'fuzzy'] as const;
        const tabs = Object.fromEntries(names.map((name, at) => [name, tab(0, formatE5(sums[at]!), '0.00')]));
        const file = { file: 'a', rows: 0, sum: total };
        const whole = summary({
          tabs: tabs as CompareSummary['tabs'],
          left: file,
          right: { ...file, sum: '0.00' },
        });
        expect(addUp(whole)).toMatchObject({ holds: true, left: total });
      },
    ),
  );
});

test('a row is laid side by side: compared columns first, shared headings on one line, differences marked', () => {
  const left = { headings: ['单号', '金额', '备注', '金额'], cells: ['A1', '5', '甲', '9'] };
  const right = { headings: ['订单号', '金额', '备注', '渠道'], cells: ['A1', '¥5.00', '乙', '银行'] };
  const lines = pairLines(choice, left, right);
  expect(lines.map(line => [line.part ?? '', line.leftHeading, line.rightHeading, line.differs])).toEqual([
    ['key', '单号', '订单号', false],
    ['amount', '金额', '金额', false],
    ['date', '日期', '日期', false],
    ['', '备注', '备注', true],
    ['', null, '渠道', false],
  ]);
});

test('a numbered heading names the second column of that name, a bare number the column itself', () => {
  const left = { headings: ['金额', '金额'], cells: ['1', '2'] };
  const numbered = withPart(choice, 'left', 'amount', '金额#2');
  expect(pairLines(numbered, left, null).find(line => line.part === 'amount')?.left).toBe('2');
  const bare = withPart(choice, 'left', 'key', '#1');
  expect(pairLines(bare, left, null).find(line => line.part === 'key')?.left).toBe('1');
});

test('a one-sided tab hides the other side, an unused part hides its columns', () => {
  expect(hiddenColumns('leftOnly', choice)).toContain('rightAmount');
  expect(hiddenColumns('leftOnly', choice)).not.toContain('leftAmount');
  expect(hiddenColumns('differing', choice)).toEqual(['leftParty', 'rightParty']);
});

test('declared figures are checked exactly, each against its own', () => {
  const bucket = (count: number, sum: string) => ({ count, sum });
  const inspection = {
    rows: 3,
    income: bucket(1, '0.30'),
    expense: bucket(2, '211.64'),
    neutral: bucket(0, '0.00'),
    declared: { rows: { count: 3 }, income: { sum: '0.3' }, expense: { count: 2, sum: '211.65' } },
  } as unknown as Inspection;
  expect(
    declaredChecks(inspection).map(check => [check.of, check.figure, check.difference, check.agrees]),
  ).toEqual([
    ['rows', 'count', '0', true],
    ['income', 'sum', '0.00', true],
    ['expense', 'count', '0', true],
    ['expense', 'sum', '-0.01', false],
  ]);
});
