import type { ClientAlias } from './client-rows.ts';
import { type Assignment, handOver } from './managers.ts';
import type {
  AccountKind,
  FrontRebateForm,
  Funder,
  InvoiceMode,
  SpendBasis,
  SubjectKind,
  Terms,
  Verification,
} from './types.ts';

export interface KnownSubject {
  kind: SubjectKind;
  name: string;
  paperNo: string;
  verification: Verification;
}

export interface KnownAccount {
  kind: AccountKind;
  id: string;
  /** Name of the account at the platform; its id where nobody named it. */
  name: string;
  funder: Funder;
  spendBasis: SpendBasis;
  /** Name of the subject that the account stands under; '' if not said. */
  subject: string;
}

/** A client as the book holds it, with everything that a client list may speak of. */
export interface KnownClient {
  code: string;
  name: string;
  archived: boolean;
  subjects: KnownSubject[];
  /** Name of the legal person that money and invoices belong to 结算主体; '' = the first subject. */
  contractSubject: string;
  aliases: ClientAlias[];
  accounts: KnownAccount[];
  assignments: Assignment[];
  frontRebatePpm: number;
  frontRebateForm: FrontRebateForm;
  invoiceMode: InvoiceMode;
  terms: Terms;
  creditDays: number;
  note: string;
}

/** Single values of a client that a row may change. */
export const CLIENT_VALUES = [
  'name',
  'note',
  'contractSubject',
  'frontRebatePpm',
  'frontRebateForm',
  'invoiceMode',
  'terms',
  'creditDays',
] as const satisfies readonly (keyof KnownClient)[];
export type ClientValues = Pick<KnownClient, (typeof CLIENT_VALUES)[number]>;

/** What one row of a client list changes: stored in the plan and carried out exactly. Absent = stays. */
export interface ClientDelta {
  code: string;
  isNew: boolean;
  values: Partial<ClientValues>;
  /** New subjects, or known ones (same name, same paper where it had one) with their new figures. */
  subjects: KnownSubject[];
  addAliases: ClientAlias[];
  /** New accounts, and known ones whose funder or spend basis changes. */
  accounts: KnownAccount[];
  /** Main manager from a day on. */
  manager?: { name: string; from: string };
  assistants: { name: string; from: string }[];
}

/** Whether a delta changes anything. */
export function isEmptyDelta(delta: ClientDelta): boolean {
  const { isNew, values, manager, subjects, addAliases, accounts, assistants } = delta;
  return (
    !isNew &&
    manager === undefined &&
    Object.keys(values).length + subjects.length + addAliases.length + accounts.length + assistants.length ===
      0
  );
}

export function emptyClient(code: string): KnownClient {
  return {
    code,
    name: '',
    archived: false,
    subjects: [],
    contractSubject: '',
    aliases: [],
    accounts: [],
    assignments: [],
    frontRebatePpm: 0,
    frontRebateForm: 'cash',
    invoiceMode: 'M1',
    terms: 'prepaid',
    creditDays: 0,
    note: '',
  };
}

/** The client after a delta: what the store must hold once the delta is carried out. */
export function withDelta(client: KnownClient, delta: ClientDelta): KnownClient {
  const assignments = delta.manager
    ? handOver(client.assignments, delta.manager.name, delta.manager.from)
    : client.assignments;
  return {
    ...client,
    ...delta.values,
    subjects: replaced(client.subjects, delta.subjects, subject => subject.name),
    aliases: [...client.aliases, ...delta.addAliases],
    accounts: replaced(client.accounts, delta.accounts, account => account.id),
    assignments: [
      ...assignments,
      ...delta.assistants.map(
        ({ name, from }): Assignment => ({ manager: name, role: 'assistant', from, to: null }),
      ),
    ],
  };
}

function replaced<T>(old: T[], fresh: T[], idOf: (item: T) => string): T[] {
  const byId = new Map(old.map(item => [idOf(item), item]));
  for (const item of fresh) byId.set(idOf(item), item);
  return [...byId.values()];
}

/** The client with what changed of a legal person that it shares with others, told by its paper. */
export function withSubject(client: KnownClient, subject: KnownSubject): KnownClient {
  const subjects = client.subjects.map(held => (held.paperNo === subject.paperNo ? subject : held));
  return { ...client, subjects };
}
