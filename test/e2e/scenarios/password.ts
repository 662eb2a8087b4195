import assert from 'node:assert/strict';
import { inspectByCommand } from '../command-line.ts';
import { demoAgency } from '../demo.ts';
import { statusOf } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { openFile, sumHeading, told } from '../screens.ts';
import { zh, zhPattern } from '../texts.ts';

/** An archive as Alipay mails it: asked for, refused by name, opened. */
export const password: Scenario = {
  name: 'password',
  async run(stage, page) {
    const demo = await demoAgency(stage);
    const file = demo.files.find(each => each.password !== undefined)!;
    await openFile(page, demo.path(file));
    const field = page.getByLabel(zh('screens.statements.password_label'), { exact: true });
    const open = page.getByRole('button', { name: zh('screens.statements.password_open') });
    await field.waitFor();
    assert.ok(await open.isDisabled(), 'nothing to open without a password');
    await field.fill('000000');
    await open.click();
    const fault = page.getByRole('alert').filter({ hasText: /\S/ });
    await fault.first().waitFor();
    const said = (await fault.first().innerText()).trim().split('（')[0]!;
    assert.match(said, zhPattern('files.password_wrong'), 'what is wrong is said beside the field');
    await field.fill(file.password!);
    await page.keyboard.press('Enter');
    const inspected = await inspectByCommand(stage, demo.path(file), file.password);
    assert.equal(inspected.rows, file.truth!.rows);
    await statusOf(page, inspected.rows);
    const income = await told(page.getByRole('main'), sumHeading('screens.statements.income'));
    assert.equal(income[0]?.replaceAll(',', ''), inspected.income.sum);
  },
};
