/** 对账单包: made for a client's month, kept with its check code, followed until the client has stamped it, verified. */

export { checkPackInBook } from './packs/in-book.ts';
export { type Caller, type Marking, markPacks, registerPacks } from './packs/keep.ts';
export { clientsOf, packBoard, packDetail } from './packs/list.ts';
export { type LoadedPack, loadPack, type Making, rangeOf } from './packs/load.ts';
export { type PackVerdict, verifyPack } from './packs/verify.ts';
export { addBytes, type PackSheets, plainName, writePack } from './packs/write.ts';
