import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { plainFigure } from './screens.ts';
import { zh, zhPattern } from './texts.ts';

const SCROLL_PX = 120;
const YUAN = zh('grid.with_unit', { heading: '', unit: zh('screens.statements.yuan') });

/** Count and sums as the status bar shows them, by heading without its unit. */
export interface StatusPart {
  count: number;
  sums: Record<string, string>;
}

/** The two halves of the status bar: everything under the filter, and the selection where there is one. */
export async function status(page: Page): Promise<{ all: StatusPart; selected: StatusPart | null }> {
  const parts = await page.locator('main footer.desk-status').evaluate(bar =>
    [...bar.children].map(part => {
      const [label, ...sums] = [...part.children] as HTMLElement[];
      return {
        label: label?.innerText ?? '',
        sums: sums.map(sum => {
          const figure = sum.querySelector('b')?.textContent ?? '';
          return [(sum.textContent ?? '').slice(0, -figure.length).trim(), figure] as const;
        }),
      };
    }),
  );
  const read = ({ label, sums }: (typeof parts)[number], codes: string[]): StatusPart => {
    const count = codes.map(code => zhPattern(code).exec(label)?.[1]).find(Boolean);
    assert.ok(count, `the status bar counts nothing yet: “${label}”`);
    const figures = sums.map(([heading, figure]) => {
      assert.match(figure, /\d/, `sum of ${heading} is not there yet`);
      return [heading.replace(YUAN, ''), plainFigure(figure)];
    });
    return { count: Number(plainFigure(count)), sums: Object.fromEntries(figures) };
  };
  const [all, selected] = parts;
  assert.ok(all, 'there is no status bar');
  return {
    all: read(all, ['grid.count', 'grid.count_filtered']),
    selected: selected ? read(selected, ['grid.selected']) : null,
  };
}

/** Waits until the status bar counts this many rows, and answers the whole bar. */
export function statusOf(page: Page, count: number, within_ms?: number) {
  return eventually(async () => {
    const now = await status(page);
    assert.equal(now.all.count, count, 'rows in the status bar');
    return now;
  }, within_ms);
}

/** Waits until a half of the status bar shows this count and these sums; sums of nothing are left out (null: no selection). */
export function statusIs(
  page: Page,
  half: 'all' | 'selected',
  wanted: StatusPart | null,
  within_ms?: number,
): Promise<void> {
  return eventually(async () => {
    const now = (await status(page))[half];
    if (now === null || wanted === null) return assert.equal(now, wanted);
    assert.equal(now.count, wanted.count, `${half}: rows in the status bar`);
    for (const [name, sum] of Object.entries(wanted.sums))
      assert.equal(now.sums[name] ?? '0.00', sum, `${half}: ${name}`);
  }, within_ms);
}

export function grid(page: Page): Locator {
  return page.getByRole('grid');
}

/** The heading cell of a column by its words. */
export function heading(page: Page, name: string): Locator {
  return page.getByRole('columnheader').filter({ has: page.getByRole('button', { name, exact: true }) });
}

/** Brings a column into sight: only columns in sight are drawn. */
export async function reveal(page: Page, name: string): Promise<void> {
  let left = 0;
  await eventually(async () => {
    if (await heading(page, name).isVisible()) return;
    await scrollTo(page, left);
    left += SCROLL_PX;
    assert.ok(await heading(page, name).isVisible(), `no column ${name}`);
  });
}

function scrollTo(page: Page, left: number): Promise<void> {
  return page.getByRole('main').evaluate((root, to) => {
    for (const part of root.querySelectorAll('*')) {
      if (part.scrollWidth <= part.clientWidth || getComputedStyle(part).overflowX === 'hidden') continue;
      part.scrollLeft = Math.min(to, part.scrollWidth);
    }
  }, left);
}

/** Key of a column by its heading. */
export async function columnKey(page: Page, name: string): Promise<string> {
  await reveal(page, name);
  const key = await heading(page, name).getAttribute('col-id');
  assert.ok(key, `no column ${name}`);
  return key;
}

/** A cell by its row number from 0 and column key. */
export function cell(page: Page, row: number, key: string): Locator {
  return grid(page).locator(`[row-index="${row}"] [col-id="${key}"]`);
}

/** Waits until the focus stands on a row whose cell of `key` shows this text; answers the row's number. */
export function focusedRow(page: Page, text: string, key: string): Promise<number> {
  return eventually(async () => {
    const at = await page.evaluate(() =>
      document.activeElement?.closest('[row-index]')?.getAttribute('row-index'),
    );
    assert.ok(at, 'no row has the focus');
    assert.equal((await cell(page, Number(at), key).innerText()).trim(), text, 'the row in focus');
    return Number(at);
  });
}

/** Shown texts of one column, for the drawn rows from `from` on. */
export async function columnTexts(page: Page, key: string, count: number, from = 0): Promise<string[]> {
  const texts: string[] = [];
  for (let row = from; row < from + count; row++) texts.push((await cell(page, row, key).innerText()).trim());
  return texts;
}

/** Sorts by a heading; each click turns the order. */
export async function sortBy(page: Page, name: string): Promise<void> {
  await reveal(page, name);
  await heading(page, name).getByRole('button', { name, exact: true }).click();
}

/** Opens the filter of a column. */
export async function openFilter(page: Page, name: string): Promise<Locator> {
  const of = zh('grid.filter.of', { column: name });
  await reveal(page, name);
  await heading(page, name).hover();
  await heading(page, name).getByRole('button', { name: of, exact: true }).click();
  const panel = page.getByRole('dialog', { name: of });
  await panel.waitFor();
  return panel;
}

export async function applyFilter(panel: Locator): Promise<void> {
  await panel.getByRole('button', { name: zh('grid.filter.apply') }).click();
  await panel.waitFor({ state: 'detached' });
}

export async function clearFilters(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: zh('grid.filters_clear') })
    .first()
    .click();
}

/** Exports what the grid shows and answers the path of the saved file. */
export async function exportGrid(page: Page, format: 'csv' | 'xlsx'): Promise<string> {
  const saved = page.waitForEvent('download');
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: new RegExp(zh('grid.export.all')) })
    .click();
  await page.getByRole('menuitem', { name: zh(`grid.export.${format}`) }).click();
  return (await saved).path();
}
