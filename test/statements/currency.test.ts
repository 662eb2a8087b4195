import { expect, test } from 'vitest';
import { inspectText } from './opened.ts';

const head = 'Date,Description,Billing amount,Billing currency,Balance';
const row = (amount: string, currency: string) => `24/03/2025,PAY,"${amount}",${currency},"1.00"`;

test('names of currencies in both scripts, and a blank, are told apart from the form own currency', async () => {
  const text = [head, row('1.00', '港幣'), row('2.00', '人民幣'), row('4.00', ''), row('8.00', '日圓')].join(
    '\n',
  );
  const inspection = await inspectText(text);
  expect(inspection.profile).toBe('bank.hsbchk.debit');
  expect(inspection.income.sumByCurrency).toEqual({ HKD: '5.00', CNY: '2.00', JPY: '8.00' });
});

test('a currency that is not known is summed apart under its own name', async () => {
  const inspection = await inspectText([head, row('1.00', 'HKD'), row('3.00', '坚戈')].join('\n'));
  expect(inspection.currency).toEqual(['HKD', '坚戈']);
  expect(inspection.income.sumByCurrency).toEqual({ HKD: '1.00', 坚戈: '3.00' });
});
