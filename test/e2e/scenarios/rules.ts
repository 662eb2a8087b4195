import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh } from '../texts.ts';
import { seriousFaults } from './accessibility.ts';

/** An order is refused with its rule and source; the rule is changed with a preview; then the order passes. */
export const rules: Scenario = {
  name: 'rules and pre-check',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    await openOwnBook(stage, page, demo, '规则练习');
    await refused(page);
    await faultless(page);
    await page.getByRole('link', { name: 'ORD-1', exact: true }).first().click();
    await titled(page, zh('screens.rules.title'));
    await faultless(page);
    await changesTheMinimum(page);
    await allowed(page);
    await planned(page);
    await faultless(page);
  },
};

const t = (code: string) => zh(`screens.order_check.${code}`);
const verdict = (page: Page, name: string) => page.getByRole('heading', { name: t(`verdict.${name}`) });
const amount = (page: Page) => page.getByLabel(t('field.amount'), { exact: true });

async function toScreen(page: Page, nav: string, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: zh('shell.nav') })
    .getByRole('link', { name: zh(nav), exact: true })
    .click();
  await titled(page, zh(title));
}

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page.getByLabel(t(`field.${field}`), { exact: true }).click();
  const list = page.locator('.ant-select-dropdown:visible');
  await list.getByText(option, { exact: true }).click();
  await list.waitFor({ state: 'hidden' });
}

/** Eighty yuan is below the minimum: said beside the field and in the list, with rule, source and next step. */
async function refused(page: Page): Promise<void> {
  await toScreen(page, 'shell.nav.order_check', 'screens.order_check.title');
  await pick(page, 'banned', t('banned.no'));
  await amount(page).fill('80');
  await verdict(page, 'block').waitFor();
  const finding = page
    .getByRole('region', { name: t('findings') })
    .getByRole('listitem')
    .first();
  const said = zh('rules.ord_1_minimum', { amountFen: '80.00', minimumFen: '100.00' });
  await finding.getByText(said, { exact: true }).waitFor();
  await finding
    .getByText(zh('rules.ord_1_minimum_next', { minimumFen: '100.00' }), { exact: true })
    .waitFor();
  await finding.getByText(zh('screens.rules.source.A')).waitFor();
  assert.equal(await page.getByText(said).count(), 2, 'said beside the field too');
  await amount(page).press('Enter');
  await eventually(async () =>
    assert.equal(
      await page
        .getByLabel(t('field.payment'), { exact: true })
        .evaluate(field => field === document.activeElement),
      true,
      'Enter goes on',
    ),
  );
}

/** A new minimum from today on: previewed, written, and kept with its reason beside the row that it ends. */
async function changesTheMinimum(page: Page): Promise<void> {
  const panel = page.getByRole('complementary', { name: zh('screens.rules.panel', { rule: 'ORD-1' }) });
  await panel.getByText('ord-1.minimum', { exact: true }).waitFor();
  await panel.getByRole('button', { name: zh('screens.rules.add'), exact: true }).click();
  const form = page.getByRole('complementary', { name: zh('screens.rules.add_title', { rule: 'ORD-1' }) });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await form.getByLabel(zh('screens.rules.field.from'), { exact: true }).fill(today);
  await form.getByLabel(zh('screens.rules.field.value'), { exact: true }).fill('50');
  await form.getByLabel(zh('screens.rules.field.zh'), { exact: true }).fill('每单投放金额不低于 50 元。');
  await form.getByText(zh('screens.rules.now_allowed')).waitFor();
  await form.getByText(zh('screens.rules.sample.suixintui_video_small')).waitFor();
  await form.getByLabel(zh('screens.rules.field.reason'), { exact: true }).fill('平台公告');
  await form.getByRole('button', { name: zh('screens.rules.add_do', { from: today }) }).click();
  await panel.getByText(`book.ord-1.${today}`, { exact: true }).waitFor();
  await panel.getByText(zh('screens.rules.said_add', { row: `book.ord-1.${today}`, from: today })).waitFor();
  assert.equal(await said(panel).count(), 2, 'the row ended and the row added');
  assert.match(await said(panel).first().innerText(), /平台公告/);
  await closeNotices(page);
}

const said = (panel: Locator) => panel.locator('.rules-said > li');

/** The same eighty yuan, with what was doubtful filled in. */
async function allowed(page: Page): Promise<void> {
  await toScreen(page, 'shell.nav.order_check', 'screens.order_check.title');
  await pick(page, 'banned', t('banned.no'));
  await amount(page).fill('80');
  await verdict(page, 'allowed').waitFor();
  await amount(page).fill('40');
  await verdict(page, 'block').waitFor();
}

/** A pasted list: what the first order has taken the second one cannot have, and what would let it in is named. */
async function planned(page: Page): Promise<void> {
  await page.getByText(t('mode.list'), { exact: true }).click();
  const head =
    '产品,账户,主体,场景,目标,金额,主体类型,对公验证,升级状态,资质,购物车,主体今日已用,主体累计已用,已封禁';
  const row = (account: string) =>
    `DOU+,${account},云上贸易,视频,私信咨询,200,企业,未通过,限额中,营业执照,无,0,0,否`;
  await page
    .getByRole('textbox', { name: t('paste'), exact: true })
    .fill([head, row('a1'), row('a2')].join('\n'));
  const rows = page.getByRole('table').locator('tbody tr');
  await rows.nth(1).getByText(t('fits_not'), { exact: true }).waitFor();
  await rows
    .nth(0)
    .getByText(zh('screens.order_check.fits_as', { turn: 1 }), { exact: true })
    .waitFor();
  await rows
    .nth(1)
    .getByText(zh('screens.order_check.lift.reduce', { amount: '100.00' }))
    .waitFor();
  await rows.nth(1).getByText(t('lift.verify'), { exact: true }).waitFor();
}

async function faultless(page: Page): Promise<void> {
  assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');
  assert.deepEqual(await seriousFaults(page, 'light'), []);
}
