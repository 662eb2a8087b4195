import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { openOwnBook } from '../own-book.ts';
import type { Scenario } from '../scenario.ts';
import { titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const PERIOD = '2026-03';

/** From the line of a bank file forward to its entries, its match, its figures; from a figure back to the file. */
export const lineage: Scenario = {
  name: 'lineage',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const bank = demo.path(demo.of('bank.ccb.company'));
    let line = 0;
    await openOwnBook(stage, page, demo, '来龙去脉练习', async path => {
      line = await booksAndMatches(stage, demo, path, bank);
    });
    // The bank's file was the first that the book took in.
    await page.goto(`${stage.origin}/#/files/1?sheet=&line=${line}`);
    await titled(page, basename(bank));
    const panel = page.getByRole('complementary', { name: zh('drill.row_detail') });
    await panel.getByRole('button', { name: zh('screens.lineage.open'), exact: true }).click();
    await titled(page, zh('screens.lineage.title'));
    await showsBank(page, basename(bank));
    await leadsAcross(page, basename(bank));
    await leadsToLedgerAndBack(page);
    await leadsBackToFile(page);
    await page.goto(`${stage.origin}/#/tickets?month=${PERIOD}`);
    await leadsFromTicket(page);
  },
};

/** Takes in the bank's file and the own list and matches them; answers the line of a bank row that found its own. */
async function booksAndMatches(stage: Stage, demo: DemoAgency, book: string, bank: string): Promise<number> {
  const list = demo.path(demo.of('template.general'));
  for (const file of [bank, list])
    await duizhang(stage, 'statements', 'import', '--book', book, '--file', file);
  await duizhang(stage, 'matching', 'run', '--book', book, '--period', PERIOD);
  const out = join(stage.folder, '勾对.csv');
  await duizhang(stage, 'matching', 'export', '--book', book, '--period', PERIOD, '--out', out);
  const [head, ...rows] = readFileSync(out, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map(each => each.split(','));
  const at = (name: string) => head!.indexOf(name);
  const found = rows.find(row => row[at('file')] === basename(bank) && row[at('decided_by')] !== '');
  assert.ok(found, 'a row of the bank in a match');
  return Number(found[at('row')]);
}

const column = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: zh(`screens.lineage.${name}`), exact: true });

async function showsBank(page: Page, file: string): Promise<void> {
  await column(page, 'source').getByRole('button', { name: file }).waitFor();
  await column(page, 'entries').locator('.leg').first().waitFor();
  const match = column(page, 'bonds')
    .locator('.lin-card')
    .filter({ hasText: zh('screens.lineage.side.right') });
  await match.first().getByText(zh('screens.workbench.state.matched'), { exact: true }).waitFor();
  await column(page, 'figures').getByText(PERIOD, { exact: true }).waitFor();
  assert.ok((await column(page, 'figures').locator('.lin-account').count()) >= 2, 'both sides of the entry');
  await column(page, 'figures').getByText(zh('screens.lineage.statements'), { exact: true }).waitFor();
  const strange = (await englishWords(page)).filter(word => word.trim() !== userInfo().username);
  assert.deepEqual(strange, [], 'English words on the Chinese page');
}

/** The row of the own list tells of the same match, and the bank's row in it leads back. */
async function leadsAcross(page: Page, file: string): Promise<void> {
  const other = column(page, 'bonds')
    .locator('.lin-steps > li')
    .filter({ hasText: zh('screens.lineage.side.right') });
  await other.first().getByRole('button').click();
  await column(page, 'source').getByRole('button', { name: '通用流水' }).waitFor();
  const back = column(page, 'bonds').locator('.lin-steps > li').filter({ hasText: file });
  await back.first().getByRole('button').click();
  await column(page, 'source').getByRole('button', { name: file }).waitFor();
}

async function leadsToLedgerAndBack(page: Page): Promise<void> {
  await column(page, 'figures').locator('.lin-account button').first().click();
  await page.waitForURL(new RegExp(`/accounts/\\d+\\?from=${PERIOD}-01&to=${PERIOD}-31$`));
  await page.locator('.ledger-strip').waitFor();
  await page.keyboard.press('Escape');
  await titled(page, zh('screens.lineage.title'));
}

/** An entry is asked for: the same chain, itself marked; its row opens in the file. */
async function leadsBackToFile(page: Page): Promise<void> {
  const entries = column(page, 'entries');
  await entries.locator('.leg-open').first().click();
  await entries.locator('.leg[data-shown]').waitFor();
  await column(page, 'source').locator('.lin-place').first().click();
  const panel = page.getByRole('complementary', { name: zh('drill.row_detail') });
  await panel.getByRole('button', { name: zh('screens.lineage.open'), exact: true }).waitFor();
}

/** A difference that is open leads to the row it stands on, and stands in its chain. */
async function leadsFromTicket(page: Page): Promise<void> {
  await titled(page, zh('screens.tickets.title'));
  await page
    .getByRole('grid', { name: zh('screens.tickets.list') })
    .locator('tbody tr')
    .first()
    .click();
  const panel = page.getByRole('complementary', { name: zh('screens.tickets.one') });
  await panel.getByRole('button', { name: zh('screens.lineage.open'), exact: true }).click();
  await titled(page, zh('screens.lineage.title'));
  await column(page, 'bonds').getByText(zh('screens.lineage.ticket'), { exact: true }).first().waitFor();
}
