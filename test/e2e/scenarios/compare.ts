import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { COMPARE_TABS, type CompareTab } from '../../../src/domain/compare.ts';
import { formatE5, parseDecimalE5 } from '../../../src/domain/money.ts';
import { duizhang } from '../command-line.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { cell, columnKey, statusOf } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import {
  choose,
  chosen,
  figure,
  goTo,
  type ShownTab,
  shownTabs,
  startComparison,
  tabCard,
  titled,
} from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const PAIR = '台账 ↔ 重新导出';

type Tabs = Record<CompareTab, ShownTab>;

interface ByCommand {
  sums: Tabs;
  left: { rows: number; sum: string };
  right: { rows: number; sum: string };
}

/** The book list against its later export: guessed, compared, drilled into, reported, remembered, swapped. */
export const compare: Scenario = {
  name: 'compare',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const paths = [demo.path(demo.of('template.general')), demo.path(demo.reexport)] as const;
    const known = await duizhang<ByCommand>(stage, 'compare', 'run', '--left', paths[0], '--right', paths[1]);
    await pairUp(page, paths);
    await guessedWell(page);
    await runComparison(page, known);
    const shown = await shownTabs(page);
    assert.deepEqual(shown, known.sums, 'the page and the command line agree');
    assert.deepEqual(countsOf(shown), plannedCounts(demo), 'what was put in on purpose is what is found');
    addsUp(shown, known);
    await drillDown(page, demo, paths);
    await reportAgrees(page, shown);
    await remember(page);
    await pairIsForgotten(await pairIsOffered(stage, paths, shown));
  },
};

async function pairUp(page: Page, paths: readonly string[]): Promise<void> {
  await goTo(page, 'compare');
  await choose(page, zh('screens.compare.drop', { side: zh('screens.compare.left') }), paths);
  await page.getByRole('heading', { name: zh('screens.compare.columns') }).waitFor();
}

const GUESSED = { key: '单号', date: '时间', party: '客户' } as const;

async function guessedWell(page: Page): Promise<void> {
  for (const [part, heading] of Object.entries(GUESSED))
    for (const side of ['left', 'right'] as const)
      assert.equal(await chosen(page, field(part, side)), heading);
  for (const side of ['left', 'right'] as const)
    assert.equal(await chosen(page, field('amount', side)), zh('compare.choice.signed'));
}

function field(part: string, side: 'left' | 'right'): string {
  return zh('screens.compare.part_of', {
    part: zh(`compare.part.${part}`),
    side: zh(`screens.compare.${side}`),
  });
}

async function runComparison(page: Page, { left, right }: ByCommand): Promise<void> {
  const rows = { left: figure(left.rows), right: figure(right.rows) };
  await page.getByRole('button', { name: zh('screens.compare.run', rows) }).click();
  await titled(page, zh('screens.compare.result'));
  await page.getByText(zh('screens.compare.adds_up'), { exact: true }).waitFor();
}

function countsOf(tabs: Tabs): Record<CompareTab, number> {
  return Object.fromEntries(COMPARE_TABS.map(tab => [tab, tabs[tab].count])) as Record<CompareTab, number>;
}

/** Counts that the differences planned for the later export must give. */
function plannedCounts({ plan, of }: DemoAgency): Record<CompareTab, number> {
  const planned = (what: string) =>
    plan.differences.filter(each => each.where === 'reexport' && each.what === what).length;
  const differing = planned('wrong_amount');
  const leftOnly = planned('missing');
  const fuzzy = planned('mistyped_id');
  const rows = of('template.general').truth!.rows;
  return {
    equal: rows - differing - leftOnly - fuzzy,
    differing,
    leftOnly,
    rightOnly: planned('added'),
    duplicates: planned('duplicate'),
    fuzzy,
  };
}

function addsUp(tabs: Tabs, files: ByCommand): void {
  for (const side of ['left', 'right'] as const) {
    const sum_e5 = COMPARE_TABS.reduce((sum, tab) => sum + parseDecimalE5(tabs[tab][side])!, 0);
    assert.equal(formatE5(sum_e5), files[side].sum, `tabs of the ${side} file add up to it`);
  }
  const pairs = tabs.equal.count + tabs.differing.count + tabs.fuzzy.count;
  const single = tabs.leftOnly.count + tabs.rightOnly.count + tabs.duplicates.count;
  assert.equal(pairs * 2 + single, files.left.rows + files.right.rows, 'tabs hold every row once');
}

