import type { PartyView } from '../../../contract/clients.ts';

/** Pages of 往来与资金账户. */
export const TABS = ['money', 'supplier', 'wallet', 'employee'] as const;
export type PartyKind = (typeof TABS)[number];

export const MONEY_TYPES = ['bank', 'alipay', 'wechat', 'douyin_pay', 'cash', 'other'] as const;
export type MoneyType = (typeof MONEY_TYPES)[number];
export const WALLET_TYPES = ['agent_wallet', 'shared_wallet', 'shared_grant'] as const;
export type WalletType = (typeof WALLET_TYPES)[number];

/** A party as it is typed; every kind uses the fields that it has. */
export interface PartyDraft {
  name: string;
  note: string;
  contractNo: string;
  moneyType: MoneyType;
  bank: string;
  number: string;
  holder: string;
  currency: string;
  hasStatement: boolean;
  walletType: WalletType;
  platformId: string;
  /** Ids as texts; '' for none. */
  supplier: string;
  client: string;
}

export const EMPTY_PARTY: PartyDraft = {
  name: '',
  note: '',
  contractNo: '',
  moneyType: 'bank',
  bank: '',
  number: '',
  holder: '',
  currency: 'CNY',
  hasStatement: true,
  walletType: 'shared_wallet',
  platformId: '',
  supplier: '',
  client: '',
};

const textOf = (value: string | number | null | undefined) => (value == null ? '' : String(value));

/** A party as its form first shows it. */
export function draftOf(kind: PartyKind, { name, details }: PartyView): PartyDraft {
  const type = textOf(details.kind);
  return {
    ...EMPTY_PARTY,
    name,
    note: textOf(details.note),
    contractNo: textOf(details.contract_no),
    moneyType: kind === 'money' ? (type as MoneyType) : EMPTY_PARTY.moneyType,
    bank: textOf(details.bank),
    number: textOf(details.number),
    holder: textOf(details.holder),
    currency: textOf(details.currency) || 'CNY',
    hasStatement: details.has_statement !== 0,
    walletType: kind === 'wallet' ? (type as WalletType) : EMPTY_PARTY.walletType,
    platformId: textOf(details.platform_id),
    supplier: textOf(details.supplier),
    client: textOf(details.client),
  };
}

/** What the service takes of a party. */
export type PartyInput =
  | { kind: 'supplier'; name: string; contractNo: string; note: string }
  | {
      kind: 'money';
      name: string;
      type: MoneyType;
      bank: string;
      number: string;
      holder: string;
      currency: string;
      hasStatement: boolean;
      note: string;
    }
  | { kind: 'employee'; name: string }
  | {
      kind: 'wallet';
      name: string;
      type: WalletType;
      platformId: string;
      supplier?: number;
      client?: number;
      note: string;
    };

/** A draft as the service takes it. Numbers are kept without the blanks that they are read in. */
export function inputOf(kind: PartyKind, draft: PartyDraft): PartyInput {
  const [name, note] = [draft.name.trim(), draft.note.trim()];
  switch (kind) {
    case 'employee':
      return { kind, name };
    case 'supplier':
      return { kind, name, contractNo: draft.contractNo.trim(), note };
    case 'wallet': {
      const { walletType: type, supplier, client } = draft;
      const parties = {
        ...(supplier === '' ? {} : { supplier: Number(supplier) }),
        ...(client === '' ? {} : { client: Number(client) }),
      };
      return { kind, name, type, platformId: draft.platformId.trim(), ...parties, note };
    }
    case 'money': {
      const { moneyType: type, hasStatement } = draft;
      const [bank, holder] = [type === 'bank' ? draft.bank.trim() : '', draft.holder.trim()];
      const number = draft.number.normalize('NFKC').replace(/\s/g, '');
      const currency = draft.currency.trim().toUpperCase();
      return { kind, name, type, bank, number, holder, currency, hasStatement, note };
    }
  }
}

export type PartyField = 'name' | 'number' | 'currency' | 'platformId';

/** What can be said of a draft before it is sent, by field: the code of its text. */
export function findingsOf(
  kind: PartyKind,
  draft: PartyDraft,
  others: readonly PartyView[],
): Map<PartyField, { severity: 'error' | 'warn'; code: string; params: Record<string, string> }> {
  const found = new Map<
    PartyField,
    { severity: 'error' | 'warn'; code: string; params: Record<string, string> }
  >();
  const note = (field: PartyField, severity: 'error' | 'warn', code: string, params = {}) =>
    found.set(field, { severity, code: `screens.parties.finding.${code}`, params });
  const name = draft.name.trim();
  if (kind !== 'wallet' && others.some(other => other.name === name)) note('name', 'error', 'name_taken');
  if (kind === 'money') {
    if (draft.currency !== '' && !/^[A-Za-z]{3}$/.test(draft.currency.trim()))
      note('currency', 'error', 'currency');
    else if (draft.currency.trim().toUpperCase() !== 'CNY') note('currency', 'warn', 'not_booked');
    const number = draft.number.normalize('NFKC').replace(/\s/g, '');
    const twin = others.find(({ details }) => number !== '' && textOf(details.number) === number);
    if (/\d(\.\d+)?E\+\d/i.test(number)) note('number', 'error', 'destroyed');
    else if (twin) note('number', 'warn', 'number_taken', { name: twin.name });
  }
  const id = draft.platformId.trim();
  const twin = others.find(({ details }) => id !== '' && textOf(details.platform_id) === id);
  if (kind === 'wallet' && twin) note('platformId', 'error', 'id_taken', { name: twin.name });
  return found;
}

/** Whether a draft says all that its kind needs. */
export function isComplete(kind: PartyKind, draft: PartyDraft): boolean {
  if (draft.name.trim() === '') return false;
  return kind !== 'wallet' || draft.platformId.trim() !== '';
}

/** The field that a refusal speaks of; null where it speaks of the whole. */
export function fieldOfRefusal(code: string | undefined, kind: PartyKind): PartyField | null {
  if (code === 'clients.party_exists') return kind === 'wallet' ? 'platformId' : 'name';
  if (code === 'clients.party_name_empty') return 'name';
  return code === 'clients.currency_unknown' ? 'currency' : null;
}
