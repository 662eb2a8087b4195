import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Inspection } from '../../src/domain/statement.ts';
import { REPOSITORY, type Stage } from './stage.ts';

/** Runs the command line with the workstation folder of the stage; answers its JSON document. Throws on a refusal. */
export function duizhang<T>(stage: Stage, ...words: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const program = spawn(process.execPath, [join(REPOSITORY, 'src/runtime/cli.ts'), ...words], {
      env: { ...process.env, DUIZHANG_DATA: join(stage.folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, complaint] = ['', ''];
    program.stdout.on('data', part => {
      out += part;
    });
    program.stderr.on('data', part => {
      complaint += part;
    });
    program.on('error', reject);
    program.on('close', code => {
      if (code === 0) resolve(JSON.parse(out) as T);
      else reject(new Error(`${words.join(' ')} ended with ${code}: ${complaint}`));
    });
  });
}

export type InspectedByCommand = Omit<Inspection, 'findings'> & {
  findings: { severity: string; code: string; row: number | null; message: string }[];
};

export function inspectByCommand(stage: Stage, file: string, password?: string): Promise<InspectedByCommand> {
  const asked = ['statements', 'inspect', '--file', file];
  return duizhang(stage, ...asked, ...(password === undefined ? [] : ['--password', password]));
}
