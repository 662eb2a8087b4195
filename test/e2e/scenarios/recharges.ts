import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { toSubject } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const NAME = '充值练习';
const t = (code: string, params: Record<string, string> = {}) => zh(`screens.${code}`, params);

/**
 * A recharge by an advance: the ceiling is agreed, a draft is kept, edited and applied for, approved, paid, failed, paid
 * again and credited; the registers tell it.
 */
export const recharges: Scenario = {
  name: 'recharges',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = join(stage.folder, `${NAME}.duizhang`);
    rmSync(book, { force: true });
    const file = (source: string) => demo.path(demo.files.find(each => each.source === source)!);
    await duizhang(stage, 'book', 'create', '--book', book, '--name', NAME, '--first-period', '2026-03');
    await duizhang(stage, 'clients', 'import', '--book', book, '--file', file('clients'));
    await duizhang(stage, 'statements', 'import', '--book', book, '--file', file('bank'));
    await toSubject(page, 'books');
    await leaveBook(page);
    await choose(page, zh('screens.books.open_drop'), [book]);
    await page
      .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
      .waitFor();
    await closeNotices(page);
    const client = demo.plan.clients[0]!.name;

    await to(page, 'recharges');
    await agrees(page, client);
    await faultless(page);
    await to(page, 'applications');
    const no = await applies(page, client);
    await faultless(page);
    await approves(page, no);
    await to(page, 'recharges');
    await pays(page, no);
    await fails(page, no);
    await faultless(page);
    await pays(page, no);
    await arrives(page, no);
    await page.getByRole('tab', { name: t('recharges.tab.advances'), exact: true }).click();
    await page.getByRole('cell', { name: no, exact: true }).waitFor();
    await faultless(page);
    await page.getByRole('tab', { name: t('recharges.tab.register'), exact: true }).click();
    await faultless(page);
  },
};

const side = (page: Page) => page.locator('.clients-side');

async function to(page: Page, subject: 'recharges' | 'applications'): Promise<void> {
  await page
    .getByRole('navigation', { name: zh('shell.nav') })
    .getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true })
    .click();
  await titled(page, t(`${subject}.title`));
}

async function faultless(page: Page): Promise<void> {
  await closeNotices(page);
  const own = userInfo().username;
  assert.deepEqual(
    (await englishWords(page)).filter(word => word !== own),
    [],
    'English words on the Chinese page',
  );
}

async function choosesClient(page: Page, client: string): Promise<void> {
  await side(page)
    .getByRole('combobox', { name: t('applications.client') })
    .fill(client);
  await page.locator('.ant-select-item-option', { hasText: client }).first().click();
}

async function agrees(page: Page, client: string): Promise<void> {
  await page.getByRole('tab', { name: t('recharges.tab.advances'), exact: true }).click();
  await page.getByRole('button', { name: t('recharges.term_new') }).click();
  await choosesClient(page, client);
  await side(page).getByLabel(t('recharges.ceiling')).fill('50000');
  await side(page)
    .getByRole('button', { name: t('recharges.term_do') })
    .click();
  await side(page).waitFor({ state: 'detached' });
}

async function applies(page: Page, client: string): Promise<string> {
  await page.getByRole('button', { name: t('applications.new') }).click();
  await choosesClient(page, client);
  await side(page).getByText(t('applications.funding.advance'), { exact: true }).click();
  await side(page).getByText('ACC-3').waitFor();
  await side(page)
    .getByRole('combobox', { name: t('applications.account') })
    .click();
  await page.locator('.ant-select-item-option', { hasText: '千川' }).first().click();
  const amount = () => side(page).getByRole('textbox', { name: t('applications.amount') });
  await amount().fill('900');
  await side(page)
    .getByRole('button', { name: t('applications.keep') })
    .click();
  await page.getByRole('button', { name: /^SQ\d{12}$/ }).waitFor();
  await closeNotices(page);
  const edit = side(page).getByRole('button', { name: t('applications.edit'), exact: true });
  if (!(await edit.isVisible())) await page.getByRole('button', { name: /^SQ\d{12}$/ }).click();
  await edit.click();
  await amount().fill('1000');
  await side(page)
    .getByRole('button', { name: t('applications.apply', { amount: '1,000.00' }) })
    .click();
  const heading = side(page).getByRole('heading', { name: /SQ\d{12}/ });
  await heading.waitFor();
  return /SQ\d{12}/.exec(await heading.innerText())![0];
}

async function approves(page: Page, no: string): Promise<void> {
  await page.getByRole('button', { name: no, exact: true }).click();
  await side(page)
    .getByRole('button', { name: zh('applications.act.approve'), exact: true })
    .click();
  await side(page).getByText(t('applications.own_work')).waitFor();
  await closeNotices(page);
}

async function pays(page: Page, no: string): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(no) });
  await row.getByRole('button', { name: zh('applications.act.pay'), exact: true }).click();
  await side(page).getByRole('button', { name: /1,0/ }).click();
  await row.getByText(/CZ\d{14}/).waitFor();
  await closeNotices(page);
}

/** E26: the money is back, the application waits for its payment again. */
async function fails(page: Page, no: string): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(no) });
  await row.getByRole('button', { name: t('recharges.fail_short'), exact: true }).click();
  await side(page)
    .getByRole('textbox', { name: t('recharges.fail_reason') })
    .fill('账户名不符');
  await side(page).getByRole('button', { name: /1,0/ }).click();
  await row.getByRole('button', { name: zh('applications.act.pay'), exact: true }).waitFor();
}

async function arrives(page: Page, no: string): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(no) });
  await row.getByRole('button', { name: zh('applications.act.arrive'), exact: true }).click();
  await side(page)
    .getByRole('button', { name: t('recharges.arrive', { count: '1' }) })
    .click();
  await row.waitFor({ state: 'detached' });
}
