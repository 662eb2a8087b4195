import { accountOf } from '../accounting/chart.ts';
import { yuanText } from '../money.ts';
import {
  dimParts,
  type JournalBook,
  type JournalEntry,
  namesOf,
  oneLine,
  rootOf,
  sourceText,
} from './journal.ts';
import type { ReportAccount } from './types.ts';

/** Name of an account in an hledger journal: `assets:1123.03:Pool-7:Bucket-prepay`. */
export function hledgerAccount(account: ReportAccount): string {
  return [rootOf(account.code), account.code, ...dimParts(account)].join(':');
}

/** Head of the journal: what it is, the commodity and every account with its names as a comment. */
export function hledgerHead(book: JournalBook, accounts: readonly ReportAccount[]): string {
  const lines = accounts.map(account => {
    const names = [accountOf(account.code).zh, ...namesOf(account)].map(comment).join(' · ');
    return `account ${hledgerAccount(account)}  ; ${names}\n`;
  });
  return `; ${comment(book.name)}\n; Every posted transfer of the book; red reversals stand as negative amounts on their original sides.\ncommodity 1000.00 CNY\n${lines.join('')}`;
}

/** One transfer as one transaction: debit first, credit second. */
export function hledgerEntry(entry: JournalEntry): string {
  const { batch, leg, effectiveOn, event, summary, red, debit, credit, amountFen, caseNo } = entry;
  const source = sourceText(entry);
  const tags = [
    ['event', event],
    ['batch', String(batch)],
    ['transfer', String(entry.id)],
    ...(red ? [['red', 'yes']] : []),
    ...(caseNo === null ? [] : [['case', tagValue(caseNo)]]),
    ...(source === null ? [] : [['source', tagValue(source)]]),
  ].map(([tag, value]) => `    ; ${tag}: ${value}\n`);
  const amounts = [
    [hledgerAccount(debit), yuanText(amountFen)],
    [hledgerAccount(credit), yuanText(-amountFen)],
  ].map(([account, amount]) => `    ${account}  ${amount} CNY\n`);
  return `\n${effectiveOn} * (${batch}.${leg}) ${comment(summary)}\n${tags.join('')}${amounts.join('')}`;
}

/** A text that neither opens nor ends a comment. */
function comment(text: string): string {
  return oneLine(text).replaceAll(';', '；');
}

/** A text of a tag, in which commas and colons have a meaning. */
function tagValue(text: string): string {
  return comment(text)
    .replaceAll(',', '，')
    .replaceAll(':', '：')
    .replaceAll('[', '［')
    .replaceAll(']', '］');
}
