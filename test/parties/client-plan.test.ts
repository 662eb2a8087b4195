import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyClient,
  type KnownClient,
  withDelta,
  withSubject,
} from '../../src/domain/parties/client-book.ts';
import { type ClientsPlan, planClients } from '../../src/domain/parties/client-plan.ts';
import { readClientsTables } from '../../src/domain/parties/client-rows.ts';

const TODAY = '2026-05-08';
const HEADINGS = [
  '客户编号',
  '客户名称',
  '主体类型',
  '主体名称',
  '证件号码',
  '付款户名别名',
  '客户经理',
  '协助经理',
  '对公验证',
  '前返比例',
  '千川账户ID',
  '出资方',
];

type Row = Partial<Record<(typeof HEADINGS)[number], string>>;

function plan(rows: Row[], book: KnownClient[] = [], today = TODAY): ClientsPlan {
  const records = [HEADINGS, ...rows.map(row => HEADINGS.map(heading => row[heading] ?? ''))];
  const table = { records: records.map((cells, at) => ({ row: at + 1, cells })) };
  return planClients(readClientsTables([table]), book, today);
}

/** The book after a plan, as the service leaves it. */
function bookAfter(book: KnownClient[], { entries }: ClientsPlan): KnownClient[] {
  const clients = new Map(book.map(client => [client.code, client]));
  for (const { delta } of entries) {
    const before = clients.get(delta.code) ?? emptyClient(delta.code);
    clients.set(delta.code, withDelta(before, delta));
    for (const subject of delta.subjects)
      if (subject.paperNo !== '')
        for (const [code, client] of clients) clients.set(code, withSubject(client, subject));
  }
  return [...clients.values()];
}

const verdicts = ({ entries }: ClientsPlan) => entries.map(({ verdict }) => verdict);
const reasons = ({ refused }: ClientsPlan) =>
  refused.map(({ row, findings }) => [row, findings.find(({ severity }) => severity === 'error')!.code]);

const A = { 客户编号: 'C1', 客户名称: '甲公司', 客户经理: '林一', 千川账户ID: '1722699758076391' };

