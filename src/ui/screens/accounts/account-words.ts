import { useMemo } from 'react';
import { ACCOUNTS } from '../../../domain/accounting/chart.ts';
import type { ReportAccount } from '../../../domain/reports/types.ts';
import type { Texts } from '../../app/catalogues.ts';
import { useTexts } from '../../app/texts.ts';

const CHART = new Map(ACCOUNTS.map(account => [account.code, account]));
const NAMED = ['client', 'subject', 'supplier', 'money', 'pool', 'employee'] as const;

/** Accounts in the user's language, as the written reports call them. */
export interface AccountWords {
  /** Name of a code of the chart, or of a group of codes (1123). */
  name(code: string): string;
  /** Dimensions 辅助核算 in one text; empty where the account has none. */
  dims(account: ReportAccount): string;
  /** Code, name and dimensions. */
  label(account: ReportAccount): string;
  /** 借, 贷 or 平 of a balance debits − credits. */
  side(balanceFen: number): string;
  /** Name of an event of the event table; a head without a name of its own is a batch of several. */
  event(event: string): string;
}

export function accountWords({ t, has, language }: Texts): AccountWords {
  const name = (code: string) => CHART.get(code)?.[language] ?? t(`reports.group.${code}`);
  const dims = ({ dims: { bucket, category }, names }: ReportAccount) =>
    [
      ...NAMED.map(dim => names[dim]),
      bucket && t(`reports.bucket.${bucket}`),
      category && (has(`drill.category.${category}`) ? t(`drill.category.${category}`) : category),
    ]
      .filter(Boolean)
      .join(' · ');
  return {
    name,
    dims,
    label: account => [`${account.code} ${name(account.code)}`, dims(account)].filter(Boolean).join(' · '),
    side: fen => t(`reports.side.${fen === 0 ? 'even' : fen > 0 ? 'debit' : 'credit'}`),
    event: event => {
      const [whole] = event.split('.');
      const known = [`accounting.event.${event}`, `accounting.event.${whole}`].find(has);
      return known ? t(known) : t('drill.event.several');
    },
  };
}

export function useAccountWords(): AccountWords {
  const texts = useTexts();
  return useMemo(() => accountWords(texts), [texts]);
}
