import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { cell, exportGrid, statusOf } from '../grid.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh } from '../texts.ts';
import { seriousFaults } from './accessibility.ts';

const t = (code: string, params: Record<string, string> = {}) => zh(`screens.orders.${code}`, params);
const no = (serial: number) => String(7_300_010_000_016_375_000n + BigInt(serial));
const MANAGER = '接手经理';
/** In a month of the book that is open. */
const DAY = '2026-03-10';
/** Beginnings of account ids. */
const DATA = ['dy'];

/** Orders out of a chat are registered, looked at by saved views, marked many at once, and the marking is taken back. */
export const orders: Scenario = {
  name: 'orders',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    await openOwnBook(stage, page, demo, '订单练习');
    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.orders'), exact: true }).click();
    await titled(page, t('title'));
    await page.getByText(t('none'), { exact: true }).waitFor();
    await registers(page, demo);
    await faultless(page);
    await keepsView(page);
    await marksAndUndoes(page);
    await handsOver(page);
    await statusOf(page, 3);
    assert.ok((await exportGrid(page, 'csv')).length > 0);
    await cell(page, 0, 'order_no').dblclick();
    await titled(page, zh('screens.order.of', { no: no(3) }));
  },
};

/** Three orders and a greeting; one line that cannot be registered says why and stays out. */
async function registers(page: Page, { plan }: DemoAgency): Promise<void> {
  await page.getByRole('button', { name: t('paste'), exact: true }).click();
  const accounts = plan.clients.flatMap(client => client.accounts.map(({ id }) => id));
  const douplus = plan.clients.flatMap(client => client.douplus.map(({ id }) => id));
  const lines = [
    '今天的单：',
    `${accounts[0]} 随心推 ${no(1)} ¥1,300.00 直播 投放中 ${DAY} 00:00`,
    `订单${no(2)}，${accounts[1]}，300元，短视频，投放中，${DAY}`,
    `${douplus[0]} DOU+ ${no(3)} 200元 投放中 ${DAY}`,
    `没有这个账户 ${no(4)} 100元`,
  ];
  await page.getByRole('textbox', { name: t('paste.title') }).fill(lines.join('\n'));
  await page
    .getByRole('heading', { name: t('listed.counts', { new: '3', known: '0', refused: '1' }) })
    .waitFor();
  assert.deepEqual(
    (await englishWords(page)).filter(word => !DATA.includes(word)),
    [],
    'English words on the Chinese page',
  );
  await page.getByRole('button', { name: t('listed.register', { count: '3', amount: '1,800.00' }) }).click();
  const { all } = await statusOf(page, 3);
  assert.equal(all.sums[zh('orders.column.amount')], '1800.00');
  await closeNotices(page);
}

async function faultless(page: Page): Promise<void> {
  assert.deepEqual(await seriousFaults(page, 'light'), []);
  const strange = (await englishWords(page)).filter(word => !DATA.includes(word));
  assert.deepEqual(strange, [], 'English words on the Chinese page');
}

const side = (page: Page, title: string): Locator =>
  page.getByRole('complementary', { name: title, exact: true });

async function turnTo(page: Page, view: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${t('view.of', { name: '' })}`) }).click();
  const item = page.getByRole('menuitem', { name: view, exact: true });
  await item.click();
  await item.waitFor({ state: 'hidden' });
}

/** A built-in view under a name of its own, renamed, removed and brought back. */
async function keepsView(page: Page): Promise<void> {
  await turnTo(page, t('view.delivering'));
  await statusOf(page, 3);
  await turnTo(page, t('view.manage'));
  const panel = side(page, t('view.manage'));
  await panel.getByLabel(t('view.name'), { exact: true }).fill('我的在投');
  await panel.getByRole('button', { name: t('view.save'), exact: true }).click();
  await panel.getByRole('button', { name: t('view.rename', { name: '我的在投' }) }).click();
  await panel.getByLabel(t('view.rename', { name: '我的在投' })).fill('在投订单');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: t('view.remove', { name: '在投订单' }) }).click();
  await panel.getByRole('button', { name: t('view.restore'), exact: true }).click();
  await panel.getByRole('button', { name: '在投订单', exact: true }).waitFor();
  await faultless(page);
  await panel.getByRole('button', { name: zh('screens.clients.close_panel') }).click();
  await closeNotices(page);
  await turnTo(page, t('view.flagged'));
  await turnTo(page, '在投订单');
  await statusOf(page, 3);
}

/** The order of the other product stays; the money of the two comes back, and goes out again with the undo. */
async function marksAndUndoes(page: Page): Promise<void> {
  await cell(page, 2, 'order_no').click();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: t('mark_do'), exact: true }).click();
  const panel = side(page, t('mark'));
  await panel.getByText(zh('orders.product.suixintui'), { exact: true }).click();
  await panel.getByRole('combobox', { name: t('mark.to') }).click();
  await page.keyboard.type(zh('orders.state.suixintui.FROZEN'));
  await page.keyboard.press('Enter');
  await panel.getByLabel(t('mark.on'), { exact: true }).fill('2026-03-11');
  await panel.getByText(t('preview.will', { count: '2' }), { exact: true }).waitFor();
  await panel.getByText(t('preview.stays', { count: '1' }), { exact: true }).waitFor();
  await faultless(page);
  await panel.getByRole('button', { name: new RegExp(zh('orders.state.suixintui.FROZEN')) }).click();
  await statusOf(page, 1);
  await panel.getByRole('button', { name: t('undo'), exact: true }).click();
  await panel.getByRole('button', { name: t('undo_do'), exact: true }).click();
  await panel.getByText(t('undone'), { exact: true }).waitFor();
  await statusOf(page, 3);
  await panel.getByRole('button', { name: zh('screens.clients.close_panel') }).click();
  await closeNotices(page);
}

async function handsOver(page: Page): Promise<void> {
  await turnTo(page, t('view.all'));
  await statusOf(page, 3);
  await cell(page, 0, 'order_no').click();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: t('hand_over_do'), exact: true }).click();
  const panel = side(page, t('hand_over'));
  await panel.getByLabel(zh('screens.clients.manager'), { exact: true }).fill(MANAGER);
  const act = panel.getByRole('button', { name: new RegExp(MANAGER) });
  await eventually(async () => assert.equal(await act.isEnabled(), true));
  await act.click();
  await panel.waitFor({ state: 'detached' });
  await closeNotices(page);
}
