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

const CLIENT = '上海木桥商贸有限公司';
const ACCOUNT = '1700000000000001';
const ORDER_NO = '7300010000016375001';
const DIRECT_NO = '7300010000016375002';
const BANK = '建行基本户';
const NAME = '订单办理练习';

/** An order through its whole life: placed, delivering, topped up, ended with unspent, its money back in the pool. */
export const order: Scenario = {
  name: 'order',
  async run(stage, page) {
    await openFundedBook(stage, page);
    await places(page);
    await titled(page, zh('screens.order.of', { no: ORDER_NO }));
    await stateIs(page, 'AUDIT');
    assert.equal(await moneyOf(page, 'on_order'), '500.00');
    await step(page, 'DELIVERY_OK', '120');
    assert.deepEqual([await moneyOf(page, 'spent'), await moneyOf(page, 'on_order')], ['120.00', '380.00']);
    await topsUp(page);
    await ends(page);
    await owedIsSaid(stage, page);
    await drills(page);
    const strange = (await englishWords(page)).filter(word => !DATA.includes(word));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await bansAndLifts(page);
    await refundsDirect(page);
  },
};

/** Who works here. */
const DATA = [userInfo().username];

/** A book of one client whose account posts spend by orders and has 5,000 yuan in its pool. */
async function openFundedBook(stage: Stage, page: Page): Promise<void> {
  const month = beijingNow().slice(0, 7);
  const [year = 0, ordinal = 0] = month.split('-').map(Number);
  const eve = new Date(Date.UTC(year, ordinal - 1, 0)).toISOString().slice(0, 10);
  const clients = join(stage.folder, '订单办理练习客户.csv');
  const opening = join(stage.folder, '订单办理练习期初.csv');
  writeFileSync(
    clients,
    `\ufeff客户编号,客户名称,主体类型,千川账户ID,消耗口径\r\nC1,${CLIENT},企业,${ACCOUNT},订单\r\n`,
  );
  writeFileSync(
    opening,
    `\ufeff类别,客户编号,账户ID,资金性质,类型,日期,金额\r\n账户资金池,C1,${ACCOUNT},预付,可用,${eve},5000.00\r\n客户预收,C1,,,在平台,${eve},5000.00\r\n`,
  );
  const path = join(stage.folder, `${NAME}.duizhang`);
  rmSync(path, { force: true });
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--first-period', month);
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', clients);
  await duizhang(stage, 'opening', 'import', '--book', path, '--file', opening);
  await goTo(page, 'books');
  await titled(page, zh('screens.books.title'));
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
    .waitFor();
  await closeNotices(page);
}

async function goTo(page: Page, subject: 'books' | 'order_check' | 'parties'): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
}

/** 已下单，登记 in 下单预检: 500 yuan from the pool; the page of the order opens from what was done. */
async function places(page: Page): Promise<void> {
  await goTo(page, 'order_check');
  const account = page.getByLabel(zh('screens.order_check.field.account'), { exact: true });
  await account.click();
  await page.getByTitle(new RegExp(CLIENT)).last().click();
  await page.getByLabel(zh('screens.order_check.field.amount'), { exact: true }).fill('500');
  await pick(page, 'payment', zh('screens.order_check.payment.pool'));
  await page.getByText(zh('screens.order_check.act.record'), { exact: true }).click();
  await page.getByLabel(zh('screens.order_check.order_no'), { exact: true }).fill(ORDER_NO);
  await page
    .getByRole('button', { name: zh('screens.order_check.do.record.pool', { amount: '¥500.00' }) })
    .click();
  await page.getByRole('link', { name: zh('screens.order_check.open_order'), exact: true }).click();
}

async function pick(page: Page, field: string, word: string): Promise<void> {
  await page.getByLabel(zh(`screens.order_check.field.${field}`), { exact: true }).click();
  await page.getByTitle(word, { exact: true }).last().click();
}

async function stateIs(page: Page, state: string): Promise<void> {
  await page
    .locator('.order-head .chip')
    .getByText(zh(`orders.state.suixintui.${state}`), { exact: true })
    .waitFor();
}

