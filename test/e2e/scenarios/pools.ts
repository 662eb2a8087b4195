import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';
import { seriousFaults } from './accessibility.ts';

const CLIENT = '上海木桥商贸有限公司';
const ACCOUNT = '1700000000000001';
const NAME = '资金池练习';
const FLOW = `财务流水_${ACCOUNT}.csv`;
const HEAD =
  '日期,余额总消耗(元),非赠款消耗(元),赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),非赠款余额(元),赠款余额(元)';

/** A pool from its daily flow: a broken identity explained, days left, an alarm, a grant, the statement and its entries. */
export const pools: Scenario = {
  name: 'pools',
  async run(stage, page) {
    const days = await openFlowBook(stage, page);
    await lists(page);
    await explains(page, days);
    await setsAlarm(page);
    await recordsGrant(page, days.at(-1)!);
    await drills(page);
    await writes(page);
    const strange = (await englishWords(page)).filter(word => word !== userInfo().username);
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    for (const theme of ['light'] as const) assert.deepEqual(await seriousFaults(page, theme), []);
  },
};

/** A book with one account whose flow of three days is imported; the total balance of the last day does not add up. */
async function openFlowBook(stage: Stage, page: Page): Promise<string[]> {
  const month = new Date(Date.now() + 8 * 3_600_000 - 31 * 86_400_000).toISOString().slice(0, 7);
  const days = ['01', '02', '03'].map(day => `${month}-${day}`);
  const clients = join(stage.folder, '资金池练习客户.csv');
  const flow = join(stage.folder, FLOW);
  writeFileSync(clients, `\ufeff客户编号,客户名称,主体类型,千川账户ID\r\nC1,${CLIENT},企业,${ACCOUNT}\r\n`);
  const rows = [
    `${days[0]},0,0,0,5000,0,0,5000,5000,0`,
    `${days[1]},1300,1300,0,0,0,0,3700,3700,0`,
    `${days[2]},200,200,0,0,0,0,3499,3500,0`,
  ];
  writeFileSync(flow, `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`);
  const path = join(stage.folder, `${NAME}.duizhang`);
  rmSync(path, { force: true });
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--first-period', month);
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', clients);
  await duizhang(stage, 'statements', 'import', '--book', path, '--file', flow);
  await goTo(page, 'books');
  await titled(page, zh('screens.books.title'));
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
    .waitFor();
  await closeNotices(page);
  return days;
}

async function goTo(page: Page, subject: 'books' | 'pools'): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
}

const row = (page: Page, text: string): Locator => page.locator('tr').filter({ hasText: text });

/** One line for the account, with what is in it and how long it lasts; it opens the page. */
async function lists(page: Page): Promise<void> {
  await goTo(page, 'pools');
  await titled(page, zh('screens.pools.title'));
  const line = row(page, CLIENT);
  await line.getByText('3,500.00', { exact: true }).first().waitFor();
  await line.getByText(zh('screens.pools.days', { days: 16 }), { exact: true }).waitFor();
  await line.locator('.line-link').first().click();
  await page.getByText(zh('screens.pools.balance'), { exact: true }).waitFor();
}

/** The day whose figures do not add up says so, with both figures, and leads to its row. */
async function explains(page: Page, days: readonly string[]): Promise<void> {
  const last = row(page, days[2]!);
  await last.getByText(zh('pools.day.state.unexplained'), { exact: true }).click();
  const side = page.getByRole('complementary', { name: zh('screens.pools.checks_of', { day: days[2]! }) });
  await side
    .getByText(zh('screens.pools.check_figures', { told: '3,499.00', made: '3,500.00' }))
    .first()
    .waitFor();
  await side
    .getByText(zh('pools.why.unexplained', { amountFen: -100 }))
    .first()
    .waitFor();
  await side.getByRole('link', { name: zh('screens.pools.row_of', { name: FLOW, row: 4 }) }).waitFor();
  await page.keyboard.press('Escape');
  await side.waitFor({ state: 'hidden' });
  await row(page, days[1]!).getByText(zh('pools.day.state.holds'), { exact: true }).waitFor();
}

async function setsAlarm(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.pools.alarm_set'), exact: true }).click();
  const form = page.getByRole('complementary', { name: zh('screens.pools.alarm_of', { client: CLIENT }) });
  await form.getByText(zh('screens.pools.alarm.own'), { exact: true }).click();
  await form.getByLabel(zh('screens.pools.alarm_days'), { exact: true }).fill('20');
  await form.getByRole('button', { name: zh('screens.pools.alarm_do'), exact: true }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText(zh('screens.pools.low_word'), { exact: true }).waitFor();
  await closeNotices(page);
}

async function recordsGrant(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: zh('screens.pools.record'), exact: true }).click();
  const form = page.getByRole('complementary', { name: zh('screens.pools.record') });
  await form.getByLabel(zh('screens.pools.field.amount'), { exact: true }).fill('88');
  await form.getByLabel(zh('screens.pools.field.on'), { exact: true }).fill(day);
  await form.getByLabel(zh('screens.pools.lot.lot'), { exact: true }).fill('ZK-1');
  await form
    .getByRole('button', { name: zh('screens.pools.record_do.granted', { amount: '88.00' }) })
    .click();
  await form.waitFor({ state: 'hidden' });
  await closeNotices(page);
  await page.getByRole('main').getByText(zh('screens.pools.tab.lots'), { exact: true }).click();
  await row(page, 'ZK-1').getByText(zh('pools.expiry.unknown'), { exact: true }).waitFor();
}

/** A figure of the statement opens its entries, which add up to it. */
async function drills(page: Page): Promise<void> {
  await page.getByRole('main').getByText(zh('screens.pools.tab.statement'), { exact: true }).click();
  const spent = row(page, zh('pools.spent.unsplit'));
  await spent.getByText('-1,500.00', { exact: true }).first().click();
  const side = page.getByRole('complementary', { name: zh('pools.spent.unsplit') });
  await side.getByText(zh('screens.pools.moves_sum', { count: 2, amount: '-1,500.00' })).waitFor();
  assert.equal(await side.locator('li').count(), 2);
  await page.keyboard.press('Escape');
}

async function writes(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.pools.export'), exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText(zh('grid.export.pdf'), { exact: true }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^资金池对账单 .*\.pdf$/);
  await eventually(async () => assert.equal(await file.failure(), null));
  await closeNotices(page);
}
