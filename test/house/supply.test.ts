import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(checkout, name), 'utf8');
const manifest = JSON.parse(read('package.json'));

interface Locked {
  integrity?: string;
  license?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
}
const locked = Object.entries(
  JSON.parse(read('package-lock.json')).packages as Record<string, Locked>,
).filter(([path]) => path !== '');

/** Packages that carry an install script; npm is told to run none of them. */
const WITH_SCRIPT = ['node_modules/@swc/core', 'node_modules/electron-winstaller'];
/** Licences a product may be shipped with; the tools that stay at home may have a few more. */
const SHIPPED = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'CC0-1.0']);
const AT_HOME = new Set([...SHIPPED, 'MPL-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'CC-BY-4.0', 'WTFPL']);
/** Packages whose manifest names no licence; the file beside it does. */
const BY_FILE: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT' };
const licences = (expression: string) => expression.replace(/[()]/g, '').split(/ (?:OR|AND) /);

describe('what the product is made of', () => {
  it.each(['dependencies', 'devDependencies', 'optionalDependencies'])('names exact versions in %s', kind => {
    for (const [name, version] of Object.entries(manifest[kind]))
      expect(version, name).toMatch(/^(npm:[^@]+@)?\d+\.\d+\.\d+$/);
  });

  it('locks every package by its hash', () => {
    expect(locked.length).toBeGreaterThan(300);
    expect(
      locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
  });

  it('runs no install script', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual(
      WITH_SCRIPT,
    );
  });

  it('has only licences that may be shipped', () => {
    for (const [path, license] of Object.entries(BY_FILE))
      expect(read(`${path}/LICENSE`).startsWith(`${license} License`), path).toBe(true);
    const refused = locked.filter(([path, { license = BY_FILE[path] ?? 'none', dev }]) => {
      const allowed = dev ? AT_HOME : SHIPPED;
      const named = licences(license);
      return license.includes(' OR ')
        ? !named.some(each => allowed.has(each))
        : !named.every(each => allowed.has(each));
    });
    expect(refused.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});
