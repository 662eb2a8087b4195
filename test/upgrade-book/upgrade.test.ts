import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderState } from '../../src/domain/orders/states.ts';
import {
  checkUpgradeStep,
  UPGRADE_STATES,
  type UpgradeState,
  upgradeSteps,
} from '../../src/domain/upgrade/states.ts';
import { command } from '../../src/ledger/command.ts';
import { verifyLedger } from '../../src/services/books.ts';
import {
  addPaper,
  board,
  detail,
  evidenceOfAccount,
  logIdPicture,
  openCase,
  passPaper,
  readEvidence,
  rejectPaper,
  setVerification,
  takeStep,
  writeReminders,
} from '../../src/services/upgrade.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { insertOrder } from '../../src/store/orders.ts';
import { upgradeFactsOf } from '../../src/store/upgrade-facts.ts';
import { placeFor } from '../parties/book.ts';
import { CART, caller, clientWith, newBook, PLAIN, picture, rulesAt, verify, walkTo } from './book.ts';
import { openBytes } from './xlsx.ts';

const ALL = { kind: 'all' } as const;
const DAY = '2026-05-11';
const at = (book: Connection, account: number, day = DAY) => detail(book, ALL, account, rulesAt(day));
const rowAt = (book: Connection, account: number, day = DAY) =>
  board(book, ALL, rulesAt(day)).find(row => row.account === account)!;
const open = (book: Connection, account: number, parts: object = {}) =>
  openCase(
    book,
    caller(DAY),
    { account, placement: CART, usedBefore: true, told: true, ...parts },
    rulesAt(DAY),
  );
const step = (book: Connection, account: number, to: UpgradeState, parts: object = {}) =>
  takeStep(book, caller(DAY), { account, to, reason: '', on: DAY, ...parts });
const refusal = (code: string) => expect.objectContaining({ code });

describe('UPG-0 the ad label', () => {
  it('is said before a case starts', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await expect(open(book, account!, { told: false })).rejects.toEqual(refusal('upgrade.not_told'));
    expect(await open(book, account!)).toEqual({ state: 'triggered' });
    expect(at(book, account!).toldOn).toBe(DAY);
  });
});

describe('UPG-1 what a case is opened on', () => {
  it('keeps the trigger, and cites its row', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await open(book, account!);
    expect(at(book, account!).triggers).toMatchObject([
      { dimension: 'anchor', cited: { rule: 'UPG-1', row: 'upg-1.anchor.video', source: 'B' } },
    ]);
  });

  it('what cannot be judged opens nothing', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    const placement = { scene: 'video' } as const;
    await expect(open(book, account!, { placement })).rejects.toEqual(refusal('upgrade.not_judged'));
    expect(at(book, account!).row).toMatchObject({ state: 'unknown', hasCase: false });
  });

  it('a placement that needs none may be followed by one that does', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    expect(await open(book, account!, { placement: PLAIN, told: false })).toEqual({ state: 'not_needed' });
    expect(await open(book, account!)).toEqual({ state: 'triggered' });
    await expect(open(book, account!)).rejects.toEqual(refusal('upgrade.case_exists'));
  });
});

describe('UPG-2, UPG-3 the papers', () => {
  it('an enterprise is asked for its licence, an individual for real-name and both sides of the ID', async () => {
    const book = newBook();
    const [firm] = await clientWith(book, '青禾', ['dy1']);
    const [person] = await clientWith(book, '王小明', ['dy2'], {
      subjectKind: 'individual',
      subjectName: '王小明',
    });
    await open(book, firm!);
    await open(book, person!);
    const papers = (account: number, stage: string) =>
      at(book, account)
        .papers.filter(each => each.stage === stage)
        .map(({ paper }) => paper);
    expect(papers(firm!, 'open')).toEqual(['business_licence']);
    expect(papers(firm!, 'place')).toContain('taobaoke_proof');
    expect(papers(person!, 'open')).toEqual(['real_name', 'id_front', 'id_back']);
    expect(papers(person!, 'place')).toEqual(['taobaoke_proof', 'personal_certification']);
    expect(at(book, person!).papers.every(({ cited }) => cited.rule === 'UPG-2')).toBe(true);
    expect(at(book, firm!).papers[0]).toMatchObject({ state: 'missing', owes: 'client', sinceOn: DAY });
  });

  it('asked, handed in, sent back with its reason, handed in again, passed', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await open(book, account!);
    const paper = 'business_licence' as const;
    const add = (parts: object) =>
      addPaper(book, caller(DAY), { account: account!, paper, asked: false, on: DAY, ...parts });
    const asked = await add({ asked: true });
    expect(await add({ evidence: picture('执照.png') })).toEqual(asked);
    expect(at(book, account!).papers[0]).toMatchObject({ state: 'submitted', owes: 'platform' });
    await rejectPaper(book, caller(DAY), { ...asked, reason: '印章不清晰', on: DAY });
    expect(at(book, account!).papers[0]).toMatchObject({
      state: 'rejected',
      owes: 'client',
      rejections: [{ reason: '印章不清晰', on: DAY }],
    });
    const again = await add({ evidence: picture('执照2.png', 1) });
    expect(again).not.toEqual(asked);
    await passPaper(book, caller(DAY), { ...again, validTo: '2027-01-31', on: DAY });
    const [licence] = at(book, account!).papers;
    expect(licence).toMatchObject({ state: 'passed', owes: null, validTo: '2027-01-31' });
    expect(licence!.rejections).toHaveLength(1);
    await expect(passPaper(book, caller(DAY), { ...again, on: DAY })).rejects.toEqual(
      refusal('upgrade.paper_state'),
    );
    expect(at(book, account!, '2027-02-01').papers[0]).toMatchObject({
      state: 'expired',
      owes: 'client',
      sinceOn: '2027-02-01',
    });
  });
});

