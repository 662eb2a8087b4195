import { checkTerms, type PolicyKind, type PolicyTerms, type Tier } from '../../../domain/policies/terms.ts';
import { percentOfPpm, ppmOfPercent } from '../../../domain/policies/words.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { readDay } from '../clients/days.ts';

/** A policy as it is typed: tiers as texts, a party by its number. */
export interface PolicyDraft
  extends Omit<PolicyTerms, 'tiers' | 'client' | 'supplier' | 'from' | 'to' | 'recognition'> {
  party: number | null;
  tiers: { from: string; rate: string }[];
  recognition: '' | 'with_spend' | 'at_recharge';
  from: string;
  to: string;
}

export function emptyDraft(from: string): PolicyDraft {
  return {
    side: 'client',
    party: null,
    platform: 'any',
    kind: 'back',
    form: 'cash',
    tiers: [{ from: '0', rate: '' }],
    method: 'whole',
    period: 'month',
    base: 'non_grant',
    recognition: '',
    from,
    to: '',
    note: '',
  };
}

/** The same terms anew, from a later day on. */
export function draftAfter(policy: PolicyTerms, from: string): PolicyDraft {
  const { client, supplier, tiers, recognition, to: _, ...terms } = policy;
  return {
    ...terms,
    party: client ?? supplier,
    tiers: tiers.map(({ fromFen, ratePpm }) => ({ from: yuanText(fromFen), rate: percentOfPpm(ratePpm) })),
    recognition: recognition ?? '',
    from,
    to: '',
  };
}

/** What follows from another kind or side: a fee is money of a client, only a back rebate has tiers and a longer period. */
export function fitted(draft: PolicyDraft): PolicyDraft {
  const isFee = draft.kind === 'fee_spend' || draft.kind === 'fee_recharge';
  const kind: PolicyKind = isFee && draft.side === 'media' ? 'back' : draft.kind;
  const isBack = kind === 'back';
  const form = isFee ? 'cash' : draft.form;
  return {
    ...draft,
    kind,
    form,
    period: isBack ? draft.period : 'month',
    method: isBack ? draft.method : 'whole',
    tiers: isBack ? draft.tiers : draft.tiers.slice(0, 1),
    recognition: draft.side === 'client' && kind === 'front' && form === 'cash' ? draft.recognition : '',
  };
}

/** 分 of an amount in 元 as typed (`10,000.5`); null for none. */
export function fenOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

function yuanText(fen: number): string {
  return fen % 100 === 0
    ? String(fen / 100)
    : `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** The terms of a draft, or what they lack: a refusal, or null where something is not typed yet. */
export function termsOf(draft: PolicyDraft): { terms: PolicyTerms } | { fault: Refusal | null } {
  const { party, tiers: typed, recognition, from: typedFrom, to: typedTo, ...rest } = draft;
  const tiers: Tier[] = [];
  for (const { from, rate } of typed) {
    const [fromFen, ratePpm] = [fenOf(from), ppmOfPercent(rate)];
    if (fromFen === null || ratePpm === null) return { fault: null };
    tiers.push({ fromFen, ratePpm });
  }
  const from = readDay(typedFrom);
  const to = typedTo.trim() === '' ? null : readDay(typedTo);
  if (party === null || from === null || (typedTo.trim() !== '' && to === null)) return { fault: null };
  const terms: PolicyTerms = {
    ...rest,
    note: rest.note.trim(),
    client: rest.side === 'client' ? party : null,
    supplier: rest.side === 'media' ? party : null,
    tiers,
    recognition: recognition === '' ? null : recognition,
    from,
    to,
  };
  try {
    checkTerms(terms);
  } catch (error) {
    if (error instanceof Refusal) return { fault: error };
    throw error;
  }
  return { terms };
}
