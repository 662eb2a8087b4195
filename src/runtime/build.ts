import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const checkout: string = fileURLToPath(new URL('../..', import.meta.url));

const SOURCES = ['src', 'electron', 'electron.vite.config.ts', 'package-lock.json'];
const STAMP = join('out', '.built');

/** Whether `out/` is missing or older than any source (folders count, so that a removed file is noticed too). */
export function buildIsStale(root: string = checkout): boolean {
  const built_ms = modified_ms(join(root, STAMP));
  return SOURCES.some(source => newest_ms(join(root, source)) > built_ms);
}

/** Builds page, shell and service into `out/`. Answers the build's own words if it failed, null if all is well. */
export function build(root: string = checkout): string | null {
  const started = new Date();
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) return `${stdout}${stderr}`;
  writeFileSync(join(root, STAMP), '');
  utimesSync(join(root, STAMP), started, started);
  return null;
}

function newest_ms(path: string): number {
  const own_ms = modified_ms(path);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return own_ms;
  return Math.max(own_ms, ...readdirSync(path).map(name => newest_ms(join(path, name))));
}

function modified_ms(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
