import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { findElectron } from '../../src/runtime/start.ts';

// The built app in a real Electron, where its binary exists. Counts its tests in the last line.

const root = join(import.meta.dirname, '..', '..');

interface Running {
  app: ElectronApplication;
  page: Page;
}

const checks: [string, (running: Running) => Promise<void>][] = [
  [
    'loads our own address in one window',
    async ({ app, page }) => {
      assert.equal(new URL(page.url()).origin, 'app://desk');
      assert.equal(app.windows().length, 1);
    },
  ],
  [
    'answers through the port: the shell is drawn',
    async ({ page }) => {
      await page.waitForSelector('nav, [role="navigation"], aside', { timeout: 20_000 });
    },
  ],
  [
    'gives the page one export and no Node',
    async ({ page }) => {
      const kinds = await page.evaluate(() => {
        const global = window as unknown as Record<string, unknown>;
        return ['host', 'require', 'process', 'module', 'Buffer'].map(name => typeof global[name]);
      });
      assert.deepEqual(kinds, ['object', 'undefined', 'undefined', 'undefined', 'undefined']);
    },
  ],
  [
    'isolates and sandboxes the page',
    async ({ app }) => {
      const settings = await app.evaluate(({ webContents }) =>
        webContents
          .getAllWebContents()
          .map(each => (each as never as { getLastWebPreferences(): object }).getLastWebPreferences()),
      );
      const [first] = settings as Record<string, unknown>[];
      const { contextIsolation, sandbox, nodeIntegration, webSecurity } = first!;
      assert.deepEqual(
        { contextIsolation, sandbox, nodeIntegration, webSecurity },
        {
          contextIsolation: true,
          sandbox: true,
          nodeIntegration: false,
          webSecurity: true,
        },
      );
    },
  ],
  [
    'opens no window and goes nowhere',
    async ({ app, page }) => {
      await page.evaluate(() => {
        window.open('https://example.com/');
        location.href = 'https://example.com/';
      });
      assert.equal(app.windows().length, 1);
      assert.equal(new URL(page.url()).origin, 'app://desk');
    },
  ],
  [
    'reaches no address outside',
    async ({ page }) => {
      const reached = await page.evaluate(() =>
        fetch('https://example.com/').then(
          () => true,
          () => false,
        ),
      );
      assert.equal(reached, false);
    },
  ],
  [
    'forbids evaluated code',
    async ({ page }) => {
      const added = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.head.append(script);
        return 'injected' in window;
      });
      assert.equal(added, false);
    },
  ],
];

async function runChecks(executablePath: string): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-live-'));
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, `--user-data-dir=${join(folder, 'profile')}`, root];
  const env = { ...(process.env as Record<string, string>), DUIZHANG_DATA: join(folder, 'data') };
  const app = await _electron.launch({ executablePath, args, env });
  const counts = { passed: 0, failed: 0 };
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    for (const [name, check] of checks) {
      try {
        await check({ app, page });
        counts.passed += 1;
      } catch (error) {
        counts.failed += 1;
        console.log(`failed: ${name}\n${(error as Error).stack}`);
      }
    }
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}

const program = findElectron(root, false);
if (program === null) {
  console.log('skipped: no Electron binary');
  console.log(`LIVE 0 passed, 0 failed, ${checks.length} skipped`);
} else {
  const { passed, failed } = await runChecks(program);
  console.log(`LIVE ${passed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}