/** A figure of the row of money. */
async function moneyOf(page: Page, figure: string): Promise<string> {
  const name = zh(`screens.order.figure.${figure}`);
  const cell = page.locator('.order-money > div').filter({ has: page.getByText(name, { exact: true }) });
  return (await cell.locator('dd.figures').innerText()).trim();
}

const beside = (page: Page, title: string): Locator => page.getByRole('complementary', { name: title });

async function step(page: Page, to: string, spent: string): Promise<void> {
  await page.getByRole('button', { name: zh('screens.order.do.step'), exact: true }).click();
  const form = beside(page, zh('screens.order.step.title'));
  const state = zh(`orders.state.suixintui.${to}`);
  await form.getByRole('radio', { name: state, exact: true }).check();
  await form.getByLabel(zh('screens.order.step.spent'), { exact: true }).fill(spent);
  await form.locator('button[type="submit"]').click();
  await stateIs(page, to);
  await form.waitFor({ state: 'hidden' });
  await closeNotices(page);
}

async function topsUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.order.top_up.suixintui'), exact: true }).click();
  const form = beside(page, zh('screens.order.top_up.suixintui'));
  await form.getByLabel(zh('screens.order.top_up.amount'), { exact: true }).fill('200');
  await form.getByRole('button', { name: zh('screens.order.top_up.act', { amount: '200.00' }) }).click();
  await form.waitFor({ state: 'hidden' });
  await eventually(async () => assert.equal(await moneyOf(page, 'on_order'), '580.00'));
  await closeNotices(page);
}

/** Ended with 450 of 700 spent: the button says what comes back before it is pressed. */
async function ends(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.order.do.step'), exact: true }).click();
  const form = beside(page, zh('screens.order.step.title'));
  const state = zh('orders.state.suixintui.OVER');
  await form.getByRole('radio', { name: state, exact: true }).check();
  await form.getByLabel(zh('screens.order.step.spent'), { exact: true }).fill('450');
  await form
    .getByRole('button', { name: zh('screens.order.step.returns', { state, amount: '250.00' }) })
    .click();
  await stateIs(page, 'OVER');
  assert.deepEqual(
    [await moneyOf(page, 'on_order'), await moneyOf(page, 'spent'), await moneyOf(page, 'expected')],
    ['0.00', '450.00', '250.00'],
  );
  await closeNotices(page);
}

/** Money that is back is inferred; where to look is a path that can be copied (REF-4). */
async function owedIsSaid(stage: Stage, page: Page): Promise<void> {
  const owed = page.getByRole('region', { name: zh('screens.order.owed'), exact: true });
  await owed.getByText(zh('screens.order.owed.pool')).waitFor();
  await owed.locator('.copy-text button').first().click();
  await eventually(async () =>
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /小店随心推 → 退款$/),
  );
  await closeNotices(page);
  assert.equal(stage.outbound().length, 0);
}

