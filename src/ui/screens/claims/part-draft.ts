import {
  type IdentifiedPart,
  NEEDS,
  type PaymentKind,
  type ReceiptKind,
} from '../../../domain/imports/identify.ts';
import { yuanText } from '../../../domain/money.ts';
import { fenOfTyped } from './draft.ts';

export type AnyKind = PaymentKind | ReceiptKind;
export type PartField = keyof Omit<IdentifiedPart, 'kind' | 'amountFen'>;

/** Fields that say more where they are known, besides those that a kind cannot do without. */
const MAY: Partial<Record<AnyKind, readonly PartField[]>> = {
  recharge: ['creditedFen', 'no'],
  wallet: ['creditedFen', 'no'],
  order: ['client'],
  client_refund: ['no'],
  own_transfer: ['money'],
  penalty: ['client', 'supplier'],
};

/** What a payment or a receipt is said to be, as it is being typed. Texts may be empty. */
export interface PartDraft<Kind extends AnyKind = AnyKind> {
  kind: Kind | null;
  amount: string;
  client: number | null;
  account: string;
  money: number | null;
  employee: number | null;
  supplier: number | null;
  no: string;
  category: string;
  credited: string;
}

/** Fields to be asked for, the needed ones first. */
export function fieldsOf(kind: AnyKind | null): { field: PartField; needed: boolean }[] {
  if (kind === null) return [];
  const needed = NEEDS[kind].map(field => ({ field, needed: true }));
  return [...needed, ...(MAY[kind] ?? []).map(field => ({ field, needed: false }))];
}

export function emptyPart<Kind extends AnyKind>(amountFen: number | null): PartDraft<Kind> {
  return {
    kind: null,
    amount: amountFen === null ? '' : yuanText(amountFen),
    client: null,
    account: '',
    money: null,
    employee: null,
    supplier: null,
    no: '',
    category: '',
    credited: '',
  };
}

/** A draft that says what a suggestion says. */
export function draftOf<Kind extends AnyKind>(part: IdentifiedPart<Kind>): PartDraft<Kind> {
  const { kind, amountFen, creditedFen, client, account, money, employee, supplier, no, category } = part;
  return {
    kind,
    amount: yuanText(amountFen),
    client: client ?? null,
    account: account ?? '',
    money: money ?? null,
    employee: employee ?? null,
    supplier: supplier ?? null,
    no: no ?? '',
    category: category ?? '',
    credited: creditedFen === undefined ? '' : yuanText(creditedFen),
  };
}

/** What is still missing of a part: the kind, the amount, or a field. */
export function faultOf(draft: PartDraft): 'kind' | 'amount' | PartField | null {
  if (draft.kind === null) return 'kind';
  for (const { field, needed } of fieldsOf(draft.kind)) {
    const value = typedIn(draft, field);
    if (needed && value === undefined) return field;
  }
  if (draft.credited.trim() !== '' && asks(draft.kind, 'creditedFen') && fenOfTyped(draft.credited) === null)
    return 'creditedFen';
  return fenOfTyped(draft.amount) === null ? 'amount' : null;
}

/** The part that a draft stands for, with the fields of its kind only; null while something is missing. */
export function partOf<Kind extends AnyKind>(draft: PartDraft<Kind>): IdentifiedPart<Kind> | null {
  if (faultOf(draft) !== null) return null;
  const part: IdentifiedPart<Kind> = { kind: draft.kind!, amountFen: fenOfTyped(draft.amount)! };
  for (const { field } of fieldsOf(draft.kind)) {
    const value = typedIn(draft, field);
    if (value !== undefined) Object.assign(part, { [field]: value });
  }
  return part;
}

/** 分 that the parts leave open; below zero where they take more than there is. */
export function leftOf(openFen: number, parts: readonly PartDraft[]): number {
  return parts.reduce((left, { amount }) => left - (fenOfTyped(amount) ?? 0), openFen);
}

function asks(kind: AnyKind, field: PartField): boolean {
  return fieldsOf(kind).some(each => each.field === field);
}

function typedIn(draft: PartDraft, field: PartField): number | string | undefined {
  if (field === 'creditedFen') return fenOfTyped(draft.credited) ?? undefined;
  const value = draft[field];
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return value ?? undefined;
}
