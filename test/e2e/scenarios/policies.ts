import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const NAME = '返点练习';
const MONTH = '2026-03';
const t = (code: string, params: Record<string, string> = {}) => zh(`screens.policies.${code}`, params);

/** A back rebate is agreed, accrued at the month end, confirmed by its statement and used; the margin shows it. */
export const policies: Scenario = {
  name: 'policies',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = join(stage.folder, `${NAME}.duizhang`);
    rmSync(book, { force: true });
    const clients = demo.path(demo.files.find(({ source }) => source === 'clients')!);
    await duizhang(stage, 'book', 'create', '--book', book, '--name', NAME, '--first-period', MONTH);
    await duizhang(stage, 'clients', 'import', '--book', book, '--file', clients);
    await duizhang(
      stage,
      'statements',
      'import',
      '--book',
      book,
      '--file',
      demo.path(demo.of('qianchuan.daily')),
    );
    const text = join(stage.folder, '返点消耗.txt');
    const range = ['--from', `${MONTH}-01`, '--to', `${MONTH}-31`, '--format', 'text'];
    await duizhang(stage, 'reports', 'spend', '--book', book, ...range, '--out', text);
    const told = readFileSync(text, 'utf8');
    const client = told.slice(0, told.indexOf(' '));

    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
    await titled(page, zh('screens.books.title'));
    await leaveBook(page);
    await choose(page, zh('screens.books.open_drop'), [book]);
    await page
      .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
      .waitFor();
    await closeNotices(page);
    await navigation.getByRole('link', { name: zh('shell.nav.policies'), exact: true }).click();
    await titled(page, t('title'));

    await agrees(page, client);
    await accrues(page);
    await confirms(page);
    await looksAtMargin(page);
    const strange = await englishWords(page);
    assert.deepEqual(strange, [], 'English words on the Chinese page');
  },
};

const tab = (page: Page, name: string) =>
  page.getByRole('tab', { name: t(`tab.${name}`), exact: true }).click();
const panel = (page: Page) => page.locator('.clients-side');

async function agrees(page: Page, client: string): Promise<void> {
  await page
    .getByRole('button', { name: t('new') })
    .first()
    .click();
  const party = panel(page).getByRole('combobox', { name: t('party.client') });
  await party.fill(client);
  await page.locator('.ant-select-item-option', { hasText: client }).first().click();
  await panel(page)
    .getByLabel(t('tier_rate', { tier: '1' }))
    .fill('2');
  await panel(page).getByLabel(t('from'), { exact: true }).fill(`${MONTH}-01`);
  await panel(page)
    .getByRole('button', { name: t('keep', { from: `${MONTH}-01` }) })
    .click();
  await page
    .getByRole('row', { name: new RegExp(client) })
    .getByText('2%')
    .waitFor();
  await closeNotices(page);
}

async function accrues(page: Page): Promise<void> {
  await tab(page, 'run');
  await page.getByLabel(t('month'), { exact: true }).fill(MONTH);
  await page.getByRole('button', { name: t('run_do', { lines: '1' }) }).click();
  await page.locator('.chip', { hasText: t('booked') }).waitFor();
}

async function confirms(page: Page): Promise<void> {
  await tab(page, 'rebates');
  const row = page.locator('.policies-row');
  await row.getByRole('button').click();
  await panel(page)
    .getByRole('button', { name: t('confirm'), exact: true })
    .click();
  await panel(page).getByLabel(zh('rebates.sheet.column.statement_no')).fill('JS-1');
  await panel(page).getByRole('button', { name: /¥/ }).click();
  await panel(page)
    .getByRole('button', { name: t('use'), exact: true })
    .click();
  const kind = panel(page).getByRole('combobox', { name: t('use_kind') });
  await kind.click();
  await page.locator('.ant-select-item-option', { hasText: zh('rebates.use.funds') }).click();
  await panel(page).getByRole('button', { name: /¥/ }).click();
  await row.locator('.chip', { hasText: t('used_up') }).waitFor();
  await closeNotices(page);
}

async function looksAtMargin(page: Page): Promise<void> {
  await tab(page, 'margin');
  const table = page.locator('.policies-margin');
  const rebate = table.locator('tbody tr').first().locator('td').nth(1).getByRole('button');
  const amount = await rebate.innerText();
  await rebate.click();
  await panel(page).getByText(t('behind', { amount })).waitFor();
  assert.equal(await panel(page).getByRole('link').count(), 1, 'the figure leads to its account');
}
