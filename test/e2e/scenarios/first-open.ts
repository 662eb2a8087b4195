import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chineseWords, englishWords } from '../chinese.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { goTo, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { textOf, zh } from '../texts.ts';

export const firstOpen: Scenario = {
  name: 'first open',
  async run(stage, page) {
    await noSecretInTheAddress(stage);
    await titled(page, zh('shell.start.title'));
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    await page.getByRole('button', { name: /支付宝交易明细/ }).waitFor();
    for (const subject of ['start', 'statements', 'compare', 'settings'] as const) {
      await goTo(page, subject);
      assert.deepEqual(await englishWords(page), [], `English words on the Chinese page ${subject}`);
    }
    await languageThereAndBack(page);
    await themeIsKept(page);
  },
};

async function noSecretInTheAddress(stage: Stage): Promise<void> {
  assert.equal(stage.firstUrl.split('#')[0], `${stage.origin}/`, 'the token stays out of the address');
  const stranger = await stage.browser.newContext();
  try {
    const page = await stranger.newPage();
    for (const address of [stage.address, stage.origin])
      assert.equal((await page.goto(address))?.status(), 403, 'a second browser has no way in');
  } finally {
    await stranger.close();
  }
}

async function languageThereAndBack(page: Page): Promise<void> {
  const english = page.getByText(zh('shell.language.en'), { exact: true });
  await english.first().click();
  await titled(page, textOf('en', 'settings.title'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.reload();
  await titled(page, textOf('en', 'settings.title'));
  await page.getByText(textOf('en', 'settings.calendar.shipped')).first().waitFor();
  assert.deepEqual(await chineseWords(page), [zh('shell.language.zh')]);
  await page.getByText(textOf('en', 'shell.language.zh'), { exact: true }).first().click();
  await titled(page, zh('settings.title'));
}

async function themeIsKept(page: Page): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = async () =>
    ((await ground()).match(/\d+/g) ?? [])
      .slice(0, 3)
      .map(Number)
      .reduce((a, b) => a + b, 0);
  const light = await brightness();
  assert.ok(light > 600, 'light is light');
  await page.getByRole('button', { name: zh('shell.theme.to_dark') }).click();
  const back = page.getByRole('button', { name: zh('shell.theme.to_light') });
  await back.waitFor();
  await page.reload();
  await back.waitFor();
  await eventually(async () => assert.ok((await brightness()) < 200, 'dark is dark, also after a reload'));
  await back.click();
  await eventually(async () => assert.equal(await brightness(), light));
}
