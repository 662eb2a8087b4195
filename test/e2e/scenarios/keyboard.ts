import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { cell, grid, statusIs } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { chooseByKeyboard, runButton, shownTabs, tabTo, titled } from '../screens.ts';
import { textOf, zh } from '../texts.ts';

/** Palette, key list, and the main act of every screen, without a mouse. */
export const keyboard: Scenario = {
  name: 'keyboard',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const [bank, shop] = [demo.of('bank.ccb.company'), demo.of('doudian.ledger')];
    await titled(page, zh('shell.start.title'));
    await paletteRuns(page);
    await keysAreShown(page);
    await chooseByKeyboard(page, zh('shell.start.inspect.drop'), [demo.path(bank)]);
    await titled(page, basename(bank.name));
    await statusIs(page, 'all', { count: bank.truth!.rows, sums: {} });
    await goBySequence(page, 's', zh('screens.statements.title'));
    await chooseByKeyboard(page, zh('screens.statements.drop'), [demo.path(shop)]);
    await titled(page, basename(shop.name));
    await compares(page, [demo.path(demo.of('template.general')), demo.path(demo.reexport)]);
    await changesSettings(page);
  },
};

async function paletteRuns(page: Page): Promise<void> {
  const box = page.getByRole('combobox', { name: zh('shell.search') });
  const lines = page.getByRole('listbox', { name: zh('shell.palette.open') });
  const runs = async (typed: string, act: string) => {
    await page.keyboard.press('Control+k');
    await box.waitFor();
    assert.ok(await box.evaluate(element => element === document.activeElement), 'typing starts at once');
    await page.keyboard.type(typed);
    await lines.getByRole('option', { name: new RegExp(`^${act}`), selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await box.waitFor({ state: 'detached' });
  };
  await runs('深色', zh('shell.theme.to_dark'));
  await page.getByRole('button', { name: zh('shell.theme.to_light') }).waitFor();
  await runs(textOf('en', 'shell.theme.to_light'), zh('shell.theme.to_light'));
  await page.getByRole('button', { name: zh('shell.theme.to_dark') }).waitFor();
  await page.keyboard.press('Control+k');
  await box.fill('不会有的');
  await page.getByText(zh('shell.palette.none', { typed: '不会有的' })).waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
}

async function keysAreShown(page: Page): Promise<void> {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: zh('shell.keys.open') });
  await dialog.waitFor();
  for (const act of ['shell.palette.open', 'shell.nav.statements', 'shell.nav.compare', 'shell.jobs.open'])
    await dialog.getByText(zh(act), { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

async function goBySequence(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await titled(page, title);
}

/** Two files, Enter, arrows over the differing rows, the report by its key, Esc back to the columns. */
async function compares(page: Page, paths: readonly string[]): Promise<void> {
  await goBySequence(page, 'c', zh('screens.compare.title'));
  const zone = zh('screens.compare.drop', { side: zh('screens.compare.left') });
  await chooseByKeyboard(page, zone, paths);
  const run = runButton(page);
  await run.waitFor();
  await tabTo(page, run);
  await page.keyboard.press('Enter');
  await titled(page, zh('screens.compare.result'));
  const { differing } = await shownTabs(page);
  await statusIs(page, 'all', { count: differing.count, sums: {} });
  await tabTo(page, grid(page));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const detail = page.getByRole('complementary', { name: zh('screens.compare.detail') });
  const compared = detail.getByRole('row').filter({ hasText: zh('screens.compare.compared_amount') });
  await compared.waitFor();
  const [left, right] = await compared.getByRole('cell').allInnerTexts();
  await eventually(async () => {
    const row = await page.evaluate(() =>
      document.activeElement?.closest('[row-index]')?.getAttribute('row-index'),
    );
    assert.ok(row, 'arrows move over the rows');
    assert.equal((await cell(page, Number(row), 'leftAmount').innerText()).trim(), left);
    assert.equal((await cell(page, Number(row), 'rightAmount').innerText()).trim(), right);
  });
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  await saved;
  await page.keyboard.press('Escape');
  await titled(page, zh('screens.compare.title'));
}

async function changesSettings(page: Page): Promise<void> {
  await goBySequence(page, ',', zh('settings.title'));
  const density = page.getByRole('radiogroup', { name: zh('settings.density') });
  await tabTo(page, density.getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowRight');
  await density
    .getByRole('radio', { name: zh('settings.density.compact'), checked: true })
    .waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowLeft');
  await density
    .getByRole('radio', { name: zh('settings.density.normal'), checked: true })
    .waitFor({ state: 'attached' });
}
