import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const NAME = '消耗练习';
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

/** 消耗月报 of a daily flow: the same text as the command line's, and a figure that opens its entries. */
export const spend: Scenario = {
  name: 'spend',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = join(stage.folder, `${NAME}.duizhang`);
    const text = join(stage.folder, '消耗.txt');
    rmSync(book, { force: true });
    const clients = demo.path(demo.files.find(({ source }) => source === 'clients')!);
    const flow = demo.path(demo.of('qianchuan.daily'));
    await duizhang(stage, 'book', 'create', '--book', book, '--name', NAME, '--first-period', '2026-03');
    await duizhang(stage, 'clients', 'import', '--book', book, '--file', clients);
    await duizhang(stage, 'statements', 'import', '--book', book, '--file', flow);
    const range = ['--from', MARCH.from, '--to', MARCH.to];
    await duizhang(stage, 'reports', 'spend', '--book', book, ...range, '--format', 'text', '--out', text);

    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
    await titled(page, zh('screens.books.title'));
    await leaveBook(page);
    await choose(page, zh('screens.books.open_drop'), [book]);
    await page
      .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
      .waitFor();
    await closeNotices(page);

    await navigation.getByRole('link', { name: zh('shell.nav.spend'), exact: true }).click();
    await titled(page, zh('spend.title.month'));
    const table = page.getByRole('region', { name: zh('screens.spend.title') });
    await table.getByText(zh('screens.spend.total', { count: '1' }), { exact: true }).waitFor();
    const client = clientOf(readFileSync(text, 'utf8'));
    await table.getByRole('button', { name: zh('screens.spend.copy_of', { client }), exact: true }).click();
    await page.getByText(zh('screens.spend.copied'), { exact: true }).first().waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(`${copied}\n`, readFileSync(text, 'utf8'), 'the page and the command line tell the same');

    const figure = table.locator('tfoot .figure-link').last();
    const amount = (await figure.innerText()).trim();
    await figure.click();
    const entries = page.getByRole('complementary', { name: zh('screens.spend.entries') });
    await entries.getByText(new RegExp(`${amount.replaceAll('.', '\\.')} 元$`)).waitFor();
    assert.ok((await entries.getByRole('link').count()) > 0, 'entries lead to their rows');
    const strange = await englishWords(page);
    assert.deepEqual(strange, [], 'English words on the Chinese page');
    await entries.getByRole('link').first().click();
    await page.waitForURL(/#\/files\//);
  },
};

/** Name of the one client that the text is about. */
function clientOf(text: string): string {
  return text.slice(0, text.indexOf(' '));
}
