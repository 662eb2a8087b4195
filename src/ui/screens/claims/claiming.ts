import { useSyncExternalStore } from 'react';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import type { ClaimParts } from './draft.ts';
import { keyOf } from './waiting.ts';

/** A doubt that stopped nothing: 代付. */
export interface Warned {
  code: string;
  params: Record<string, string | number>;
}

/** Something that was claimed, identified or paired just now and can be taken back. */
export interface Recent {
  book: string;
  side: 'receipts' | 'payments' | 'transfers';
  batch: number;
  caseNo: string;
  party: string;
  amountFen: number;
  /** Whose or what, in words. */
  as: readonly string[];
  warnings: readonly Warned[];
  /** Said to be something, not claimed for a client. */
  identified: boolean;
}

/** Receipts that are claimed one after the other. */
export interface BulkRun {
  book: string;
  total: number;
  done: number;
  doneFen: number;
  failures: readonly { receipt: OpenReceiptView; error: unknown }[];
  running: boolean;
}

const RECENT_MOST = 50;
const listeners = new Set<() => void>();
let recents: readonly Recent[] = [];
let bulk: BulkRun | null = null;
let stopAsked = false;

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was claimed or identified since the page was opened, the newest first. */
export function useRecents(book: string, side: Recent['side']): Recent[] {
  const all = useSyncExternalStore(subscribe, () => recents);
  return all.filter(each => each.book === book && each.side === side);
}

export function useBulk(book: string): BulkRun | null {
  const now = useSyncExternalStore(subscribe, () => bulk);
  return now?.book === book ? now : null;
}

export function remember(recent: Recent): void {
  recents = [recent, ...recents].slice(0, RECENT_MOST);
  tell();
}

/** It was taken back. */
export function forget(batch: number): void {
  recents = recents.filter(each => each.batch !== batch);
  tell();
}

/** Claims a receipt and keeps it among what can be taken back. `key` makes a second try the same act. */
export async function claimReceipt(
  book: string,
  receipt: OpenReceiptView,
  { parts, learn }: ClaimParts,
  nameOf: (client: number) => string,
  key: string = newKey(),
): Promise<Recent> {
  const { caseNo, money, party } = receipt;
  const { batch, warnings } = await desk.imports.claim({ key, caseNo, money, parts, learn });
  const amountFen = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const as = [...new Set(parts.map(({ client }) => nameOf(client)))];
  const about = { book, side: 'receipts', batch, caseNo, party } as const;
  const recent: Recent = { ...about, amountFen, as, warnings, identified: false };
  remember(recent);
  return recent;
}

/** Claims receipts for their only suggestion, one by one; what fails is told and the rest goes on. */
export async function claimAll(
  book: string,
  receipts: readonly OpenReceiptView[],
  nameOf: (client: number) => string,
): Promise<void> {
  if (bulk?.running) return;
  stopAsked = false;
  bulk = { book, total: receipts.length, done: 0, doneFen: 0, failures: [], running: true };
  tell();
  for (const receipt of receipts) {
    if (stopAsked) break;
    const { client, amountFen } = receipt.suggestions[0]!;
    try {
      await claimReceipt(
        book,
        receipt,
        { parts: [{ client, amountFen, as: 'funds' }], learn: false },
        nameOf,
      );
      bulk = { ...bulk, done: bulk.done + 1, doneFen: bulk.doneFen + amountFen };
    } catch (error) {
      bulk = { ...bulk, failures: [...bulk.failures, { receipt, error }] };
    }
    tell();
  }
  bulk = { ...bulk, running: false };
  tell();
}

export function stopBulk(): void {
  stopAsked = true;
}

export function clearBulk(): void {
  if (!bulk?.running) bulk = null;
  tell();
}

/** Names a failure of a bulk run. */
export function failureKey({ receipt }: { receipt: OpenReceiptView }): string {
  return keyOf(receipt);
}
