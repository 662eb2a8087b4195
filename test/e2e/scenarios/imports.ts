import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { cell, statusOf } from '../grid.ts';
import { openOwnBook, previewFiles, toSubject } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, plainFigure, titled } from '../screens.ts';
import { zh, zhPattern } from '../texts.ts';

/** Statements come in: previewed, asked about, booked, known the second time, taken back, booked again. */
export const imports: Scenario = {
  name: 'imports',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    await openOwnBook(stage, page, demo, '导入练习');
    const bank = demo.path(demo.of('bank.ccb.company'));
    await previewFiles(page, [bank], [basename(bank)]);
    const planned = await looksAtPlan(page, basename(bank));
    await books(page, planned);
    await isKnownTheSecondTime(page, bank, planned);
    await isTakenBack(page, basename(bank));
    await previewFiles(page, [bank], [basename(bank)]);
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');
    await asksForPasswordAndForm(page, demo);
    await booksAll(page);
  },
};

/** Rows of every verdict as the cards show them. */
async function cards(page: Page): Promise<Record<string, number>> {
  const shown: Record<string, number> = {};
  for (const state of ['new', 'corrected', 'undecided', 'refused', 'known']) {
    const card = page.getByRole('button', { name: new RegExp(`^${zh(`imports.state.${state}`)}`) });
    const [, count] = (await card.innerText()).split('\n');
    shown[state] = Number(plainFigure(count!));
  }
  return shown;
}

async function looksAtPlan(page: Page, name: string): Promise<Record<string, number>> {
  await page.getByRole('link', { name, exact: true }).click();
  await titled(page, name);
  const counts = await cards(page);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  assert.ok(counts.new! > 0 && counts.known === 0);
  await statusOf(page, total);
  await page.getByRole('button', { name: new RegExp(`^${zh('imports.state.new')}`) }).click();
  await statusOf(page, counts.new!);
  await cell(page, 0, 'amount').click();
  const side = page.getByRole('complementary', { name: zh('screens.imports.side') });
  await side.getByText(zh('screens.imports.fact.posts'), { exact: true }).waitFor();
  return counts;
}

const bookButton = (page: Page) =>
  page.getByRole('button', { name: new RegExp(`^${zh('screens.imports.book').split('{')[0]}\\d`) });

async function books(page: Page, planned: Record<string, number>): Promise<void> {
  await bookButton(page).click();
  const told = page.getByText(zhPattern('screens.imports.booked'));
  await told.waitFor();
  const rows = zhPattern('screens.imports.booked').exec(await told.innerText())![1]!;
  assert.equal(Number(plainFigure(rows)), planned.new! + planned.corrected!);
  await page.getByRole('link', { name: zhPattern('screens.imports.receipts_wait') }).waitFor();
}

async function isKnownTheSecondTime(
  page: Page,
  path: string,
  planned: Record<string, number>,
): Promise<void> {
  await toSubject(page, 'imports');
  await page.getByRole('button', { name: zh('screens.imports.run_clear'), exact: true }).click();
  await previewFiles(page, [path], [basename(path)]);
  await looksKnown(page, basename(path), planned);
  await page.getByRole('button', { name: zh('screens.imports.forget'), exact: true }).click();
  await titled(page, zh('screens.imports.title'));
}

async function looksKnown(page: Page, name: string, planned: Record<string, number>): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
  await titled(page, name);
  const counts = await cards(page);
  assert.equal(counts.new, 0);
  assert.equal(counts.known, planned.new! + planned.corrected!);
  const nothing = page.getByRole('button', { name: zh('screens.imports.nothing_new'), exact: true });
  assert.ok(await nothing.isDisabled());
}

async function isTakenBack(page: Page, name: string): Promise<void> {
  const done = page.getByRole('region', { name: zh('screens.imports.done'), exact: true });
  const line = done.getByRole('row').filter({ hasText: name }).first();
  await line.getByRole('button', { name: zh('screens.imports.undo'), exact: true }).click();
  await page.getByRole('button', { name: zhPattern('screens.imports.undo_do') }).click();
  await line.getByText(zh('screens.imports.undone'), { exact: true }).waitFor();
  await closeNotices(page);
}

async function asksForPasswordAndForm(page: Page, demo: DemoAgency): Promise<void> {
  const sealed = demo.files.find(file => file.password !== undefined)!;
  const unknown = demo.of(null);
  await choose(page, zh('screens.imports.drop'), [demo.path(sealed), demo.path(unknown)]);
  const field = page.getByLabel(zh('screens.statements.password_label'), { exact: true });
  await field.fill('falsch');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .filter({ hasText: zh('files.password_wrong').split('}')[1]! })
    .waitFor();
  await field.fill(sealed.password!);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: basename(sealed.name), exact: true }).waitFor();
  await page.getByRole('link', { name: zh('screens.imports.map'), exact: true }).click();
  await titled(page, basename(unknown.name));
  await page.getByRole('button', { name: zh('screens.imports.title') }).click();
  await titled(page, zh('screens.imports.title'));
  await page
    .getByRole('button', { name: zh('screens.imports.leave_out', { file: basename(unknown.name) }) })
    .click();
}

/** The second plan is stale once the first is booked; it is made anew and booked too. */
async function booksAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.imports.book_all'), exact: true }).click();
  await page.getByRole('button', { name: zhPattern('screens.imports.book_all_do') }).click();
  const run = page.getByRole('region', {
    name: zh('screens.imports.run', { done: 2, files: 2 }),
    exact: true,
  });
  await run.waitFor();
  await eventually(async () =>
    assert.equal(await run.getByText(zhPattern('screens.imports.booked')).count(), 2),
  );
}
