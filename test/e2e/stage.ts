import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src/runtime/browser.ts';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** One running browser host with one Chromium on it, as a user has it. */
export interface Stage {
  page: Page;
  context: BrowserContext;
  /** A folder for the files of the scenarios. */
  folder: string;
  /** Requests of the page and connections of the service that were meant for anywhere but this host. */
  outbound(): string[];
  /** Errors that the page logged, content security violations among them. */
  pageErrors: string[];
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-e2e-'));
  const outboundLog = join(folder, 'outbound.log');
  writeFileSync(outboundLog, '');
  const service = spawn(
    process.execPath,
    ['--import', join(REPOSITORY, 'test/e2e/outbound.ts'), 'src/runtime/start.ts', '--no-open'],
    {
      cwd: REPOSITORY,
      env: { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DESK_OUTBOUND_LOG: outboundLog },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const address = await addressOf(service);
  const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: CHROMIUM_ARGS });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const { origin } = new URL(address);
  const strayRequests: string[] = [];
  const pageErrors: string[] = [];
  context.on('request', request => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) strayRequests.push(url);
  });
  const page = await context.newPage();
  page.on('pageerror', error => pageErrors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await page.goto(address);
  return {
    page,
    context,
    folder,
    pageErrors,
    outbound: () => [...strayRequests, ...readFileSync(outboundLog, 'utf8').split('\n').filter(Boolean)],
    close: async () => {
      await browser.close();
      await stopped(service);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(service: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: service.stdout! })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('the service ended without printing its address');
}

function stopped(service: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (service.exitCode !== null) return resolve();
    service.once('exit', () => resolve());
    service.kill('SIGTERM');
  });
}
