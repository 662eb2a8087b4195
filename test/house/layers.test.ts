import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLayers, type LayerReport, verdict } from './layers.ts';

/** The floor plan of the house, written a second time: what each room may import besides itself. */
const MAY: Record<string, string[]> = {
  'src/domain': [],
  'src/contract': ['src/domain'],
  'src/files': ['src/domain'],
  'src/statements': ['src/files', 'src/domain'],
  'src/store': ['src/domain'],
  'src/ledger': ['src/store', 'src/domain'],
  'src/services': ['src/ledger', 'src/statements', 'src/files', 'src/store', 'src/domain', 'src/contract'],
  'src/runtime': ['src/services', 'src/store', 'src/files', 'src/contract', 'src/domain'],
  'src/ui': ['src/contract', 'src/domain'],
  'electron/main': [],
  'electron/preload': [],
  'electron/service': ['src/runtime'],
};
const ROOMS = Object.keys(MAY);
const NO_NODE = ['src/domain', 'src/contract', 'src/ui', 'electron/preload'];

/** Plants besides the arrows between rooms: file, what it imports, rule that must name it. */
const PLANTS: [string, string, string][] = [
  ['src/services/orders.ts', './refunds.ts', 'services-stay-apart'],
  ['src/services/refunds/plan.ts', '../orders.ts', 'services-stay-apart'],
  ['src/store/tables.ts', 'better-sqlite3', 'driver-only-in-dialect'],
  ['src/runtime/drive.ts', 'better-sqlite3', 'driver-only-in-dialect'],
  ['src/runtime/shelled.ts', 'electron', 'electron-only-in-shell'],
  ['src/runtime/tested.ts', '../../test/made.ts', 'product-knows-no-test'],
  ['src/runtime/drawn.ts', 'react', 'screen-only-in-ui'],
  ['src/contract/host.ts', '../domain/index.ts', 'room-host'],
  ['electron/main/rule.ts', '../../src/contract/index.ts', 'room-main'],
  ['electron/preload/rule.ts', '../../src/contract/index.ts', 'room-preload'],
  ['src/domain/bought.ts', 'zod', 'room-domain'],
  ['src/domain/ring-a.ts', './ring-b.ts', 'no-cycle'],
  ['src/homeless.ts', './domain/index.ts', 'every-file-has-a-room'],
  ['src/files/lost.ts', './nowhere.ts', 'resolves'],
];

const plantName = (room: string) => `plant-${room.replace('/', '-')}.ts`;

describe('the layer check', () => {
  let root: string;
  let report: LayerReport;
  const write = (file: string, text: string) => {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const plant = (file: string, target: string) => write(file, `import type {} from '${target}';\n`);

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'layers '));
    write('test/made.ts', 'export {};\n');
    write('src/services/refunds.ts', 'export {};\n');
    write('src/domain/ring-b.ts', "import type {} from './ring-a.ts';\n");
    for (const room of ROOMS) write(`${room}/index.ts`, 'export {};\n');
    for (const from of ROOMS) {
      for (const to of ROOMS) if (to !== from) plant(`${from}/${plantName(to)}`, `../../${to}/index.ts`);
      plant(`${from}/${plantName('node')}`, 'node:fs');
    }
    for (const [file, target] of PLANTS) plant(file, target);
    report = await checkLayers(root);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const faultsOf = (file: string) => report.faults.filter(fault => fault.includes(`: ${file} →`));

  it('reads every planted file', () => {
    expect(report.files.length).toBeGreaterThan(150);
    expect(report.seen).toEqual(report.files);
  });

  it.each(ROOMS)('%s: names each forbidden room, and no allowed one', from => {
    for (const to of ROOMS.filter(room => room !== from)) {
      const faults = faultsOf(`${from}/${plantName(to)}`);
      expect(faults.length > 0, `${from} → ${to}: ${faults}`).toBe(!MAY[from]!.includes(to));
    }
  });

  it.each(ROOMS)('%s: knows whether Node is open to it', from => {
    expect(faultsOf(`${from}/${plantName('node')}`).length > 0).toBe(NO_NODE.includes(from));
  });

  it.each(PLANTS)('%s importing %s breaks %s', (file, _target, rule) => {
    expect(
      faultsOf(file).some(fault => fault.startsWith(`${rule}:`)),
      faultsOf(file).join(),
    ).toBe(true);
  });

  it('finds nothing else to say', () => {
    const planted = [...PLANTS.map(([file]) => file), 'src/domain/ring-b.ts'];
    const known = (fault: string) =>
      /\/plant-/.test(fault) || planted.some(file => fault.includes(`: ${file} →`));
    expect(report.faults.filter(fault => !known(fault))).toEqual([]);
  });

  it('cannot pass blind', () => {
    expect(verdict({ files: ['src/a.ts', 'src/b.ts'], seen: ['src/a.ts'], faults: [] })).toEqual([
      'unread: src/b.ts',
    ]);
    expect(verdict({ files: [], seen: [], faults: [] })).not.toEqual([]);
    expect(verdict({ files: ['src/a.ts'], seen: ['src/a.ts'], faults: [] })).toEqual([]);
  });
});

/** What every JavaScript host has although the language does not: all that domain and contract may know of one. */
const COMMON_GLOBALS = `
declare class TextDecoder { constructor(label?: string, options?: object); decode(bytes?: Uint8Array): string }
declare class TextEncoder { encode(text?: string): Uint8Array }
declare class Blob { readonly size: number; arrayBuffer(): Promise<ArrayBuffer> }
`;

describe('domain and contract', () => {
  const checkout = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'globals-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const compile = (files: string[]) => {
    const globals = join(folder, 'globals.d.ts');
    writeFileSync(globals, COMMON_GLOBALS);
    const compiler = join(checkout, 'node_modules', 'typescript', 'bin', 'tsc');
    const strict =
      '--ignoreConfig --noEmit --strict --skipLibCheck --target ES2024 --lib ES2024 --module ESNext';
    const options = [
      ...`${strict} --moduleResolution bundler --allowImportingTsExtensions --types`.split(' '),
      '',
    ];
    return spawnSync(process.execPath, [compiler, ...options, globals, ...files], {
      cwd: checkout,
      encoding: 'utf8',
    }).stdout;
  };
  const filesOf = (room: string) =>
    readdirSync(join(checkout, 'src', room), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => join('src', room, name));

  it.each(['domain', 'contract'])('%s compiles where neither the DOM nor Node exists', room => {
    expect(compile(filesOf(room))).toBe('');
  });

  it('and would not, if it used either', () => {
    const file = join(folder, 'fault.ts');
    writeFileSync(file, 'export const text = document.title + process.cwd() + Buffer.name;\n');
    const faults = compile([file]);
    for (const name of ['document', 'process', 'Buffer']) expect(faults).toContain(`'${name}'`);
  });
});
