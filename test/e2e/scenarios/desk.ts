import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh, zhPattern } from '../texts.ts';

const DEMO_MS = 300_000;

/** 工作台: from nothing to the demo book, what waits in it leads to its screens, its clients are found anywhere. */
export const desk: Scenario = {
  name: 'desk',
  async run(_stage, page) {
    await closesBook(page);
    await titled(page, zh('shell.start.title'));
    await page.getByRole('button', { name: zh('screens.start.way.demo.go'), exact: true }).click();
    await page.getByRole('progressbar', { name: zh('jobs.demo_book') }).waitFor();
    await page
      .getByRole('progressbar', { name: zh('jobs.demo_book') })
      .waitFor({ state: 'detached', timeout: DEMO_MS });
    const waiting = page.getByRole('region', { name: zh('screens.start.attention'), exact: true });
    await waiting.getByRole('link', { name: zh('screens.start.attention.receipts') }).waitFor();
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');
    await leadOn(page);
    await pairsTransfer(page);
    await decidesAgain(page);
    await findsClients(page);
    await page
      .getByRole('link', { name: new RegExp(`^${zh('screens.books.chip_open').split('{')[0]}`) })
      .click();
    await page.getByRole('button', { name: zh('screens.books.close'), exact: true }).click();
    await page.getByRole('link', { name: zh('screens.books.chip_none'), exact: true }).waitFor();
  },
};

/** A book that an earlier story left open is closed. */
async function closesBook(page: Page): Promise<void> {
  const demo = page.getByRole('button', { name: zh('screens.start.way.demo.go'), exact: true });
  const open = page.getByRole('link', { name: zhPattern('screens.books.chip_open') });
  await demo.or(open).waitFor();
  if (await demo.isVisible()) return;
  await open.click();
  await page.getByRole('button', { name: zh('screens.books.close'), exact: true }).click();
  await page.getByRole('link', { name: zh('screens.books.chip_none'), exact: true }).waitFor();
  await page.goto(`${new URL(page.url()).origin}/#/`);
}

/** Each line counts something and opens a screen of its own; back is the desk. */
async function leadOn(page: Page): Promise<void> {
  const rows = page.locator('.attention tbody tr:not(.attention-group)');
  const count = await rows.count();
  for (let at = 0; at < count; at++) {
    const row = rows.nth(at);
    const [name] = (await row.innerText()).split('\n');
    assert.match(await row.getByRole('cell').nth(1).innerText(), /^(–|[1-9][\d,]*)$/, `${name} is counted`);
    await row.click();
    await eventually(async () => assert.notEqual(new URL(page.url()).hash, '#/', `${name} leads on`));
    await page.goBack();
    await titled(page, zh('shell.start.title'));
    await rows.nth(count - 1).waitFor();
  }
}

/** Both sides of an own transfer are paired less its fee, and taken apart again. */
async function pairsTransfer(page: Page): Promise<void> {
  await page.getByRole('link', { name: zh('screens.start.attention.transfers'), exact: true }).click();
  await titled(page, zh('screens.claims.title'));
  const rows = page.getByRole('grid', { name: zh('screens.claims.list.transfers') }).locator('tbody tr');
  await rows.first().waitFor();
  const before = await rows.count();
  await page.getByRole('button', { name: zhPattern('screens.claims.transfer.pair_fee') }).click();
  await eventually(async () => assert.equal(await rows.count(), before - 2, 'both sides are settled'));
  await closeNotices(page);
  const paired = page.getByRole('region', { name: zh('screens.claims.recent.transfers') });
  await paired.getByRole('button', { name: zh('screens.claims.transfer.take_apart'), exact: true }).click();
  await eventually(async () => assert.equal(await rows.count(), before, 'both sides wait again'));
  await closeNotices(page);
  await page.goBack();
}

/** Rows that no import could take are decided once more and booked without their file. */
async function decidesAgain(page: Page): Promise<void> {
  await page.getByRole('link', { name: zh('screens.start.attention.undecided'), exact: true }).click();
  await titled(page, zh('screens.imports.title'));
  await page.getByRole('button', { name: zh('screens.imports.again_all'), exact: true }).click();
  await page.getByRole('button', { name: zhPattern('screens.imports.book') }).click();
  await page.getByText(zhPattern('screens.imports.booked')).waitFor();
  await closeNotices(page);
  await page.goto(`${new URL(page.url()).origin}/#/`);
  await titled(page, zh('shell.start.title'));
}

/** By the first letters of a name's pinyin, from anywhere. */
async function findsClients(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: zh('shell.search') });
  await box.waitFor();
  await page.keyboard.type('yz');
  const lines = page.getByRole('listbox', { name: zh('shell.palette.open') });
  const client = lines.getByRole('option', { name: new RegExp(`${zh('screens.books.palette_client')}$`) });
  await client.first().waitFor();
  await client.first().click();
  await eventually(async () => assert.match(new URL(page.url()).hash, /^#\/clients\/.+/));
  await page.goBack();
}
