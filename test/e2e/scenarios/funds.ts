import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { groupThousands } from '../../../src/domain/money.ts';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import { zh } from '../texts.ts';

const NAME = '资金练习';
const DAY = '2026-03-16';

/** 资金日报 of a day: the page tells what the command line writes, and a figure opens its ledger; 长期挂账 beside it. */
export const funds: Scenario = {
  name: 'funds',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const book = join(stage.folder, `${NAME}.duizhang`);
    const file = join(stage.folder, '资金日报.csv');
    rmSync(book, { force: true });
    const bank = demo.path(demo.of('bank.ccb.company'));
    await duizhang(stage, 'book', 'create', '--book', book, '--name', NAME, '--first-period', '2026-03');
    await duizhang(stage, 'statements', 'import', '--book', book, '--file', bank);
    const asked = ['--book', book, '--on', DAY, '--format', 'csv', '--out', file];
    await duizhang(stage, 'reports', 'funds-daily', ...asked);
    const written = readFileSync(file, 'utf8')
      .split('\r\n')
      .find(line => line.startsWith(`${zh('reports.total')},`))!
      .split(',')
      .slice(-4)
      .map(groupThousands);

    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.books'), exact: true }).click();
    await titled(page, zh('screens.books.title'));
    await leaveBook(page);
    await choose(page, zh('screens.books.open_drop'), [book]);
    await page
      .getByRole('link', { name: zh('screens.books.chip_open', { name: NAME }), exact: true })
      .waitFor();
    await closeNotices(page);

    await navigation.getByRole('link', { name: zh('shell.nav.funds'), exact: true }).click();
    await titled(page, zh('screens.funds.title'));
    const day = page.getByRole('textbox', { name: zh('screens.funds.day'), exact: true });
    await day.fill(DAY);
    await day.press('Enter');
    const table = page.getByRole('table', { name: zh('funds.title.daily'), exact: true });
    await eventually(async () => {
      const shown = await table.locator('tfoot td.number').allInnerTexts();
      assert.deepEqual(
        shown.map(text => (text === '–' ? '0.00' : text)),
        written,
        'the page and the command line tell the same',
      );
    });
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');

    await page.getByRole('tab', { name: zh('screens.funds.tab.long_open'), exact: true }).click();
    const long = page.getByRole('table', { name: zh('long_open.title.lines'), exact: true });
    await long.getByRole('row').nth(1).waitFor();
    const cards = page.locator('.funds-card[aria-pressed]');
    await cards.last().click();
    await eventually(async () => {
      const kinds = new Set(await long.locator('tbody tr th a').allInnerTexts());
      assert.equal(kinds.size, 1, 'a card shows its own kind');
    });
    assert.deepEqual(await englishWords(page), [], 'English words on the Chinese page');

    await page.getByRole('tab', { name: zh('screens.funds.tab.daily'), exact: true }).click();
    await table.locator('.figure-link').first().click();
    await page.waitForURL(/#\/accounts\/\d+/);
  },
};
