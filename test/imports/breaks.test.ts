import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FiledRun, followBalance } from '../../src/domain/imports/continuity.ts';
import { continuityBreaks, identityBreaks, undoImport } from '../../src/services/imports.ts';
import { caller, importFile, placeFor } from './desk.ts';
import { type BankRow, bankFile, isSound, twoClients } from './sheets.ts';

const row = (day: number, yuan: number, no: string): BankRow => ({
  day: `2026-05-${String(day).padStart(2, '0')}`,
  net: yuan,
  party: '某某公司',
  no,
});
const ALL = [row(1, 100, 'a'), row(3, -30, 'b'), row(9, 50, 'c'), row(9, 5, 'd'), row(20, -8, 'e')];
const START = 1_000_000;
/** Rows from one on, with the balance that the account has there. */
const part = (from: number, to: number, rows = ALL) =>
  bankFile(rows.slice(from, to), {
    openingYuan: START + rows.slice(0, from).reduce((sum, { net }) => sum + net, 0),
  });

describe('balance continuity between the files of an account', () => {
  it('names the gap with both rows and the missing amount, and closes once the missing file comes', async () => {
    const connection = await twoClients();
    await importFile(connection, part(0, 2));
    await importFile(connection, part(4, 5));
    const [gap, ...more] = continuityBreaks(connection);
    expect(more).toEqual([]);
    expect(gap).toMatchObject({
      name: expect.stringContaining('银行账户'),
      before: { day: '2026-05-03', line: 5, balanceE5: (START + 70) * 100_000 },
      after: { day: '2026-05-20', line: 4 },
      missingFen: 5_500,
      betweenFiles: true,
    });
    await importFile(connection, part(2, 4));
    expect(continuityBreaks(connection)).toEqual([]);
    isSound(connection);
  });

  it('overlapping files, and the same again, make no gap; an undone file leaves one', async () => {
    const connection = await twoClients();
    await importFile(connection, part(0, 3));
    const path = part(1, 5);
    const { done } = await importFile(connection, path);
    await importFile(connection, part(0, 5));
    expect(continuityBreaks(connection)).toEqual([]);
    await undoImport(connection, caller(), done.batch!);
    expect(identityBreaks(connection).map(({ rule, day }) => `${rule} ${day}`)).toEqual([
      'opening 2026-05-01',
      'book 2026-05-09',
      'book 2026-05-20',
    ]);
    await importFile(connection, path);
    expect(continuityBreaks(connection)).toEqual([]);
  });

  it('a row missing inside a file is a gap of one file', async () => {
    const connection = await twoClients();
    const path = placeFor('缺一行.csv');
    const whole = part(0, 5);
    const { readFileSync } = await import('node:fs');
    const lines = readFileSync(whole, 'utf8').split('\r\n');
    writeFileSync(path, lines.toSpliced(5, 1).join('\r\n'));
    await importFile(connection, path);
    expect(continuityBreaks(connection)).toMatchObject([
      { missingFen: 5_000, betweenFiles: false, before: { day: '2026-05-03' }, after: { day: '2026-05-09' } },
    ]);
    await importFile(connection, whole);
    expect(continuityBreaks(connection)).toEqual([]);
  });
});

describe('I3: the statement at the end of each day and the book', () => {
  it('names an opening that the book lacks once, and no day after it', async () => {
    const connection = await twoClients();
    await importFile(connection, part(0, 5));
    expect(identityBreaks(connection)).toMatchObject([
      { rule: 'opening', day: '2026-05-01', expectedFen: START * 100, actualFen: 0 },
    ]);
  });
});

describe('the three identities of a day', () => {
  const HEAD =
    '日期,账户ID,账户名称,资金池类型,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';
  const flow = (...rows: string[]) => {
    const path = placeFor('财务流水.csv');
    writeFileSync(path, `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`);
    return path;
  };
  const day = (on: string, figures: string) => `${on},1700000000000001,木桥,通用,${figures}`;

  it('each broken one is named with its row; a missing day is a gap; nothing is stopped', async () => {
    const connection = await twoClients();
    await importFile(
      connection,
      flow(
        day('2026-05-01', '0,0,0,100,0,0,100,100,0'),
        day('2026-05-02', '30,30,1,0,0,0,70,70,0'),
        day('2026-05-04', '10,10,0,0,0,0,40,41,0'),
      ),
    );
    const found = identityBreaks(connection).map(({ rule, day: on, expectedFen, actualFen }) => [
      rule,
      on,
      expectedFen,
      actualFen,
    ]);
    expect(found).toContainEqual(['spent', '2026-05-02', 3_000, 3_100]);
    expect(found).toContainEqual(['balance', '2026-05-04', 4_000, 4_100]);
    expect(continuityBreaks(connection)).toMatchObject([
      {
        platformAccount: '1700000000000001',
        missingFen: -2_000,
        before: { day: '2026-05-02' },
        after: { day: '2026-05-04' },
      },
    ]);
    await importFile(connection, flow(day('2026-05-03', '20,20,0,0,0,0,50,50,0')));
    expect(continuityBreaks(connection)).toEqual([]);
  });
});

describe('following a balance through random files', () => {
  const moves = fc.array(
    fc.integer({ min: -50, max: 50 }).filter(net => net !== 0),
    { minLength: 2, maxLength: 20 },
  );

  /** One run a day of a slice of the days, as a file of that slice tells it. */
  const runsOf = (plan: number, nets: readonly number[], from: number, to: number): FiledRun[] =>
    nets.slice(from, to).map((net, index) => {
      const at = from + index;
      const openingE5 = nets.slice(0, at).reduce((sum, each) => sum + each, 1_000);
      const day = `2026-05-${String(at + 1).padStart(2, '0')}`;
      return {
        plan,
        name: `${plan}.csv`,
        sheet: '',
        day,
        openingE5,
        closingE5: openingE5 + net,
        firstAt: day,
        lastAt: day,
        firstLine: index + 1,
        lastLine: index + 1,
        rows: 1,
      };
    });

  it('files in any order and overlap leave gaps exactly where no file reaches, and their sum is what is missing', () => {
    fc.assert(
      fc.property(
        moves,
        fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { minLength: 1, maxLength: 6 }),
        (nets, cuts) => {
          const covered = new Set<number>();
          const runs = cuts.flatMap(([a, b], plan) => {
            const [from, to] = [Math.min(a, b, nets.length - 1), Math.min(Math.max(a, b) + 1, nets.length)];
            for (let at = from; at < to; at++) covered.add(at);
            return runsOf(plan, nets, from, to);
          });
          const chain = followBalance(runs)!;
          const days = [...covered].sort((a, b) => a - b);
          let missing = 0;
          let gaps = 0;
          for (let at = 1; at < days.length; at++) {
            const sum = nets.slice(days[at - 1]! + 1, days[at]!).reduce((total, net) => total + net, 0);
            missing += sum;
            if (sum !== 0) gaps += 1;
          }
          expect(chain.gaps.reduce((sum, gap) => sum + gap.missingE5, 0)).toBe(missing);
          expect(chain.gaps).toHaveLength(gaps);
          expect(chain.days).toHaveLength(days.length);
        },
      ),
    );
  });
});