describe('UPG-4 verified once', () => {
  it('a paper that passed counts for every account of the legal person, and is not asked again', async () => {
    const book = newBook();
    const [one, other] = await clientWith(book, '青禾', ['dy1', 'dy2']);
    await open(book, one!);
    const paper = 'business_licence' as const;
    const wanted = { account: one!, paper, asked: false, on: DAY };
    const added = await addPaper(book, caller(DAY), wanted);
    await passPaper(book, caller(DAY), { ...added, on: DAY });
    await open(book, other!);
    expect(at(book, other!).papers[0]).toMatchObject({ paper, state: 'passed' });
    expect(at(book, other!).siblings).toMatchObject([{ account: one }]);
    await expect(addPaper(book, caller(DAY), { ...wanted, account: other! })).rejects.toEqual(
      refusal('upgrade.paper_holds'),
    );
    expect(upgradeFactsOf(book, other!, DAY)?.subject?.papers).toEqual([paper]);
  });

  it('what was under review has passed once the upgrade is through', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted'], DAY);
    await addPaper(book, caller(DAY), {
      account: account!,
      paper: 'business_licence',
      asked: false,
      on: DAY,
    });
    await step(book, account!, 'upgraded_limited');
    expect(at(book, account!).papers[0]!.state).toBe('passed');
  });

  it('对公 passed for one account counts for the others', async () => {
    const book = newBook();
    const [one, other] = await clientWith(book, '青禾', ['dy1', 'dy2']);
    await walkTo(book, one!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    await walkTo(book, other!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    expect(await verify(book, one!, DAY, '2027-05-10')).toEqual({ upgraded: 2 });
    expect([rowAt(book, one!).state, rowAt(book, other!).state]).toEqual(['upgraded', 'upgraded']);
  });
});

describe('UPG-5 the way of a case', () => {
  it('an old user walks it with a rejection in between; every step has who, when and why', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['registering', 'bound', 'submitted'], DAY);
    await expect(step(book, account!, 'rejected')).rejects.toEqual(refusal('upgrade.reason_missing'));
    const evidence = picture('驳回截图.png');
    await step(book, account!, 'rejected', { reason: '执照已过期', evidence });
    await step(book, account!, 'submitted');
    const { timeline } = at(book, account!);
    expect(timeline.map(({ to }) => to)).toEqual([
      ...['submitted', 'rejected', 'submitted', 'bound', 'registering', 'triggered', null],
    ]);
    expect(timeline[1]).toMatchObject({
      actor: 'tester',
      on: DAY,
      reason: '执照已过期',
      attachment: { name: '驳回截图.png', type: 'image/png' },
    });
  });

  it('a new user binds first', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    expect(await open(book, account!, { usedBefore: false })).toEqual({ state: 'unknown' });
    expect(at(book, account!)).toMatchObject({ next: ['bound'], row: { waitingFor: 'client' } });
    await expect(step(book, account!, 'triggered')).rejects.toEqual(refusal('upgrade.illegal_step'));
    await step(book, account!, 'bound');
    expect(at(book, account!).steps[0]).toMatchObject({ rule: 'UPG-5', row: 'upg-5.papers' });
  });

  it('says where the next step is done', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await open(book, account!);
    const entry = at(book, account!).steps.find(({ path }) => path !== null);
    expect(entry?.path).toContain('抖音 我');
  });

  it('once through, what opens an account is owed no more, copy or none', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    const owed = at(book, account!).papers.map(({ paper, owes }) => [paper, owes]);
    expect(owed[0]).toEqual(['business_licence', null]);
    expect(owed).toContainEqual(['industry_qualification', 'client']);
  });

  it('an account that stands further already gets the way to it written down', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    expect(await open(book, account!, { stands: 'upgraded_limited', told: false })).toEqual({
      state: 'upgraded_limited',
    });
    expect(at(book, account!).timeline).toHaveLength(5);
  });

  it('an individual is through without 对公', async () => {
    const book = newBook();
    const subject = { subjectKind: 'individual', subjectName: '王小明' } as const;
    const [account] = await clientWith(book, '王小明', ['dy2'], subject);
    await walkTo(book, account!, ['bound', 'submitted'], DAY);
    await expect(step(book, account!, 'upgraded_limited')).rejects.toEqual(refusal('upgrade.illegal_step'));
    await step(book, account!, 'upgraded');
    expect(rowAt(book, account!)).toMatchObject({ limitState: 'unstated', limits: [] });
    await expect(verify(book, account!, DAY, null)).rejects.toEqual(refusal('upgrade.only_enterprise'));
  });

  it('no illegal step passes, whatever is tried, and the chain has no gap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...UPGRADE_STATES), { maxLength: 12 }),
        fc.constantFrom(true, false, null),
        async (wishes, usedBefore) => {
          const book = newBook();
          const [account] = await clientWith(book, '青禾', ['dy1']);
          let state = (await open(book, account!, { usedBefore })).state;
          for (const to of wishes) {
            const before = state;
            await step(book, account!, to, { reason: '试' }).then(
              answer => {
                const party = { kind: 'enterprise' as const, usedDouplusBefore: usedBefore ?? undefined };
                expect(() => checkUpgradeStep(before, to, party)).not.toThrow();
                state = answer.state;
              },
              () => undefined,
            );
          }
          const walked = at(book, account!).timeline.filter(({ kind }) => kind === 'step');
          const steps = walked.toReversed();
          steps.forEach(({ from, to }, n) => {
            expect(from).toBe(n === 0 ? 'unknown' : steps[n - 1]!.to);
            expect(upgradeSteps(from!)).toContain(to);
          });
          expect(at(book, account!).row.state).toBe(state);
          book.close();
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('UPG-6 对公验证', () => {
  it('an enterprise is upgraded by its verification, not by hand', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    await expect(step(book, account!, 'upgraded')).rejects.toEqual(refusal('upgrade.verify_first'));
    await expect(verify(book, account!, DAY, '2026-05-10')).rejects.toEqual(
      refusal('upgrade.verification_ends_before'),
    );
    await expect(verify(book, account!, '2026-06-01', null, DAY)).rejects.toEqual(
      refusal('upgrade.verification_future'),
    );
    expect(await verify(book, account!, DAY, '2027-05-10')).toEqual({ upgraded: 1 });
    expect(rowAt(book, account!)).toMatchObject({ state: 'upgraded', waitingFor: null });
  });

  it('warns 30, 7 and 1 days ahead', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    await verify(book, account!, DAY, '2027-05-10');
    const warning = (day: string) => rowAt(book, account!, day).verification.warning;
    expect(
      ['2027-04-09', '2027-04-10', '2027-05-03', '2027-05-09', '2027-05-10', '2027-05-11'].map(warning),
    ).toEqual([null, 30, 7, 1, 1, null]);
  });

  it('LIM-1, LIM-2: passing lifts the limit, its expiry brings it back by itself, passing again lifts it', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    const limits = (day: string) => {
      const { state, limits } = rowAt(book, account!, day);
      return [state, ...limits.map(({ kind, limitFen, usedFen }) => [kind, limitFen, usedFen])];
    };
    const limited = [
      ['limit_day', 30_000, 0],
      ['limit_total', 500_000, 0],
    ];
    expect(limits(DAY)).toEqual(['upgraded_limited', ...limited]);
    await verify(book, account!, DAY, '2026-08-31');
    const lifted = ['upgraded', ['limit_account_day', 100_000_000, 0]];
    expect(limits('2026-08-31')).toEqual(lifted);
    expect(limits('2026-09-01')).toEqual(['verification_expired', ...limited]);
    expect(rowAt(book, account!, '2026-09-04')).toMatchObject({
      waitingFor: 'client',
      sinceOn: '2026-09-01',
      daysWaiting: 3,
    });
    await verify(book, account!, '2026-09-05', null);
    expect(limits('2026-09-04')).toEqual(['verification_expired', ...limited]);
    expect(limits('2026-09-05')).toEqual(lifted);
    const steps = at(book, account!, '2026-09-05').timeline.filter(({ kind }) => kind === 'step');
    expect(steps.slice(0, 2).map(({ from, to }) => [from, to])).toEqual([
      ['verification_expired', 'upgraded'],
      ['upgraded', 'verification_expired'],
    ]);
  });

  it('LIM-1, LIM-3: what is paid uses up both limits, over every account of the legal person; the unpaid does not', async () => {
    const book = newBook();
    const [one, other] = await clientWith(book, '青禾', ['dy1', 'dy2']);
    await walkTo(book, one!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    const place = (account: number, orderNo: string, placedOn: string, state: OrderState) =>
      command(book, { ...caller(placedOn), procedure: 'orders.register', input: { orderNo } }, tx => ({
        order: insertOrder(tx, {
          ...{ product: 'douplus', orderNo, toldBy: 'book', account, placedOn, state },
          ...{ amountFen: 10_000, paidFen: 10_000 },
        }),
      }));
    await place(one!, '1', DAY, 'DELIVERING');
    await place(other!, '2', DAY, 'DELIVERED');
    await place(one!, '3', DAY, 'UNPAID');
    await place(one!, '4', '2026-05-10', 'DELIVERED');
    const used = (day: string) => rowAt(book, one!, day).limits.map(({ usedFen }) => usedFen);
    expect(used(DAY)).toEqual([20_000, 20_000]);
    expect(used('2026-05-12')).toEqual([0, 20_000]);
    await verify(book, one!, '2026-05-12', '2026-05-31');
    expect(used('2026-06-01')).toEqual([0, 0]);
  });

  it('what the platform ends early is limited from that day', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    await verify(book, account!, DAY, null);
    const ended = { account: account!, state: 'expired', from: '2026-06-02', until: null } as const;
    expect(await setVerification(book, caller('2026-06-02'), ended, '2026-06-02')).toEqual({ upgraded: 1 });
    expect(rowAt(book, account!, '2026-06-01').limitState).toBe('verified');
    expect(rowAt(book, account!, '2026-06-02')).toMatchObject({
      state: 'verification_expired',
      limitState: 'limited',
    });
  });
});

