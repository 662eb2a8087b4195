import { os } from '@orpc/server';
import { createCli } from 'trpc-cli';
import { Refusal } from '../domain/refusal.ts';
import { type Catalogue, renderRefusal } from '../domain/text.ts';
import { commands } from './cli-commands.ts';
import { loadCatalogue } from './resources.ts';

/**
 * The command line: one JSON document on stdout; errors as JSON on stderr. Exit 0 done, 2 refusal or wrong use,
 * 1 a fault of ours. `trpc-cli` parses and helps; what a command does stands in `cli-commands.ts`.
 */
async function main(): Promise<void> {
  let failure: unknown = null;
  const complaints: string[] = [];
  const watched = os.use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      failure = error;
      throw error;
    }
  });
  const session = commands(watched);
  const cli = createCli({ router: session.router, name: 'duizhang', description: 'Duizhang Desk 对账台' });
  let exitCode = 0;
  try {
    await cli.run({
      logger: { info: print, error: (...parts) => complaints.push(parts.join(' ')) },
      prompts: false,
      formatError: error => (error instanceof Error ? error.message : String(error)),
      process: {
        exit: code => {
          exitCode = code;
          throw new Exit();
        },
      },
    });
  } catch (error) {
    if (!(error instanceof Exit)) failure ??= error;
  }
  session.close();
  process.exitCode = exitCode === 0 && failure === null ? 0 : complain(failure, complaints.join('\n'));
}

class Exit extends Error {}

function print(value: unknown): void {
  process.stdout.write(typeof value === 'string' ? `${value.trimEnd()}\n` : `${JSON.stringify(value)}\n`);
}

/** Writes the one error document and answers the exit code. */
function complain(failure: unknown, usage: string): number {
  const catalogue = loadCatalogue(process.env.DUIZHANG_LANGUAGE === 'en' ? 'en' : 'zh');
  if (failure instanceof Refusal) return refuse(catalogue, failure);
  if (failure === null || isBadInput(failure))
    return refuse(catalogue, new Refusal('cli.usage', { usage: usage || String((failure as Error).message) }));
  const error = failure as Error;
  process.stderr.write(`${JSON.stringify({ error: { code: 'bug', message: error.stack ?? String(error) } })}\n`);
  return 1;
}

function refuse(catalogue: Catalogue, refusal: Refusal): number {
  const message = renderRefusal(catalogue, refusal.data());
  process.stderr.write(`${JSON.stringify({ error: { ...refusal.data(), message } })}\n`);
  return 2;
}

function isBadInput(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST';
}

await main();
