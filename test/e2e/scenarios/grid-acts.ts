import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import type { BookRow } from '../../../src/services/demo/types.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import {
  applyFilter,
  cell,
  clearFilters,
  columnKey,
  columnTexts,
  exportGrid,
  grid,
  heading,
  openFilter,
  type StatusPart,
  sortBy,
  statusIs,
} from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { goTo, openFile, sumHeading } from '../screens.ts';
import { zh } from '../texts.ts';

const INCOME = ['收款', '充值', '退款'];
const NEUTRAL = ['下单', '追加', '释放'];
const EXPENSE = sumHeading('statements.column.expense');

const directionOf = ({ type }: BookRow) =>
  INCOME.includes(type) ? 'income' : NEUTRAL.includes(type) ? 'neutral' : 'expense';

/** Everything a person does in a grid, on the book list of the demo agency; figures are counted from its plan. */
export const gridActs: Scenario = {
  name: 'grid',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const file = demo.of('template.general');
    const book = demo.plan.book;
    assert.equal(book.length, file.truth!.rows);
    await openFile(page, demo.path(file));
    await statusIs(page, 'all', partOf(book));
    await sorts(page, book);
    await filters(page, book);
    const columns = await exports(page, book);
    await selects(page, book, columns);
    await byKeyboard(page);
    await hidesColumn(page, basename(file.name));
  },
};

/** What the status bar must say of rows. */
function partOf(rows: readonly BookRow[]): StatusPart {
  const sums = (['income', 'expense', 'neutral'] as const).map(direction => {
    const fen = rows.filter(row => directionOf(row) === direction).reduce((sum, row) => sum + row.fen, 0);
    return [zh(`statements.column.${direction}`), (fen / 100).toFixed(2)];
  });
  return { count: rows.length, sums: Object.fromEntries(sums) };
}

async function sorts(page: Page, book: readonly BookRow[]): Promise<void> {
  const spent = book.filter(row => directionOf(row) === 'expense').map(row => row.fen);
  const key = await columnKey(page, EXPENSE);
  const firstAre = (wanted: readonly number[]) =>
    eventually(async () => {
      const shown = (await columnTexts(page, key, wanted.length)).map(text => text.replaceAll(',', ''));
      assert.deepEqual(
        shown,
        wanted.map(fen => (fen / 100).toFixed(2)),
      );
    });
  await sortBy(page, EXPENSE);
  assert.equal(await heading(page, EXPENSE).getAttribute('aria-sort'), 'ascending');
  await firstAre(spent.toSorted((a, b) => a - b).slice(0, 6));
  await sortBy(page, EXPENSE);
  await firstAre(spent.toSorted((a, b) => b - a).slice(0, 6));
  await sortBy(page, EXPENSE);
  assert.equal(await heading(page, EXPENSE).getAttribute('aria-sort'), 'none');
}

async function filters(page: Page, book: readonly BookRow[]): Promise<void> {
  const name = book.find(row => row.client !== '')!.client.slice(0, 4);
  const contains = await openFilter(page, '客户');
  await contains.getByLabel(zh('grid.filter.contains')).fill(name);
  await page.keyboard.press('Enter');
  const ofClient = book.filter(row => row.client.includes(name));
  await statusIs(page, 'all', partOf(ofClient));

  const range = await openFilter(page, EXPENSE);
  await range.getByLabel(zh('grid.filter.from'), { exact: true }).fill('100');
  await range.getByLabel(zh('grid.filter.to'), { exact: true }).fill('1,500.50');
  await applyFilter(range);
  const inRange = ofClient.filter(
    row => directionOf(row) === 'expense' && row.fen >= 10_000 && row.fen <= 150_050,
  );
  assert.ok(inRange.length > 0 && inRange.length < ofClient.length, 'the range leaves some rows');
  await statusIs(page, 'all', partOf(inRange));
  await clearFilters(page);
  await statusIs(page, 'all', partOf(book));

  const list = await openFilter(page, '类型');
  const value = (type: string) => list.getByRole('listitem').filter({ hasText: type });
  await value('收款').hover();
  await value('收款')
    .getByRole('button', { name: zh('grid.filter.only') })
    .click();
  await value('付款').getByRole('checkbox').check();
  await applyFilter(list);
  await statusIs(page, 'all', partOf(registrations(book)));
}

