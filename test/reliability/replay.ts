import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '../../src/contract/index.ts';
import type { Replay } from './replayed.ts';

/**
 * FZ9: runs the tests of the services with each command of theirs called again (`replayed.ts`), and holds what was
 * replayed against the contract. `node test/reliability/replay.ts [folder …]`; without folders, all of them.
 */
const root = join(import.meta.dirname, '../..');
const FOLDERS =
  'applications bills close imports invoices invoices-book limits matching orders orders-book orders-grid';
const MORE =
  'orders-page orders-plan packs parties policies pools recharges refunds roles rules-book tickets';
const LAST = 'upgrade upgrade-book vouchers year';

/** Arguments that the caller does not say, unless the contract has a field of that name: the day, the rulebook, who asks. */
const OF_THE_HOST = new Set(['on', 'today', 'at', 'lastCopyOn', 'actor', 'shipped', 'rows']);
/** A secret never goes into the log, not even as part of a hash that could be guessed back. */
const SECRET = 'people.setSecret';

interface Shape {
  shape?: Record<string, unknown>;
}
type Procedures = Record<string, { '~orpc': { meta: { kind: string }; inputSchema?: Shape } }>;

/** Fields of the input of every command of the contract that has a key. */
function keyedCommands(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [group, some] of Object.entries(contract as unknown as Record<string, Procedures>))
    for (const [name, { '~orpc': procedure }] of Object.entries(some)) {
      const fields = Object.keys(procedure.inputSchema?.shape ?? {});
      if (procedure.meta.kind === 'command' && fields.includes('key'))
        found.set(`${group}.${name}`, new Set(fields));
    }
  return found;
}

function run(folders: readonly string[]): Replay[] {
  const folder = mkdtempSync(join(tmpdir(), 'duizhang-replay-'));
  const out = join(folder, 'replays.jsonl');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'replay.config.ts');
  const args = [vitest, 'run', '--silent', '--config', config, ...folders.map(each => `test/${each}/`)];
  try {
    spawnSync(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, REPLAY_OUT: out },
    });
    const lines = existsSync(out) ? readFileSync(out, 'utf8').split('\n').filter(Boolean) : [];
    return lines.map(line => JSON.parse(line) as Replay);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Whether a fault is one: the contract says which arguments are the caller's. A command that only another one gives
 * (`tickets.sync` after a run) is kept under the key of that one, whatever it is about by then.
 */
export function isFault(
  { procedure, fault }: Replay,
  commands: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const field = /^the stored answer for another (.*)$/.exec(fault ?? '')?.[1];
  if (field === undefined) return fault !== null;
  if (procedure === SECRET && field.startsWith('secret.')) return false;
  const fields = commands.get(procedure);
  const name = field.split('.')[0]!;
  return fields !== undefined && (fields.has(name) || !OF_THE_HOST.has(name));
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const commands = keyedCommands();
  const replays = run(given.length > 0 ? given : `${FOLDERS} ${MORE} ${LAST}`.split(' '));
  const faults = Map.groupBy(
    replays.filter(each => isFault(each, commands)),
    ({ procedure, fault }) => `${procedure}: ${fault}`,
  );
  for (const [fault, times] of [...faults].toSorted()) console.log(`${times.length} × ${fault}`);
  const seen = new Set(replays.map(({ procedure }) => procedure));
  const missing = [...commands.keys()].filter(name => !seen.has(name));
  console.log(`never replayed: ${missing.join(' ') || 'none'}`);
  console.log(
    JSON.stringify({
      replays: replays.length,
      procedures: seen.size,
      faults: faults.size,
      missing: missing.length,
    }),
  );
  process.exitCode = faults.size > 0 ? 1 : 0;
}
