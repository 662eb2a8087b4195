import { isMemo } from '../../../domain/accounting/chart.ts';
import type { ReportAccount } from '../../../domain/reports/types.ts';
import type { AccountWords } from './account-words.ts';

/** An account with its figures in 分, in the order of the columns. */
export interface Leaf {
  account: ReportAccount;
  figures: readonly number[];
}

/**
 * A line of an account table: the group 1123, the code 1123.03, or an account with its dimensions. A code of one
 * account stands for it and has nothing to open.
 */
export interface TreeRow {
  key: string;
  level: 'group' | 'code' | 'account';
  depth: number;
  code: string;
  /** The account itself, or the only one under the code. */
  account: ReportAccount | null;
  figures: number[];
  /** Accounts under it. */
  accounts: number;
  /** Whether its lines show; null where there are none. */
  open: boolean | null;
}

export interface AccountTree {
  /** Lines of the book, and, apart, of memo 表外. */
  book: TreeRow[];
  memo: TreeRow[];
  bookTotals: number[];
  memoTotals: number[];
}

/** Lays groups and codes with their sums over accounts that come in order of code. `isOpen` is asked by key. */
export function treeOf(
  leaves: readonly Leaf[],
  columns: number,
  isOpen: (key: string, level: 'group' | 'code') => boolean,
): AccountTree {
  const sides = { book: leaves.filter(isBook), memo: leaves.filter(leaf => !isBook(leaf)) };
  return {
    book: linesOf(sides.book, columns, isOpen),
    memo: linesOf(sides.memo, columns, isOpen),
    bookTotals: sumOf(sides.book, columns),
    memoTotals: sumOf(sides.memo, columns),
  };
}

const isBook = ({ account }: Leaf) => !isMemo(account.code);

function linesOf(
  leaves: readonly Leaf[],
  columns: number,
  isOpen: (key: string, level: 'group' | 'code') => boolean,
): TreeRow[] {
  const codes = new Set(leaves.map(({ account }) => account.code));
  return [...parted(leaves, code => code.split('.')[0]!)].flatMap(([head, inGroup]) => {
    const isGroup = !codes.has(head);
    const byCode = [...parted(inGroup, code => code)];
    const lines = byCode.flatMap(([code, own]) => codeLines(code, own, columns, isGroup ? 1 : 0, isOpen));
    if (!isGroup) return lines;
    const open = isOpen(`group ${head}`, 'group');
    const group: TreeRow = {
      key: `group ${head}`,
      level: 'group',
      depth: 0,
      code: head,
      account: inGroup.length === 1 ? inGroup[0]!.account : null,
      figures: sumOf(inGroup, columns),
      accounts: inGroup.length,
      open,
    };
    return open ? [group, ...lines] : [group];
  });
}

function codeLines(
  code: string,
  leaves: readonly Leaf[],
  columns: number,
  depth: number,
  isOpen: (key: string, level: 'group' | 'code') => boolean,
): TreeRow[] {
  const only = leaves.length === 1 ? leaves[0]!.account : null;
  const open = only ? null : isOpen(`code ${code}`, 'code');
  const line: TreeRow = {
    key: `code ${code}`,
    level: 'code',
    depth,
    code,
    account: only,
    figures: sumOf(leaves, columns),
    accounts: leaves.length,
    open,
  };
  if (!open) return [line];
  return [
    line,
    ...leaves.map(
      ({ account, figures }): TreeRow => ({
        key: `account ${account.id}`,
        level: 'account',
        depth: depth + 1,
        code,
        account,
        figures: [...figures],
        accounts: 1,
        open: null,
      }),
    ),
  ];
}

function parted(leaves: readonly Leaf[], name: (code: string) => string): Map<string, Leaf[]> {
  const parts = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = name(leaf.account.code);
    const part = parts.get(key);
    if (part) part.push(leaf);
    else parts.set(key, [leaf]);
  }
  return parts;
}

function sumOf(leaves: readonly Leaf[], columns: number): number[] {
  const sums = new Array<number>(columns).fill(0);
  for (const { figures } of leaves) for (let at = 0; at < columns; at++) sums[at]! += figures[at]!;
  return sums;
}

/**
 * Accounts that a word finds: by the beginning of the code, by the name of code or group, or by any dimension. Several
 * words must all be found.
 */
export function foundLeaves(leaves: readonly Leaf[], query: string, words: AccountWords): Leaf[] {
  const sought = normal(query).split(/\s+/).filter(Boolean);
  if (sought.length === 0) return [...leaves];
  return leaves.filter(({ account }) => {
    const { code } = account;
    const text = normal([words.name(code), words.name(code.split('.')[0]!), words.dims(account)].join(' '));
    return sought.every(word => code.startsWith(word) || text.includes(word));
  });
}

/** Whether a word names a client or another dimension, so that the accounts themselves should show. */
export function findsDims(leaves: readonly Leaf[], query: string, words: AccountWords): boolean {
  const sought = normal(query).split(/\s+/).filter(Boolean);
  return sought.some(word => leaves.some(({ account }) => normal(words.dims(account)).includes(word)));
}

function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
