import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { duizhang } from './command-line.ts';
import type { DemoAgency } from './demo.ts';
import { choose, closeNotices, leaveBook, titled } from './screens.ts';
import type { Stage } from './stage.ts';
import { zh } from './texts.ts';

/** Months of the demo agency begin here. */
const FIRST_PERIOD = '2026-03';

/**
 * Makes a book with the demo agency's clients by the command line and opens it in the page. `prepare`: what else the
 * command line does with it before.
 */
export async function openOwnBook(
  stage: Stage,
  page: Page,
  demo: DemoAgency,
  name: string,
  prepare?: (path: string) => Promise<void>,
): Promise<void> {
  const path = join(stage.folder, `${name}.duizhang`);
  rmSync(path, { force: true });
  const clients = demo.files.find(({ source }) => source === 'clients')!;
  await duizhang(stage, 'book', 'create', '--book', path, '--name', name, '--first-period', FIRST_PERIOD);
  await duizhang(stage, 'clients', 'import', '--book', path, '--file', demo.path(clients));
  await prepare?.(path);
  await toSubject(page, 'books');
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page.getByRole('link', { name: zh('screens.books.chip_open', { name }), exact: true }).waitFor();
  await closeNotices(page);
}

/** Goes to a subject of the book by the navigation. */
export async function toSubject(page: Page, subject: 'books' | 'imports' | 'claims'): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
  await titled(page, zh(`screens.${subject}.title`));
}

/** Previews files in 流水导入 and waits until each has its plan. */
export async function previewFiles(
  page: Page,
  paths: readonly string[],
  names: readonly string[],
): Promise<void> {
  await toSubject(page, 'imports');
  await choose(page, zh('screens.imports.drop'), paths);
  const plans = page.getByRole('region', { name: new RegExp(zh('screens.imports.plans').split('{')[0]!) });
  for (const name of names) await plans.getByRole('link', { name, exact: true }).waitFor();
}
