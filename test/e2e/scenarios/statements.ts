import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { groupThousands } from '../../../src/domain/money.ts';
import { type InspectedByCommand, inspectByCommand } from '../command-line.ts';
import { type DemoAgency, demoAgency } from '../demo.ts';
import { cell, focusedRow, statusOf } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { drop, figure, goTo, openFile, openPanel, sumHeading, titled, told } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const PROFILES = ['alipay.personal', 'wechat.personal', 'bank.ccb.company', 'qianchuan.daily'];

/** Real files are dropped; the page says of each what the command line and the agency's books say. */
export const statements: Scenario = {
  name: 'statements',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const files = PROFILES.map(profile => demo.of(profile));
    const inspections = await Promise.all(files.map(file => inspectByCommand(stage, demo.path(file))));
    for (const [index, file] of files.entries()) {
      const inspected = inspections[index]!;
      assert.equal(inspected.profile, file.profile);
      assert.equal(inspected.rows, file.truth!.rows, `${file.name}: rows`);
      await goTo(page, 'statements');
      await drop(page, zh('screens.statements.drop'), [demo.path(file)]);
      await titled(page, basename(file.name));
      await figuresAgree(page, inspected);
      await findingsAgree(page, inspected);
    }
    await findingLeadsToItsRow(stage, page, demo);
  },
};

async function figuresAgree(page: Page, inspected: InspectedByCommand): Promise<void> {
  const { all } = await statusOf(page, inspected.rows);
  const rows = await told(page.getByRole('main'), zh('screens.statements.rows'));
  const period = zh('screens.statements.period', { first: inspected.firstDate!, last: inspected.lastDate! });
  assert.deepEqual(rows, [figure(inspected.rows), period]);
  for (const bucket of ['income', 'expense', 'neutral', 'closed', 'refundRows'] as const) {
    const name = sumHeading(`screens.statements.${bucket}`);
    const { count, sum } = inspected[bucket];
    const shown = await told(page.getByRole('main'), name);
    const lines = zh('screens.statements.lines', { count: figure(count) });
    assert.deepEqual(shown, [count > 0 ? groupThousands(sum) : '–', lines], `${inspected.file}: ${name}`);
    const summed = all.sums[zh(`screens.statements.${bucket}`)];
    const moved = ['income', 'expense'].includes(bucket) && count > 0;
    if (moved) assert.equal(summed, sum, `${inspected.file}: ${name} in the status bar`);
  }
}

async function findingsAgree(page: Page, { file, findings }: InspectedByCommand): Promise<void> {
  const side = await openPanel(page, zh('screens.statements.panel.findings', { count: findings.length }));
  const shown = await side.locator('li').allInnerTexts();
  assert.equal(shown.length, findings.length, `${file}: findings`);
  for (const { message } of findings)
    assert.ok(
      shown.some(text => text.includes(message)),
      `${file}: “${message}” is not on the page`,
    );
}

/** A bank export of which one line was lost: the finding leads to the line where the balance no longer continues. */
async function findingLeadsToItsRow(stage: Stage, page: Page, demo: DemoAgency): Promise<void> {
  const path = join(stage.folder, '建行少一行.csv');
  writeFileSync(path, withoutLine(readFileSync(demo.path(demo.of('bank.ccb.company'))), 60));
  const inspected = await inspectByCommand(stage, path);
  const broken = inspected.findings.find(({ code }) => code === 'statements.balance_broken');
  assert.ok(broken?.row, 'a lost line breaks the balance');
  await openFile(page, path);
  await statusOf(page, inspected.rows);
  const findings = zh('screens.statements.panel.findings', { count: inspected.findings.length });
  const side = await openPanel(page, findings);
  await side.getByRole('button').filter({ hasText: broken.message }).click();
  const row = await focusedRow(page, figure(broken.row), 'line');
  await statusOf(page, inspected.sheets[0]!.rows);
  const line = new TextDecoder('gb18030').decode(readFileSync(path)).split('\r\n')[broken.row - 1]!;
  const [time = '', expense = '', income = '', balance = ''] = line.split(',');
  for (const [index, text] of [time, expense, income, balance].entries())
    assert.equal((await cell(page, row, `c${index}`).innerText()).trim(), text, 'the raw row as in the file');
}

function withoutLine(bytes: Buffer, line: number): Buffer {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return Buffer.concat([bytes.subarray(0, starts[line - 1]), bytes.subarray(starts[line])]);
}
