import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// What `node run.cjs package` runs: builds, then makes this system's installers (or the ones named, e.g. `--linux deb`).

const root = join(import.meta.dirname, '..');
const steps: [string, ...string[]][] = [
  [join('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
  [join('electron-builder', 'cli.js'), ...process.argv.slice(2)],
];
for (const [tool, ...args] of steps) {
  const program = join(root, 'node_modules', tool);
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
