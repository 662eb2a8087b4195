import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Refusal } from '../../src/domain/refusal.ts';
import { findBrowser, hasDisplay, type Machine } from '../../src/runtime/browser.ts';
import { buildIsStale } from '../../src/runtime/build.ts';
import { dataFolder } from '../../src/runtime/data-folder.ts';
import { findElectron, readOptions } from '../../src/runtime/start.ts';

describe('options of npm start', () => {
  it('are a window and any port, unless said otherwise', () => {
    expect(readOptions([])).toEqual({ open: true, port: 0 });
    expect(readOptions(['--no-open', '--port', '8123'])).toEqual({ open: false, port: 8123 });
  });

  it.each([
    [['--port', '70000']],
    [['--port', '-1']],
    [['--port', 'x']],
    [['--prot', '1']],
    [['extra']],
    [['--port']],
  ])('refuse %j', args => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ code: 'start.wrong_use' }) as Refusal);
  });
});

describe('finding a browser', () => {
  const machine = (platform: NodeJS.Platform, env: Machine['env'], ...files: string[]): Machine => ({
    platform,
    env,
    exists: path => files.includes(path),
  });

  it('takes CHROMIUM_PATH first, if it is there', () => {
    const env = { CHROMIUM_PATH: '/own/chrome', PATH: '/usr/bin' };
    expect(findBrowser(machine('linux', env, '/own/chrome', '/usr/bin/chromium'))).toBe('/own/chrome');
    expect(findBrowser(machine('linux', env, '/usr/bin/chromium'))).toBe('/usr/bin/chromium');
  });

  it('prefers Chromium over Chrome over Edge, wherever on PATH', () => {
    const env = { PATH: ['/a', '/b'].join(delimiter) };
    expect(findBrowser(machine('linux', env, '/a/google-chrome', '/b/chromium'))).toBe('/b/chromium');
    expect(findBrowser(machine('linux', env, '/a/microsoft-edge', '/b/google-chrome'))).toBe(
      '/b/google-chrome',
    );
  });

  it('knows the usual places of macOS and Windows', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine('darwin', { HOME: '/Users/a' }, mac))).toBe(mac);
    const edge = join('P86', 'Microsoft', 'Edge', 'Application', 'msedge.exe');
    expect(findBrowser(machine('win32', { 'PROGRAMFILES(X86)': 'P86' }, edge))).toBe(edge);
  });

  it('answers null where there is none', () => {
    expect(findBrowser(machine('linux', {}))).toBeNull();
    expect(findBrowser(machine('win32', {}))).toBeNull();
  });

  it('knows a display from none', () => {
    expect(hasDisplay(machine('linux', {}))).toBe(false);
    expect(hasDisplay(machine('linux', { DISPLAY: '' }))).toBe(false);
    expect(hasDisplay(machine('linux', { WAYLAND_DISPLAY: 'wayland-0' }))).toBe(true);
    expect(hasDisplay(machine('win32', {}))).toBe(true);
  });
});

describe('the data folder', () => {
  it('is the person’s own, by platform', () => {
    expect(dataFolder({}, 'linux', '/home/a')).toBe('/home/a/.local/share/duizhang-desk');
    expect(dataFolder({ XDG_DATA_HOME: '/x' }, 'linux', '/home/a')).toBe('/x/duizhang-desk');
    expect(dataFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/duizhang-desk');
    expect(dataFolder({ APPDATA: '/r' }, 'win32', '/u')).toBe('/r/duizhang-desk');
    expect(dataFolder({ DUIZHANG_DATA: '/d', XDG_DATA_HOME: '/x' }, 'linux', '/home/a')).toBe('/d');
  });
});

describe('a checkout', () => {
  let root: string;
  const put = (file: string, modified_s: number) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '');
    utimesSync(join(root, file), modified_s, modified_s);
    utimesSync(join(root, file, '..'), 100, 100);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'checkout-'));
    put('src/ui/main.tsx', 100);
    put('electron/main.ts', 100);
    utimesSync(join(root, 'src'), 100, 100);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is built when nothing is, and when a source is newer', () => {
    expect(buildIsStale(root)).toBe(true);
    put('out/.built', 200);
    expect(buildIsStale(root)).toBe(false);
    put('src/ui/main.tsx', 300);
    expect(buildIsStale(root)).toBe(true);
  });

  it('is built when a source is gone', () => {
    put('out/.built', 200);
    rmSync(join(root, 'src/ui/main.tsx'));
    expect(buildIsStale(root)).toBe(true);
  });

  it('has an Electron only if its program is really there', () => {
    expect(findElectron(root, false)).toBeNull();
    put('node_modules/electron/path.txt', 100);
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
    expect(findElectron(root, false)).toBeNull();
    put('node_modules/electron/dist/electron', 100);
    expect(findElectron(root, false)).toBe(join(root, 'node_modules/electron/dist/electron'));
  });

  it('tries Electron’s own installer once, and not without a display', () => {
    put('node_modules/electron/install.js', 100);
    const tries = join(root, 'tries');
    const text = `require('fs').appendFileSync(${JSON.stringify(tries)}, 'x'); process.exit(1)`;
    writeFileSync(join(root, 'node_modules/electron/install.js'), text);
    expect(findElectron(root, false)).toBeNull();
    expect(() => rmSync(tries)).toThrow('ENOENT');
    expect(findElectron(root, true)).toBeNull();
    expect(findElectron(root, true)).toBeNull();
    rmSync(tries);
  });
});
