import { writeFileSync } from 'node:fs';
import type { UpgradePlacement } from '../../src/contract/upgrade.ts';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { type ClientForm, createClient } from '../../src/services/clients.ts';
import { openCase, setVerification, takeStep } from '../../src/services/upgrade.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { caller, newBook, placeFor } from '../parties/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';

export { caller, newBook };

export const rulesAt = (day: string) => rulesOn(SHIPPED, day);

/** A video that leads to goods elsewhere: an anchor of UPG-1. */
export const CART: UpgradePlacement = {
  scene: 'video',
  goal: '点赞评论',
  video: { cart: 'external' },
  contentJudged: 'normal',
};
/** Nothing of it is marketing. */
export const PLAIN: UpgradePlacement = { ...CART, video: { cart: 'none' } };

/** A client with DOU+ accounts behind one legal person; answers the accounts' ids in the book. */
export async function clientWith(
  book: Connection,
  name: string,
  platformIds: string[],
  subject: Pick<ClientForm, 'subjectKind' | 'subjectName'> = {},
): Promise<number[]> {
  await createClient(book, caller(), {
    name,
    subjectKind: 'enterprise',
    subjectName: `${name}商贸有限公司`,
    ...subject,
    accounts: platformIds.map(id => ({ kind: 'douplus', id, name: '' })),
  });
  const find = book.prepareValue('SELECT id FROM platform_account WHERE platform_id = ?');
  return platformIds.map(id => find.get(id) as number);
}

/** Opens a case and walks it to a state, one day a step from the given one. */
export async function walkTo(book: Connection, account: number, states: string[], day: string) {
  const who = caller(day);
  await openCase(book, who, { account, placement: CART, usedBefore: true, told: true }, rulesAt(day));
  for (const to of states)
    await takeStep(book, caller(day), { account, to: to as never, reason: '平台通知', on: day });
}

export function verify(book: Connection, account: number, from: string, until: string | null, today = from) {
  const method = 'client_pays' as const;
  return setVerification(book, caller(today), { account, state: 'passed', from, until, method }, today);
}

/** A small picture of its own for each serial. */
export function picture(name: string, serial = 0): { path: string; name: string } {
  const path = placeFor(name);
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  writeFileSync(path, Buffer.concat([head, Buffer.alloc(2_000, serial)]));
  return { path, name };
}
