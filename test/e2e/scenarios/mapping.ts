import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Profile } from '../../../src/domain/statement.ts';
import { demoAgency } from '../demo.ts';
import { statusOf } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { closeNotices, figure, goTo, openFile, openPanel, select, sumHeading, told } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const NAME = '供应商结算';
const HEADINGS = ['结算日', '服务内容', '合作方', '件数', '单价（元）', '应结金额（元）', '付款凭证'];
const MEANINGS = { 结算日: 'time', 合作方: 'party', '应结金额（元）': 'amount', 付款凭证: 'id' };

/** A form nobody knows: named once, recognised ever after, stopped when its header changes. */
export const mapping: Scenario = {
  name: 'mapping',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const month = demo.plan.supplierLines.filter(({ day }) => day.startsWith(demo.plan.months[0]!));
    const fen = month.reduce((sum, line) => sum + line.paidFen, 0);
    await openFile(page, demo.path(demo.of(null)));
    await page.getByText(zh('screens.statements.state.unknown'), { exact: true }).waitFor();
    await mapColumns(page);
    await spent(page, month.length, (fen / 100).toFixed(2));
    await secondFileIsKnown(stage, page);
    await changedHeaderStops(stage, page);
    await handedOnAndRemoved(page);
  },
};

async function mapColumns(page: Page): Promise<void> {
  const save = page.getByRole('button', { name: zh('screens.mapping.save') });
  await page.getByText(zh('screens.mapping.header_now', { row: 4 })).waitFor();
  assert.ok(await save.isDisabled(), 'nothing to save yet');
  for (const [column, meaning] of Object.entries(MEANINGS))
    await select(page, zh('screens.mapping.meaning_of', { column }), zh(`meaning.${meaning}`));
  await page.getByText(zh('screens.mapping.by.fixed')).click();
  const side = page.getByRole('complementary', { name: zh('screens.mapping.title') });
  await side.getByText(zh('screens.statements.expense'), { exact: true }).click();
  await page.getByLabel(zh('screens.mapping.name'), { exact: true }).fill(NAME);
  await save.click();
}

async function spent(page: Page, count: number, sum: string): Promise<void> {
  await page.getByText(zh('screens.statements.state.known'), { exact: true }).waitFor();
  const name = sumHeading('screens.statements.expense');
  const { all } = await statusOf(page, count);
  assert.equal(all.sums[zh('screens.statements.expense')], sum);
  const [shown, lines] = await told(page.getByRole('main'), name);
  assert.deepEqual(
    [shown?.replaceAll(',', ''), lines],
    [sum, zh('screens.statements.lines', { count: figure(count) })],
  );
}

/** Next month's file: no question asked. */
async function secondFileIsKnown(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, '供应商结算单_下月.csv');
  writeFileSync(path, supplierList(HEADINGS, ['2026-04-02', '2026-04-09', '2026-04-30']));
  await openFile(page, path);
  await spent(page, 3, '603.03');
  const side = await openPanel(page, zh('screens.statements.panel.columns'));
  const read = side.getByRole('row').filter({ hasText: '结算日' });
  assert.match(await read.innerText(), new RegExp(zh('meaning.time')));
}

/** A heading renamed and one added: nothing is read, and both are named. */
async function changedHeaderStops(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, '供应商结算单_改版.csv');
  const changed = HEADINGS.map(heading => (heading === '件数' ? '数量' : heading));
  writeFileSync(path, supplierList([...changed, '税额'], ['2026-05-05']));
  await openFile(page, path);
  await page.getByText(zh('screens.statements.state.unknown'), { exact: true }).waitFor();
  await page.getByText(zh('screens.mapping.changed', { profile: NAME })).waitFor();
  const said = await page.getByRole('alert').innerText();
  const [removed, added] = ['removed', 'added'].map(
    what =>
      said.split('\n').find(line => line.startsWith(zh(`screens.mapping.${what}`).split('{')[0]!)) ?? '',
  );
  assert.match(removed!, /件数/);
  assert.match(added!, /数量/);
  assert.match(added!, /税额/);
  const row = page.getByRole('row').filter({ hasText: '结算日' }).last();
  assert.match(
    await row.innerText(),
    new RegExp(zh('meaning.time')),
    'what is still there keeps its meaning',
  );
  assert.equal(basename(path), await page.getByRole('heading', { level: 1 }).innerText());
}

/** The settings hand the mapping out as a file, take it back, and remove it. */
async function handedOnAndRemoved(page: Page): Promise<void> {
  await goTo(page, 'settings');
  const line = page.getByRole('row').filter({ has: page.getByRole('cell', { name: NAME, exact: true }) });
  const saved = page.waitForEvent('download');
  await line.getByRole('button', { name: zh('settings.mappings.export') }).click();
  const path = await (await saved).path();
  const exported: Profile = JSON.parse(readFileSync(path, 'utf8'));
  assert.deepEqual([exported.title.zh, exported.version, exported.columns.time], [NAME, 1, ['结算日']]);
  const remove = async () => {
    await closeNotices(page);
    await line.getByRole('button', { name: zh('settings.mappings.remove') }).click();
    await page.getByText(zh('settings.mappings.remove_ask', { name: NAME })).waitFor();
    await page
      .getByRole('tooltip')
      .getByRole('button', { name: zh('settings.mappings.remove') })
      .click();
    await line.waitFor({ state: 'detached' });
  };
  await remove();
  const dialog = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: zh('settings.mappings.import') }).click();
  await (await dialog).setFiles(path);
  await line.waitFor();
  await remove();
  await goTo(page, 'start');
  const opened = page.getByRole('region', { name: zh('shell.start.files') });
  await opened.getByRole('link').first().waitFor();
  assert.equal(
    await opened.getByRole('link', { name: basename(path) }).count(),
    0,
    'a mapping is no statement',
  );
}

function supplierList(headings: readonly string[], days: readonly string[]): string {
  const lines = days.map((day, index) => `${day},剪辑,合作方${index},1,201.01,201.01,GYS${index},0`);
  const rows = lines.map(line => line.split(',').slice(0, headings.length).join(','));
  return `\ufeff${['供应商结算单', '', '', headings.join(','), ...rows].join('\r\n')}\r\n`;
}
