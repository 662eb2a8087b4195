import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import configuration from '../../electron-builder.ts';

describe('the packaging configuration', () => {
  it('sets exactly these fuses', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('makes the installers of three systems', () => {
    expect(configuration.win?.target).toEqual(['nsis']);
    expect(configuration.mac?.target).toEqual(['dmg']);
    expect(configuration.linux?.target).toEqual(['AppImage', 'deb']);
  });

  it('packs into an archive, with only the native module beside it, and compiles nothing', () => {
    expect(configuration.asar).toBe(true);
    expect(configuration.asarUnpack).toEqual(['node_modules/better-sqlite3/**']);
    expect(configuration.npmRebuild).toBe(false);
    expect(configuration.publish).toBeNull();
  });

  it('has an icon', () => {
    const icon = new URL(`../../${configuration.icon}`, import.meta.url);
    expect(statSync(icon).size).toBeGreaterThan(1_000);
  });

  it('leaves tests, sources and the development Node out', () => {
    const files = configuration.files as string[];
    expect(files).toContain('!{src,electron,test,bench,.ci}/**');
    expect(files).toContain('!node_modules/node-{linux,win}-*/**');
  });

  it('is one that electron-builder accepts', async () => {
    const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
    const { validateConfiguration } = builder('app-builder-lib/out/util/config/config');
    await expect(
      validateConfiguration(configuration, { add: () => undefined, isEnabled: false }),
    ).resolves.toBeUndefined();
  });
});
