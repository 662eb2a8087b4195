import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridColumn, GridRow } from '../../src/domain/grid.ts';
import { parseDecimalE5 } from '../../src/domain/money.ts';
import { renderText } from '../../src/domain/text.ts';
import { cellText, copyText, isNegative, moneyText, rowTexts } from '../../src/ui/grid/cell-text.ts';
import { htmlTableOf, tsvOf } from '../../src/ui/grid/clipboard.ts';

const t = (code: string) => `[${code}]`;
const money: GridColumn = { key: 'amount', kind: 'money', heading: 'grid.amount' };
const id: GridColumn = { key: 'no', kind: 'id', raw: '订单号' };
const state: GridColumn = { key: 'tab', kind: 'state', valueText: 'compare.tab.' };

test('money is grouped, two decimals at least, finer units kept, zero a dash', () => {
  expect(moneyText(123_456_780_000)).toBe('1,234,567.80');
  expect(moneyText(-500_000)).toBe('-5.00');
  expect(moneyText(12_345)).toBe('0.12345');
  expect(moneyText(0)).toBe('–');
});

test('what nobody knows is said, what does not belong is left out, nothing is shown as zero', () => {
  expect(cellText(money, null, t, 'unknown')).toBe('[grid.unknown]');
  expect(cellText(money, Number.NaN, t, 'unknown')).toBe('[grid.unknown]');
  expect(cellText(money, null, t, 'blank')).toBe('');
  expect(cellText({ key: 'd', kind: 'date' }, null, t, 'unknown')).toBe('[grid.unknown]');
  expect(cellText(id, null, t, 'unknown')).toBe('');
});

test('states are words of the catalogue, counts are grouped, ids stay as they are', () => {
  expect(cellText(state, 'leftOnly', t, 'unknown')).toBe('[compare.tab.leftOnly]');
  expect(cellText({ key: 'n', kind: 'integer' }, 1_048_576, t, 'unknown')).toBe('1,048,576');
  expect(cellText(id, '2026050122001412345678901234', t, 'unknown')).toBe('2026050122001412345678901234');
  expect(isNegative(-1)).toBe(true);
  expect(isNegative('-0.01')).toBe(true);
  expect(isNegative(0)).toBe(false);
});

test('copied money is a plain decimal that reads back to the same amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), amountE5 => {
      expect(parseDecimalE5(copyText(money, amountE5, t))).toBe(amountE5);
    }),
  );
});

test('rows become tab-separated lines; cells with breaks or a leading quote are quoted', () => {
  const row: GridRow = { id: '4', values: { amount: -2_000_000, no: 'A\tB\n"C"' } };
  expect(tsvOf([['金额', '订单号'], rowTexts([money, id], row, t)])).toBe(
    '金额\t订单号\r\n-20.00\t"A\tB\n""C"""',
  );
  expect(tsvOf([['"x', 'y"']])).toBe('"""x"\ty"');
});

test('the table for spreadsheets marks everything but plain numbers as text and escapes markup', () => {
  const html = htmlTableOf([['=1+1', '-20.00', '1234567890123456789', '<b>&']], [false, true, false, true]);
  expect(html).toBe(
    '<table><tr>' +
      `<td style="mso-number-format:'\\@'">=1+1</td><td>-20.00</td>` +
      `<td style="mso-number-format:'\\@'">1234567890123456789</td>` +
      `<td style="mso-number-format:'\\@'">&lt;b&gt;&amp;</td></tr></table>`,
  );
});

test('a coded value is filled from its row, and stands open apart from one', () => {
  const words = (code: string, params: Record<string, string | number> = {}) =>
    renderText({ 'imports.client_unknown': '账套里没有客户“{name}”' }, code, params);
  const column: GridColumn = { key: 'reason', kind: 'text', valueText: '', valueParams: 'params' };
  const row = { id: '1', values: { reason: 'imports.client_unknown', params: '{"name":"丁店"}' } };
  expect(cellText(column, 'imports.client_unknown', words, 'blank', row)).toBe('账套里没有客户“丁店”');
  expect(cellText(column, 'imports.client_unknown', words, 'blank')).toBe('账套里没有客户“…”');
  expect(rowTexts([column], row, words)).toEqual(['账套里没有客户“丁店”']);
});