describe('evidence', () => {
  it('is what its bytes say, is kept once, and comes back as it was', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted'], DAY);
    const file = picture('截图.png', 3);
    await step(book, account!, 'rejected', { reason: '一', evidence: file });
    await step(book, account!, 'submitted', { evidence: { ...file, name: '又一次.png' } });
    expect(book.prepareValue('SELECT count(*) FROM attachment').get()).toBe(1);
    const { id } = at(book, account!).timeline[0]!.attachment!;
    expect(Buffer.from(readEvidence(book, id).data).equals(readFileSync(file.path))).toBe(true);
    const page = { path: placeFor('图.png'), name: '图.png' };
    writeFileSync(page.path, '<script>1</script>');
    await expect(step(book, account!, 'rejected', { reason: '二', evidence: page })).rejects.toEqual(
      refusal('upgrade.evidence_type'),
    );
    expect((await verifyLedger(book)).findings).toEqual([]);
  });

  it('opening an ID picture is written into the log; nobody opens what is of another account', async () => {
    const book = newBook();
    const subject = { subjectKind: 'individual', subjectName: '王小明' } as const;
    const [person] = await clientWith(book, '王小明', ['dy2'], subject);
    const [other] = await clientWith(book, '青禾', ['dy1']);
    const wanted = { account: person!, paper: 'id_front', asked: false, on: DAY } as const;
    await addPaper(book, caller(DAY), { ...wanted, evidence: picture('正面.png') });
    const attachment = 1;
    expect(evidenceOfAccount(book, ALL, { account: person!, attachment })).toEqual({ isIdPicture: true });
    await logIdPicture(book, caller(DAY), { account: person!, attachment });
    expect(book.prepareValue('SELECT procedure FROM log ORDER BY seq DESC LIMIT 1').get()).toBe(
      'upgrade.openIdPicture',
    );
    expect(() => evidenceOfAccount(book, ALL, { account: other!, attachment })).toThrow(
      expect.objectContaining({ code: 'upgrade.no_evidence' }),
    );
  });
});

describe('scope and reminders', () => {
  it('a manager sees own clients only', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    const scope = { kind: 'manager', manager: 77, on: DAY } as const;
    expect(board(book, scope, rulesAt(DAY))).toEqual([]);
    expect(() => detail(book, scope, account!, rulesAt(DAY))).toThrow(
      expect.objectContaining({ code: 'upgrade.no_account' }),
    );
  });

  it('lists what waits, with the papers owed and the path of the next step', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await clientWith(book, '白露', ['dy9']);
    await open(book, account!);
    const path = placeFor('提醒.xlsx');
    const catalogue = new Proxy({}, { get: (_all, code) => String(code), has: () => true });
    const wanted = { manager: null, path, catalogue };
    expect(await writeReminders(book, ALL, wanted, rulesAt('2026-05-14'))).toEqual({ rows: 1 });
    const sheet = await openBytes(path);
    expect(sheet).toContain('upgrade.paper.business_licence');
    expect(sheet).toContain('dy1');
    expect(sheet).not.toContain('dy9');
  });
});
