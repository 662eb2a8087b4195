import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { cell, columnKey, statusIs } from '../grid.ts';
import type { Scenario } from '../scenario.ts';
import { choose, goTo, openFile, startComparison } from '../screens.ts';
import { zh } from '../texts.ts';

const STRANGER = 'http://stranger.invalid';
const ACTS = ['alert(1)', 'window.broken=1', `fetch('${STRANGER}/f')`];
const SHELLS = [
  (act: string) => `<script>${act}</script>`,
  (act: string) => `<img src=x onerror="${act}">`,
  (act: string) => `<svg/onload=${act}>`,
  (act: string) => `"><script>${act}</script>`,
  (act: string) => `'-${act}-'`,
  (act: string) => `\${${act}}`,
  (act: string) => `{{constructor.constructor("${act}")()}}`,
  (act: string) => `javascript:${act}//`,
  (act: string) => `<a href="javascript:${act}">x</a>`,
  (act: string) => `<details open ontoggle=${act}>`,
  (act: string) => `<input autofocus onfocus=${act}>`,
  (act: string) => `<math><mtext><script>${act}</script></mtext></math>`,
  (act: string) => `</td></tr><script>${act}</script>`,
  (act: string) => `<!--><script>${act}</script>-->`,
  (act: string) => `<template><script>${act}</script></template>`,
  (act: string) => `&lt;script&gt;${act}&lt;/script&gt;`,
];
const PAYLOADS = [
  ...SHELLS.flatMap(shell => ACTS.map(shell)),
  `<img src="${STRANGER}/i.png">`,
  `<link rel=stylesheet href=${STRANGER}/s.css>`,
  `<iframe src=${STRANGER}></iframe>`,
  `<iframe srcdoc="<script>parent.broken=1</script>"></iframe>`,
  `<object data=${STRANGER}></object>`,
  `<embed src=${STRANGER}>`,
  `<base href=${STRANGER}>`,
  `<meta http-equiv=refresh content="0;url=${STRANGER}">`,
  `<form action=${STRANGER}><button autofocus>x</button></form>`,
  `<style>@import "${STRANGER}/c.css"</style>`,
  `<b style="background:url(${STRANGER}/b.png)">x</b>`,
  `<video src=${STRANGER}/v.mp4 onerror=alert(1)>`,
  `${STRANGER}/?q=1`,
  '__proto__',
];
const HEADINGS = [
  '时间',
  '类型',
  '单号',
  '平台账户ID',
  '客户',
  '版本',
  '金额(元)',
  '资金性质',
  '支付方式',
  '备注',
];
/** Columns of the list that hold whatever a payload is. */
const FIELDS = ['单号', '平台账户ID', '客户', '备注'];

/** Cells, headings and file names made to run code are text and nothing else, wherever they are shown. */
export const injection: Scenario = {
  name: 'injection from data',
  async run(stage, page) {
    let dialogs = 0;
    page.on('dialog', dialog => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const path = join(stage.folder, '<img src=x onerror=alert(1)>.csv');
    const copy = join(stage.folder, "<svg onload=alert(1)>'.csv");
    writeFileSync(path, list(HEADINGS, 100));
    writeFileSync(copy, list(HEADINGS, 200));
    await openFile(page, path);
    await statusIs(page, 'all', { count: PAYLOADS.length, sums: {} });
    await shownAsText(page);
    await inert(page);
    await shownWhenCompared(page, path, copy);
    await inert(page);
    await shownWhenMapped(page, stage.folder);
    await inert(page);
    assert.equal(dialogs, 0, 'no dialog opened');
  },
};

function list(headings: readonly string[], fen: number): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = PAYLOADS.map((payload, index) =>
    headings.map(heading => {
      if (FIELDS.includes(heading)) return quoted(heading === '单号' ? `${index}${payload}` : payload);
      return (
        { 时间: '2026-03-01 10:00:00', 类型: '收款', '金额(元)': ((fen + index) / 100).toFixed(2) }[
          heading
        ] ?? ''
      );
    }),
  );
  return `\ufeff${[headings.map(quoted), ...lines].map(cells => cells.join(',')).join('\r\n')}\r\n`;
}

async function shownAsText(page: Page): Promise<void> {
  const key = await columnKey(page, '客户');
  for (const [row, payload] of PAYLOADS.slice(0, 12).entries())
    assert.equal((await cell(page, row, key).textContent())?.trim(), payload);
}

/** Nothing of a payload became an element, ran, or asked for anything. */
async function inert(page: Page): Promise<void> {
  const made = await page.evaluate(() => ({
    elements: document.querySelectorAll(
      'main :is(script, iframe, object, embed, base, meta, link, form[action], details, video, math, template, [onerror], [onload], [onfocus], a[href^="javascript"], [src*="stranger"])',
    ).length,
    ran: 'broken' in window || 'polluted' in {},
  }));
  assert.deepEqual(made, { elements: 0, ran: false });
}

async function shownWhenCompared(page: Page, left: string, right: string): Promise<void> {
  await goTo(page, 'compare');
  await choose(page, zh('screens.compare.drop', { side: zh('screens.compare.left') }), [left, right]);
  await page.getByRole('heading', { name: zh('screens.compare.columns') }).waitFor();
  await startComparison(page);
  await cell(page, 0, 'key').click();
  const detail = page.getByRole('complementary', { name: zh('screens.compare.detail') });
  await detail.getByRole('row').filter({ hasText: PAYLOADS[0]! }).first().waitFor();
  await page.getByText(basename(right)).first().waitFor();
}

async function shownWhenMapped(page: Page, folder: string): Promise<void> {
  const path = join(folder, '未知 {{alert(1)}}.csv');
  writeFileSync(path, list([`<img src=x onerror=alert(1)>`, '<script>alert(1)</script>', '备注'], 1));
  await openFile(page, path);
  await page.getByRole('button', { name: zh('screens.mapping.save') }).waitFor();
  await page.getByText('<script>alert(1)</script>').first().waitFor();
}
