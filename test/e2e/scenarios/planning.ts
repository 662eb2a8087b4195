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

const CLIENT = '杭州云杉电子商务有限公司';
const ACCOUNT = '1700000000000011';
const DOUPLUS = 'dy20000011';
const NAME = '计划练习';

/** Plan → place → registered; an order that a rule, the pool or a limit refuses; a list into the book; presets. */
export const planning: Scenario = {
  name: 'planning',
  async run(stage, page) {
    await openFundedBook(stage, page);
    await toScreen(page);
    await plansOne(page);
    await refused(page);
    await places(page);
    await duplicates(page);
    await keepsPreset(page);
    await takesList(page);
    await settlesAndReleases(page);
    await setsLimits(page);
    const strange = (await englishWords(page)).filter(word => !DATA.includes(word));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    assert.deepEqual(await seriousFaults(page, 'light'), []);
  },
};

/** Beginnings of account ids, and who works here. */
const DATA = ['dy', userInfo().username];

const t = (code: string, params?: Record<string, string | number>) =>
  zh(`screens.order_check.${code}`, params);
const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });
const mode = (page: Page, name: string) =>
  page
    .getByText(t(`mode.${name}`), { exact: true })
    .first()
    .click();

const beijingDay = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** A book of one client: 5,000 yuan in its 千川 pool, 1,000 in its DOU+ pool, its legal person not verified. */
export async function openFundedBook(stage: Stage, page: Page): Promise<void> {
  const month = beijingDay().slice(0, 7);
  const [year = 0, ordinal = 0] = month.split('-').map(Number);
  const eve = new Date(Date.UTC(year, ordinal - 1, 0)).toISOString().slice(0, 10);
  const clients = join(stage.folder, '计划练习客户.csv');
  const opening = join(stage.folder, '计划练习期初.csv');
  const head = '客户编号,客户名称,主体名称,主体类型,对公验证,千川账户ID,DOU+账户,消耗口径';
  writeFileSync(
    clients,
    `\ufeff${head}\r\nC1,${CLIENT},${CLIENT},企业,未通过,${ACCOUNT},${DOUPLUS},订单\r\n`,
  );
  const lines = [
    `账户资金池,C1,${ACCOUNT},预付,可用,${eve},5000.00`,
    `账户资金池,C1,${DOUPLUS},预付,可用,${eve},1000.00`,
    `客户预收,C1,,,在平台,${eve},6000.00`,
  ];
  writeFileSync(opening, `\ufeff类别,客户编号,账户ID,资金性质,类型,日期,金额\r\n${lines.join('\r\n')}\r\n`);
  const path = join(stage.folder, `${NAME}.duizhang`);
  rmSync(path, { force: true });
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--first-period', month);
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', clients);
  await duizhang(stage, 'opening', 'import', '--book', path, '--file', opening);
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
  await titled(page, zh('screens.books.title'));
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  const chip = zh('screens.books.chip_open', { name: NAME });
  await page.getByRole('link', { name: chip, exact: true }).waitFor();
  await closeNotices(page);
}

async function toScreen(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.order_check'), exact: true }).click();
  await titled(page, t('title'));
}

async function account(page: Page, kind: 'qianchuan' | 'douplus'): Promise<void> {
  await field(page, t('field.account')).click();
  await page
    .getByTitle(new RegExp(`${CLIENT} · ${t(`account_kind.${kind}`).replace('+', '\\+')}`))
    .last()
    .click();
}

async function pick(page: Page, name: string, word: string): Promise<void> {
  await field(page, t(`field.${name}`)).click();
  await page.getByTitle(word, { exact: true }).last().click();
}

const act = (page: Page, name: string) =>
  page
    .getByText(t(`act.${name}`), { exact: true })
    .first()
    .click();

/** 300 yuan are planned: held in the pool, and the form keeps account and product. */
async function plansOne(page: Page): Promise<void> {
  await account(page, 'qianchuan');
  await field(page, t('field.amount')).fill('300');
  await pick(page, 'payment', t('payment.pool'));
  await act(page, 'plan');
  await button(page, t('do.plan.pool', { amount: '¥300.00' })).click();
  await page.getByText(t('done.plan.held', { on: beijingDay(), amount: '¥300.00' })).waitFor();
  assert.equal(await field(page, t('field.amount')).inputValue(), '', 'a fresh form');
  await poolIs(page, 'held', '300.00');
  await poolIs(page, 'free', '4,700.00');
}

async function poolIs(page: Page, name: string, yuan: string): Promise<void> {
  const figure = page
    .locator('.check-pool > div')
    .filter({ has: page.getByText(t(`pool.${name}`), { exact: true }) });
  await figure.getByText(yuan, { exact: true }).waitFor();
}

/** Below the minimum a rule refuses; above what is free the pool does; what stands on the platform is never refused. */
async function refused(page: Page): Promise<void> {
  await act(page, 'place');
  await field(page, t('field.amount')).fill('80');
  await page.getByText(t('missing.blocked'), { exact: true }).waitFor();
  assert.ok(await button(page, t('do.place.pool', { amount: '¥80.00' })).isDisabled());
  await field(page, t('field.amount')).fill('4800');
  await page.getByText(t('missing.pool'), { exact: true }).waitFor();
  await poolIs(page, 'left', '-100.00');
  assert.ok(await button(page, t('do.place.pool', { amount: '¥4,800.00' })).isDisabled());
  await act(page, 'record');
  await page.getByText(t('missing.number'), { exact: true }).waitFor();
}

