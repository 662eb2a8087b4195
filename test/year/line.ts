import { createCli, FailedToExitError } from 'trpc-cli';
import { commands } from '../../src/runtime/cli-commands.ts';
import { CommandLine } from '../../src/runtime/cli-line.ts';
import { ThreadPool } from '../../src/runtime/threads.ts';

/** What a command printed, and with which exit code it left: 0, or 2 where it answers and did not do what was asked. */
export interface Answered<Answer> {
  answer: Answer;
  exitCode: number;
}

/**
 * The command line of the product, its words parsed by its own parser, without a process for each command: the year has
 * thousands of them. `DUIZHANG_DATA` must name a folder of the test.
 */
export class Line {
  private readonly pool = new ThreadPool(2);
  commands = 0;

  /** Throws what the command refused. */
  async run<Answer>(...words: (string | number)[]): Promise<Answered<Answer>> {
    this.commands += 1;
    const line = new CommandLine(this.pool);
    let failure: unknown = null;
    let answer: unknown;
    const complaints: string[] = [];
    const cli = createCli({
      router: commands(line, error => {
        failure = error;
      }),
      name: 'duizhang',
    });
    const leave = (exitCode: number): never => {
      throw new FailedToExitError('leave', { exitCode, cause: null });
    };
    try {
      await cli.run({
        argv: words.map(String),
        logger: {
          info: (value: unknown) => {
            answer = value;
          },
          error: (...parts: unknown[]) => void complaints.push(parts.join(' ')),
        },
        prompts: false,
        formatError: (error: unknown) => String(error),
        process: { exit: leave },
      });
    } catch (error) {
      if (!(error instanceof FailedToExitError)) throw error;
      if (error.exitCode !== 0)
        throw failure ?? new Error(`${words.join(' ')}: ${complaints.join('\n') || String(error.cause)}`);
    }
    return { answer: answer as Answer, exitCode: line.exitCode };
  }

  /** The answer of a command that must do what it was asked. */
  async done<Answer>(...words: (string | number)[]): Promise<Answer> {
    const { answer, exitCode } = await this.run<Answer>(...words);
    if (exitCode !== 0)
      throw new Error(`${words.join(' ')} left with ${exitCode}: ${JSON.stringify(answer)}`);
    return answer;
  }

  end(): void {
    this.pool.end();
  }
}
