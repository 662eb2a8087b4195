import type { Language } from '../domain/text.ts';
import {
  backupBook,
  backupDaily,
  bookState,
  changePassphrase,
  copyPath,
  createBook,
  listCopies,
  openBook,
  openReader,
  placeFor,
  recentBooks,
  recentPath,
  restoreBook,
  salvageBook,
  verifyBook,
} from '../services/books.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue } from './resources.ts';

interface Opening {
  path: string;
  passphrase?: string;
}

/** State of the open book, and the key that opens readers to it (of an encrypted one). */
function opened(room: BookRoom) {
  return { state: bookState(room.desk, room.book), key: room.book.key };
}

/** From making a book to giving it back; copies, restore, passphrase. */
export const life = {
  create: async (room: BookRoom, input: Opening & { name: string; firstPeriod: string; actor: string }) => {
    room.hold(await createBook(room.desk, input));
    return opened(room);
  },
  open: async (room: BookRoom, input: Opening & { readOnly: boolean }) => {
    room.hold(await openBook(room.desk, input));
    return opened(room);
  },
  openReader: (room: BookRoom, { path, key }: { path: string; key: Uint8Array | undefined }) => {
    room.hold(openReader(room.desk, path, key && Buffer.from(key)));
  },
  opened,
  close: (room: BookRoom) => room.close(),
  state: (room: BookRoom) => bookState(room.desk, room.book),
  recent: (room: BookRoom) => recentBooks(room.desk),
  recentPath: (room: BookRoom, { id }: { id: string }) => recentPath(room.desk, id),
  placeFor: (_room: BookRoom, { folder, name }: { folder: string; name: string }) => placeFor(folder, name),
  copies: (room: BookRoom, { path, bookId }: { path: string; bookId: string | null }) =>
    listCopies(room.desk, path, bookId),
  copyPath: (room: BookRoom, { path, name }: { path: string; name: string }) =>
    copyPath(room.desk, path, name),
  backup: (room: BookRoom) => backupBook(room.desk, room.book),
  backupDaily: (room: BookRoom) => backupDaily(room.desk, room.book),
  restore: (room: BookRoom, input: { copy: string; path: string; passphrase?: string }) =>
    restoreBook(room.desk, input),
  salvage: (
    room: BookRoom,
    {
      language,
      ...wanted
    }: { path: string; passphrase?: string; scratch: string; out: string; language: Language },
  ) => salvageBook(room.desk, { ...wanted, format: 'xlsx', catalogue: loadCatalogue(language) }),
  changePassphrase: (room: BookRoom, change: { present?: string; next: string | null }) => {
    room.swap(changePassphrase(room.desk, room.book, change));
    return opened(room);
  },
  verify: (room: BookRoom) => verifyBook(room.desk, room.connection),
};
