import { join } from 'node:path';
import type { Plugin } from 'vite';

const SERVICES = join(import.meta.dirname, '../../src/services');
const REPLAYED = join(import.meta.dirname, 'replayed.ts');
/** An exported function of a service that a caller calls on a book: a command, or a reading that is left alone. */
const CALLED =
  /^export (async )?function (\w+)(?=(?:<[^(]*>)?\(\s*connection: Connection,\s*(?:call\w*|\{[^}]*\}): \w*Call)/gm;

/**
 * Puts `replayed` around each function of a service that takes a caller, so that a test that calls a command calls it
 * again with the same key. By form and not by a list: a command written tomorrow is in it.
 */
export function replayEveryCommand(): Plugin {
  return {
    name: 'replay-every-command',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(SERVICES)) return;
      const names: string[] = [];
      const plain = code.replace(CALLED, (_, isAsync: string | undefined, name: string) => {
        names.push(name);
        return `${isAsync ?? ''}function ${name}`;
      });
      if (names.length === 0) return;
      const wrapped = names.map(name => `const replayed_${name} = replayed(${name});`);
      const out = names.map(name => `replayed_${name} as ${name}`);
      return `import { replayed } from ${JSON.stringify(REPLAYED)};\n${plain}\n${wrapped.join('\n')}\nexport { ${out.join(', ')} };\n`;
    },
  };
}
