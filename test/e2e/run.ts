import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { takePictures } from './pictures.ts';
import type { Scenario } from './scenario.ts';
import { accessibility } from './scenarios/accessibility.ts';
import { books } from './scenarios/books.ts';
import { cancel } from './scenarios/cancel.ts';
import { claims } from './scenarios/claims.ts';
import { clients } from './scenarios/clients.ts';
import { close } from './scenarios/close.ts';
import { compare } from './scenarios/compare.ts';
import { desk } from './scenarios/desk.ts';
import { exports } from './scenarios/exports.ts';
import { figures } from './scenarios/figures.ts';
import { firstOpen } from './scenarios/first-open.ts';
import { funds } from './scenarios/funds.ts';
import { gridActs } from './scenarios/grid-acts.ts';
import { hostile } from './scenarios/hostile.ts';
import { imports } from './scenarios/imports.ts';
import { injection } from './scenarios/injection.ts';
import { invoices } from './scenarios/invoices.ts';
import { keyboard } from './scenarios/keyboard.ts';
import { lineage } from './scenarios/lineage.ts';
import { mapping } from './scenarios/mapping.ts';
import { millionRows } from './scenarios/million-rows.ts';
import { order } from './scenarios/order.ts';
import { orders } from './scenarios/orders.ts';
import { packs } from './scenarios/packs.ts';
import { papers } from './scenarios/papers.ts';
import { password } from './scenarios/password.ts';
import { planning } from './scenarios/planning.ts';
import { policies } from './scenarios/policies.ts';
import { pools } from './scenarios/pools.ts';
import { recharges } from './scenarios/recharges.ts';
import { reconnect } from './scenarios/reconnect.ts';
import { roles } from './scenarios/roles.ts';
import { rules } from './scenarios/rules.ts';
import { spend } from './scenarios/spend.ts';
import { statements } from './scenarios/statements.ts';
import { transit } from './scenarios/transit.ts';
import { upgrade } from './scenarios/upgrade.ts';
import { vouchers } from './scenarios/vouchers.ts';
import { workbench } from './scenarios/workbench.ts';
import { openStage, type Stage } from './stage.ts';

// The end-to-end run: every story of a user in real Chromium over the browser host, on two stages side by side.
// `--only name` runs those whose name holds the word; `--pictures` also takes the pictures of the README.

const SCENARIOS: Scenario[] = [
  firstOpen,
  statements,
  password,
  mapping,
  compare,
  gridActs,
  millionRows,
  cancel,
  hostile,
  keyboard,
  accessibility,
  injection,
  reconnect,
  books,
  figures,
  lineage,
  clients,
  imports,
  claims,
  rules,
  roles,
  planning,
  upgrade,
  papers,
  invoices,
  spend,
  funds,
  packs,
  policies,
  transit,
  recharges,
  order,
  pools,
  orders,
  desk,
  workbench,
  vouchers,
  exports,
  close,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    pictures: { type: 'boolean', default: false },
  },
});
const chosen = SCENARIOS.filter(
  ({ name }) => values.only.length === 0 || values.only.some(word => name.includes(word)),
);
if (chosen.length === 0) {
  console.error(`no such scenario; known: ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
let [passed, failed] = [0, 0];

async function played(name: string, run: () => Promise<void>, onFailure?: () => Promise<void>) {
  const started_ms = performance.now();
  let fault: unknown = null;
  try {
    await run();
  } catch (error) {
    fault = error;
  }
  const seconds = ((performance.now() - started_ms) / 1000).toFixed(1).padStart(5);
  console.log(`${fault === null ? 'ok    ' : 'FAILED'} ${seconds} s  ${name}`);
  if (fault === null) passed += 1;
  else {
    failed += 1;
    console.log(fault instanceof Error ? fault.stack : fault);
    await onFailure?.();
  }
}

let shots: string | null = null;

/** Keeps what the page showed when a scenario failed. */
async function picture(page: Page, name: string): Promise<void> {
  shots ??= mkdtempSync(join(tmpdir(), 'desk-e2e-failed-'));
  const path = join(shots, `${name.replaceAll(' ', '-')}.png`);
  await page.screenshot({ path }).then(
    () => console.log(`the page then: ${path}`),
    error => console.log(`no picture of the page: ${error}`),
  );
}

/** Plays what is left of the chosen scenarios, one after the other. */
async function play(stage: Stage): Promise<void> {
  for (let scenario = chosen.shift(); scenario; scenario = chosen.shift()) {
    const { name, run } = scenario;
    const page = await stage.freshPage();
    await played(
      name,
      async () => {
        await run(stage, page);
        assert.deepEqual(stage.pageErrors, [], 'errors of the page');
      },
      () => picture(page, name),
    );
    stage.pageErrors.length = 0;
  }
}

async function playAll(stage: Stage, number: number): Promise<void> {
  try {
    await play(stage);
    if (values.pictures && number === 1) await played('pictures', () => takePictures(stage));
    await played(`no outbound attempt, stage ${number}`, async () => assert.deepEqual(stage.outbound(), []));
  } finally {
    await stage.close();
  }
}

// One after the other: the first builds the page where that is due.
const stages = [await openStage()];
if (chosen.length > 1) stages.push(await openStage());
await Promise.all(stages.map((stage, at) => playAll(stage, at + 1)));
console.log(`E2E ${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
