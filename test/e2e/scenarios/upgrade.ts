import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, titled } from '../screens.ts';
import { zh } from '../texts.ts';

/** A case from its trigger to the lifted limit, and an expiry that brings the limit back. */
export const upgrade: Scenario = {
  name: 'upgrade',
  async run(stage, page) {
    await openOwnBook(stage, page, await demoAgency(stage), '升级练习');
    const proof = join(stage.folder, '驳回截图.png');
    writeFileSync(proof, greyPicture(480, 320));
    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.upgrade'), exact: true }).click();
    await titled(page, zh('screens.upgrade.title'));
    const list = page.getByRole('grid', { name: zh('screens.upgrade.list') });
    const firms = list.locator('tbody tr').filter({ hasText: zh('screens.upgrade.verification.none') });
    await firms.first().click();
    await opensCase(page);
    await walks(page, proof);
    await limitIs(page, '300.00');
    await looksAtEvidence(page);
    const strange = (await englishWords(page)).filter(word => !DATA.includes(word));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await verifies(page, dayFrom(1));
    await stateIs(page, 'upgraded');
    await limitIs(page, '1,000,000.00');
    await side(page)
      .getByText(zh('screens.upgrade.days_left', { days: 1 }))
      .waitFor();
    await verifies(page, dayFrom(-1));
    await stateIs(page, 'verification_expired');
    await limitIs(page, '300.00');
    await walksBoard(page);
  },
};

/** Beginnings of account ids, endings of files, and who works here. */
const DATA = ['dy', 'png', userInfo().username];

const side = (page: Page): Locator => page.getByRole('complementary', { name: zh('screens.upgrade.detail') });
const button = (page: Page, name: string) => side(page).getByRole('button', { name, exact: true });

async function stateIs(page: Page, state: string): Promise<void> {
  await side(page)
    .locator('header .chip')
    .getByText(zh(`upgrade.state.${state}`), { exact: true })
    .waitFor();
}

/** The first limit that binds is the one of a day. */
async function limitIs(page: Page, yuan: string): Promise<void> {
  const used = zh('limits.used_of', { used: '0.00', limit: yuan });
  await side(page).locator('.limit-bar').first().getByText(used, { exact: true }).waitFor();
}

/** Nothing is opened before the placement is judged and the client has been told of the ad label (UPG-0). */
async function opensCase(page: Page): Promise<void> {
  await button(page, zh('screens.upgrade.do.open')).click();
  await side(page).getByText(zh('screens.upgrade.judged.unknown'), { exact: true }).waitFor();
  await side(page)
    .getByRole('combobox', { name: zh('upgrade.dimension.anchor'), exact: true })
    .click();
  await page.getByTitle(zh('screens.upgrade.cart.external'), { exact: true }).last().click();
  await side(page).getByText(zh('screens.upgrade.judged.yes'), { exact: true }).waitFor();
  const opens = button(page, zh('screens.upgrade.open.yes'));
  assert.equal(await opens.isDisabled(), true, 'the label was not said yet');
  await side(page)
    .getByRole('checkbox', { name: zh('screens.upgrade.told') })
    .check();
  await opens.click();
  await stateIs(page, 'triggered');
}

async function walks(page: Page, proof: string): Promise<void> {
  await step(page, 'bound');
  await step(page, 'submitted');
  await step(page, 'rejected', async () => {
    await side(page).getByLabel(zh('screens.upgrade.step.rejected_why'), { exact: true }).fill('执照已过期');
    await choose(page, zh('screens.upgrade.evidence'), [proof]);
    await side(page)
      .getByText(/驳回截图\.png · /)
      .waitFor();
  });
  await step(page, 'submitted');
  await step(page, 'upgraded_limited');
}

async function step(page: Page, to: string, fill?: () => Promise<void>): Promise<void> {
  const state = zh(`upgrade.state.${to}`);
  await button(page, zh('screens.upgrade.do.step')).click();
  await side(page).getByRole('radio', { name: state, exact: true }).check();
  await fill?.();
  await button(page, zh('screens.upgrade.step.act', { state })).click();
  await stateIs(page, to);
}

async function looksAtEvidence(page: Page): Promise<void> {
  await button(page, '驳回截图.png').click();
  const picture = side(page).getByRole('img', { name: '驳回截图.png' });
  await picture.waitFor();
  assert.equal(await picture.evaluate(image => (image as HTMLImageElement).naturalWidth), 480);
  await button(page, zh('screens.upgrade.close_view')).click();
}

/** Passed thirty days ago; a second time corrects the last valid day. */
async function verifies(page: Page, until: string): Promise<void> {
  await button(page, zh('screens.upgrade.do.verify')).click();
  await side(page).getByLabel(zh('screens.upgrade.verify.from.passed'), { exact: true }).fill(dayFrom(-30));
  await side(page).getByLabel(zh('screens.upgrade.verify.until'), { exact: true }).fill(until);
  await button(page, zh('screens.upgrade.verify.act.passed', { accounts: 1 })).click();
  await button(page, zh('screens.upgrade.do.verify')).waitFor();
}

/** The board by state is walked by keys; the next step is a form, nothing is done by the key alone. */
async function walksBoard(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await side(page).waitFor({ state: 'hidden' });
  await page.getByText(zh('screens.upgrade.view.board'), { exact: true }).click();
  const board = page.getByRole('listbox', { name: zh('screens.upgrade.board') });
  await board.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const chosen = board.getByRole('option', { selected: true });
  await chosen.waitFor();
  await page.keyboard.press('Enter');
  await stateIs(page, 'verification_expired');
}

/** Beijing day so many days from now. */
function dayFrom(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

/** A grey picture as PNG bytes. */
function greyPicture(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x90);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
