import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { writePdf } from '../../../src/files/write-pdf.ts';
import { englishWords } from '../chinese.ts';
import { demoAgency } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { openOwnBook } from '../own-book.ts';
import { unembeddedPdf } from '../pdf-bytes.ts';
import type { Scenario } from '../scenario.ts';
import { choose, titled } from '../screens.ts';
import { REPOSITORY } from '../stage.ts';
import { zh } from '../texts.ts';

/** Papers that are PDF, kept as evidence and read in place: our own, one without its fonts, a damaged one. */
export const papers: Scenario = {
  name: 'papers',
  async run(stage, page) {
    await openOwnBook(stage, page, await demoAgency(stage), '凭据练习');
    const path = (name: string) => join(stage.folder, name);
    await writeOwn(path('营业执照说明.pdf'));
    writeFileSync(path('授权书.pdf'), unembeddedPdf('对账台 授权书'));
    writeFileSync(path('坏的.pdf'), '%PDF-1.7\nnothing of a paper\n');
    await opensAnAccount(page);
    for (const name of ['营业执照说明.pdf', '授权书.pdf', '坏的.pdf'])
      await rejectedWith(page, path(name), name);
    await readsOwn(page);
    await readsUnembedded(page);
    await readsDamaged(page);
  },
};

const ROWS = 60;

/** Two pages with Chinese text, by the writer of every report. */
async function writeOwn(path: string): Promise<void> {
  const sheet = {
    name: '说明',
    title: ['营业执照与授权说明'],
    columns: [
      { heading: '日期', kind: 'date' as const, width: 12 },
      { heading: '说明', kind: 'text' as const, width: 40 },
    ],
    rowCount: ROWS,
    rows: (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ['2026-05-01', `第 ${from + at + 1} 条说明`]),
  };
  await writePdf(path, [sheet], {
    fontPath: join(REPOSITORY, 'resources/fonts/noto-sans-sc.ttf'),
    pageOf: (page, pages) => `${page}/${pages}`,
    gapNote: '',
    createdAt: new Date('2026-05-01T00:00:00Z'),
  });
}

const side = (page: Page): Locator => page.getByRole('complementary', { name: zh('screens.upgrade.detail') });
const button = (page: Page, name: string) => side(page).getByRole('button', { name, exact: true });

async function opensAnAccount(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh('shell.nav.upgrade'), exact: true }).click();
  await titled(page, zh('screens.upgrade.title'));
  await page
    .getByRole('grid', { name: zh('screens.upgrade.list') })
    .locator('tbody tr')
    .first()
    .click();
  await button(page, zh('screens.upgrade.do.open')).click();
  await side(page)
    .getByRole('combobox', { name: zh('upgrade.dimension.anchor'), exact: true })
    .click();
  await page.getByTitle(zh('screens.upgrade.cart.external'), { exact: true }).last().click();
  await side(page)
    .getByRole('checkbox', { name: zh('screens.upgrade.told') })
    .check();
  await button(page, zh('screens.upgrade.open.yes')).click();
  await step(page, 'bound');
}

/** Submitted once more, and rejected with a file as the proof. */
async function rejectedWith(page: Page, path: string, name: string): Promise<void> {
  await step(page, 'submitted');
  await step(page, 'rejected', async () => {
    await side(page).getByLabel(zh('screens.upgrade.step.rejected_why'), { exact: true }).fill(name);
    await choose(page, zh('screens.upgrade.evidence'), [path]);
    await side(page).getByText(`${name} · `).waitFor();
  });
}

async function step(page: Page, to: string, fill?: () => Promise<void>): Promise<void> {
  const state = zh(`upgrade.state.${to}`);
  await button(page, zh('screens.upgrade.do.step')).click();
  await side(page).getByRole('radio', { name: state, exact: true }).check();
  await fill?.();
  await button(page, zh('screens.upgrade.step.act', { state })).click();
  await side(page).locator('header .chip').getByText(state, { exact: true }).waitFor();
}

async function readsOwn(page: Page): Promise<void> {
  const name = '营业执照说明.pdf';
  await button(page, name).click();
  await pageIs(page, name, 1, 2);
  const first = await ink(page);
  await page.keyboard.press('PageDown');
  await pageIs(page, name, 2, 2);
  await eventually(async () => assert.notEqual(await ink(page), first, 'the second page'));
  await page.keyboard.press('PageUp');
  await pageIs(page, name, 1, 2);
  await eventually(async () => assert.equal(await ink(page), first, 'the first page again'));
  const width = () => canvas(page).evaluate(({ clientWidth }) => clientWidth);
  const fitted = await width();
  await page.keyboard.press('+');
  await eventually(async () => assert.equal(await width(), Math.floor(fitted * 1.25)));
  const strange = (await englishWords(page)).filter(word => !['dy', userInfo().username].includes(word));
  assert.deepEqual(strange, [], 'English words on the Chinese page');
  await button(page, zh('screens.upgrade.close_view')).click();
}

/** Its Chinese and Latin text stands in fonts of the machine, by character maps that come with the page. */
async function readsUnembedded(page: Page): Promise<void> {
  const maps: string[] = [];
  page.on('request', request => void (/\/pdf\//.test(request.url()) && maps.push(request.url())));
  await button(page, '授权书.pdf').click();
  await pageIs(page, '授权书.pdf', 1, 1);
  await ink(page);
  assert.ok(
    maps.some(url => url.endsWith('/pdf/cmaps/UniGB-UCS2-H.bcmap')),
    `asked for ${maps}`,
  );
  await button(page, zh('screens.upgrade.close_view')).click();
}

async function readsDamaged(page: Page): Promise<void> {
  await button(page, '坏的.pdf').click();
  await side(page).getByText(zh('paper.damaged')).waitFor();
  await button(page, zh('screens.upgrade.close_view')).click();
}

const canvas = (page: Page) => side(page).locator('.paper-page canvas');

async function pageIs(page: Page, name: string, number: number, pages: number): Promise<void> {
  const label = zh('paper.page_named', { name, page: number, pages });
  await side(page).getByRole('region', { name: label, exact: true }).locator('canvas').waitFor();
}

/** Pixels of the drawn page that are not white: waited for until there are some. */
async function ink(page: Page): Promise<number> {
  return eventually(async () => {
    const dark = await canvas(page).evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128 && data[at + 3]! > 128) count += 1;
      return count;
    });
    assert.ok(dark > 100, `${dark} dark pixels on the page`);
    return dark;
  });
}
