import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { openOwnBook, previewFiles } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh, zhPattern } from '../texts.ts';

const t = (code: string, params: Record<string, string | number> = {}) => zh(`screens.close.${code}`, params);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) =>
  page.getByLabel(zh(`close.report.column.${name}`), { exact: true });

/** A month is closed by its checklist, the next one too; a late row goes on to the third; the last one opens again. */
export const close: Scenario = {
  name: 'close',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const bank = demo.of('bank.ccb.company');
    const late = demo.path(demo.of('bank.cmb.company'));
    await openOwnBook(stage, page, demo, '结账练习', path =>
      duizhang(stage, 'statements', 'import', '--book', path, '--file', demo.path(bank)).then(
        () => undefined,
      ),
    );
    await toClose(page);
    await toMonth(page, '2026-03');
    await hadNoBusiness(page);
    await carriesAll(page, true);
    await closes(page, '2026-03');
    await toMonth(page, '2026-04');
    await hadNoBusiness(page);
    await carriesAll(page);
    await closes(page, '2026-04');
    await toMonth(page, '2026-03');
    assert.equal(await button(page, t('reopen_act')).count(), 0, 'only the last closed month opens again');
    const strange = (await englishWords(page)).filter(word => word !== userInfo().username);
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await comesLate(page, late);
    await toClose(page);
    await opensAgain(page, '2026-04');
  },
};

async function toClose(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.close'), exact: true }).click();
  await titled(page, t('title'));
}

const monthRow = (page: Page, month: string): Locator =>
  page.locator('.close-periods tr').filter({ hasText: month });

async function toMonth(page: Page, month: string): Promise<void> {
  await button(page, month).click();
  await page.locator('.close-bar strong', { hasText: month }).waitFor();
  await page.locator('.close-lines tbody tr').nth(29).waitFor();
}

const missing = (page: Page): Locator => page.locator('.close-lines tr[data-state=missing]');

/** What stands open is named, line by line: who, until when, why; at first the panel says what to do instead. */
async function carriesAll(page: Page, looks = false): Promise<void> {
  while ((await missing(page).count()) > 0) {
    const row = missing(page).first();
    const line = Number(await row.locator('td').first().innerText());
    await row.locator('.close-name').click();
    if (looks) await page.getByText(zh(`close.act.${line}`), { exact: true }).waitFor();
    await field(page, 'owner').fill('李会计');
    await field(page, 'due').fill('2026-12-31');
    await field(page, 'reason').fill('次月处理');
    await page.locator('.clients-side footer button[type=submit]').click();
    await page
      .locator(`.close-lines tr[data-state=carried]`)
      .filter({ hasText: zh(`close.line.${line}`) })
      .waitFor();
    await closeNotices(page);
  }
}

async function closes(page: Page, month: string): Promise<void> {
  await button(page, t('close')).click();
  await monthRow(page, month).getByText(t('period.closed'), { exact: true }).waitFor();
  await closeNotices(page);
}

/** 当日无业务 of every account without a file in the month. */
async function hadNoBusiness(page: Page): Promise<void> {
  const row = page.locator('.close-lines tbody tr').nth(1);
  while ((await row.getAttribute('data-state')) === 'missing') {
    const count = await row.locator('td').nth(3).innerText();
    await row.locator('.close-name').click();
    await field(page, 'reason').fill('本月未用此账户');
    await button(page, t('quiet_do')).click();
    await row.locator('td').nth(3).getByText(count, { exact: true }).waitFor({ state: 'detached' });
    await closeNotices(page);
  }
}

/** Rows of March that arrive now are booked in May, and each entry leads to its row. */
async function comesLate(page: Page, path: string): Promise<void> {
  await previewFiles(page, [path], [basename(path)]);
  await page
    .getByRole('link', { name: basename(path), exact: true })
    .first()
    .click();
  await titled(page, basename(path));
  await page.getByRole('button', { name: new RegExp(`^${zh('screens.imports.book_short')}`) }).click();
  await page.getByText(zhPattern('screens.imports.booked')).first().waitFor();
  await closeNotices(page);
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.journal'), exact: true }).click();
  await page.getByText('2026-05-01', { exact: true }).first().waitFor();
}

async function opensAgain(page: Page, month: string): Promise<void> {
  await toMonth(page, month);
  await button(page, t('reopen_act')).click();
  await field(page, 'reason').fill('漏记一笔手续费');
  await button(page, t('reopen_do', { month })).click();
  await monthRow(page, month).getByText(t('period.open'), { exact: true }).waitFor();
}
