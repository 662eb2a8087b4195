import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { COMPARE_TABS } from '../../../src/domain/compare.ts';
import { eventually } from '../eventually.ts';
import { cell, columnKey, grid, statusIs } from '../grid.ts';
import { type MillionTruth, millionTruth, ROWS, writeAlteredMillion, writeMillion } from '../million.ts';
import type { Scenario } from '../scenario.ts';
import { choose, figure, goTo, shownTabs, sumHeading, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const LONG_MS = 60_000;

/** A million rows: read while the page still answers, shown to the last row, compared with an altered copy. */
export const millionRows: Scenario = {
  name: 'million rows',
  async run(stage, page) {
    const [left, right] = [join(stage.folder, '百万.csv'), join(stage.folder, '百万_改.csv')] as const;
    await Promise.all([writeMillion(left), writeAlteredMillion(right)]);
    const truth = millionTruth();
    await goTo(page, 'statements');
    await choose(page, zh('screens.statements.drop'), [left]);
    await page.getByRole('heading', { level: 1, name: basename(left) }).waitFor({ timeout: LONG_MS });
    await page.getByRole('main').getByRole('progressbar').waitFor();
    await anotherScreenAnswers(page, left);
    await shownToTheEnd(page, truth);
    await comparedWithItsCopy(page, left, right, truth);
    for (const path of [left, right]) rmSync(path);
  },
};

/** While the file is read, the settings take a change and give it back. */
async function anotherScreenAnswers(page: Page, file: string): Promise<void> {
  await goTo(page, 'settings');
  const days = page.getByLabel(zh('settings.window'), { exact: true });
  await days.fill('5');
  await days.blur();
  await page.reload();
  await titled(page, zh('settings.title'));
  assert.equal(await days.inputValue(), '5');
  await days.fill('3');
  await days.blur();
  await goTo(page, 'statements');
  await page.getByRole('link', { name: basename(file) }).click();
}

async function shownToTheEnd(page: Page, truth: MillionTruth): Promise<void> {
  const sums = { [zh('statements.column.income')]: (truth.income_fen / 100).toFixed(2) };
  await statusIs(page, 'all', { count: truth.rows, sums }, LONG_MS);
  const income = await columnKey(page, sumHeading('statements.column.income'));
  await cell(page, 0, 'line').click();
  await page.keyboard.press('Control+End');
  const last = cell(page, ROWS - 1, 'line');
  await eventually(async () =>
    assert.equal((await last.innerText()).trim(), figure(ROWS + 1), 'the last line of the file'),
  );
  const last_fen = 100 + (((ROWS - 1) * 7_919) % 90_000);
  assert.equal((await cell(page, ROWS - 1, income).innerText()).trim(), (last_fen / 100).toFixed(2));
  assert.equal(await grid(page).getAttribute('aria-rowcount'), String(ROWS + 1));
}

async function comparedWithItsCopy(
  page: Page,
  left: string,
  right: string,
  truth: MillionTruth,
): Promise<void> {
  await page.getByRole('button', { name: zh('screens.statements.compare_this') }).click();
  await titled(page, zh('screens.compare.title'));
  await choose(page, zh('screens.compare.drop', { side: zh('screens.compare.right') }), [right]);
  const added = truth.tabs.duplicates;
  const rows = { left: figure(ROWS), right: figure(ROWS + added) };
  const run = page.getByRole('button', { name: zh('screens.compare.run', rows) });
  await run.click({ timeout: LONG_MS });
  await page
    .getByRole('heading', { level: 1, name: zh('screens.compare.result') })
    .waitFor({ timeout: LONG_MS });
  await page.getByText(zh('screens.compare.adds_up'), { exact: true }).waitFor();
  const shown = await shownTabs(page);
  const counts = Object.fromEntries(COMPARE_TABS.map(tab => [tab, shown[tab].count]));
  assert.deepEqual(counts, truth.tabs, `${basename(left)} against ${basename(right)}`);
}