describe('a list held against the book', () => {
  it('a new client, then the same, then changed', () => {
    const first = plan([A]);
    expect(first.counts).toEqual({ new: 1, changed: 0, same: 0, refused: 0 });
    expect(first.entries[0]!.delta).toMatchObject({
      isNew: true,
      values: { name: '甲公司' },
      subjects: [{ name: '甲公司', kind: 'enterprise' }],
      accounts: [{ id: '1722699758076391', funder: 'agency', spendBasis: 'flow', subject: '甲公司' }],
      manager: { name: '林一', from: TODAY },
    });
    const book = bookAfter([], first);
    expect(verdicts(plan([A], book))).toEqual(['same']);
    const changed = plan([{ ...A, 客户经理: '宋扬', 前返比例: '3%' }], book, '2026-06-01');
    expect(verdicts(changed)).toEqual(['changed']);
    const [client] = bookAfter(book, changed);
    expect(client!.frontRebatePpm).toBe(30_000);
    expect(client!.assignments).toEqual([
      { manager: '林一', role: 'main', from: TODAY, to: '2026-05-31' },
      { manager: '宋扬', role: 'main', from: '2026-06-01', to: null },
    ]);
  });

  it('empty cells change nothing', () => {
    const book = bookAfter([], plan([{ ...A, 前返比例: '5%', 付款户名别名: '王五', 对公验证: '已通过' }]));
    expect(verdicts(plan([{ 客户编号: 'C1', 客户名称: '甲公司' }], book))).toEqual(['same']);
  });

  it('refuses an account of another client, in the file or in the book, by cell', () => {
    const B = { 客户编号: 'C2', 客户名称: '乙公司', 千川账户ID: '1722699758076391' };
    const inFile = plan([A, B]);
    expect(reasons(inFile)).toEqual([[3, 'clients.account_of_other']]);
    expect(inFile.refused[0]!.findings[0]!.place).toMatchObject({ row: 3, column: '千川账户ID' });
    expect(reasons(plan([B], bookAfter([], plan([A]))))).toEqual([[2, 'clients.account_of_other']]);
  });

  it('refuses a code for two names, and two rows that say different things of one client', () => {
    expect(reasons(plan([A, { 客户编号: 'C1', 客户名称: '别的公司' }]))).toEqual([[3, 'clients.code_twice']]);
    expect(reasons(plan([A, { ...A, 客户经理: '宋扬' }]))).toEqual([[3, 'clients.rows_contradict']]);
  });

  it('takes two rows of one client together: another subject, another account', () => {
    const second = { ...A, 主体名称: '甲二公司', 千川账户ID: '1722699758076399' };
    const list = plan([A, second]);
    expect(verdicts(list)).toEqual(['new', 'changed']);
    const [client] = bookAfter([], list);
    expect(client!.subjects.map(({ name }) => name)).toEqual(['甲公司', '甲二公司']);
    expect(client!.accounts.map(({ subject }) => subject)).toEqual(['甲公司', '甲二公司']);
    expect(verdicts(plan([A, second], [client!]))).toEqual(['same', 'same']);
  });

  it('finds a client without a code by its name, and gives a new one the next free code', () => {
    const book = bookAfter([], plan([{ ...A, 客户编号: 'C0041' }]));
    const list = plan(
      [{ 客户名称: '甲 公司' }, { 客户名称: '新公司' }, { 客户编号: 'C0042', 客户名称: '丁' }],
      book,
    );
    expect(list.entries.map(({ code, verdict }) => [code, verdict])).toEqual([
      ['C0041', 'same'],
      ['C0043', 'new'],
      ['C0042', 'new'],
    ]);
  });

  it('one legal person behind two clients has one state, and two rows may not give it two', () => {
    const paper = { 证件号码: '91350100M000100Y43', 主体名称: '甲集团' };
    const rows = [
      { 客户编号: 'C1', 客户名称: '甲一店', ...paper, 对公验证: '已通过' },
      { 客户编号: 'C2', 客户名称: '甲二店', ...paper },
    ];
    const [, second] = bookAfter([], plan(rows));
    expect(second!.subjects[0]).toMatchObject({ name: '甲集团', verification: 'passed' });
    expect(reasons(plan([rows[0]!, { ...rows[1]!, 对公验证: '未验证' }]))).toEqual([
      [3, 'clients.rows_contradict'],
    ]);
  });

  it('a paper of another subject, and a subject that is not named among several, are refused', () => {
    const first = bookAfter([], plan([{ ...A, 证件号码: '91350100M000100Y43' }]));
    const book = bookAfter(first, plan([{ ...A, 主体名称: '甲二公司' }], first));
    expect(reasons(plan([{ 客户编号: 'C1', 客户名称: '甲公司', 对公验证: '已通过' }], book))).toEqual([
      [2, 'clients.subject_needed'],
    ]);
    const other = { 客户编号: 'C2', 客户名称: '乙公司', 主体名称: '乙公司' };
    const both = bookAfter(book, plan([other], book));
    expect(reasons(plan([{ ...other, 证件号码: '91350100M000100Y43' }], both))).toEqual([
      [2, 'clients.paper_of_other'],
    ]);
  });
});

const rowsOfList = fc.array(
  fc.record(
    {
      客户编号: fc.constantFrom('', 'C1', 'C2', 'C3'),
      客户名称: fc.constantFrom('甲公司', '甲 公司', '乙公司', '丙', ''),
      主体类型: fc.constantFrom('', '企业', '个人'),
      主体名称: fc.constantFrom('', '甲公司', '甲集团', '乙公司'),
      证件号码: fc.constantFrom('', '91350100M000100Y43', '91350100M000100Y42', '110101199003070012'),
      付款户名别名: fc.constantFrom('', '王五', '王五；赵六', '甲集团'),
      客户经理: fc.constantFrom('', '林一', '宋扬', '林一;何苗'),
      协助经理: fc.constantFrom('', '何苗', '宋扬;林一'),
      对公验证: fc.constantFrom('', '已通过', '未验证'),
      前返比例: fc.constantFrom('', '3%', '0', '5'),
      千川账户ID: fc.constantFrom(
        '',
        '1722699758076391',
        '1722699758076392',
        '1722699758076391;1722699758076393',
      ),
      出资方: fc.constantFrom('', '代理商', '客户自充'),
    },
    { requiredKeys: ['客户名称'] },
  ),
  { maxLength: 8 },
);

it('importing again changes nothing, whatever the list and the day', () => {
  fc.assert(
    fc.property(rowsOfList, rowsOfList, (before, rows) => {
      const book = bookAfter([], plan(before));
      const first = plan(rows, book);
      const held = bookAfter(book, first);
      const second = plan(rows, held, '2026-07-01');
      expect(verdicts(second).filter(verdict => verdict !== 'same')).toEqual([]);
      expect(first.entries.length + first.refused.length).toBe(second.entries.length + second.refused.length);
      const accounts = held.flatMap(client => client.accounts.map(({ id }) => id));
      expect(new Set(accounts).size).toBe(accounts.length);
      expect(new Set(held.map(({ name }) => name)).size).toBe(held.length);
    }),
    { numRuns: 1000 },
  );
});
