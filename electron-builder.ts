import type { Configuration } from 'electron-builder';

// Installers for Windows, macOS and Linux. Made by `node run.cjs package`; needs Electron's binaries for the target.

const configuration: Configuration = {
  appId: 'desk.duizhang.app',
  productName: 'Duizhang Desk',
  directories: { output: 'dist' },
  icon: 'resources/icons/desk.png',
  files: [
    'out/**',
    'resources/**',
    'package.json',
    'LICENSE',
    '!**/*.map',
    '!**/*.{ts,tsx}',
    '!{src,electron,test,bench,.ci}/**',
    // Node for development, and what only a compiler needs.
    '!node_modules/node-{linux,win}-*/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
  ],
  asar: true,
  // A native module cannot be loaded from inside the archive.
  asarUnpack: ['node_modules/better-sqlite3/**'],
  // The database module carries its prebuilt Node-API programs; nothing is compiled.
  npmRebuild: false,
  nodeGypRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
  },
  electronLanguages: ['zh-CN', 'zh_CN', 'en-US', 'en'],
  publish: null,
  win: { target: ['nsis'] },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
  mac: { target: ['dmg'], category: 'public.app-category.finance', hardenedRuntime: true },
  linux: { target: ['AppImage', 'deb'], category: 'Office', synopsis: '对账台', maintainer: 'Duizhang Desk' },
};

export default configuration;
