import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildZip } from '../../files/build-zip.ts';
import { demoAgency } from '../demo.ts';
import { statusIs } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { openFile } from '../screens.ts';
import { zh } from '../texts.ts';

const UNPACKED_BYTES = 64 * 2 ** 20;

/** A zip bomb is refused by name, and the app goes on as if nothing had happened. */
export const hostile: Scenario = {
  name: 'hostile file',
  async run(stage, page) {
    const path = join(stage.folder, '账单.zip');
    writeFileSync(path, buildZip([{ name: '账单.csv', data: Buffer.alloc(UNPACKED_BYTES, '0,') }]));
    await openFile(page, path);
    const refusal = page.getByRole('main').getByRole('alert');
    await refusal.waitFor();
    const said = await refusal.innerText();
    const [before, after] = zh('files.limit_ratio').split(/\{part\}.*\{limit\}/);
    assert.ok(said.includes(before!) && said.includes(after!), `the refusal names the limit: ${said}`);
    await page.getByText(zh('screens.statements.state.refused'), { exact: true }).waitFor();
    const demo = await demoAgency(stage);
    const other = demo.of('douplus.orders');
    await openFile(page, demo.path(other));
    await statusIs(page, 'all', { count: other.truth!.rows, sums: {} });
  },
};
