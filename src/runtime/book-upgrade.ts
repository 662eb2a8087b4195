import type { UpgradePlacement } from '../contract/upgrade.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { type Rules, rulesOn } from '../domain/rulebook/lookup.ts';
import type { Language } from '../domain/text.ts';
import { rulesOf } from '../services/rules.ts';
import {
  addPaper,
  assess,
  board,
  detail,
  evidenceOfAccount,
  logIdPicture,
  openCase,
  passPaper,
  readEvidence,
  rejectPaper,
  setVerification,
  takeStep,
  writeReminders,
} from '../services/upgrade.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

interface Asked {
  scope: RowScope;
  /** Beijing day. */
  on: string;
}

function rulesAt({ connection }: BookRoom, on: string): Rules {
  return rulesOn(rulesOf(connection, shippedRulebook()), on);
}

/** What is asked of the account upgrade. */
export const upgradeReads = {
  'upgrade/board': (room: BookRoom, { scope, on }: Asked) => board(room.connection, scope, rulesAt(room, on)),
  'upgrade/detail': (room: BookRoom, { scope, on, account }: Asked & { account: number }) =>
    detail(room.connection, scope, account, rulesAt(room, on)),
  'upgrade/assess': (
    room: BookRoom,
    { scope, on, ...wanted }: Asked & { account: number; placement: UpgradePlacement },
  ) => assess(room.connection, scope, wanted, rulesAt(room, on)),
  'upgrade/evidenceOf': (
    { connection }: BookRoom,
    { scope, ...wanted }: { scope: RowScope; account: number; attachment: number },
  ) => evidenceOfAccount(connection, scope, wanted),
  'upgrade/evidence': ({ connection }: BookRoom, { attachment }: { attachment: number }) =>
    readEvidence(connection, attachment),
  'upgrade/reminders': (
    room: BookRoom,
    { scope, on, language, ...request }: Asked & { language: Language; manager: string | null; path: string },
  ) =>
    writeReminders(
      room.connection,
      scope,
      { ...request, catalogue: loadCatalogue(language) },
      rulesAt(room, on),
    ),
};

type Called<Act extends (...given: never[]) => unknown> = { caller: Parameters<Act>[1] } & Parameters<Act>[2];

/** What is done about it. */
export const upgradeWrites = {
  'upgrade/open': (room: BookRoom, { caller, on, ...wanted }: Called<typeof openCase> & { on: string }) =>
    openCase(room.connection, caller, wanted, rulesAt(room, on)),
  'upgrade/step': ({ connection }: BookRoom, { caller, ...wanted }: Called<typeof takeStep>) =>
    takeStep(connection, caller, wanted),
  'upgrade/addPaper': ({ connection }: BookRoom, { caller, ...wanted }: Called<typeof addPaper>) =>
    addPaper(connection, caller, wanted),
  'upgrade/passPaper': ({ connection }: BookRoom, { caller, ...wanted }: Called<typeof passPaper>) =>
    passPaper(connection, caller, wanted),
  'upgrade/rejectPaper': ({ connection }: BookRoom, { caller, ...wanted }: Called<typeof rejectPaper>) =>
    rejectPaper(connection, caller, wanted),
  'upgrade/setVerification': (
    { connection }: BookRoom,
    { caller, today, ...wanted }: Called<typeof setVerification> & { today: string },
  ) => setVerification(connection, caller, wanted, today),
  'upgrade/logIdPicture': ({ connection }: BookRoom, { caller, ...wanted }: Called<typeof logIdPicture>) =>
    logIdPicture(connection, caller, wanted),
};
