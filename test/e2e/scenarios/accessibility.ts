import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { cell, openFilter, statusIs } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { choose, goTo, openFile, openPanel, settled, startComparison, titled } from '../screens.ts';
import { REPOSITORY } from '../stage.ts';
import { zh } from '../texts.ts';

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Nothing that axe calls serious or critical, on every screen, light and dark. */
export const accessibility: Scenario = {
  name: 'accessibility',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = demo.of('template.general');
    const faults: string[] = [];
    const judge = async (screen: string) => {
      faults.push(...(await englishWords(page)).map(word => `${screen}: “${word}” on a Chinese page`));
      for (const theme of ['light', 'dark'] as const) {
        faults.push(...(await seriousFaults(page, theme)).map(fault => `${screen}, ${theme}: ${fault}`));
        await switchTheme(page, theme === 'light' ? 'dark' : 'light');
      }
    };
    await titled(page, zh('shell.start.title'));
    await page.getByRole('button', { name: /支付宝交易明细/ }).waitFor();
    await judge('start');
    await openFile(page, demo.path(demo.files.find(file => file.password !== undefined)!));
    await page.getByLabel(zh('screens.statements.password_label'), { exact: true }).waitFor();
    await judge('password');
    await openFile(page, demo.path(demo.of(null)));
    await page.getByRole('button', { name: zh('screens.mapping.save') }).waitFor();
    await judge('mapping');
    await openFile(page, demo.path(book));
    await statusIs(page, 'all', { count: book.truth!.rows, sums: {} });
    await judge('statement');
    await openPanel(page, zh('screens.statements.panel.columns'));
    await openFilter(page, zh('statements.column.direction'));
    await judge('columns and filter');
    await page.keyboard.press('Escape');
    await goTo(page, 'statements');
    await judge('files');
    await goTo(page, 'compare');
    await judge('pair, empty');
    const zone = zh('screens.compare.drop', { side: zh('screens.compare.left') });
    await choose(page, zone, [demo.path(book), demo.path(demo.reexport)]);
    await page.getByRole('heading', { name: zh('screens.compare.columns') }).waitFor();
    await judge('pair');
    await startComparison(page);
    await cell(page, 0, 'key').click();
    await page
      .getByRole('button', { name: zh('screens.compare.open_raw') })
      .first()
      .waitFor();
    await judge('result');
    await page.getByRole('button', { name: new RegExp(`^${zh('shell.jobs')}`) }).click();
    await judge('job tray');
    await goTo(page, 'settings');
    await judge('settings');
    await page.getByRole('link', { name: zh('screens.books.chip_none') }).click();
    await titled(page, zh('screens.books.title'));
    await page.keyboard.press('n');
    await page.getByRole('complementary', { name: zh('screens.books.create') }).waitFor();
    await judge('books');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: zh('shell.search') }).waitFor();
    faults.push(...(await seriousFaults(page, 'light')).map(fault => `palette: ${fault}`));
    assert.deepEqual(faults, []);
  },
};

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** In the dark only colours are judged again: the rest of a page is the same. */
export async function seriousFaults(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  // Colours on their way from one theme to the other are nobody's colours.
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    rules =>
      (window as unknown as { axe: { run(options: object): Promise<unknown> } }).axe.run({
        resultTypes: ['violations'],
        preload: false,
        ...(rules && { runOnly: rules }),
      }) as Promise<AxeResult>,
    theme === 'dark' ? ['color-contrast'] : null,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes.length}× ${nodes[0]!.target} ${nodes[0]!.failureSummary}`);
}

async function switchTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const other = theme === 'dark' ? 'light' : 'dark';
  await page.getByRole('button', { name: zh(`shell.theme.to_${theme}`) }).click();
  await page.getByRole('button', { name: zh(`shell.theme.to_${other}`) }).waitFor();
}
