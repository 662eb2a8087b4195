import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { partyKey } from '../../../domain/imports/classify.ts';
import { parseDecimalE5, yuanText } from '../../../domain/money.ts';

export const CLAIM_KINDS = ['funds', 'deposit', 'fee_ahead'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** One part of a claim as it is being typed. */
export interface DraftPart {
  client: number | null;
  amount: string;
  as: ClaimKind;
}

export interface ClaimDraft {
  parts: readonly DraftPart[];
  /** Remember the payer for the client. */
  learn: boolean;
}

export interface ClaimParts {
  parts: { client: number; amountFen: number; as: ClaimKind }[];
  learn: boolean;
}

const E5_PER_FEN = 1_000;

/** 分 of a typed amount in 元; null where it is none, has parts of a 分, or is not above zero. */
export function fenOfTyped(typed: string): number | null {
  const amountE5 = parseDecimalE5(typed.normalize('NFKC').replace(/[\s,¥]/g, ''));
  if (amountE5 === null || amountE5 <= 0 || amountE5 % E5_PER_FEN !== 0) return null;
  return amountE5 / E5_PER_FEN;
}

/** A claim to begin with: all of it for the first suggestion, or for nobody yet. */
export function firstDraft({ openFen, suggestions }: OpenReceiptView, nth = 0): ClaimDraft {
  const client = suggestions[nth]?.client ?? null;
  return { parts: [{ client, amount: yuanText(openFen), as: 'funds' }], learn: false };
}

/** 分 that the parts leave open; below zero where they take more than there is. Parts that cannot be read take nothing. */
export function leftFen(openFen: number, { parts }: ClaimDraft): number {
  return parts.reduce((left, { amount }) => left - (fenOfTyped(amount) ?? 0), openFen);
}

/** The draft with one part more, which takes what is left (half of a single part that takes all). */
export function splitDraft(openFen: number, draft: ClaimDraft): ClaimDraft {
  const left = leftFen(openFen, draft);
  if (left > 0)
    return { parts: [...draft.parts, { client: null, amount: yuanText(left), as: 'funds' }], learn: false };
  return { parts: [...draft.parts, { client: null, amount: '', as: 'funds' }], learn: false };
}

/** What is wrong with a draft, by part; each is a text code under `screens.claims.fault.`. */
export type PartFault = 'client' | 'amount';

export function faultsOf({ parts }: ClaimDraft): (PartFault | null)[] {
  return parts.map(({ client, amount }) => {
    if (client === null) return 'client';
    return fenOfTyped(amount) === null ? 'amount' : null;
  });
}

/** The claim that a draft stands for; null while it is not complete or takes more than there is. */
export function claimOf(openFen: number, draft: ClaimDraft): ClaimParts | null {
  if (faultsOf(draft).some(fault => fault !== null) || leftFen(openFen, draft) < 0) return null;
  const parts = draft.parts.map(({ client, amount, as }) => ({
    client: client!,
    amountFen: fenOfTyped(amount)!,
    as,
  }));
  return { parts, learn: draft.learn && parts.length === 1 };
}

/** How the payer stands to the client: its legal person, a payer that was learnt, or somebody else (代付). */
export function payerStanding(payer: string, client: ClientView): 'own' | 'learnt' | 'other' {
  const names = client.subjects.length > 0 ? client.subjects.map(({ name }) => name) : [client.name];
  const key = partyKey(payer);
  if (payer === '' || names.some(name => partyKey(name) === key)) return 'own';
  const learnt = client.aliases.some(({ kind, name }) => kind === 'payer' && partyKey(name) === key);
  return learnt ? 'learnt' : 'other';
}
