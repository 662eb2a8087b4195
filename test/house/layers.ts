import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';

export interface LayerReport {
  /** Source files on disk under src and electron. */
  files: string[];
  /** Of those, the ones the cruiser really read. */
  seen: string[];
  /** Forbidden imports, as "rule: from → to". */
  faults: string[];
}

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const ROOTS = ['src', 'electron'];

/** Reads every module under src and electron and names the imports that the floor plan forbids. */
export async function checkLayers(root: string = checkout): Promise<LayerReport> {
  const { forbidden, options } = createRequire(import.meta.url)(join(checkout, '.dependency-cruiser.cjs'));
  const files = ROOTS.flatMap(folder => sourceFiles(root, folder));
  const request: ICruiseOptions = { ...options, baseDir: root, validate: true, ruleSet: { forbidden } };
  const { output } = await cruise(ROOTS, request, options.enhancedResolveOptions);
  const { modules, summary } = output as ICruiseResult;
  const read = new Set(modules.filter(module => !module.couldNotResolve).map(module => module.source));
  return {
    files,
    seen: files.filter(file => read.has(file)),
    faults: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

/** What must hold for the check to count: no fault, and not one file unread. Answers the lines to print. */
export function verdict({ files, seen, faults }: LayerReport): string[] {
  const unread = files.filter(file => !seen.includes(file)).map(file => `unread: ${file}`);
  const blind = files.length === 0 ? ['no source files found'] : [];
  return [...blind, ...unread, ...faults];
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry =>
      join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''),
    );
}

if (import.meta.main) {
  const report = await checkLayers().catch((error: Error) => {
    console.error(`a file could not be read\n${error.message}`);
    process.exit(1);
  });
  const faults = verdict(report);
  for (const fault of faults) console.error(fault);
  console.log(`layers: ${report.seen.length} of ${report.files.length} files read, ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
