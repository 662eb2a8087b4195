'use strict';
// The floor plan of the house as rules: for each room, the only places its files may import from. Read by
// test/house/layers.ts with the swc parser; with TypeScript 7 alone the cruiser would silently read nothing.

const room = (...names) => names.map(name => `^src/${name}/`);
const NODE_MODULES = 'node_modules/';
const CORE = { dependencyTypesNot: ['core'] };

/** A room, what it may import besides itself, and whether Node's own modules are open to it. */
const arrows = [
  { name: 'domain', from: '^src/domain/', may: [], node: false },
  {
    name: 'contract',
    from: '^src/contract/(?!host\\.ts$)',
    may: ['^src/contract/', ...room('domain'), `${NODE_MODULES}(@orpc/contract|zod)/`],
    node: false,
  },
  { name: 'host', from: '^src/contract/host\\.ts$', may: [], node: false, alone: true },
  { name: 'files', from: '^src/files/', may: [...room('domain'), NODE_MODULES], node: true },
  {
    name: 'statements',
    from: '^src/statements/',
    may: [...room('files', 'domain'), NODE_MODULES],
    node: true,
  },
  { name: 'store', from: '^src/store/', may: [...room('domain'), NODE_MODULES], node: true },
  { name: 'ledger', from: '^src/ledger/', may: [...room('store', 'domain'), NODE_MODULES], node: true },
  {
    name: 'services',
    from: '^src/services/',
    may: [
      '^src/services/',
      ...room('ledger', 'statements', 'files', 'store', 'domain', 'contract'),
      NODE_MODULES,
    ],
    node: true,
  },
  {
    name: 'runtime',
    from: '^src/runtime/',
    may: [...room('services', 'store', 'files', 'contract', 'domain'), NODE_MODULES],
    node: true,
  },
  {
    name: 'ui',
    from: '^src/ui/',
    may: [...room('contract', 'domain'), '^resources/', NODE_MODULES],
    node: false,
  },
  {
    name: 'main',
    from: '^electron/main/',
    may: ['^electron/messages\\.ts$', '^src/contract/host\\.ts$', `${NODE_MODULES}electron/`],
    node: true,
  },
  {
    name: 'preload',
    from: '^electron/preload/',
    may: ['^src/contract/host\\.ts$', `${NODE_MODULES}electron/`],
    node: false,
  },
  {
    name: 'service',
    from: '^electron/service/',
    may: ['^electron/messages\\.ts$', ...room('runtime'), `${NODE_MODULES}electron/`],
    node: true,
  },
  { name: 'package', from: '^electron/package\\.ts$', may: [], node: true },
  { name: 'messages', from: '^electron/messages\\.ts$', may: [], node: false, alone: true },
];

const roomRules = arrows.map(({ name, from, may, node, alone }) => ({
  name: `room-${name}`,
  severity: 'error',
  from: { path: from },
  to: { pathNot: alone ? may : [from, ...may], ...(node ? CORE : {}) },
}));

const DRIVERS =
  '(^|node_modules/)(better-sqlite3|better-sqlite3-multiple-ciphers|pg|@electric-sql/pglite)(/|$)';
const SCREEN =
  '(^|node_modules/)(react|react-dom|react-router|antd|@ant-design/[^/]+|ag-grid-[^/]+|@tanstack/react-query)(/|$)';

module.exports = {
  forbidden: [
    ...roomRules,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-file-has-a-room',
      severity: 'error',
      from: { pathNot: arrows.map(({ from }) => from) },
      to: {},
    },
    {
      name: 'services-stay-apart',
      severity: 'error',
      from: { path: '^src/services/([^/.]+)' },
      to: { path: '^src/services/', pathNot: '^src/services/$1[/.]' },
    },
    {
      name: 'driver-only-in-dialect',
      severity: 'error',
      from: { pathNot: '^src/store/dialect/' },
      to: { path: DRIVERS },
    },
    {
      name: 'electron-only-in-shell',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: ['^electron/', '(^|node_modules/)electron(/|$)'] },
    },
    { name: 'screen-only-in-ui', severity: 'error', from: { pathNot: '^src/ui/' }, to: { path: SCREEN } },
    { name: 'product-knows-no-test', severity: 'error', from: {}, to: { path: '^test/' } },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
};
