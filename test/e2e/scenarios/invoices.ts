import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const TITLE = '宁波测试商贸有限公司';
const NUMBER = '26312000000000000017';

/** A request above the cash received waits for the supervisor, is approved and issued; the invoice is reversed in part. */
export const invoices: Scenario = {
  name: 'invoices',
  async run(stage, page) {
    await openOwnBook(stage, page, await demoAgency(stage), '发票练习');
    await page
      .getByRole('navigation', { name: zh('shell.nav') })
      .getByRole('link', { name: zh('shell.nav.invoices'), exact: true })
      .click();
    await titled(page, zh('screens.invoices.title'));
    await asks(page);
    await approves(page);
    await reverses(page);
    await importsTwice(page, join(stage.folder, '发票.xml'));
    const strange = (await englishWords(page)).filter(word => !DATA.includes(word.trim()));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
  },
};

/** Rules by their names, endings and forms of files, and who works here. */
const DATA = ['INV', 'xml', 'XML', 'OFD', 'PDF', 'PC', userInfo().username];

const tab = (page: Page, name: string) =>
  page
    .getByLabel(zh('screens.invoices.tabs'))
    .getByText(new RegExp(`^${zh(`screens.invoices.tab.${name}`)}`))
    .click();
const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true });
const beginning = (key: string) => new RegExp(`^${zh(key).split('{')[0]}`);
const beside = (page: Page) => page.locator('.inv-content aside').last();

async function asks(page: Page): Promise<void> {
  await page.getByLabel(zh('screens.invoices.search'), { exact: true }).fill('C0001');
  const row = page.locator('.inv-table tbody tr').first();
  await row.click();
  await button(beside(page), zh('screens.invoices.request')).click();
  await page.getByLabel(zh('screens.invoices.field.amount'), { exact: true }).fill('1060');
  await page.getByText(new RegExp(`^${zh('invoices.needs.supervisor')}`)).waitFor();
  await button(page, beginning('screens.invoices.request_act_waits')).click();
  await tab(page, 'requests');
  await page.getByText(zh('invoices.request.waiting'), { exact: true }).first().waitFor();
}

async function approves(page: Page): Promise<void> {
  await page.locator('.inv-table tbody tr').first().click();
  await button(page, beginning('screens.invoices.approve')).click();
  await button(beside(page), zh('screens.invoices.issue')).click();
  await page.getByLabel(zh('screens.invoices.field.number'), { exact: true }).fill(NUMBER);
  await button(page, beginning('screens.invoices.issue_act')).click();
  await page.getByText(zh('invoices.request.done'), { exact: true }).first().waitFor();
}

async function reverses(page: Page): Promise<void> {
  await tab(page, 'register');
  await page.getByRole('gridcell', { name: NUMBER }).first().dblclick();
  await button(page, zh('screens.invoices.red')).click();
  await page.getByLabel(zh('screens.invoices.field.red_amount'), { exact: true }).fill('318');
  await button(page, beginning('screens.invoices.red_act')).click();
  await tab(page, 'forms');
  await page.locator('.inv-table tbody tr').first().click();
  const confirmed = zh('screens.invoices.step_to', { state: zh('invoices.confirmation.confirmed') });
  await button(page, confirmed).click();
  await button(page, zh('screens.invoices.issue_red')).click();
  await page.getByLabel(zh('screens.invoices.red_number'), { exact: true }).fill(NUMBER.replace('17', '27'));
  await button(page, beginning('screens.invoices.issue_red_act')).click();
  await beside(page).getByText(NUMBER.replace('17', '27')).waitFor();
}

/** Another buyer than any client's subject is refused by name; nothing comes in twice. */
async function importsTwice(page: Page, path: string): Promise<void> {
  writeFileSync(
    path,
    `<?xml version="1.0" encoding="UTF-8"?><发票><发票号码>26312000000000000037</发票号码><开票日期>2026-06-05</开票日期>
<销售方名称>杭州某广告有限公司</销售方名称><购买方名称>${TITLE}</购买方名称><合计金额>1000.00</合计金额><合计税额>60.00</合计税额>
<价税合计>1060.00</价税合计></发票>`,
  );
  await button(page, zh('screens.invoices.import')).click();
  await choose(page, zh('screens.invoices.import_drop'), [path]);
  await page.getByText(new RegExp(TITLE)).first().waitFor();
}