const registrations = (book: readonly BookRow[]) => book.filter(row => ['收款', '付款'].includes(row.type));

/** All of the filtered rows but one: counted, summed and copied exactly. */
async function selects(page: Page, book: readonly BookRow[], columns: readonly string[]): Promise<void> {
  const rows = registrations(book);
  await page.getByRole('checkbox', { name: zh('grid.select_all') }).check();
  await statusIs(page, 'selected', partOf(rows));
  await cell(page, 2, '__box').getByRole('checkbox').uncheck();
  const kept = rows.filter((_, index) => index !== 2);
  await statusIs(page, 'selected', partOf(kept));

  await cell(page, 0, 'line').click();
  await page.keyboard.press('Control+c');
  const lines = await eventually(async () => {
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
    assert.equal(copied.length, kept.length, 'rows on the clipboard');
    return copied.map(line => line.split('\t'));
  });
  assert.ok(
    lines.every(cells => cells.length >= columns.length),
    'every column shown is copied',
  );
  assert.ok(lines[0]!.includes(kept[0]!.no), 'order numbers keep all their digits');
  const at = columns.indexOf(EXPENSE);
  const spent = lines.map(cells => Math.round(Number(cells[at]) * 100)).reduce((sum, fen) => sum + fen, 0);
  assert.equal((spent / 100).toFixed(2), partOf(kept).sums[zh('statements.column.expense')]);
  await page.keyboard.press('Escape');
  await statusIs(page, 'selected', null);
  await clearFilters(page);
  await statusIs(page, 'all', partOf(book));
}

/** The exported file holds what the status bar counts; answers its headings. */
async function exports(page: Page, book: readonly BookRow[]): Promise<string[]> {
  const rows = registrations(book);
  const text = readFileSync(await exportGrid(page, 'csv'), 'utf8');
  const [head = '', ...lines] = text.replace('\ufeff', '').trimEnd().split('\r\n');
  assert.equal(lines.length, rows.length + 1, 'as many lines as the status bar counts, and their total');
  const at = head.split(',').indexOf(EXPENSE);
  assert.ok(at >= 0, 'headings are those of the page');
  const total = lines.at(-1)!.split(',')[at];
  assert.equal(total, partOf(rows).sums[zh('statements.column.expense')]);
  return head.split(',');
}

/** Into the grid by Tab, then arrows, Space, Shift and Enter alone. */
async function byKeyboard(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click();
  const inGrid = () => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null);
  for (let stop = 0; stop < 60 && !(await inGrid()); stop++) await page.keyboard.press('Tab');
  assert.ok(await inGrid(), 'Tab leads into the grid');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await eventually(async () => {
    const chosen = grid(page).locator('[row-index][aria-selected="true"]');
    assert.ok((await chosen.count()) > 0, 'Space selects the row in hand');
  });
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await eventually(async () => {
    const rows = await grid(page)
      .locator('[row-index][aria-selected="true"]')
      .evaluateAll(all => [...new Set(all.map(row => row.getAttribute('row-index')))]);
    assert.equal(rows.length, 3, 'Shift and arrows extend');
  });
  await page.keyboard.press('Escape');
  await statusIs(page, 'selected', null);
  await heading(page, EXPENSE).focus();
  await page.keyboard.press('Enter');
  await eventually(async () =>
    assert.equal(await heading(page, EXPENSE).getAttribute('aria-sort'), 'ascending', 'Enter sorts'),
  );
}

/** A column put away stays away after a reload, until the layout is reset. */
async function hidesColumn(page: Page, file: string): Promise<void> {
  const columns = page
    .getByRole('toolbar')
    .getByRole('button', { name: new RegExp(`${zh('grid.columns')}$`) });
  await columns.click();
  const panel = page.getByRole('complementary', { name: zh('grid.columns'), exact: true });
  await panel.getByRole('checkbox', { name: '版本' }).uncheck();
  await heading(page, '版本').waitFor({ state: 'detached' });
  await goTo(page, 'start');
  await page.getByRole('link', { name: file }).first().click();
  await page.reload();
  await statusIs(page, 'selected', null);
  await columns.click();
  assert.ok(!(await panel.getByRole('checkbox', { name: '版本' }).isChecked()));
  await panel.getByRole('button', { name: zh('grid.columns_reset') }).click();
  await eventually(async () => assert.ok(await panel.getByRole('checkbox', { name: '版本' }).isChecked()));
}
