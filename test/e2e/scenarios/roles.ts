import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh } from '../texts.ts';
import { seriousFaults } from './accessibility.ts';

const t = (code: string, params: Record<string, string> = {}) => zh(`screens.people.${code}`, params);
const PIN = '2468';

/** An office of one takes in an account manager with a PIN, who sees own clients only and no books of account. */
export const roles: Scenario = {
  name: 'roles',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    await openOwnBook(stage, page, demo, '岗位练习');
    assert.equal(await chip(page).count(), 0, 'a one-person office has no switch');
    const all = await clientCount(page);
    const manager = await managerOf(page);
    await addsManager(page, manager);
    await setsPin(page, manager);
    await faultless(page);
    await switches(page, manager);
    const own = await clientCount(page);
    assert.ok(own > 0 && own < all, `own clients: ${own} of ${all}`);
    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    assert.equal(
      await navigation.getByRole('link', { name: zh('shell.nav.journal'), exact: true }).count(),
      0,
    );
    await faultless(page);
    await signsOut(page, manager);
    await faultless(page);
    await returns(page);
    assert.equal(await clientCount(page), all);
  },
};

const chip = (page: Page) => page.locator('.profile-chip');

async function toScreen(page: Page, nav: string, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: zh('shell.nav') })
    .getByRole('link', { name: zh(nav), exact: true })
    .click();
  await titled(page, zh(title));
}

async function faultless(page: Page): Promise<void> {
  await closeNotices(page);
  // The person who made the book bears the name that the system knows.
  const own = userInfo().username;
  assert.deepEqual(
    (await englishWords(page)).filter(word => word !== own),
    [],
  );
  assert.deepEqual(await seriousFaults(page, 'light'), []);
}

/** Number of clients as the list counts them. */
async function clientCount(page: Page): Promise<number> {
  await toScreen(page, 'shell.nav.clients', 'screens.clients.title');
  const rows = page.locator('.clients-table tbody tr, table.plain-table tbody tr');
  await rows.first().waitFor();
  return rows.count();
}

/** The first manager that a client has. */
async function managerOf(page: Page): Promise<string> {
  await toScreen(page, 'shell.nav.people', 'screens.people.title');
  await page
    .getByRole('button', { name: t('new'), exact: true })
    .first()
    .click();
  await page.getByText(t('role.accountManager'), { exact: true }).click();
  await page.getByLabel(t('manager'), { exact: true }).click();
  const list = page.locator('.ant-select-dropdown:visible');
  const name = await list.locator('.ant-select-item-option').first().innerText();
  await page.keyboard.press('Escape');
  return name;
}

async function addsManager(page: Page, name: string): Promise<void> {
  await page.getByLabel(t('name'), { exact: true }).fill(name);
  await page
    .getByRole('button', { name: t('create'), exact: true })
    .last()
    .click();
  await page.getByRole('row').filter({ hasText: name }).waitFor();
  await chip(page).waitFor();
}

async function setsPin(page: Page, name: string): Promise<void> {
  const row = page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  await row.getByRole('button', { name: t('secret_set_do'), exact: true }).click();
  await page.getByLabel(t('secret_new.pin'), { exact: true }).fill(PIN);
  await page.getByLabel(t('secret_again'), { exact: true }).fill(PIN);
  await page.getByRole('button', { name: t('secret_do.pin'), exact: true }).click();
  await row.getByText(t('secret.pin'), { exact: true }).waitFor();
}

/** A wrong PIN is told so; the right one lets in. */
async function switches(page: Page, name: string): Promise<void> {
  await chip(page).click();
  const list = page.locator('.profile-list');
  await list.getByRole('button', { name }).click();
  await list.getByLabel(t('secret.pin'), { exact: true }).fill('0000');
  await list.getByRole('button', { name: t('sign_in'), exact: true }).click();
  await list.getByRole('alert').waitFor();
  // The right one is let in once the wait is over; a try before that counts for nothing.
  await eventually(async () => {
    const soon = { timeout: 500 };
    const field = list.getByLabel(t('secret.pin'), { exact: true });
    const isAsked = await field.fill(PIN, soon).then(
      () => true,
      () => false,
    );
    if (isAsked) await field.press('Enter', soon).catch(() => undefined);
    assert.ok(await chip(page).filter({ hasText: name }).isVisible());
  });
}

async function signsOut(page: Page, name: string): Promise<void> {
  await chip(page).filter({ hasText: name }).click();
  await page.getByRole('button', { name: t('sign_out'), exact: true }).click();
  await titled(page, t('sign_in_title'));
}

/** The person who was there first has no PIN and every role. */
async function returns(page: Page): Promise<void> {
  await page
    .locator('.sign-in-card')
    .getByRole('button')
    .filter({ hasText: t('every_role') })
    .click();
  await page.getByRole('heading', { level: 1, name: t('sign_in_title') }).waitFor({ state: 'hidden' });
}
