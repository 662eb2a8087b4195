import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { cell, focusedRow, statusOf } from '../grid.ts';
import { toSubject } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, plainFigure, titled, told } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh, zhPattern } from '../texts.ts';

const NAME = '查账练习';
const MONTH = { from: '2026-03-01', to: '2026-03-31' };
const SIX = 6;

interface Balance {
  code: string;
  dims: Record<string, number>;
  dimNames: Record<string, string>;
  debitFen: number;
  creditFen: number;
}

/** From the totals of the book down to the row of a file and back, and what a client is shown. */
export const figures: Scenario = {
  name: 'figures',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const balances = await bookedBook(stage, demo);
    await openBook(stage, page);
    await trialBalance(page, balances);
    await comesBack(page, await drillDown(page, demo));
    await exportAgrees(page);
    await byMonth(page);
    await clientFigures(page, balances);
    await journalAndLog(page);
  },
};

const pathOf = (stage: Stage) => join(stage.folder, `${NAME}.duizhang`);

/** A book with the clients and the agency's own list of March, made by the command line. */
async function bookedBook(stage: Stage, demo: DemoAgency): Promise<Balance[]> {
  const path = pathOf(stage);
  rmSync(path, { force: true });
  const of = (source: string) => demo.path(demo.files.find(file => file.source === source)!);
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--first-period', '2026-03');
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', of('clients'));
  await duizhang(stage, 'statements', 'import', '--book', path, '--file', listOf(demo));
  return duizhang<Balance[]>(stage, 'ledger', 'balances', '--book', path, '--on', MONTH.to);
}

const listOf = (demo: DemoAgency) => demo.path(demo.of('template.general'));

async function openBook(stage: Stage, page: Page): Promise<void> {
  await toSubject(page, 'books');
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [pathOf(stage)]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
    .waitFor();
  await closeNotices(page);
}

async function go(page: Page, subject: string, title: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
  await titled(page, zh(title));
}

/** Who booked (this machine's user, the command line), and what rows of the file say; hashes are digits. */
const SAID = new Set([userInfo().username, 'command', 'line', 'command line', 'PC']);

async function isChinese(page: Page): Promise<void> {
  const strange = (await englishWords(page)).filter(
    word => !SAID.has(word.trim()) && !/^[a-f]+$/.test(word.trim()),
  );
  assert.deepEqual(strange, [], 'English words on the Chinese page');
}

/** Figures of a line, a dash as 0. */
async function figuresOf(line: Locator): Promise<number[]> {
  const texts = await line.locator('td.number').allInnerTexts();
  return texts.map(text => Math.round(Number(plainFigure(text.trim())) * 100));
}

const table = (page: Page) => page.locator('.figure-table');
const line = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });

async function trialBalance(page: Page, balances: readonly Balance[]): Promise<void> {
  await go(page, 'accounts', 'screens.accounts.title');
  await page.getByText(zh('screens.accounts.balanced'), { exact: true }).waitFor();
  const search = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
  assert.deepEqual({ from: search.get('from'), to: search.get('to') }, MONTH, 'the month that has something');
  const totals = await figuresOf(table(page).locator('tfoot tr'));
  assert.equal(totals.length, SIX);
  const book = balances.filter(({ code }) => !code.startsWith('9'));
  const sum = (side: 'debitFen' | 'creditFen') => book.reduce((all, each) => all + each[side], 0);
  assert.deepEqual(totals.slice(4), [sum('debitFen'), sum('creditFen')], 'closing as the command line says');
  for (const at of [0, 2, 4]) assert.equal(totals[at], totals[at + 1], 'debits and credits');
  await isChinese(page);
}

const CLIENT_LINE = 2;

