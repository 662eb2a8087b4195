import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const NAME = '对账单练习';
const MONTH = '2026-03';
const t = (code: string, params: Record<string, string> = {}) => zh(`screens.packs.${code}`, params);

/** A client's statement is made, saved, marked as sent and disputed; the pools reconcile. */
export const packs: Scenario = {
  name: 'packs',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = join(stage.folder, `${NAME}.duizhang`);
    rmSync(book, { force: true });
    const clients = demo.path(demo.files.find(({ source }) => source === 'clients')!);
    const flow = demo.path(demo.of('qianchuan.daily'));
    await duizhang(stage, 'book', 'create', '--book', book, '--name', NAME, '--first-period', MONTH);
    await duizhang(stage, 'clients', 'import', '--book', book, '--file', clients);
    await duizhang(stage, 'statements', 'import', '--book', book, '--file', flow);

    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
    await titled(page, zh('screens.books.title'));
    await leaveBook(page);
    await choose(page, zh('screens.books.open_drop'), [book]);
    await page
      .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
      .waitFor();
    await closeNotices(page);
    await navigation.getByRole('link', { name: zh('shell.nav.packs'), exact: true }).click();
    await titled(page, t('title'));

    await makes(page);
    await follows(page);
    // Check codes are hexadecimal, and whoever works at the machine has its name.
    const strange = (await englishWords(page)).filter(
      word => word !== userInfo().username && !/^[A-F]+$/.test(word),
    );
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await navigation.getByRole('link', { name: zh('shell.nav.reconciliations'), exact: true }).click();
    await titled(page, zh('screens.reconciliations.title'));
    await page.getByText(zh('screens.reconciliations.platform'), { exact: true }).click();
    await page.getByRole('table', { name: zh('reconciliations.platform.title') }).waitFor();
  },
};

const stateCell = (page: Page, state: string) =>
  page.getByRole('table', { name: t('title') }).getByText(t(`state.${state}`), { exact: true });

/** Everything that is due is made as one job and saved as one archive. */
async function makes(page: Page): Promise<void> {
  await stateCell(page, 'none').first().waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: t('make_all'), exact: true }).click();
  assert.match((await saved).suggestedFilename(), new RegExp(`${MONTH}\\.zip$`));
  await stateCell(page, 'draft').first().waitFor();
  await closeNotices(page);
}

/** The chosen client's statement is sent, and the client objects. */
async function follows(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: t('choose_all'), exact: true }).check();
  await mark(page, 'sent');
  await stateCell(page, 'sent').first().waitFor();
  await closeNotices(page);
  await page
    .getByRole('table', { name: t('title') })
    .locator('tbody .line-link')
    .first()
    .click();
  await mark(page, 'disputed', '少一笔退款');
  await stateCell(page, 'disputed').waitFor();
  await page.getByText('少一笔退款').waitFor();
  await closeNotices(page);
}

async function mark(page: Page, state: string, note?: string): Promise<void> {
  const word = t(`state.${state}`);
  await page.getByRole('button', { name: t('mark', { state: word }), exact: true }).click();
  if (note !== undefined) await page.getByLabel(t('dispute'), { exact: true }).fill(note);
  await page.locator('aside button[type=submit]').click();
}
