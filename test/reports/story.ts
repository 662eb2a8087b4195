import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { leg, type TestBook } from './book.ts';

const bank: AccountRef = { code: '1002', money: 1 };
const unclaimed: AccountRef = { code: '2241.01', money: 1 };
const funds: AccountRef = { code: '2203.01', client: 1 };
const atPlatform: AccountRef = { code: '2203.02', client: 1 };
const transit: AccountRef = { code: '1123.01', supplier: 1, pool: 1 };
const available: AccountRef = { code: '1123.03', pool: 1, bucket: 'prepay' };
const onOrder: AccountRef = { code: '1123.04', pool: 1, bucket: 'prepay' };
const charge: AccountRef = { code: '6001.01', client: 1, pool: 1 };
const cost: AccountRef = { code: '6401.01', supplier: 1, client: 1, pool: 1 };
export const ORDER = { caseNo: '7123456789012345678' };

/**
 * The beginning of the worked example: 100,000.00 received and recharged in January with a rebate of 3 %, one order in
 * February; a claim of 500.00 of 20 January is taken back in red on 15 February; a grant of 200.00.
 */
export async function tellStory(book: TestBook): Promise<void> {
  await book.post('E01', '2026-01-05', [leg('E01', bank, unclaimed, 10_000_000)], '收到 甲店');
  await book.post('E03', '2026-01-05', [leg('E03', unclaimed, funds, 10_000_000)], '认领 甲店');
  await book.post(
    'E17',
    '2026-01-06',
    [
      leg('E16', { code: '1801', client: 1 }, funds, 300_000),
      leg('E17', transit, bank, 9_809_524),
      leg('E17', transit, { code: '2401', pool: 1 }, 490_476),
      leg('E17', funds, atPlatform, 10_300_000),
    ],
    '充值 甲店',
  );
  await book.post('E18', '2026-01-07', [leg('E18', available, transit, 10_300_000)], '到账');
  await book.post('E01', '2026-01-20', [leg('E01', bank, unclaimed, 50_000)], '收到 未知');
  const claim = await book.post('E03', '2026-01-20', [leg('E03', unclaimed, funds, 50_000)], '认领错');
  await book.post('E27', '2026-02-03', [leg('E27', onOrder, available, 6_000_000, ORDER)], '下单');
  await book.post(
    'E30',
    '2026-02-10',
    [leg('E30', atPlatform, charge, 4_800_055), leg('E30', cost, onOrder, 4_800_055, ORDER)],
    '消耗',
  );
  await book.post('E36', '2026-02-11', [leg('E36', available, onOrder, 1_199_945, ORDER)], '订单终止');
  await book.reverse(claim, '2026-02-15');
  await book.post(
    'E23',
    '2026-02-20',
    [leg('E23', { code: '9001', pool: 1 }, { code: '9999' }, 20_000)],
    '赠款',
  );
}