/** Of a client's money: its ledger, a posting, the row that it came from, the file itself. */
async function drillDown(page: Page, demo: DemoAgency): Promise<string> {
  await page.getByLabel(zh('screens.accounts.search'), { exact: true }).fill('2203.01');
  const code = line(page, '预收客户款—待充值');
  const sums = await figuresOf(code);
  await code.getByRole('button', { name: /^展开/ }).click();
  const accounts = table(page).locator('tr.figure-account');
  await eventually(async () => assert.ok((await accounts.count()) > CLIENT_LINE));
  const all = await Promise.all((await accounts.all()).map(figuresOf));
  for (let at = 0; at < SIX; at++)
    assert.equal(
      all.reduce((sum, each) => sum + each[at]!, 0),
      sums[at],
      'the accounts of a code are its sum',
    );
  const figuresBefore = all[CLIENT_LINE]!;
  await accounts.nth(CLIENT_LINE).locator('.figure-link').last().click();
  await titled(page, zh('screens.accounts.ledger'));
  await page.locator('dt').getByText(zh('screens.accounts.closing_balance'), { exact: true }).waitFor();
  const [closing] = await told(page.locator('.page'), zh('screens.accounts.closing_balance'));
  const closingFen = figuresBefore[4]! + figuresBefore[5]!;
  assert.equal(Math.round(Number(plainFigure(closing!.split(/\s+/).at(-1)!)) * 100), closingFen);
  const [postings] = await told(page.locator('.page'), zh('screens.accounts.postings'));
  await statusOf(page, Number(plainFigure(postings!)));
  const day = (await cell(page, 3, 'day').innerText()).trim();
  await cell(page, 3, 'day').click();
  const detail = page.getByRole('complementary', { name: zh('drill.detail') });
  await detail
    .getByText(basename(listOf(demo)), { exact: false })
    .first()
    .waitFor();
  await isChinese(page);
  const number = await caseOf(detail);
  await detail.getByRole('button', { name: zh('drill.open_row'), exact: true }).click();
  await titled(page, basename(listOf(demo)));
  const row = page.getByRole('complementary', { name: zh('drill.row_detail') });
  await row.getByRole('cell', { name: number, exact: true }).waitFor();
  await eventually(async () => {
    const focused = page.locator('[row-index]').filter({ has: page.locator('[role=gridcell]:focus') });
    assert.equal(await focused.count(), 1, 'the row of the file has the focus');
    assert.match(await focused.innerText(), new RegExp(number));
  });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: zh('screens.accounts.file.save'), exact: true }).click();
  const path = await (await saved).path();
  assert.ok(readFileSync(path).equals(readFileSync(listOf(demo))), 'the original, byte for byte');
  return day;
}

async function caseOf(detail: Locator): Promise<string> {
  const [number] = await told(detail, zh('drill.case'));
  assert.ok(number, 'the posting has a number');
  return number;
}

/** Esc leads back through the ledger to the balances: the same row, filter and opened lines. */
async function comesBack(page: Page, day: string): Promise<void> {
  await page.keyboard.press('Escape');
  await titled(page, zh('screens.accounts.ledger'));
  assert.equal(await focusedRow(page, day, 'day'), 3);
  await page
    .getByRole('complementary', { name: zh('drill.detail') })
    .getByText(zh('drill.source'), { exact: true })
    .waitFor();
  await page.keyboard.press('Escape');
  await titled(page, zh('screens.accounts.title'));
  assert.equal(await page.getByLabel(zh('screens.accounts.search'), { exact: true }).inputValue(), '2203.01');
  const accounts = table(page).locator('tr.figure-account');
  await eventually(async () =>
    assert.equal(await accounts.nth(CLIENT_LINE).getAttribute('data-marked'), 'true', 'the line left from'),
  );
  await page.getByLabel(zh('screens.accounts.search'), { exact: true }).fill('');
  await page.getByText(zh('screens.accounts.balanced'), { exact: true }).waitFor();
}

/** The workbook, read by another library, closes with the totals of the page. */
async function exportAgrees(page: Page): Promise<void> {
  const totals = await figuresOf(table(page).locator('tfoot tr'));
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: zh('screens.accounts.export'), exact: true }).click();
  await page.getByRole('menuitem', { name: zh('grid.export.xlsx') }).click();
  const book = read(readFileSync(await (await saved).path()), { type: 'buffer' });
  const [sheet] = book.SheetNames;
  const rows = utils.sheet_to_json<(string | number | null)[]>(book.Sheets[sheet!]!, { header: 1 });
  const total = rows.find(cells => cells.includes(zh('reports.total')))!;
  const written = total.filter(value => typeof value === 'number').slice(0, SIX);
  assert.deepEqual(
    written.map(value => Math.round(Number(value) * 100)),
    totals,
  );
  await closeNotices(page);
}

