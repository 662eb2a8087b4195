import { join } from 'node:path';
import { takeCopy } from '../../../src/store/book/backup.ts';
import { closeBook, openBook } from '../../../src/store/book/open.ts';
import { changePassphrase } from '../../../src/store/book/passphrase.ts';
import { restoreCopy } from '../../../src/store/book/restore.ts';
import { addClients, codeOf, keepingOf } from './keeping.ts';

// A process whose files cannot grow beyond what its parent set (`ulimit -f`): says what each act answered.
const [folder, copy] = process.argv.slice(2) as [string, string];
const path = join(folder, '账.duizhang');
const book = openBook(keepingOf(), { path });
const many = Array.from({ length: 40_000 }, (_, at) => `写不下的客户${at}`);
const answers = [
  codeOf(() => takeCopy(keepingOf(), book, join(folder, 'copies'))),
  codeOf(() => changePassphrase(keepingOf(), book, { next: '新口令 new passphrase' })),
  codeOf(() => addClients(book.connection, many)),
];
closeBook(book);
answers.push(codeOf(() => restoreCopy(keepingOf(), { copy, path })));
console.log(answers.join(' '));
