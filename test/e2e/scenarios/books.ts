import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { takeLock } from '../../../src/store/book/lock.ts';
import { englishWords } from '../chinese.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const SEALED = '云舟传媒';
const PLAIN = '对账练习';
const FIRST = 'river-lamp-42';
const SECOND = 'lantern-bridge-7';

/** A book of a user's own: made, closed, opened, checked, copied, its passphrase changed, restored. */
export const books: Scenario = {
  name: 'books',
  async run(stage, page) {
    await make(page, SEALED, FIRST);
    await goToBooks(page);
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');
    await backsUpAndChecks(page);
    await opensWithItsPassphraseOnly(page);
    const copy = await savesCopy(stage, page);
    await changesPassphrase(page);
    await restoresWithThePassphraseOfTheDay(page);
    await opensChosenFile(page, copy);
    await make(page, PLAIN);
    await isReadWhileInUse(stage, page);
    await mendsDamaged(stage, page);
    await goToBooks(page);
    await close(page);
  },
};

async function goToBooks(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
  await titled(page, zh('screens.books.title'));
}

const button = (within: Page | Locator, code: string, params = {}) =>
  within.getByRole('button', { name: zh(code, params), exact: true });
const field = (page: Page, code: string) => page.getByLabel(zh(code), { exact: true });
const fault = (page: Page, code: string) => page.getByRole('alert').filter({ hasText: zh(code) });

async function make(page: Page, name: string, passphrase = ''): Promise<void> {
  await goToBooks(page);
  await button(page, 'screens.books.create').click();
  await field(page, 'screens.books.name').fill(name);
  if (passphrase !== '') {
    await field(page, 'screens.books.passphrase_optional').fill(passphrase);
    await field(page, 'screens.books.passphrase_repeat').fill('another');
    await fault(page, 'screens.books.passphrase_differs').waitFor();
    await field(page, 'screens.books.passphrase_repeat').fill(passphrase);
  }
  await page.keyboard.press('Enter');
  await isOpen(page, name);
}

/** The desk shows the book, and so does the frame. */
async function isOpen(page: Page, name: string): Promise<void> {
  await titled(page, zh('shell.start.title'));
  await page.getByRole('link', { name: zh('screens.books.chip_open', { name }), exact: true }).waitFor();
  await page.getByRole('heading', { name: zh('screens.start.new_book') }).waitFor();
  await closeNotices(page);
}

async function close(page: Page): Promise<void> {
  await button(page, 'screens.books.close').click();
  await page.getByRole('link', { name: zh('screens.books.chip_none'), exact: true }).waitFor();
}

async function backsUpAndChecks(page: Page): Promise<void> {
  const copies = page.getByRole('region', { name: zh('screens.books.copies') });
  const newest = () => copies.locator('td[title]').first().getAttribute('title');
  await copies.getByText(zh('screens.books.copy_good'), { exact: true }).waitFor();
  const ofOpening = await newest();
  await button(page, 'screens.books.backup').click();
  await eventually(async () => assert.notEqual(await newest(), ofOpening, 'a copy on demand'));
  await button(page, 'screens.books.verify').click();
  await page.getByText(zh('screens.books.verdict_ok'), { exact: true }).waitFor();
  await closeNotices(page);
}

async function opensWithItsPassphraseOnly(page: Page): Promise<void> {
  await close(page);
  await button(page, 'screens.books.open_named', { name: SEALED }).click();
  const secret = field(page, 'screens.books.passphrase');
  await secret.fill('not this one');
  await page.keyboard.press('Enter');
  await fault(page, 'screens.books.wrong_passphrase').waitFor();
  await secret.fill(FIRST);
  await page.keyboard.press('Enter');
  await isOpen(page, SEALED);
}

async function savesCopy(stage: Stage, page: Page): Promise<string> {
  await goToBooks(page);
  const saved = page.waitForEvent('download');
  await button(page, 'screens.books.save_copy').first().click();
  const path = join(stage.folder, '移动硬盘.duizhang');
  await (await saved).saveAs(path);
  return path;
}

async function changesPassphrase(page: Page): Promise<void> {
  await button(page, 'screens.books.passphrase.change').click();
  const present = field(page, 'screens.books.passphrase_present');
  await present.fill('not this one');
  await field(page, 'screens.books.passphrase_next').fill(SECOND);
  await field(page, 'screens.books.passphrase_repeat').fill(SECOND);
  await page.keyboard.press('Enter');
  await fault(page, 'screens.books.passphrase_present_wrong').waitFor();
  await present.fill(FIRST);
  await page.keyboard.press('Enter');
  await page.getByText(zh('screens.books.passphrase.changed'), { exact: true }).waitFor();
  await closeNotices(page);
}

/** The copies are older than the change: they open with the passphrase of their day. */
async function restoresWithThePassphraseOfTheDay(page: Page): Promise<void> {
  await button(page, 'screens.books.restore').first().click();
  const secret = field(page, 'screens.books.restore.passphrase');
  await secret.fill(SECOND);
  await page.keyboard.press('Enter');
  await fault(page, 'screens.books.restore.wrong_passphrase').waitFor();
  await secret.fill(FIRST);
  await page.keyboard.press('Enter');
  await page.getByText(zh('screens.books.restored', { name: SEALED }), { exact: true }).waitFor();
  await page.getByText(new RegExp(`^${SEALED}\\.duizhang\\.before-restore-\\d{8}-\\d{6}$`)).waitFor();
  await button(page, 'screens.books.restored_close').click();
  await page.getByRole('link', { name: zh('screens.books.chip_open', { name: SEALED }) }).waitFor();
}

async function opensChosenFile(page: Page, path: string): Promise<void> {
  await close(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await field(page, 'screens.books.passphrase').fill(FIRST);
  await page.keyboard.press('Enter');
  await isOpen(page, SEALED);
}

/** What another window holds can be read. */
async function isReadWhileInUse(stage: Stage, page: Page): Promise<void> {
  await goToBooks(page);
  await close(page);
  const lock = takeLock(bookPath(stage));
  try {
    await button(page, 'screens.books.open_named', { name: PLAIN }).click();
    await button(page, 'screens.books.open_read_only').click();
    await isOpen(page, PLAIN);
    const chip = page.getByRole('link', {
      name: zh('screens.books.chip_open', { name: PLAIN }),
      exact: true,
    });
    await chip.getByText(zh('screens.books.read_only'), { exact: true }).waitFor();
  } finally {
    lock.release();
  }
}

/** A book that does not open any more gives way to its copy; what was there stays beside. */
async function mendsDamaged(stage: Stage, page: Page): Promise<void> {
  await goToBooks(page);
  await close(page);
  const file = openSync(bookPath(stage), 'r+');
  writeSync(file, Buffer.alloc(8_192, 0x5a), 0, 8_192, 0);
  closeSync(file);
  await button(page, 'screens.books.open_named', { name: PLAIN }).click();
  const side = page.getByRole('complementary', { name: zh('screens.books.open_named', { name: PLAIN }) });
  await button(side, 'screens.books.restore').first().click();
  await button(page, 'screens.books.restore.do').click();
  await page.getByText(zh('screens.books.restored', { name: PLAIN }), { exact: true }).waitFor();
  await page.getByText(new RegExp(`^${PLAIN}\\.duizhang\\.before-restore-`)).waitFor();
  await button(page, 'screens.books.verify').click();
  await page.getByText(zh('screens.books.verdict_ok'), { exact: true }).waitFor();
}

function bookPath(stage: Stage): string {
  return join(stage.folder, 'data', 'books', `${PLAIN}.duizhang`);
}