async function byMonth(page: Page): Promise<void> {
  const [, , debits, credits] = await figuresOf(table(page).locator('tfoot tr'));
  await page.getByText(zh('screens.accounts.view.months'), { exact: true }).click();
  await page.getByRole('columnheader', { name: '2026-03', exact: true }).waitFor();
  assert.deepEqual(await figuresOf(table(page).locator('tfoot tr')), [debits, credits, debits, credits]);
}

/** 客户余额总表 adds up and agrees with the ledger; the statement opens, closes and lists what it sums. */
async function clientFigures(page: Page, balances: readonly Balance[]): Promise<void> {
  await go(page, 'client_balances', 'screens.accounts.clients');
  await table(page).locator('tbody .statement-link').first().waitFor();
  const lines = (await table(page).locator('tbody tr').all()).slice(0, 3);
  for (const each of lines) {
    const [opening, ...rest] = await figuresOf(each);
    const closing = rest.slice(0, 8).reduce((sum, fen) => sum + fen, opening!);
    assert.equal(closing, rest[8], 'opening + movements = closing');
    const name = await each.locator('.line-link').innerText();
    const own = balances.filter(
      ({ code, dimNames }) => ['2203.01', '2203.02'].includes(code) && dimNames.client === name,
    );
    assert.equal(
      own.reduce((sum, { debitFen, creditFen }) => sum + creditFen - debitFen, 0),
      closing,
      `${name} as the command line says`,
    );
  }
  await isChinese(page);
  const [, , , , , , , , , closing] = await figuresOf(lines[0]!);
  await lines[0]!.locator('.statement-link').click();
  await titled(page, zh('screens.accounts.statement'));
  const sheet = page.locator('.statement-table');
  const closingLine = sheet
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: zh('reports.statement.closing'), exact: true }) });
  await closingLine.waitFor();
  const [unallocated, atPlatform, sum] = await figuresOf(closingLine);
  assert.equal(sum, closing, 'the statement closes as the list does');
  assert.equal(unallocated! + atPlatform!, sum);
  await isChinese(page);
  const spend = sheet
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: zh('reports.kind.received'), exact: true }) });
  const [, , received] = await figuresOf(spend);
  await spend.locator('.figure-link').last().click();
  const movements = table(page).locator('tbody tr:not([aria-hidden])');
  await movements.first().waitFor();
  const each = await Promise.all((await movements.all()).map(figuresOf));
  assert.equal(
    each.reduce((all, [one, other]) => all + one! + other!, 0),
    received,
    'the movements of a kind are its figure',
  );
  await movements.first().locator('.statement-line').click();
  await page
    .getByRole('complementary', { name: zh('drill.detail') })
    .getByRole('heading', { name: zh('drill.source') })
    .waitFor();
}

/** 序时账 is written as a journal for other programs; the log tells who did what, and its seal can be copied. */
async function journalAndLog(page: Page): Promise<void> {
  await go(page, 'journal', 'screens.accounts.journal');
  await cell(page, 0, 'day').click();
  const saved = page.waitForEvent('download');
  await page
    .locator('.page-acts')
    .getByRole('button', { name: zh('screens.accounts.export'), exact: true })
    .click();
  await page.getByRole('menuitem', { name: zh('screens.accounts.export.hledger') }).click();
  const journal = await saved;
  assert.match(journal.suggestedFilename(), /\.journal$/);
  assert.match(readFileSync(await journal.path(), 'utf8'), /2026-03-/);
  await closeNotices(page);
  await go(page, 'log', 'screens.accounts.log');
  await cell(page, 0, 'seq').click();
  const entry = page.getByRole('complementary', { name: zh('drill.entry') });
  await entry.getByRole('heading', { name: zh('bookgrid.procedure.imports.commit') }).waitFor();
  await entry.getByRole('button', { name: zhPattern('screens.accounts.copy') }).click();
  await page.getByText(zh('screens.accounts.copied'), { exact: true }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^[0-9a-f]{64}$/);
  await isChinese(page);
}
