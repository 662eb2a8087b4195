import { orderProduct } from '../../../domain/order-book/forms.ts';
import type { Product } from '../../../domain/rulebook/types.ts';
import type { AmountRule, Inspection, Meaning, Profile } from '../../../domain/statement.ts';
import { guessAmountBy, guessMeanings, type MappingDraft, type WordUse } from './mapping.ts';
import { guessOrderMeanings } from './mapping-orders.ts';

/** The first draft for a file: what a saved or recognised form already says, else a guess from the headings. */
export function firstDraft(
  inspection: Inspection,
  profiles: readonly Profile[],
  headerRecord: number | null,
): MappingDraft {
  const headings = inspection.columns.map(column => column.heading);
  const base =
    profiles.find(profile => profile.id === inspection.profile) ?? changedForm(inspection, profiles);
  const plain: MappingDraft = {
    name: base?.source === 'user' ? base.title.zh : '',
    orders: base ? orderProduct(base.id) : null,
    headerRecord,
    meanings: new Map(),
    by: 'sign',
    positive: 'income',
    fixed: 'expense',
    wordColumn: 'direction',
    words: new Map(),
    currency: base?.currency ?? 'CNY',
  };
  if (!base) return reheaded(plain, headerRecord, headings);
  const meanings = inspection.profile === null ? carriedOver(base, headings) : readAs(inspection);
  return { ...plain, meanings, ...ruleOf(base.amount) };
}

/** The draft with another header row: meanings are guessed anew, because they belonged to other headings. */
export function reheaded(
  draft: MappingDraft,
  headerRecord: number | null,
  headings: readonly string[],
): MappingDraft {
  if (draft.orders !== null) return { ...draft, headerRecord, meanings: guessOrderMeanings(headings) };
  const meanings = guessMeanings(headings);
  return { ...draft, headerRecord, meanings, by: guessAmountBy(meanings), words: new Map() };
}

/** The draft for rows of another kind: what the columns mean is guessed anew, unless they only turn to the other product. */
export function withRows(
  draft: MappingDraft,
  orders: Product | null,
  headings: readonly string[],
): MappingDraft {
  const turned = { ...draft, orders };
  const isOtherKind = (orders === null) !== (draft.orders === null);
  return isOtherKind ? reheaded(turned, draft.headerRecord, headings) : turned;
}

/** The saved form of which this file's header is a changed one. */
function changedForm(inspection: Inspection, profiles: readonly Profile[]): Profile | undefined {
  const changed = inspection.findings.find(finding => finding.code === 'statements.header_changed');
  return profiles.find(profile => profile.source === 'user' && profile.title.zh === changed?.params.profile);
}

function readAs(inspection: Inspection): Map<number, Meaning> {
  return new Map(
    inspection.columns.flatMap(column => (column.meaning ? [[column.index, column.meaning] as const] : [])),
  );
}

/** Meanings of headings that the changed header still has; the others are guessed. */
function carriedOver(profile: Profile, headings: readonly string[]): Map<number, Meaning> {
  const meanings = new Map<number, Meaning>();
  headings.forEach((heading, index) => {
    const key = keyOf(heading);
    for (const [meaning, names] of Object.entries(profile.columns)) {
      if (names.some(name => name === key || name === heading)) meanings.set(index, meaning as Meaning);
    }
  });
  const taken = new Set(meanings.values());
  const guess = orderProduct(profile.id) === null ? guessMeanings(headings) : guessOrderMeanings(headings);
  for (const [index, meaning] of guess) {
    if (!meanings.has(index) && !taken.has(meaning)) meanings.set(index, meaning);
  }
  return meanings;
}

/** A heading as profiles name it: compatibility forms folded, no white space, no unit in brackets. */
function keyOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/\([^)]*\)$/, '');
}

function ruleOf(rule: AmountRule): Partial<MappingDraft> {
  switch (rule.by) {
    case 'columns':
      return { by: 'columns' };
    case 'sign':
      return { by: 'sign', positive: rule.positive };
    case 'fixed':
      return { by: 'fixed', fixed: rule.direction };
    case 'word':
      return {
        by: 'word',
        wordColumn: rule.column === 'kind' ? 'kind' : 'direction',
        words: new Map<string, WordUse>([
          ...rule.neutral.map(word => [word, 'neutral'] as const),
          ...rule.income.map(word => [word, 'income'] as const),
          ...rule.expense.map(word => [word, 'expense'] as const),
        ]),
      };
    default:
      return {};
  }
}
