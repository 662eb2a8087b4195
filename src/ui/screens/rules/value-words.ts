import type { RuleKind, RuleRow } from '../../../domain/rulebook/types.ts';
import type { Texts } from '../../app/catalogues.ts';
import { showFen } from '../../app/figures.ts';

type Say = Pick<Texts, 't' | 'has' | 'language'>;

/** Kinds whose value is an amount in 分. */
export const FEN_KINDS: ReadonlySet<RuleKind> = new Set<RuleKind>([
  ...(['order_minimum', 'order_step', 'order_maximum'] as const),
  ...(['limit_day', 'limit_total', 'limit_account_day', 'limit_video_day', 'rounding_limit'] as const),
]);
/** Kinds whose value is a whole number with a unit. */
export const NUMBER_KINDS: ReadonlySet<RuleKind> = new Set<RuleKind>([
  ...(['unpaid_minutes', 'title_minimum', 'seconds_minimum', 'final_after_hours'] as const),
  'red_confirm_hours',
]);

/** The figures of a row as a person reads them; '' for a rule that is a sentence only. */
export function valueWords(row: RuleRow, { t, has, language }: Say): string {
  const word = (text: string) => (has(`screens.rules.word.${text}`) ? t(`screens.rules.word.${text}`) : text);
  const yuan = (fen: number) => t('screens.rules.figure.yuan', { amount: showFen(fen) });
  const list = (words: readonly (string | number)[]) => words.map(each => word(String(each))).join(' / ');
  if (FEN_KINDS.has(row.kind)) return yuan(row.value as number);
  if (NUMBER_KINDS.has(row.kind))
    return t(`screens.rules.figure.${row.kind}`, { value: row.value as number });
  switch (row.kind) {
    case 'text':
      return '';
    case 'goal':
      return language === 'zh' ? row.value.label : `${row.value.en} (${row.value.label})`;
    case 'durations':
    case 'durations_api': {
      const { hours, step, upTo } = row.value;
      const listed = t('screens.rules.figure.hours', { hours: hours.join(' / ') });
      if (step === undefined || upTo === undefined) return listed;
      return `${listed} ${t('screens.rules.figure.steps', { step, upTo })}`;
    }
    case 'duration_advice':
      return t('screens.rules.figure.advice', {
        amount: showFen(row.value.fromFen),
        hours: row.value.hours,
      });
    case 'settled_after_days':
      return t('screens.rules.figure.settled', row.value);
    case 'refund_working_days':
      return t('screens.rules.figure.working_days', row.value);
    case 'papers':
      return row.value.papers.map(paper => t(`upgrade.paper.${paper}`)).join(' / ');
    case 'route':
      return row.value.path;
    case 'tax_rate':
      return `${(row.value.basisPoints / 100).toString()}%`;
    case 'verification_warn_days':
    case 'grant_warn_days':
      return t('screens.rules.figure.days', { days: row.value.join(' / ') });
    default:
      return list(row.value as readonly (string | number)[]);
  }
}
