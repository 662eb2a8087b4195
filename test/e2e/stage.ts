import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src/runtime/browser.ts';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The browser has no network either: no name resolves, so that a stray request fails as well as being counted.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
const STEP_MS = 40_000;
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** One running browser host with one Chromium on it, as a user has it. */
export interface Stage {
  browser: Browser;
  context: BrowserContext;
  /** The address as the service printed it, token included; used up by the first page. */
  address: string;
  origin: string;
  /** Where the first page ended up after it opened the address. */
  firstUrl: string;
  /** A folder for the files of the scenarios. */
  folder: string;
  /** A new page at a route (`/compare`), in place of the one before. */
  freshPage(route?: string): Promise<Page>;
  /** Requests of the page and connections of the service that were meant for anywhere but this host. */
  outbound(): string[];
  /** Errors that the pages logged, content security violations among them. */
  pageErrors: string[];
  /** Forgets page errors that a scenario brought about on purpose; answers how many. */
  forgive(pattern: RegExp): number;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-e2e-'));
  const outboundLog = join(folder, 'outbound.log');
  writeFileSync(outboundLog, '');
  const service = startService(folder, outboundLog);
  const address = await addressOf(service);
  const { origin } = new URL(address);
  const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: CHROMIUM_ARGS });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const stray: string[] = [];
  const pageErrors: string[] = [];
  await watch(context, origin, stray, pageErrors);
  let page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.goto(address);
  const firstUrl = page.url();
  return {
    browser,
    context,
    address,
    origin,
    firstUrl,
    folder,
    pageErrors,
    freshPage: async (route = '/') => {
      await page.close();
      page = await context.newPage();
      page.setDefaultTimeout(STEP_MS);
      await page.goto(`${origin}/#${route}`);
      return page;
    },
    forgive: pattern => {
      const kept = pageErrors.filter(error => !pattern.test(error));
      return pageErrors.splice(0, pageErrors.length, ...kept).length - kept.length;
    },
    outbound: () => [...stray, ...readFileSync(outboundLog, 'utf8').split('\n').filter(Boolean)],
    close: async () => {
      await browser.close();
      await stopped(service);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function startService(folder: string, outboundLog: string): ChildProcess {
  const program = ['--import', join(REPOSITORY, 'test/e2e/outbound.ts'), 'src/runtime/start.ts', '--no-open'];
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DESK_OUTBOUND_LOG: outboundLog };
  return spawn(process.execPath, program, { cwd: REPOSITORY, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Writes down requests that leave this host and everything a page complains about. */
async function watch(context: BrowserContext, origin: string, stray: string[], errors: string[]) {
  const sockets = origin.replace('http', 'ws');
  const isOurs = (url: string) => new RegExp(`^(${origin}/|${sockets}/|data:|blob:|about:blank)`).test(url);
  context.on('request', request => {
    if (!isOurs(request.url())) stray.push(request.url());
  });
  context.on('page', page => {
    // Listened to from the start, so that no dialog of the system ever opens in place of the event.
    page.on('filechooser', () => undefined);
    page.on('websocket', socket => {
      if (!isOurs(socket.url())) stray.push(socket.url());
    });
  });
  context.on('weberror', error => errors.push(String(error.error())));
  context.on('console', message => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`.trim());
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(
        `content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
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
