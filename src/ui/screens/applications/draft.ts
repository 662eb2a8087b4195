import type {
  ApplicationForm,
  ApplicationFormFacts,
  ApplicationView,
} from '../../../contract/applications.ts';
import type { ApplicationKind } from '../../../domain/applications/states.ts';
import type { Fen } from '../../../domain/money.ts';
import { yuanText } from '../../../domain/money.ts';
import { type FrontAmounts, frontAmounts } from '../../../domain/policies/front.ts';
import { fenOfTyped } from '../claims/draft.ts';

export interface LineDraft {
  account: number | null;
  /** Account or client that a transfer goes to. */
  to: number | null;
  amount: string;
}

/** An application as it is typed. */
export interface ApplicationDraft {
  kind: ApplicationKind;
  client: number | null;
  funding: 'balance' | 'advance';
  route: 'online' | 'corporate';
  urgent: boolean;
  note: string;
  title: string;
  agreement: string;
  /** A transfer goes to another client, not to another account. */
  toClient: boolean;
  lines: LineDraft[];
}

export const EMPTY_LINE: LineDraft = { account: null, to: null, amount: '' };

export const EMPTY_APPLICATION: ApplicationDraft = {
  ...({ kind: 'recharge', client: null, funding: 'balance', route: 'online', urgent: false } as const),
  ...{ note: '', title: '', agreement: '', toClient: false, lines: [EMPTY_LINE] },
};

/** Whether lines of a kind name accounts. */
export const namesAccounts = ({ kind, toClient }: Pick<ApplicationDraft, 'kind' | 'toClient'>): boolean =>
  kind === 'recharge' || (kind === 'transfer' && !toClient);

/** What the service takes; null while something is missing. */
export function formOf(draft: ApplicationDraft): ApplicationForm | null {
  const { kind, client, funding, route, urgent, note, title, agreement, toClient } = draft;
  if (client === null) return null;
  const lines = draft.lines.map(({ account, to, amount }) => {
    const paidFen = fenOfTyped(amount);
    if (paidFen === null || paidFen <= 0) return null;
    if (namesAccounts(draft) && account === null) return null;
    if (kind === 'transfer' && to === null) return null;
    return {
      paidFen,
      ...(namesAccounts(draft) ? { account: account! } : {}),
      ...(kind === 'transfer' ? (toClient ? { toClient: to! } : { toAccount: to! }) : {}),
    };
  });
  const whole = lines.filter(line => line !== null);
  if (whole.length === 0 || whole.length < lines.length) return null;
  const details = {
    ...(kind === 'invoice' && title.trim() !== '' ? { title: title.trim() } : {}),
    ...(kind === 'transfer' && toClient && agreement.trim() !== '' ? { agreement: agreement.trim() } : {}),
  };
  return { kind, client, funding, route, urgent, note: note.trim(), details, lines: whole };
}

/** 实付 and 到账 of a line by the terms of its account; null while nothing is typed. */
export function amountsOf(line: LineDraft, facts: ApplicationFormFacts | undefined): FrontAmounts | null {
  const paidFen = fenOfTyped(line.amount);
  const account = facts?.accounts.find(({ id }) => id === line.account);
  return paidFen === null || !account ? null : frontAmounts(paidFen as Fen, account.terms);
}

/** Sum of what is typed, 分. */
export function typedFen({ lines }: ApplicationDraft): number {
  return lines.reduce((fen, { amount }) => fen + (fenOfTyped(amount) ?? 0), 0);
}

/** A kept draft as it was typed, to be edited. */
export function draftAgain(of: ApplicationView): ApplicationDraft {
  const { kind, client, funding, route, urgent, note, details } = of;
  return {
    ...{ kind, client, funding, route, urgent, note },
    title: details.title ?? '',
    agreement: details.agreement ?? '',
    toClient: of.lines.some(({ toClient }) => toClient !== null),
    lines: of.lines.map(({ account, toAccount, toClient, paidFen }) => ({
      ...{ account, to: toAccount ?? toClient, amount: yuanText(paidFen) },
    })),
  };
}

/** A kept draft as the form that it was, to be applied for. */
export function formAgain(of: ApplicationView): ApplicationForm {
  const { kind, client, funding, route, urgent, note, details } = of;
  const lines = of.lines.map(({ account, toAccount, toClient, paidFen }) => ({
    paidFen,
    ...(account === null ? {} : { account }),
    ...(toAccount === null ? {} : { toAccount }),
    ...(toClient === null ? {} : { toClient }),
  }));
  return { kind, client, funding, route, urgent, note, details, lines };
}
