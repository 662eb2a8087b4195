import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoAgency } from './demo.ts';
import { cell, statusOf } from './grid.ts';
import { choose, goTo, openFile, select, settled, startComparison, tabCard } from './screens.ts';
import { REPOSITORY, type Stage } from './stage.ts';
import { zh } from './texts.ts';

/** Takes the pictures of the README anew: the result of a comparison, a statement, an unknown form being mapped. */
export async function takePictures(stage: Stage): Promise<void> {
  const folder = join(REPOSITORY, 'resources/screenshots');
  mkdirSync(folder, { recursive: true });
  const demo = await demoAgency(stage);
  const page = await stage.freshPage();
  const take = async (name: string) => {
    await page.mouse.move(0, 0);
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  await goTo(page, 'compare');
  const zone = zh('screens.compare.drop', { side: zh('screens.compare.left') });
  await choose(page, zone, [demo.path(demo.of('template.general')), demo.path(demo.reexport)]);
  await startComparison(page);
  await tabCard(page, 'differing').click();
  await cell(page, 1, 'key').click();
  await page
    .getByRole('button', { name: zh('screens.compare.open_raw') })
    .first()
    .waitFor();
  await take('compare');

  const bank = demo.of('alipay.personal');
  await openFile(page, demo.path(bank));
  await statusOf(page, bank.truth!.rows);
  await take('statements');

  await openFile(page, demo.path(demo.of(null)));
  await page.getByText(zh('screens.mapping.by.fixed')).click();
  await select(page, zh('screens.mapping.meaning_of', { column: '结算日' }), zh('meaning.time'));
  await page.getByLabel(zh('screens.mapping.name'), { exact: true }).fill('供应商结算');
  await take('mapping');
}
