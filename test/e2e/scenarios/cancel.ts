import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { demoAgency } from '../demo.ts';
import { statusIs } from '../grid.ts';
import { writeMillion } from '../million.ts';
import type { Scenario } from '../scenario.ts';
import { choose, goTo, openFile } from '../screens.ts';
import { zh } from '../texts.ts';

/** A long reading is stopped from the job tray; it says so, leaves nothing behind, and the page goes on. */
export const cancel: Scenario = {
  name: 'cancel',
  async run(stage, page) {
    const path = join(stage.folder, '停下.csv');
    await writeMillion(path);
    await goTo(page, 'statements');
    await page.getByRole('button', { name: new RegExp(`^${zh('shell.jobs')}`) }).click();
    const tray = page.locator('#job-tray');
    await choose(page, zh('screens.statements.drop'), [path]);
    const job = tray.getByRole('article').filter({ hasText: zh('jobs.inspect', { name: '停下.csv' }) });
    await job.getByRole('button', { name: zh('shell.jobs.cancel') }).click({ timeout: 30_000 });
    await job.getByText(zh('shell.jobs.state.cancelled'), { exact: true }).waitFor();
    assert.equal(await job.getByRole('progressbar').count(), 0);
    await page.getByText(zh('screens.statements.stopped')).waitFor();
    const demo = await demoAgency(stage);
    const other = demo.of('wechat.funds');
    await openFile(page, demo.path(other));
    await statusIs(page, 'all', { count: other.truth!.rows, sums: {} });
    rmSync(path);
  },
};
