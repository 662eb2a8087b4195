import { closeBook, openBook } from '../../../src/store/book/open.ts';
import { addClients, keepingOf } from './keeping.ts';

// A second process with a book: opens it, writes, says so, and holds it until it is killed or told to stop.
const path = process.argv[2]!;
try {
  const book = openBook(keepingOf(), { path });
  addClients(book.connection, [`进程 ${process.pid}`]);
  process.stdout.write('open\n');
  process.stdin.on('end', () => {
    closeBook(book);
    process.exit(0);
  });
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}\n`);
}
