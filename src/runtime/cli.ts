import { ThreadPool } from './threads.ts';

// Whoever reads the answer may stop reading (a pager, `head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** The command line. Two files are read by two threads, which start while the parser of commands is being loaded. */
const pool = new ThreadPool(2);
if (process.argv[2] === 'compare' && process.argv.length > 4) pool.prepare('prepareSide');
const { runCommand } = await import('./cli-run.ts');
await runCommand(pool);
