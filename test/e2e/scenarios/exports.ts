import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const t = (code: string, params: Record<string, string | number> = {}) =>
  zh(`screens.exports.${code}`, params);
const NAME = '导入清单';

/** A grid becomes a named export with a heading of its own, stands in the list, and leads back to the same columns. */
export const exports: Scenario = {
  name: 'exports',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const bank = demo.of('bank.ccb.company');
    await openOwnBook(stage, page, demo, '导出练习', path =>
      duizhang(stage, 'statements', 'import', '--book', path, '--file', demo.path(bank)).then(
        () => undefined,
      ),
    );
    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.exports'), exact: true }).click();
    await titled(page, t('title'));
    await page.goto(`${stage.origin}/#/exports?edit=new&grid=book:files`);
    await titled(page, t('new'));
    await page.getByLabel(t('col.name'), { exact: true }).fill(NAME);
    await page
      .getByLabel(t('heading_of', { column: zh('bookgrid.column.file') }), { exact: true })
      .fill('文件名');
    await page.keyboard.press('Enter');
    await titled(page, t('title'));
    await closeNotices(page);
    const run = page.getByRole('button', { name: t('run_of', { name: NAME }), exact: true });
    await run.waitFor();
    const data = [userInfo().username, 'XLSX', 'xlsx'];
    const strange = (await englishWords(page)).filter(word => !data.includes(word.trim()));
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await page.getByRole('button', { name: t('edit_of', { name: NAME }), exact: true }).click();
    await titled(page, NAME);
    const heading = page.getByLabel(t('heading_of', { column: zh('bookgrid.column.file') }), { exact: true });
    assert.equal(await heading.inputValue(), '文件名');
    await page.getByRole('button', { name: zh('screens.clients.close_panel'), exact: true }).click();
    await titled(page, t('title'));
  },
};