/** 下单: the button says what is taken, and what was done leads to the order. */
async function places(page: Page): Promise<void> {
  await act(page, 'place');
  await field(page, t('field.amount')).fill('200');
  await field(page, t('order_no')).fill('7300010000016376001');
  await button(page, t('do.place.pool', { amount: '¥200.00' })).click();
  await page.getByText(t('done.place', { no: '7300010000016376001', amount: '¥200.00' })).waitFor();
  await poolIs(page, 'on_order', '200.00');
}

/** Another order like it: everything but the amount is taken over. */
async function duplicates(page: Page): Promise<void> {
  await page.getByRole('link', { name: t('open_order'), exact: true }).click();
  await titled(page, zh('screens.order.of', { no: '7300010000016376001' }));
  const id = /order\/(\d+)/.exec(page.url())![1]!;
  await toScreen(page);
  assert.equal(await page.locator('.check-pool').count(), 0, 'an empty form');
  await page.evaluate(order => {
    location.hash = `#/order-check?from=${order}`;
  }, id);
  await page.getByText(t('duplicated', { no: '7300010000016376001' })).waitFor();
  assert.equal(await field(page, t('field.amount')).inputValue(), '');
  await poolIs(page, 'on_order', '200.00');
  await closeNotices(page);
}

/** What is typed as targeting is kept as a preset beside the form, and the form then stands on it. */
async function keepsPreset(page: Page): Promise<void> {
  await field(page, t('field.targeting')).fill('同城，25 到 35 岁，女性');
  await button(page, t('keep_preset')).first().click();
  const form = page.getByRole('complementary', { name: t('preset_new.targeting') });
  await field(form, t('preset_name')).fill('同城女性');
  await button(form, t('preset_do.new')).click();
  await form.waitFor({ state: 'hidden' });
  await page.locator('.check-preset').first().getByText('同城女性', { exact: true }).waitFor();
  await closeNotices(page);
  await mode(page, 'presets');
  await page.getByRole('row').filter({ hasText: '同城女性' }).getByText('同城，25 到 35 岁，女性').waitFor();
}

/** A pasted list: each row is judged by the book, the allowed ones are planned, the others can be written out. */
async function takesList(page: Page): Promise<void> {
  await mode(page, 'list');
  const rows = [
    '产品\t账户\t场景\t目标\t金额\t支付方式\t购物车\t视频\t升级状态',
    `DOU+\t${DOUPLUS}\t视频\t私信咨询\t200\t账户余额\t无\t7400001\t限额中`,
    `DOU+\t${DOUPLUS}\t视频\t私信咨询\t200\t账户余额\t无\t7400001\t限额中`,
    `随心推\t${ACCOUNT}\t视频\t商品购买\t80\t账户余额\t\t\t`,
  ];
  await page.getByRole('textbox', { name: t('paste'), exact: true }).fill(rows.join('\n'));
  await page.getByText(t('list_use.planned'), { exact: true }).click();
  const commit = button(page, t('commit.planned', { orders: '1', amount: '¥200.00' }));
  await commit.waitFor();
  const table = page.getByRole('table').locator('tbody tr');
  await table.nth(1).getByText(t('fits_not'), { exact: true }).waitFor();
  await table
    .nth(1)
    .getByText(t('lift.reduce', { amount: '100.00' }))
    .waitFor();
  await commit.click();
  await page.getByText(t('committed.planned', { done: '1' })).waitFor();
  assert.ok(await button(page, t('save_refused', { rows: '2' })).isEnabled());
  await page.getByRole('link', { name: t('committed_go.planned'), exact: true }).click();
}

/** 转实 makes the plan an order of its number; 释放 gives the other's money back. */
async function settlesAndReleases(page: Page): Promise<void> {
  const rows = page.getByRole('table').locator('tbody tr').filter({ hasText: CLIENT });
  await eventually(async () => assert.equal(await rows.count(), 2));
  await button(rows.filter({ hasText: t('product.suixintui') }), t('settle')).click();
  const form = page.getByRole('complementary', { name: t('settle_title', { client: CLIENT }) });
  await field(form, t('order_no')).fill('7300010000016376002');
  await button(form, t('settle_do.place.pool', { amount: '¥300.00' })).click();
  await form.waitFor({ state: 'hidden' });
  await eventually(async () => assert.equal(await rows.count(), 1));
  await button(rows, t('release')).click();
  const drop = page.getByRole('complementary', { name: t('release_title', { client: CLIENT }) });
  await field(drop, t('release_reason')).fill('客户取消');
  await button(drop, t('release_do.held', { amount: '¥200.00' })).click();
  await page.getByText(t('plans_empty.planned'), { exact: true }).waitFor();
  await page.getByText(t('plan_state.placed'), { exact: true }).click();
  await page.getByRole('link', { name: '7300010000016376002', exact: true }).waitFor();
  await closeNotices(page);
}

/** How limits are counted is set where they are shown; what was refused is a warning then. */
async function setsLimits(page: Page): Promise<void> {
  await mode(page, 'one');
  await account(page, 'douplus');
  await pick(page, 'goal', '私信咨询');
  await field(page, t('field.amount')).fill('400');
  await pick(page, 'payment', t('payment.pool'));
  await pick(page, 'cart', t('cart.none'));
  await pick(page, 'upgrade', t('upgrade.upgraded_limited'));
  await page.getByText(t('missing.blocked'), { exact: true }).waitFor();
  await button(page, t('limits_set')).click();
  const form = page.getByRole('complementary', { name: t('limits_title') });
  await form.getByRole('radio', { name: t('limits.mode.warn'), exact: true }).check();
  await button(form, t('limits_do')).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText(zh('limits.mode.warn')).waitFor();
  await page.getByText(t('missing.number'), { exact: true }).waitFor();
  await closeNotices(page);
}
