import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER } from './data.ts';

/** Programs the product is measured against; never dependencies of the product. */
export const PEERS = [
  'duckdb',
  'udsv',
  'exceljs',
  'sheetjs',
  'fastcsv',
  'sqlite3',
  'pandas',
  'xlsxwriter',
  'actual',
  'gnucash',
  'hledger',
  'ledger',
  'beancount',
] as const;
export type Peer = (typeof PEERS)[number];

/** Exact versions, fetched on demand into a scratch folder. */
const PACKAGES: Partial<Record<Peer, [name: string, version: string]>> = {
  duckdb: ['@duckdb/node-api', '1.5.6-r.1'],
  udsv: ['udsv', '0.7.3'],
  exceljs: ['exceljs', '4.4.0'],
  sheetjs: ['xlsx', '0.18.5'],
  fastcsv: ['fast-csv', '5.0.8'],
  actual: ['@actual-app/api', '26.9.0'],
};
/** exceljs asks for a version of the first that was never published; the second brings its binary along. */
const OVERRIDES = { 'typedarray.prototype.slice': '1.0.5', 'better-sqlite3': '13.2.0' };

const SYSTEM: Partial<Record<Peer, { aptPackage: string; command: string; args: string[] }>> = {
  sqlite3: { aptPackage: 'sqlite3', command: 'sqlite3', args: ['--version'] },
  pandas: { aptPackage: 'python3-pandas', command: 'python3', args: ['-c', 'import pandas'] },
  xlsxwriter: { aptPackage: 'python3-xlsxwriter', command: 'python3', args: ['-c', 'import xlsxwriter'] },
  gnucash: { aptPackage: 'python3-gnucash gnucash', command: 'python3', args: ['-c', 'import gnucash'] },
  hledger: { aptPackage: 'hledger', command: 'hledger', args: ['--version'] },
  ledger: { aptPackage: 'ledger', command: 'ledger', args: ['--version'] },
  beancount: { aptPackage: 'beancount', command: 'bean-query', args: ['--version'] },
};

export const PEERS_FOLDER = join(BENCH_FOLDER, 'peers');

/** Debian's own Python, where there is one: another in PATH would not see Debian's packages. */
export const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Which peers can be run here, fetching what is missing. Says in one line each what it fetches. */
export function availablePeers(fetch: boolean, say: (line: string) => void): Set<Peer> {
  if (fetch) {
    fetchPackages(say);
    fetchSystem(say);
  }
  return new Set(PEERS.filter(hasPeer));
}

function hasPeer(peer: Peer): boolean {
  const fromNpm = PACKAGES[peer];
  if (fromNpm) return existsSync(join(PEERS_FOLDER, 'node_modules', fromNpm[0], 'package.json'));
  const { command, args } = SYSTEM[peer]!;
  return spawnSync(command === 'python3' ? PYTHON : command, args).status === 0;
}

function fetchPackages(say: (line: string) => void): void {
  const wanted = Object.values(PACKAGES);
  const missing = (Object.keys(PACKAGES) as Peer[]).filter(peer => !hasPeer(peer));
  if (missing.length === 0) return;
  mkdirSync(PEERS_FOLDER, { recursive: true });
  const manifest = { private: true, dependencies: Object.fromEntries(wanted), overrides: OVERRIDES };
  writeFileSync(join(PEERS_FOLDER, 'package.json'), JSON.stringify(manifest));
  say(`fetching ${missing.join(', ')} into ${PEERS_FOLDER}`);
  const npm = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', npm, {
    cwd: PEERS_FOLDER,
    shell: process.platform === 'win32',
  });
  if (status !== 0) say(`npm could not fetch them: ${String(stderr).trim().slice(-300)}`);
}

/** Debian packages, only as root and only where apt-get is. */
function fetchSystem(say: (line: string) => void): void {
  const missing = (Object.keys(SYSTEM) as Peer[]).filter(peer => !hasPeer(peer));
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = missing.flatMap(peer => SYSTEM[peer]!.aptPackage.split(' '));
  say(`fetching ${packages.join(', ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env });
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  if (status !== 0) say('apt-get could not fetch them');
}
