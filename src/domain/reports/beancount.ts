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

/** Beancount knows five top accounts only, so memo 表外 stands under equity in a branch of its own. */
const ROOTS = {
  assets: 'Assets',
  liabilities: 'Liabilities',
  equity: 'Equity:Book',
  income: 'Income',
  expenses: 'Expenses',
  memo: 'Equity:Memo',
} as const;

/** Name of an account in a beancount journal: `Assets:1123-03:Pool-7:Bucket-prepay`. */
export function beancountAccount(account: ReportAccount): string {
  return [ROOTS[rootOf(account.code)], account.code.replaceAll('.', '-'), ...dimParts(account)].join(':');
}

/** Head of the journal: title, currency, and every account opened on the first day of the book. */
export function beancountHead(book: JournalBook, accounts: readonly ReportAccount[]): string {
  const day = book.firstOn ?? '1970-01-01';
  const opens = accounts.map(account => {
    const names = [accountOf(account.code).zh, ...namesOf(account)].join(' · ');
    return `${day} open ${beancountAccount(account)} CNY\n  name: ${quoted(names)}\n`;
  });
  return `option "title" ${quoted(book.name)}\noption "operating_currency" "CNY"\n${opens.join('')}`;
}

/** One transfer as one transaction: debit first, credit second. */
export function beancountEntry(entry: JournalEntry): string {
  const { batch, leg, effectiveOn, event, summary, red, debit, credit, amountFen, caseNo } = entry;
  const source = sourceText(entry);
  const metadata = [
    ['event', event],
    ['batch', `${batch}.${leg}`],
    ['transfer', String(entry.id)],
    ...(red ? [['red', 'yes']] : []),
    ...(caseNo === null ? [] : [['case', caseNo]]),
    ...(source === null ? [] : [['source', source]]),
  ].map(([key, value]) => `  ${key}: ${quoted(value!)}\n`);
  const amounts = [
    [beancountAccount(debit), yuanText(amountFen)],
    [beancountAccount(credit), yuanText(-amountFen)],
  ].map(([account, amount]) => `  ${account}  ${amount} CNY\n`);
  return `\n${effectiveOn} * ${quoted(summary)}\n${metadata.join('')}${amounts.join('')}`;
}

function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
