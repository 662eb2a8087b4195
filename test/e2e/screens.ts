import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { COMPARE_TABS, type CompareTab } from '../../src/domain/compare.ts';
import { groupThousands } from '../../src/domain/money.ts';
import { eventually } from './eventually.ts';
import { zh, zhPattern } from './texts.ts';

/** Goes to a subject by the navigation, as a user does. */
export async function goTo(
  page: Page,
  subject: 'start' | 'statements' | 'compare' | 'settings',
): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
  await titled(page, zh(subject === 'settings' ? 'settings.title' : `shell.nav.${subject}`));
}

/** Waits for the page of this title. */
export async function titled(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** Closes the book that an earlier story left open, on the page of books; the next is opened when none is. */
export async function leaveBook(page: Page): Promise<void> {
  const open = page.getByRole('link', { name: zhPattern('screens.books.chip_open') });
  const none = page.getByRole('link', { name: zh('screens.books.chip_none'), exact: true });
  await open.or(none).waitFor();
  if (await none.isVisible()) return;
  await page.getByRole('button', { name: zh('screens.books.close'), exact: true }).click();
  await none.waitFor();
}

/** Chooses files in a drop zone by its file dialog. */
export async function choose(page: Page, zone: string, paths: readonly string[]): Promise<void> {
  await page.getByLabel(zone, { exact: true }).setInputFiles([...paths]);
}

/** Drops files on a zone with the mouse's own events. For small files: their bytes travel into the page. */
export async function drop(page: Page, zone: string, paths: readonly string[]): Promise<void> {
  const files = paths.map(path => ({ name: basename(path), base64: readFileSync(path, 'base64') }));
  const dataTransfer = await page.evaluateHandle(dropped => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped)
      transfer.items.add(new File([Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))], name));
    return transfer;
  }, files);
  const target = page.locator('label').filter({ has: page.getByLabel(zone, { exact: true }) });
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
  await dataTransfer.dispose();
}

/** Opens a file in 文件识别 and waits until its page stands. */
export async function openFile(page: Page, path: string): Promise<void> {
  await goTo(page, 'statements');
  await choose(page, zh('screens.statements.drop'), [path]);
  await titled(page, basename(path));
}

/** What a definition list says under a term; all its definitions, in order. */
export async function told(within: Locator, term: string): Promise<string[]> {
  const name = within.page().locator('dt').getByText(term, { exact: true });
  const group = within.locator('dl > div').filter({ has: name });
  return (await group.first().locator('dd').allInnerTexts()).map(text => text.trim());
}

/** The panel beside the rows: facts, findings or columns. */
export async function openPanel(page: Page, panel: string | RegExp): Promise<Locator> {
  const side = page.getByRole('complementary', { name: zh('screens.statements.side') });
  await side.getByText(panel).first().click();
  return side;
}

export interface ShownTab {
  count: number;
  left: string;
  right: string;
  difference: string;
}

/** The six cards of a result: counts and sums as they are shown, without separators, a dash as 0. */
export async function shownTabs(page: Page): Promise<Record<CompareTab, ShownTab>> {
  const tabs: Partial<Record<CompareTab, ShownTab>> = {};
  for (const tab of COMPARE_TABS) {
    const lines = (await tabCard(page, tab).innerText())
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean);
    const after = (name: string) => plainFigure(lines[lines.indexOf(name) + 1] ?? '');
    tabs[tab] = {
      count: Number(plainFigure(lines[1] ?? '')),
      left: after(zh('screens.compare.left_short')),
      right: after(zh('screens.compare.right_short')),
      difference: after(zh('screens.compare.difference')),
    };
  }
  return tabs as Record<CompareTab, ShownTab>;
}

/** The button that starts a comparison, whatever rows it counts. */
export function runButton(page: Page): Locator {
  return page.getByRole('button', { name: new RegExp(`^${zh('screens.compare.run').split('{')[0]}`) });
}

/** Compares two files that stand in the pair page and waits for the result. */
export async function startComparison(page: Page): Promise<void> {
  await runButton(page).click();
  await titled(page, zh('screens.compare.result'));
}

/** The card that shows a tab of a result. */
export function tabCard(page: Page, tab: CompareTab): Locator {
  return page.getByRole('button', { name: new RegExp(`^${zh(`compare.tab.${tab}`)}`) });
}

/** A count as the pages show it. */
export function figure(count: number): string {
  return groupThousands(String(count));
}

/** Heading of a money column in yuan. */
export function sumHeading(code: string): string {
  return zh('grid.with_unit', { heading: zh(code), unit: zh('screens.statements.yuan') });
}

/** A shown figure without separators; a dash is nothing, 0. */
export function plainFigure(shown: string): string {
  return shown === '–' ? '0.00' : shown.replaceAll(',', '');
}

/** Chooses an option of a select as the keyboard does: its words, then Enter. */
export async function select(page: Page, field: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  await box.click();
  await box.fill(option);
  await page.getByTitle(option, { exact: true }).last().waitFor();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await chosen(page, field), option, field));
}

/** What a select shows as chosen. */
export async function chosen(page: Page, field: string): Promise<string> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  const shown = await box.locator('xpath=ancestor::td[1]').innerText();
  return shown.trim().split('\n')[0]!;
}

/** Closes the messages that lie over the page's lower right corner. */
export async function closeNotices(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: zh('shell.close'), exact: true });
  while ((await close.count()) > 0)
    await close
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
}

/** Waits until nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const moving = () =>
      document.getAnimations().filter(each => {
        const isEndless = each.effect?.getComputedTiming().endTime === Infinity;
        return each.playState === 'running' && !isEndless;
      });
    // What opens begins to move only some frames after it stands.
    for (let still = 0; still < 4; still++) {
      await frame();
      const ending = moving();
      if (ending.length > 0) still = 0;
      await Promise.allSettled(ending.map(each => each.finished));
    }
  });
}

const STOPS_MOST = 120;

/** Presses Tab until the focus is on an element, as someone without a mouse reaches it. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  const isThere = () =>
    goal.evaluate(element => element === document.activeElement || element.contains(document.activeElement));
  for (let stop = 0; stop < STOPS_MOST; stop++) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${goal}`);
}

/** Reaches a file field by Tab and chooses files by its dialog. */
export async function chooseByKeyboard(page: Page, zone: string, paths: readonly string[]): Promise<void> {
  await tabTo(page, page.getByLabel(zone, { exact: true }));
  const dialog = page.waitForEvent('filechooser');
  await page.keyboard.press('Space');
  await (await dialog).setFiles([...paths]);
}