/** A differing row shows both raw rows side by side and leads to the raw sheet and back. */
async function drillDown(page: Page, { plan }: DemoAgency, paths: readonly string[]): Promise<void> {
  await tabCard(page, 'differing').click();
  const differing = plan.differences.filter(
    each => each.where === 'reexport' && each.what === 'wrong_amount',
  );
  await statusOf(page, differing.length);
  const key = await columnKey(page, zh('compare.column.key'));
  const wrong = differing[0]!;
  const row = await eventually(async () => {
    for (let at = 0; at < differing.length; at++)
      if ((await cell(page, at, key).innerText()) === wrong.no) return at;
    assert.fail(`no row ${wrong.no}`);
  });
  await cell(page, row, key).click();
  const detail = page.getByRole('complementary', { name: zh('screens.compare.detail') });
  const amounts = detail.getByRole('row').filter({ hasText: zh('screens.compare.compared_amount') });
  await amounts.waitFor();
  const values = await amounts.getByRole('cell').allInnerTexts();
  const right_fen = wrong.fen - Math.floor(wrong.fen / 20) - 1;
  assert.deepEqual(
    values.map(value => value.replaceAll(',', '')),
    [wrong.fen, right_fen].map(fen => `-${(fen / 100).toFixed(2)}`),
  );
  const raw = detail.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '金额(元)' }) });
  const cells = (await raw.getByRole('cell').allInnerTexts()).map(text => text.split('\n')[0]!.trim());
  assert.deepEqual(
    cells,
    [wrong.fen, right_fen].map(fen => (fen / 100).toFixed(2)),
  );
  await detail
    .getByRole('button', { name: zh('screens.compare.open_raw') })
    .last()
    .click();
  await page.getByText(basename(paths[1]!), { exact: true }).waitFor();
  await eventually(async () => {
    const focused = page.locator('[row-index]').filter({ has: page.locator('[role=gridcell]:focus') });
    assert.equal(await focused.count(), 1, 'the raw row has the focus');
    assert.match(await focused.innerText(), new RegExp(wrong.no));
  });
  await page.getByRole('button', { name: zh('screens.compare.back_to_result') }).click();
  await statusOf(page, differing.length);
}

/** The saved workbook, read by another library, says what the page says. */
async function reportAgrees(page: Page, shown: Tabs): Promise<void> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: zh('screens.compare.report') }).click();
  const download = await saved;
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const book = read(readFileSync(await download.path()), { type: 'buffer' });
  const rowsOf = (name: string) =>
    utils.sheet_to_json<(string | number)[]>(book.Sheets[name]!, { header: 1, blankrows: false });
  const summary = rowsOf(zh('compare.report.summary'));
  for (const tab of COMPARE_TABS) {
    const line = summary.find(([name]) => name === zh(`compare.tab.${tab}`))!;
    const [, leftRows, rightRows, left, right] = line.map(Number);
    const { count } = shown[tab];
    const paired = ['equal', 'differing', 'fuzzy'].includes(tab);
    assert.equal(paired ? leftRows : leftRows! + rightRows!, count, `${tab}: rows in the report`);
    assert.deepEqual(
      [left!.toFixed(2), right!.toFixed(2)],
      [shown[tab].left, shown[tab].right],
      `${tab}: sums`,
    );
    if (tab === 'equal') continue;
    const sheet = rowsOf(zh(`compare.tab.${tab}`));
    assert.equal(sheet.length, count + 2, `${tab}: heading, rows and total in its sheet`);
  }
}

async function remember(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.compare.remember'), exact: true }).click();
  await page.getByLabel(zh('screens.compare.pair_name')).fill(PAIR);
  await page.getByRole('button', { name: zh('screens.compare.remember_do'), exact: true }).click();
  await page.getByText(zh('screens.compare.remembered', { name: PAIR })).waitFor();
}

/** Next month: two files dropped at once on the start page fill both sides by the remembered pair. */
async function pairIsOffered(stage: Stage, paths: readonly string[], before: Tabs): Promise<Page> {
  const page = await stage.freshPage();
  await choose(page, zh('shell.start.compare.drop'), paths);
  await page.getByText(zh('screens.compare.from_pair', { name: PAIR })).waitFor();
  await page.getByRole('button', { name: zh('screens.compare.swap') }).click();
  const left = page.getByRole('region', { name: zh('screens.compare.left') });
  await left.getByRole('link', { name: basename(paths[1]!) }).waitFor();
  await startComparison(page);
  const swapped = await shownTabs(page);
  const { leftOnly, rightOnly, equal, differing, fuzzy, duplicates } = countsOf(before);
  assert.deepEqual(countsOf(swapped), {
    leftOnly: rightOnly,
    rightOnly: leftOnly,
    equal,
    differing,
    fuzzy,
    duplicates,
  });
  assert.equal(swapped.differing.left, before.differing.right);
  return page;
}

async function pairIsForgotten(page: Page): Promise<void> {
  await goTo(page, 'settings');
  const line = page.getByRole('row').filter({ has: page.getByRole('cell', { name: PAIR, exact: true }) });
  await line.getByRole('button', { name: zh('settings.pairs.forget') }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: zh('settings.pairs.forget') })
    .click();
  await line.waitFor({ state: 'detached' });
}
