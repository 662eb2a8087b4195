import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const t = (code: string, params: Record<string, string | number> = {}) =>
  zh(`screens.vouchers.${code}`, params);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** New entries become a batch; a line tells its entries; the mapping is changed; the general ledger is held against it. */
export const vouchers: Scenario = {
  name: 'vouchers',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const bank = demo.of('bank.ccb.company');
    await openOwnBook(stage, page, demo, '凭证练习', path =>
      duizhang(stage, 'statements', 'import', '--book', path, '--file', demo.path(bank)).then(
        () => undefined,
      ),
    );
    const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
    await navigation.getByRole('link', { name: zh('shell.nav.vouchers'), exact: true }).click();
    await titled(page, t('title'));
    await exports(page);
    await maps(page);
    await checks(stage, page);
  },
};

async function exports(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^${t('export', { count: '' }).split(' ')[0]}`) })
    .click();
  await page.getByRole('button', { name: new RegExp(`^${t('batch', { batch: 1 })}`) }).waitFor();
  await closeNotices(page);
  await page.getByText('银行存款', { exact: false }).first().click();
  await page
    .getByRole('region', { name: t('behind') })
    .getByText(zh('drill.summary'))
    .first()
    .waitFor();
  const data = [userInfo().username, 'csv', 'CSV', 'XLSX', 'xlsx'];
  const strange = (await englishWords(page)).filter(word => !data.includes(word.trim()));
  assert.deepEqual(strange, [], 'English words on the Chinese page');
  await page.keyboard.press('Escape');
}

async function maps(page: Page): Promise<void> {
  await page.getByText(t('view.mapping'), { exact: true }).click();
  await page.getByText('1002', { exact: true }).first().click();
  await page.getByLabel(t('map.gl_code'), { exact: true }).fill('1002.01');
  await button(page, t('map.keep')).click();
  await page.getByRole('row').filter({ hasText: '1002.01' }).getByText(t('map.own')).waitFor();
  await closeNotices(page);
}

async function checks(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, '总账.csv');
  const head = '科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方';
  writeFileSync(path, `\ufeff${head}\r\n1002.01,工行,0,0,1,0,1,0\r\n`);
  await page.getByText(t('view.check'), { exact: true }).click();
  await button(page, t('check.import')).first().click();
  await choose(page, t('check.import_drop'), [path]);
  await page
    .getByRole('button', { name: new RegExp(t('check.import_do', { month: '' }).split(' ')[0]!) })
    .last()
    .click();
  await page.getByText(zh('vouchers.check.different'), { exact: true }).first().waitFor();
}
