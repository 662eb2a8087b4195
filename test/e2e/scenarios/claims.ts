import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { openOwnBook, previewFiles, toSubject } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, plainFigure } from '../screens.ts';
import { zh, zhPattern } from '../texts.ts';

/** Receipts are claimed: by a key, split between clients, taken back, several at once; a payment is identified. */
export const claims: Scenario = {
  name: 'claims',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    await openOwnBook(stage, page, demo, '认款练习');
    const bank = demo.path(demo.of('bank.ccb.company'));
    await previewFiles(page, [bank], [basename(bank)]);
    await page.getByRole('button', { name: zh('screens.imports.book_short'), exact: true }).click();
    await page.getByText(zhPattern('screens.imports.booked')).waitFor();
    await toSubject(page, 'claims');
    await claimsByKey(page);
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');
    await splits(page);
    await takesBack(page);
    await claimsSeveral(page);
    await identifiesPayment(page);
  },
};

const list = (page: Page) => page.getByRole('grid', { name: zh('screens.claims.list.receipts') });
const recent = (page: Page) => page.getByRole('region', { name: zh('screens.claims.recent.receipts') });
const rowsOf = (of: Locator) => of.locator('tbody tr');

async function waiting(page: Page): Promise<number> {
  const shown = await page.getByText(zhPattern('screens.claims.count')).innerText();
  return Number(plainFigure(zhPattern('screens.claims.count').exec(shown)![1]!));
}

async function counts(page: Page, rows: number): Promise<void> {
  await eventually(async () => assert.equal(await waiting(page), rows, 'receipts that wait'));
}

/** Enter on a row with a suggestion claims it, and the next row is in hand. */
async function claimsByKey(page: Page): Promise<void> {
  const before = await waiting(page);
  await rowsOf(list(page))
    .filter({ has: page.locator('.chip[data-tone="success"]') })
    .first()
    .click();
  await list(page).focus();
  const here = list(page).locator('[aria-selected="true"]');
  const claimed = await here.innerText();
  await page.keyboard.press('Enter');
  await counts(page, before - 1);
  await recent(page).getByRole('listitem').first().waitFor();
  assert.notEqual(await here.innerText(), claimed);
  await closeNotices(page);
}

/** S splits; what is left is always told, and the claim waits until every part has a client. */
async function splits(page: Page): Promise<void> {
  const before = await waiting(page);
  await rowsOf(list(page))
    .filter({ has: page.locator('.chip[data-tone="success"]') })
    .first()
    .click();
  await list(page).focus();
  await page.keyboard.press('s');
  const side = page.getByRole('complementary', { name: zh('screens.claims.side') });
  await side.getByLabel(zh('screens.claims.amount_of', { part: 1 }), { exact: true }).fill('1.25');
  const left = zhPattern('screens.claims.left');
  const shown = await side.getByText(left).innerText();
  const rest = left.exec(shown)![1]!;
  await side.getByLabel(zh('screens.claims.amount_of', { part: 2 }), { exact: true }).fill(rest);
  await side.getByText(zh('screens.claims.left', { amount: '0.00' }), { exact: true }).waitFor();
  await side.getByText(zh('screens.claims.fault.client'), { exact: true }).waitFor();
  const client = side.getByRole('combobox', { name: zh('screens.claims.client_of', { part: 2 }) });
  await client.click();
  await client.fill('有限');
  await page.locator('.ant-select-item-option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await side.getByRole('button', { name: /^认领 ¥/ }).click();
  await counts(page, before - 1);
  await closeNotices(page);
}

async function takesBack(page: Page): Promise<void> {
  const before = await waiting(page);
  await recent(page)
    .getByRole('button', { name: zh('screens.claims.take_back'), exact: true })
    .first()
    .click();
  await counts(page, before + 1);
  await closeNotices(page);
}

/** What can be claimed for its only suggestion is shown with its sum, then claimed one by one. */
async function claimsSeveral(page: Page): Promise<void> {
  const before = await waiting(page);
  await page.getByLabel(zh('screens.claims.tick_all'), { exact: true }).check();
  await page.getByRole('button', { name: zhPattern('screens.claims.bulk_look') }).click();
  const start = page.getByRole('button', { name: zhPattern('screens.claims.bulk_do') });
  const count = Number(plainFigure(zhPattern('screens.claims.bulk_do').exec(await start.innerText())![1]!));
  assert.ok(count > 1);
  await start.click();
  const done = page.getByText(zhPattern('screens.claims.bulk_done'));
  await done.waitFor();
  assert.equal(zhPattern('screens.claims.bulk_done').exec(await done.innerText())![1], String(count));
  await page.getByRole('button', { name: zh('screens.imports.run_clear'), exact: true }).click();
  await counts(page, before - count);
}

/** A payment is said to be something, and waits again once that is taken back. */
async function identifiesPayment(page: Page): Promise<void> {
  await page.getByText(zh('screens.claims.tab.payments')).click();
  const payments = page.getByRole('grid', { name: zh('screens.claims.list.payments') });
  await rowsOf(payments).first().click();
  const before = await waiting(page);
  const side = page.getByRole('complementary', { name: zh('screens.claims.side') });
  const kind = side.getByRole('combobox', { name: zh('screens.claims.kind_of', { part: 1 }) });
  await kind.click();
  await kind.fill(zh('screens.claims.kind.fee'));
  await page.getByTitle(zh('screens.claims.kind.fee'), { exact: true }).last().waitFor();
  await page.keyboard.press('Enter');
  await side.getByRole('button', { name: zhPattern('screens.claims.identify') }).click();
  await counts(page, before - 1);
  await closeNotices(page);
  // The list of a select is drawn with its codes for readers until it is closed.
  await eventually(async () =>
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page'),
  );
  const identified = page.getByRole('region', { name: zh('screens.claims.recent.payments') });
  await identified.getByRole('button', { name: zh('screens.claims.take_back'), exact: true }).click();
  await counts(page, before);
  await page.getByText(zh('screens.claims.tab.breaks')).click();
  await page.getByRole('heading', { name: zh('screens.claims.tickets'), exact: true }).waitFor();
}
