import { describe, expect, it } from 'vitest';
import { moves, sumsOf, yuan } from './banks.fixture.ts';
import { BANK_FORMS } from './banks.forms.ts';
import { inspectBytes } from './banks.inspect.ts';

const figure = ({ count, fen }: { count: number; fen: number }) => ({ count, sum: yuan(fen) });

describe.each(BANK_FORMS)('$profile in $file', form => {
  const list = moves(form.profile.length * 7 + form.headerLine, 40, form.refundMemo);
  const truth = sumsOf(list);

  it('is recognised and read to the last fen', async () => {
    const inspection = await inspectBytes(form.file, form.print(list));
    expect(inspection.profile).toBe(form.profile);
    expect(inspection.headerLine).toBe(form.headerLine);
    expect(inspection.rows).toBe(list.length);
    expect(inspection.income).toEqual(figure(truth.income));
    expect(inspection.expense).toEqual(figure(truth.expense));
    expect(inspection.neutral).toEqual({ count: 0, sum: '0.00' });
    expect(inspection.refundRows).toEqual(figure(truth.refund));
    expect(inspection.closed.count).toBe(0);
    expect(inspection.currency).toEqual([form.currency ?? 'CNY']);
    expect(inspection.firstDate?.slice(0, 10)).toBe(list[0]!.day);
    expect(inspection.lastDate?.slice(0, 10)).toBe(list.at(-1)!.day);
    if (form.balance) expect(inspection.balance).toMatchObject({ checked: list.length - 1, broken: 0 });
    expect(inspection.findings.filter(finding => finding.severity === 'error')).toEqual([]);
  });
});

describe('what banks say beside the rows', () => {
  const byProfile = (profile: string) => BANK_FORMS.find(form => form.profile === profile)!;

  it('reads the ICBC total line as declared sums and finds the forged ones of the card form', async () => {
    const list = moves(5, 30);
    const truth = sumsOf(list);
    const form = byProfile('bank.icbc.debit.v1');
    const debit = await inspectBytes(form.file, form.print(list));
    expect(debit.declared).toMatchObject({
      income: { sum: yuan(truth.income.fen) },
      expense: { sum: yuan(truth.expense.fen) },
    });
    expect(debit.findings).toEqual([]);
    const card = byProfile('bank.icbc.credit');
    const credit = await inspectBytes(card.file, card.print(list));
    expect(credit.declared).toMatchObject({ income: { sum: '1.00' }, expense: { sum: '2.00' } });
    expect(credit.findings.length).toBeGreaterThan(0);
  });

  it('reads the trailer counts and sums of CMB web and ABC company', async () => {
    const list = moves(6, 30);
    const truth = sumsOf(list);
    for (const profile of ['bank.cmb.debit.web', 'bank.abc.company']) {
      const form = byProfile(profile);
      const { declared, findings } = await inspectBytes(form.file, form.print(list));
      expect(declared).toMatchObject({
        income: { count: truth.income.count, sum: yuan(truth.income.fen) },
        expense: { count: truth.expense.count, sum: yuan(truth.expense.fen) },
      });
      expect(findings).toEqual([]);
    }
  });

  it('finds the own account above the table', async () => {
    const list = moves(7, 12);
    const accounts: [string, string][] = [
      ['bank.icbc.debit.v2', '1234****9876'],
      ['bank.icbc.asia.current', '86152012345670'],
      ['bank.abc.company', '10123401040012345'],
      ['bank.boc.company', '340456789012'],
      ['bank.ccb.personal', '6217001234567890123'],
      ['bank.cmb.debit.web', '6225********1234'],
      ['bank.spdb.debit', '6217921234567890'],
      ['bank.cmbc.company', '632112345678'],
      ['bank.ceb.company', '35010188001234567'],
    ];
    for (const [profile, account] of accounts) {
      const form = byProfile(profile);
      expect((await inspectBytes(form.file, form.print(list))).account, profile).toBe(account);
    }
    const ccb = BANK_FORMS.find(form => form.file === 'ccb-company-new.csv')!;
    expect((await inspectBytes(ccb.file, ccb.print(list))).account).toBe('33050161803300001234');
  });

  it('puts December of a January card bill into the year before', async () => {
    const form = byProfile('bank.cmb.credit');
    const list = moves(8, 6).map((move, at) => ({ ...move, day: at < 3 ? '2025-12-30' : '2026-01-04' }));
    const text = new TextDecoder().decode(form.print(list)).replace('2026年03月', '2026年01月');
    const inspection = await inspectBytes(form.file, new TextEncoder().encode(text));
    expect([inspection.firstDate, inspection.lastDate]).toEqual(['2025-12-30', '2026-01-04']);
  });

  it('turns a red entry of a company account round, so that the balance still continues', async () => {
    const form = BANK_FORMS.find(each => each.file === 'ccb-company-old.csv')!;
    const [first, second, third] = moves(9, 3);
    const list = [
      first!,
      { ...second!, fen: -5_000, balanceFen: first!.balanceFen - 5_000 },
      { ...third!, fen: 5_000, balanceFen: first!.balanceFen },
    ];
    const red = new TextDecoder('gb18030').decode(form.print(list)).replace(',0.00,50.00,', ',-50.00,0.00,');
    const inspection = await inspectBytes(form.file, new TextEncoder().encode(red));
    expect(inspection.expense).toMatchObject(figure(sumsOf(list).expense));
    expect(inspection.income).toMatchObject(figure(sumsOf(list).income));
    expect(inspection.balance).toMatchObject({ broken: 0 });
  });

  it('keeps HKD and CNY rows of HSBC apart, and reads 09/04 as 9 April', async () => {
    const form = byProfile('bank.hsbchk.credit');
    const list = moves(11, 8, form.refundMemo).map((move, at) => ({
      ...move,
      day: `2026-04-${String(at + 5).padStart(2, '0')}`,
    }));
    const lines = new TextDecoder().decode(form.print(list)).split('\n');
    const mixed = lines.map((line, at) => (at % 2 === 1 ? line.replace(',HKD,', ',CNY,') : line)).join('\n');
    const inspection = await inspectBytes(form.file, new TextEncoder().encode(mixed));
    const newest = [...list].reverse();
    const spent = (odd: number) =>
      newest.filter((move, at) => at % 2 === odd && move.fen < 0).reduce((sum, move) => sum - move.fen, 0);
    expect(inspection.currency.toSorted()).toEqual(['CNY', 'HKD']);
    expect(inspection.expense).toMatchObject({
      sum: '',
      sumByCurrency: { CNY: yuan(spent(0)), HKD: yuan(spent(1)) },
    });
    expect([inspection.firstDate, inspection.lastDate]).toEqual(['2026-04-05', '2026-04-12']);
  });

  it('breaks the balance by name when a row is missing', async () => {
    const form = BANK_FORMS.find(each => each.file === 'ccb-company-new.csv')!;
    const list = moves(10, 20);
    const inspection = await inspectBytes(form.file, form.print(list.filter((_, at) => at !== 9)));
    expect(inspection.balance).toMatchObject({ broken: 1 });
    expect(inspection.findings.length).toBeGreaterThan(0);
  });
});
