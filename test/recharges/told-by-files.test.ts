import { expect, it } from 'vitest';
import type { PolicyTerms } from '../../src/domain/policies/terms.ts';
import { keepPolicy } from '../../src/services/policies.ts';
import { CLIENT, Office } from '../applications/office.ts';
import { importFile } from '../imports/desk.ts';
import { isSound, list } from '../imports/sheets.ts';

const ACCOUNT = '1700000000000001';
const row = (time: string, kind: string, no: string, yuan: string, funds = '非赠款') =>
  `2026-05-02 ${time},${kind},${no},${ACCOUNT},${CLIENT},,${yuan},${funds},对公转账,`;
const PAID = row('09:42:04', '付款', 'CZ202605020000001', '1000.00');
const ARRIVED = row('10:12:04', '充值', 'CZ202605020000001', '1000.00');
const GRANT = row('10:13:04', '充值', 'ZK202605020000001', '50.00', '赠款');

/** 2 % of what is paid as a fee, and a grant of 5 % of it. */
async function withPolicies(): Promise<Office> {
  const office = await Office.open();
  const { actor, key, at } = office.caller('主管');
  const terms = (kind: 'front' | 'fee_recharge', ratePpm: number): PolicyTerms => ({
    ...({ side: 'client', client: office.client, supplier: null, platform: 'any', kind } as const),
    ...({ method: 'whole', period: 'month', base: 'non_grant', recognition: null } as const),
    ...({ form: kind === 'front' ? 'grant' : 'cash', tiers: [{ fromFen: 0, ratePpm }] } as const),
    ...{ from: '2026-05-01', to: null, note: '' },
  });
  await keepPolicy(office.connection, { actor, key, at }, { terms: terms('fee_recharge', 20_000) });
  await keepPolicy(office.connection, { actor, key: `${key}-2`, at }, { terms: terms('front', 50_000) });
  return office;
}
const held = (office: Office) => [office.net('2203.04'), office.net('9001')];

it('E50, E23 a recharge told only by a file takes the fee and gives the grant once', async () => {
  const office = await withPolicies();
  await importFile(office.connection, list(PAID, ARRIVED));
  expect(held(office)).toEqual([2_000, 5_000]);
  await importFile(office.connection, list(GRANT));
  expect(held(office)).toEqual([2_000, 5_000]);
  isSound(office.connection);
});

it('E23 a grant that stands in the same file, before or after, is the one that the policy gives', async () => {
  for (const rows of [
    [GRANT, PAID, ARRIVED],
    [PAID, ARRIVED, GRANT],
  ]) {
    const office = await withPolicies();
    await importFile(office.connection, list(...rows));
    expect(held(office)).toEqual([2_000, 5_000]);
    isSound(office.connection);
  }
});

for (const first of ['file', 'application'] as const)
  it(`E50, E23 never twice with an application: the ${first} first`, async () => {
    const office = await withPolicies();
    const application = await office.approved();
    if (first === 'file') await importFile(office.connection, list(PAID, ARRIVED));
    await office.pay(application);
    await office.arrive(application, 100_000);
    if (first === 'application') await importFile(office.connection, list(PAID, ARRIVED));
    expect(held(office)).toEqual([2_000, 5_000]);
    isSound(office.connection);
  });
