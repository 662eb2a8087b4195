import { createCli, FailedToExitError } from 'trpc-cli';
import { Refusal } from '../domain/refusal.ts';
import { renderRefusal } from '../domain/text.ts';
import { commands } from './cli-commands.ts';
import { CommandLine } from './cli-line.ts';
import { personAsked } from './cli-person.ts';
import { cliCatalogue } from './resources.ts';
import type { ThreadPool } from './threads.ts';

/**
 * Runs one command: one JSON document on stdout; errors as one JSON document on stderr. Exit 0 done, 2 refusal or
 * wrong use, 1 a fault of ours. `trpc-cli` parses and helps; what a command does stands in `cli-commands.ts`.
 */
export async function runCommand(pool: ThreadPool): Promise<void> {
  let line: CommandLine;
  try {
    line = new CommandLine(pool, personAsked(process.argv));
  } catch (error) {
    pool.end();
    process.exitCode = complain(error, '');
    return;
  }
  let failure: unknown = null;
  const complaints: string[] = [];
  const cli = createCli({
    router: commands(line, error => {
      failure = error;
    }),
    name: 'duizhang',
    description: 'Duizhang Desk 对账台',
  });
  const run = {
    logger: { info: print, error: (...parts: unknown[]) => void complaints.push(parts.join(' ')) },
    prompts: false,
    formatError: (error: unknown) => (error instanceof Error ? error.message : String(error)),
    process: { exit: leave },
  };
  const program = cli.buildProgram(run) as unknown as Command;
  hushed(program, run.logger.error);
  const exitCode = await cli.run(run, program as never).then(
    () => 0,
    error => {
      if (error instanceof FailedToExitError) return error.exitCode;
      failure ??= error;
      return 1;
    },
  );
  line.close();
  process.exitCode = exitCode === 0 ? line.exitCode : complain(failure, complaints.join('\n'));
}

function leave(exitCode: number): never {
  throw new FailedToExitError('leave', { exitCode, cause: null });
}

/** The part of a commander command that is needed here. */
interface Command {
  commands: Command[];
  exitOverride(leave: (exit: { exitCode: number }) => never): void;
  configureOutput(output: { writeOut(text: string): void; writeErr(text: string): void }): void;
}

/** Groups of commands complain to the terminal and exit by themselves unless told otherwise. */
function hushed(command: Command, complain: (text: string) => void): void {
  command.exitOverride(({ exitCode }) => leave(exitCode));
  command.configureOutput({ writeOut: print, writeErr: complain });
  for (const each of command.commands) hushed(each, complain);
}

function print(value: unknown): void {
  process.stdout.write(typeof value === 'string' ? `${value.trimEnd()}\n` : `${JSON.stringify(value)}\n`);
}

/** Writes the one error document and answers the exit code. */
function complain(failure: unknown, usage: string): number {
  if (failure instanceof Refusal) return refuse(failure);
  if (failure === null || isBadInput(failure)) return refuse(new Refusal('cli.usage', { usage }));
  const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  process.stderr.write(`${JSON.stringify({ error: { code: 'bug', message } })}\n`);
  return 1;
}

function refuse(refusal: Refusal): number {
  const message = renderRefusal(cliCatalogue(), refusal.data());
  process.stderr.write(`${JSON.stringify({ error: { ...refusal.data(), message } })}\n`);
  return 2;
}

function isBadInput(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST';
}
