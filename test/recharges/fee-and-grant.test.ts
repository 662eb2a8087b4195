import { describe, expect, it } from 'vitest';
import type { PolicyTerms } from '../../src/domain/policies/terms.ts';
import { applicationDetail, fail } from '../../src/services/applications.ts';
import { keepPolicy } from '../../src/services/policies.ts';
import { ALL, CLIENT, Office } from '../applications/office.ts';
import { importFile } from '../imports/desk.ts';
import { isSound, list } from '../imports/sheets.ts';
import { refusalOf } from '../ledger/book.ts';

const ACCOUNT = '1700000000000001';
const granted = (yuan: string) =>
  list(`2026-05-02 10:12:04,充值,ZK-1,${ACCOUNT},${CLIENT},,${yuan},赠款,,货返`);

/** 2 % of what is paid as a fee, and a grant of 5 % of it instead of the rebate in money of the client list. */
async function withPolicies(): Promise<Office> {
  const office = await Office.open();
  const base: Omit<PolicyTerms, 'kind' | 'tiers' | 'form'> = {
    ...({ side: 'client', client: office.client, supplier: null, platform: 'any' } as const),
    ...({ method: 'whole', period: 'month', base: 'non_grant', recognition: null } as const),
    ...{ from: '2026-05-01', to: null, note: '' },
  };
  const { actor, key, at } = office.caller('主管');
  const fee = {
    ...base,
    kind: 'fee_recharge',
    form: 'cash',
    tiers: [{ fromFen: 0, ratePpm: 20_000 }],
  } as const;
  await keepPolicy(office.connection, { actor, key, at }, { terms: fee });
  const front = { ...base, kind: 'front', form: 'grant', tiers: [{ fromFen: 0, ratePpm: 50_000 }] } as const;
  await keepPolicy(office.connection, { actor, key: `${key}-2`, at }, { terms: front });
  return office;
}

describe('a recharge whose policies take a fee and give a grant', () => {
  it('E50, E23: the fee is taken with the payment, the grant comes with the deposit, memo only', async () => {
    const office = await withPolicies();
    const application = await office.approved();
    expect(office.held()).toBe(102_000);
    await office.pay(application);
    expect([office.net('2203.04'), office.net('2203.01'), office.held()]).toEqual([2_000, 898_000, 0]);
    expect(office.net('9001')).toBe(0);
    await office.arrive(application, 100_000);
    expect([office.net('9001'), office.net('1123.03')]).toEqual([5_000, 100_000]);
    const { lines } = applicationDetail(office.connection, ALL, application);
    expect(lines).toMatchObject([{ feeFen: 2_000, grantFen: 5_000, creditedFen: 100_000 }]);
    isSound(office.connection);
  });

  for (const order of ['file', 'hand'] as const)
    it(`E23 the grant told by the ${order} first is not booked by the other`, async () => {
      const office = await withPolicies();
      const application = await office.approved();
      await office.pay(application);
      if (order === 'file') await importFile(office.connection, granted('50.00'));
      await office.arrive(application, 100_000);
      if (order === 'hand') await importFile(office.connection, granted('50.00'));
      expect(office.net('9001')).toBe(5_000);
      isSound(office.connection);
    });

  it('E50 a failed recharge gives the fee back, and its funds are held again with it', async () => {
    const office = await withPolicies();
    const application = await office.approved();
    await office.pay(application);
    const back = { application, money: office.money, on: '2026-05-02', reason: '账户名不符' };
    await fail(office.connection, office.caller('出纳'), back);
    expect([office.net('2203.04'), office.net('2203.01'), office.held()]).toEqual([0, 1_000_000, 102_000]);
    isSound(office.connection);
  });

  it('E12 an advance covers the fee; funds short of the fee are refused', async () => {
    const office = await withPolicies();
    await office.agreeAdvances(500_000, 3);
    await office.pay(await office.approved({ funding: 'advance' }));
    expect([office.net('1122.01'), office.net('2203.01'), office.net('2203.04')]).toEqual([
      102_000, 1_000_000, 2_000,
    ]);
    const { application } = await office.apply({ lines: [{ account: office.account, paidFen: 1_000_000 }] });
    expect((await refusalOf(() => office.approve(application))).code).toBe('applications.funds_short');
    isSound(office.connection);
  });
});
