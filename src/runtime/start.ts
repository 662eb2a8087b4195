import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Params, Refusal } from '../domain/refusal.ts';
import { renderText } from '../domain/text.ts';
import { findBrowser, hasDisplay } from './browser.ts';
import { build, buildIsStale, checkout } from './build.ts';
import { dataFolder } from './data-folder.ts';
import { loadCatalogue } from './resources.ts';

// What `npm start` runs: builds if needed, then opens the desktop app, or else the browser host.

export interface StartOptions {
  /** false: no window; print the address and stay. */
  open: boolean;
  /** 0: any free port. */
  port: number;
}

const ELECTRON_INSTALL_MS = 20_000;
const WINDOW_FAILED_WITHIN_MS = 5_000;
const WINDOW_CLOSES_WITHIN_MS = 3_000;
const ROOT = process.getuid?.() === 0;

/** Reads `--no-open` and `--port N`. Refuses `start.wrong_use`. */
export function readOptions(args: string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args,
      options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '0' } },
      allowNegative: true,
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (!(port <= 65_535)) throw new RangeError(`--port ${values.port}`);
    return { open: values.open, port };
  } catch (error) {
    throw new Refusal('start.wrong_use', { what: (error as Error).message });
  }
}

/** Says one line in Chinese and English on stderr; stdout carries nothing but the address. */
function say(code: string, params: Params = {}): void {
  const [chinese, english] = (['zh', 'en'] as const).map(language =>
    renderText(loadCatalogue(language), code, params),
  );
  console.error(`${chinese} · ${english}`);
}

/**
 * The Electron program of this checkout. Where it is missing and a window could be shown, Electron's own installer is
 * tried once; null if there is none.
 */
export function findElectron(root: string = checkout, display: boolean = hasDisplay()): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const triedMark = join(root, 'node_modules', '.duizhang-no-electron');
  const installer = join(folder, 'install.js');
  if (!electronIn(folder) && display && !existsSync(triedMark) && existsSync(installer)) {
    spawnSync(process.execPath, [installer], { cwd: folder, stdio: 'ignore', timeout: ELECTRON_INSTALL_MS });
    if (!electronIn(folder)) writeFileSync(triedMark, '');
  }
  return electronIn(folder);
}

function electronIn(folder: string): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Chromium refuses to start its sandbox for root, so only root goes without. */
const rootArguments = ROOT && process.platform === 'linux' ? ['--no-sandbox'] : [];

function runDesktop(electron: string): void {
  const app = spawn(electron, [...rootArguments, checkout], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.kill(signal));
  app.on('exit', code => process.exit(code ?? 1));
}

/** Opens the address as a window of its own, with a profile that dies with it. */
function openWindow(browser: string, address: string): ChildProcess {
  const profile = mkdtempSync(join(tmpdir(), 'duizhang-window-'));
  const quiet = [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
  ];
  const options = [`--user-data-dir=${profile}`, ...quiet, '--disable-component-update', ...rootArguments];
  const window = spawn(browser, [`--app=${address}`, '--window-size=1440,900', ...options], {
    stdio: 'ignore',
  });
  const forget = () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  window.on('exit', forget);
  return window;
}

/** Ends the window's program and waits for it, so that its profile can go too. */
async function closeWindow(window: ChildProcess | null): Promise<void> {
  if (!window || window.exitCode !== null || window.signalCode !== null) return;
  const ended = once(window, 'exit', { signal: AbortSignal.timeout(WINDOW_CLOSES_WITHIN_MS) }).catch(
    () => undefined,
  );
  window.kill();
  await ended;
}

async function runBrowserHost({ open, port }: StartOptions): Promise<void> {
  // Loaded here only: the desktop app has its own process for the service.
  const [{ createGate }, { startLoopback }] = await Promise.all([
    import('./gate.ts'),
    import('./loopback.ts'),
  ]);
  const gate = await createGate({ dataFolder: dataFolder() });
  const loopback = await startLoopback({ gate, port });
  let window: ChildProcess | null = null;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await closeWindow(window);
    await loopback.close();
    await gate.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  const print = () => process.stdout.write(`${loopback.address}\n`);

  const browser = open && hasDisplay() ? findBrowser() : null;
  if (!browser) {
    if (open) say('start.no_window');
    print();
    return;
  }
  const opened_ms = Date.now();
  window = openWindow(browser, loopback.address);
  const ended = (code: number | null) => {
    const failed = code !== 0 && Date.now() - opened_ms < WINDOW_FAILED_WITHIN_MS;
    if (!failed || stopping) return void stop();
    say('start.no_window');
    print();
  };
  window.on('exit', ended);
  window.on('error', () => ended(1));
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (buildIsStale()) {
    say('start.building');
    const fault = build();
    if (fault !== null) {
      console.error(fault);
      say('start.build_failed');
      process.exitCode = 1;
      return;
    }
  }
  if (options.open) {
    const electron = findElectron();
    if (electron && hasDisplay()) return runDesktop(electron);
    if (!electron) say('start.no_electron');
  }
  await runBrowserHost(options);
}

if (import.meta.main) {
  main().catch(error => {
    if (error instanceof Refusal) say(error.code, error.params);
    else console.error(error);
    process.exit(error instanceof Refusal ? 2 : 1);
  });
}
