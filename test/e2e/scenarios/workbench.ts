import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { eventually } from '../eventually.ts';
import { toSubject } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, tabTo, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh, zhPattern } from '../texts.ts';

const NAME = '勾对练习';
const RUN_MS = 120_000;
const w = (code: string, params: Record<string, string> = {}) => zh(`screens.workbench.${code}`, params);

/** A month is matched and a difference explained, from the first key to the last without the mouse. */
export const workbench: Scenario = {
  name: 'workbench',
  async run(stage, page) {
    await openDemoBook(stage, page);
    const { keyboard } = page;
    await keyboard.press('g');
    await keyboard.press('1');
    await titled(page, w('title'));
    await page.getByRole('heading', { name: zhPattern('screens.workbench.never') }).waitFor();
    await keyboard.press('m');
    await page.locator('.wb-body').waitFor({ timeout: RUN_MS });
    await toSuggestions(page);
    await accepts(page);
    await rejectsAndUndoes(page);
    await combines(page);
    await acceptsInBulk(page);
    assert.deepEqual(await strange(page), [], 'English words on the Chinese page');
    await keyboard.press('g');
    await keyboard.press('2');
    await decides(page);
    assert.deepEqual(await strange(page), [], 'English words on the Chinese page');
  },
};

/** Who works here is data of the page, and keys are called as they are. */
const strange = async (page: Page) =>
  (await englishWords(page)).filter(word => !['Tab', userInfo().username].includes(word.trim()));

async function openDemoBook(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, `${NAME}.duizhang`);
  rmSync(path, { force: true });
  await duizhang(stage, 'book', 'create', '--book', path, '--name', NAME, '--demo');
  await toSubject(page, 'books');
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
    .waitFor({ timeout: 60_000 });
  await closeNotices(page);
}

const grid = (page: Page, side: 'left' | 'right'): Locator => page.locator(`.wb-${side} table[role="grid"]`);
const acts = (page: Page): Locator => page.getByRole('region', { name: w('acts'), exact: true });

/** How many matches the middle shows. */
async function counted(page: Page): Promise<number> {
  const label = await page.locator('.wb-middle .ant-segmented-item-selected').innerText();
  return Number(/[\d,]+$/.exec(label)?.[0].replaceAll(',', ''));
}

/** To the relation with the most suggestions, tab by tab. */
async function toSuggestions(page: Page): Promise<void> {
  const counts = await page.locator('.wb-tab').allInnerTexts();
  const most = Math.max(...counts.map(suggestedIn));
  assert.ok(most > 3, 'a month with several suggestions');
  for (let turn = 0; turn < counts.length; turn++) {
    const shown = await page.locator('.wb-tab[aria-pressed="true"]').innerText();
    if (suggestedIn(shown) === most) return;
    await page.keyboard.press(']');
    await eventually(async () =>
      assert.notEqual(await page.locator('.wb-tab[aria-pressed="true"]').innerText(), shown),
    );
  }
}

const suggestedIn = (tab: string): number =>
  Number(zhPattern('screens.workbench.tab_suggested').exec(tab.split('\n')[1] ?? '')?.[1] ?? 0);

const said = (page: Page, kind: string) =>
  acts(page)
    .getByText(new RegExp(`^${w(`act.${kind}`).split('{')[0]}`))
    .first()
    .waitFor();

async function accepts(page: Page): Promise<void> {
  await page.locator('.wb-card').waitFor();
  await tabTo(page, grid(page, 'left'));
  const before = await counted(page);
  const first = await page.locator('.wb-card').innerText();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await page.locator('.wb-card').innerText(), first, 'J and K lead back');
  await page.keyboard.press('a');
  await said(page, 'accept');
  await eventually(async () => assert.ok((await counted(page)) < before, 'one suggestion less'));
  assert.ok(await grid(page, 'left').evaluate(list => list === document.activeElement), 'focus stays');
}

async function rejectsAndUndoes(page: Page): Promise<void> {
  await page.locator('.wb-card').waitFor();
  const before = await counted(page);
  await page.keyboard.press('r');
  await said(page, 'reject');
  await eventually(async () => assert.equal(await counted(page), before - 1));
  await page.keyboard.press('u');
  await eventually(async () => assert.equal(await counted(page), before, 'what was rejected is asked again'));
}

/** A row of each side, whatever they say: combined, and taken back. */
async function combines(page: Page): Promise<void> {
  const picked = page.getByRole('region', { name: w('picked'), exact: true });
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await picked.waitFor();
  await page.keyboard.press('c');
  await said(page, 'combine');
  await picked.waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await said(page, 'accept');
}

async function acceptsInBulk(page: Page): Promise<void> {
  await page.keyboard.press('b');
  const panel = page.getByRole('form', { name: w('bulk'), exact: true });
  await panel.getByRole('radio').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await panel.getByRole('button', { name: /[1-9]/ }).waitFor();
  await page.keyboard.press('Enter');
  await said(page, 'acceptMany');
}

async function decides(page: Page): Promise<void> {
  await titled(page, zh('screens.tickets.title'));
  await tabTo(page, page.getByRole('grid', { name: zh('screens.tickets.list'), exact: true }));
  await page.keyboard.press('j');
  await page.getByRole('complementary', { name: zh('screens.tickets.one'), exact: true }).waitFor();
  await page.keyboard.press('d');
  const why = page.getByRole('textbox', { name: zh('screens.tickets.why'), exact: true });
  await eventually(async () =>
    assert.ok(await why.evaluate(field => field === document.activeElement), 'the first field has the focus'),
  );
  await page.keyboard.type('核对无误');
  await page.keyboard.press('Enter');
  await page.getByText(zh('screens.tickets.decided'), { exact: true }).waitFor();
}
