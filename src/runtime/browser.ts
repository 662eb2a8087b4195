import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  exists(path: string): boolean;
}

const machine: Machine = { platform: process.platform, env: process.env, exists: existsSync };

/** Names on PATH, in order of preference. */
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const WINDOWS_PLACES = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];
const MAC_APPLICATIONS = ['Google Chrome', 'Microsoft Edge', 'Chromium'];

/** Path of a Chromium, Chrome or Edge of this machine, `CHROMIUM_PATH` first; null if there is none. */
export function findBrowser({ platform, env, exists }: Machine = machine): string | null {
  const places = [
    env.CHROMIUM_PATH,
    ...(platform === 'win32' ? windowsPlaces(env) : platform === 'darwin' ? macPlaces(env) : unixPlaces(env)),
  ];
  return places.find(place => place && exists(place)) ?? null;
}

/** Whether a window can be shown. Windows and macOS always have a desktop; elsewhere a display server must answer. */
export function hasDisplay({ platform, env }: Machine = machine): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Finds Chromium, or installs Debian's where that is possible without asking (root, apt). Used by the tests.
 * Answers null where there is none and none can be had.
 */
export function findOrInstallBrowser(say: (line: string) => void): string | null {
  const found = findBrowser();
  if (found || process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return found;
  say('installing Chromium (apt-get install chromium fonts-noto-cjk)');
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['-qq', 'update'], { ...options, timeout: 60_000 });
  const packages = ['chromium', 'fonts-noto-cjk'];
  spawnSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], {
    ...options,
    timeout: 240_000,
  });
  return findBrowser();
}

function windowsPlaces(env: Machine['env']): string[] {
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
  return WINDOWS_PLACES.flatMap(place =>
    roots.filter(root => root !== undefined).map(root => join(root, ...place)),
  );
}

function macPlaces(env: Machine['env']): string[] {
  return MAC_APPLICATIONS.flatMap(name =>
    ['/Applications', join(env.HOME ?? '', 'Applications')].map(folder =>
      join(folder, `${name}.app`, 'Contents', 'MacOS', name),
    ),
  );
}

function unixPlaces(env: Machine['env']): string[] {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return COMMANDS.flatMap(name => folders.filter(Boolean).map(folder => join(folder, name)));
}