/** Each posting opens; Esc leads back to the page and not away from it. */
async function drills(page: Page): Promise<void> {
  const timeline = page.getByRole('region', { name: zh('screens.order.timeline'), exact: true });
  await timeline.getByRole('button', { name: zh('accounting.event.E36'), exact: true }).click();
  const posting = beside(page, zh('drill.detail'));
  await posting.getByText('250.00', { exact: true }).first().waitFor();
  await posting.getByText(ORDER_NO, { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await posting.waitFor({ state: 'hidden' });
  await beside(page, zh('screens.order.rules')).waitFor();
  await stateIs(page, 'OVER');
}

/** ACC-2: what is left of the pool is shown before the ban; lifted, the account is free again. */
async function bansAndLifts(page: Page): Promise<void> {
  await more(page, 'screens.order.do.ban');
  const ban = beside(page, zh('screens.order_acts.ban.title'));
  await ban.getByText(zh('screens.order_acts.ban.no_orders')).waitFor();
  await ban
    .getByRole('button', { name: zh('screens.order_acts.ban.act', { orders: 0, amount: '4,550.00' }) })
    .click();
  const day = beijingNow();
  const chip = page.getByRole('link', { name: zh('screens.order.banned_on', { day }) });
  await chip.click();
  await titled(page, zh('screens.order_acts.title'));
  const row = page.getByRole('row').filter({ hasText: ACCOUNT });
  await row.getByText('4,550.00').first().waitFor();
  await row.getByText(zh('screens.order_acts.refund.open')).waitFor();
  const lift = beside(page, zh('screens.order_acts.lift.title'));
  await lift.getByLabel(zh('screens.order_acts.lift.reason'), { exact: true }).fill('申诉通过');
  await lift.getByRole('button', { name: zh('screens.order_acts.lift.act'), exact: true }).click();
  await page.getByText(zh('screens.order_acts.no_bans')).waitFor();
  await closeNotices(page);
}

/** REF-2, E38, E40: paid from a bank account of ours; more comes back than is expected, and the difference is decided. */
async function refundsDirect(page: Page): Promise<void> {
  await goTo(page, 'parties');
  await page
    .getByRole('button', { name: zh('screens.parties.new.money'), exact: true })
    .first()
    .click();
  const party = beside(page, zh('screens.parties.new.money'));
  await party.getByLabel(zh('screens.parties.name.money'), { exact: true }).fill(BANK);
  await party.getByRole('button', { name: zh('screens.parties.create.money'), exact: true }).click();
  await party.waitFor({ state: 'hidden' });
  await placesDirect(page);
  await step(page, 'DELIVERY_OK', '0');
  await step(page, 'FROZEN', '60');
  const owed = page.getByRole('region', { name: zh('screens.order.owed'), exact: true });
  await owed.getByText(zh('screens.order.yuan_of', { amount: '40.00' })).waitFor();
  await owed.getByRole('button', { name: zh('screens.order.do.refund'), exact: true }).click();
  const refund = beside(page, zh('screens.order.do.refund'));
  const amount = refund.getByLabel(zh('screens.order.refund.amount'), { exact: true });
  assert.equal(await amount.inputValue(), '40.00', 'what is expected stands there');
  await amount.fill('45');
  const figures = { amount: '45.00', difference: '5.00' };
  await refund.getByRole('button', { name: zh('screens.order.refund.act.over', figures) }).click();
  await refund.waitFor({ state: 'hidden' });
  await closeNotices(page);
  await owed.getByRole('button', { name: zh('screens.order.do.decide'), exact: true }).click();
  const decide = beside(page, zh('screens.order.do.decide'));
  const decision = zh('screens.order.decide.not_ours');
  await decide.getByRole('radio', { name: decision, exact: true }).check();
  const act = zh('screens.order.decide.act', { decision, amount: '5.00' });
  await decide.getByRole('button', { name: act, exact: true }).click();
  await decide.waitFor({ state: 'hidden' });
  await owed.waitFor({ state: 'hidden' });
  await closeNotices(page);
}

/** 100 yuan from the bank account. */
async function placesDirect(page: Page): Promise<void> {
  await goTo(page, 'order_check');
  await page.getByLabel(zh('screens.order_check.field.account'), { exact: true }).click();
  await page.getByTitle(new RegExp(CLIENT)).last().click();
  await page.getByLabel(zh('screens.order_check.field.amount'), { exact: true }).fill('100');
  await pick(page, 'payment', zh('screens.order_check.payment.bank'));
  await page.getByText(zh('screens.order_check.act.record'), { exact: true }).click();
  await page.getByLabel(zh('screens.order_check.payer.money'), { exact: true }).click();
  await page.getByTitle(BANK, { exact: true }).last().click();
  await page.getByLabel(zh('screens.order_check.order_no'), { exact: true }).fill(DIRECT_NO);
  const act = zh('screens.order_check.do.record.direct', { amount: '¥100.00' });
  await page.getByRole('button', { name: act }).click();
  await page.getByRole('link', { name: zh('screens.order_check.open_order'), exact: true }).click();
  await titled(page, zh('screens.order.of', { no: DIRECT_NO }));
}

async function more(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: zh('screens.order.more'), exact: true }).click();
  await page.getByRole('menuitem', { name: zh(act), exact: true }).click();
}

function beijingNow(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
