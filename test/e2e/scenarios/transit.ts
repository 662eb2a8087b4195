import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, goTo, leaveBook, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const CLIENT = '上海木桥商贸有限公司';
const ACCOUNT = '1700000000000001';
const BANK = '建行基本户';
const NAME = '在途练习';
const t = (code: string, params: Record<string, string> = {}) => zh(`screens.transit.${code}`, params);

/** A withdrawal from its request to its arrival, short at first; who looks after it; the calendar of the next year. */
export const transit: Scenario = {
  name: 'transit',
  async run(stage, page) {
    await openFundedBook(stage, page);
    await page.getByRole('heading', { name: t('empty.title') }).waitFor();
    await asks(page);
    await submits(page);
    await isFollowed(page);
    await arrives(page);
    const strange = (await englishWords(page)).filter(word => !DATA.includes(word));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await bringsYear(stage, page);
  },
};

/** Who works here, and the letters of a withdrawal's number. */
const DATA = [userInfo().username, 'WDR'];

async function openFundedBook(stage: Stage, page: Page): Promise<void> {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const [year = 0, ordinal = 0] = month.split('-').map(Number);
  const eve = new Date(Date.UTC(year, ordinal - 1, 0)).toISOString().slice(0, 10);
  const [clients, opening] = ['客户', '期初'].map(name => join(stage.folder, `${NAME}${name}.csv`));
  writeFileSync(clients!, `\ufeff客户编号,客户名称,主体类型,千川账户ID\r\nC1,${CLIENT},企业,${ACCOUNT}\r\n`);
  const lines = [
    `账户资金池,C1,,${ACCOUNT},预付,可用,${eve},5000.00`,
    `客户预收,C1,,,,在平台,${eve},5000.00`,
  ];
  const head = '类别,客户编号,资金账户,账户ID,资金性质,类型,日期,金额';
  writeFileSync(opening!, `\ufeff${[head, ...lines].join('\r\n')}\r\n`);
  const path = join(stage.folder, `${NAME}.duizhang`);
  rmSync(path, { force: true });
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--first-period', month);
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', clients!);
  await duizhang(stage, 'opening', 'import', '--book', path, '--file', opening!);
  await subject(page, 'books');
  await titled(page, zh('screens.books.title'));
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
    .waitFor();
  await closeNotices(page);
  await makesMoneyAccount(page);
  await subject(page, 'transit');
  await titled(page, t('title'));
}

async function makesMoneyAccount(page: Page): Promise<void> {
  await subject(page, 'parties');
  await page
    .getByRole('button', { name: zh('screens.parties.new.money'), exact: true })
    .first()
    .click();
  const party = page.getByRole('complementary', { name: zh('screens.parties.new.money'), exact: true });
  await party.getByLabel(zh('screens.parties.name.money'), { exact: true }).fill(BANK);
  await party.getByRole('button', { name: zh('screens.parties.create.money'), exact: true }).click();
  await party.waitFor({ state: 'hidden' });
}

async function subject(page: Page, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${name}`), exact: true }).click();
}

const side = (page: Page): Locator => page.locator('.clients-side');
const button = (page: Page, name: string) => side(page).getByRole('button', { name, exact: true });

async function chooses(page: Page, field: string, text: string): Promise<void> {
  await side(page).getByRole('combobox', { name: field, exact: true }).click();
  await page.getByTitle(new RegExp(text)).last().click();
}

async function types(page: Page, field: string, text: string): Promise<void> {
  await side(page).getByRole('textbox', { name: field, exact: true }).fill(text);
}

/** WDR-1: more than is free is said at once; what is asked for is held. */
async function asks(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('ask'), exact: true }).click();
  await chooses(page, t('withdrawals.pool'), CLIENT);
  await side(page)
    .getByText(t('free', { amount: '5,000.00' }), { exact: true })
    .waitFor();
  await types(page, t('amount'), '6000');
  await side(page)
    .getByText(t('more_than_free', { amount: '5,000.00' }), { exact: true })
    .waitFor();
  await types(page, t('amount'), '2000');
  await side(page).getByText(zh('withdrawals.approval.below'), { exact: true }).waitFor();
  await button(page, t('ask_act.hold', { amount: '2,000.00' })).click();
  await stands(page, zh('withdrawals.state.approved'));
}

const stands = (page: Page, word: string) =>
  side(page).locator('.chip').getByText(word, { exact: true }).waitFor();

async function submits(page: Page): Promise<void> {
  await button(page, t('act.submit')).click();
  await types(page, t('platform_no'), 'TX20261121000001');
  await button(page, t('act_button.submit', { amount: '2,000.00' })).click();
  await stands(page, zh('withdrawals.state.submitted'));
  await side(page).getByText('WDR-1').first().waitFor();
}

/** It stands on the board with its term; who looks after it is noted there. */
async function isFollowed(page: Page): Promise<void> {
  await page.getByTitle(t('view.items'), { exact: true }).click();
  const row = page.getByRole('grid', { name: t('list') }).locator('tbody tr');
  await row.getByText('2,000.00', { exact: true }).waitFor();
  assert.equal(await row.count(), 1);
}

/** Short by 100: the rest stays in transit; the client’s own account takes it, and the case ends. */
async function arrives(page: Page): Promise<void> {
  await page
    .getByRole('grid', { name: t('list') })
    .locator('tbody tr')
    .click();
  await button(page, t('act.arrive')).click();
  await types(page, t('amount'), '1900');
  await chooses(page, t('money'), BANK);
  await button(page, t('act_button.arrive', { amount: '1,900.00' })).click();
  await stands(page, zh('refunds.state.short'));
  await button(page, t('act.arrive')).click();
  await side(page)
    .getByRole('radio', { name: t('to.client'), exact: true })
    .check();
  await button(page, t('act_button.arrive', { amount: '100.00' })).click();
  await page.getByTitle(t('view.withdrawals'), { exact: true }).click();
  const line = page.getByRole('table', { name: t('view.withdrawals') }).locator('tbody tr');
  await line.locator('.chip').getByText(zh('refunds.state.arrived'), { exact: true }).waitFor();
  await line.getByRole('button').click();
  await button(page, t('act.keep')).click();
  await button(page, t('act_button.keep')).click();
  await side(page)
    .locator('dd')
    .filter({ hasText: t('withdrawals.after.kept') })
    .waitFor();
}

async function bringsYear(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, '2027放假安排.csv');
  writeFileSync(path, '\ufeff日期,休或班,名称\r\n2027-01-01,休,元旦\r\n2027-01-03,班,\r\n');
  await goTo(page, 'settings');
  await choose(page, zh('settings.calendar.import'), [path]);
  const row = page.getByRole('row').filter({ hasText: '2027放假安排.csv' });
  await row.getByText('01-03', { exact: true }).waitFor();
}
