import type { MappingView } from '../../../contract/vouchers.ts';
import { ACCOUNTS } from '../../../domain/accounting/chart.ts';
import { useSettings } from '../../app/settings.ts';

export type MappingLine = MappingView['lines'][number];
export type PartyLine = MappingView['parties'][number];

const NAMES = new Map(ACCOUNTS.map(({ code, zh, en }) => [code, { zh, en }]));

/** Name of a code of ours in the language of the screen. */
export function useCodeName(): (code: string) => string {
  const { language } = useSettings();
  return code => NAMES.get(code)?.[language] ?? code;
}
