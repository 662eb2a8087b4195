import type { ClientView } from '../../../contract/clients.ts';
import { parseDecimalE5 } from '../../../domain/money.ts';
import { checkPaper, normalPaperNo } from '../../../domain/parties/checksum.ts';
import type { KnownSubject } from '../../../domain/parties/client-book.ts';
import { assignedOn } from '../../../domain/parties/managers.ts';
import { searchText } from '../../../domain/parties/search.ts';
import type {
  AccountKind,
  AliasKind,
  FrontRebateForm,
  Funder,
  InvoiceMode,
  SpendBasis,
  SubjectKind,
  Terms,
  Verification,
} from '../../../domain/parties/types.ts';
import type { Params, Severity } from '../../../domain/refusal.ts';
import { readDay } from './days.ts';
import { namesIn, percentText } from './words.ts';

/** A client as it is typed: every value as text. Lists hold what is to be added. */
export interface ClientDraft {
  code: string;
  name: string;
  note: string;
  subjectName: string;
  subjectKind: SubjectKind;
  paperNo: string;
  verification: Verification;
  aliases: { kind: AliasKind; name: string }[];
  manager: string;
  managerFrom: string;
  assistants: string;
  accounts: { kind: AccountKind; id: string; name: string }[];
  funder: Funder;
  /** '' = as the platform usually does. */
  spendBasis: SpendBasis | '';
  contractSubject: string;
  invoiceMode: InvoiceMode;
  terms: Terms;
  creditDays: string;
  rebate: string;
  rebateForm: FrontRebateForm;
}

/** What the service takes of a form; absent stays as it is. */
export interface ClientFormInput {
  name?: string;
  note?: string;
  subjectName?: string;
  subjectKind?: SubjectKind;
  paperNo?: string;
  verification?: Verification;
  aliases?: ClientDraft['aliases'];
  manager?: string;
  managerFrom?: string;
  assistants?: string[];
  accounts?: ClientDraft['accounts'];
  funder?: Funder;
  spendBasis?: SpendBasis;
  contractSubject?: string;
  invoiceMode?: InvoiceMode;
  terms?: Terms;
  creditDays?: number;
  frontRebatePpm?: number;
  frontRebateForm?: FrontRebateForm;
}

export const EMPTY_DRAFT: ClientDraft = {
  code: '',
  name: '',
  note: '',
  subjectName: '',
  subjectKind: 'enterprise',
  paperNo: '',
  verification: 'none',
  aliases: [],
  manager: '',
  managerFrom: '',
  assistants: '',
  accounts: [],
  funder: 'agency',
  spendBasis: '',
  contractSubject: '',
  invoiceMode: 'M1',
  terms: 'prepaid',
  creditDays: '',
  rebate: '',
  rebateForm: 'cash',
};

/** The legal person that a client's form speaks of: its only one. */
export function onlySubject({ subjects }: Pick<ClientView, 'subjects'>): KnownSubject | null {
  return subjects.length === 1 ? subjects[0]! : null;
}

/** A client as its form first shows it. */
export function draftOf(client: ClientView, day: string): ClientDraft {
  const subject = onlySubject(client);
  return {
    ...EMPTY_DRAFT,
    code: client.code,
    name: client.name,
    note: client.note,
    subjectName: subject?.name ?? '',
    subjectKind: subject?.kind ?? 'enterprise',
    paperNo: subject?.paperNo ?? '',
    verification: subject?.verification ?? 'none',
    manager: assignedOn(client.assignments, day, 'main')[0] ?? '',
    contractSubject: client.contractSubject,
    invoiceMode: client.invoiceMode,
    terms: client.terms,
    creditDays: client.creditDays === 0 ? '' : String(client.creditDays),
    rebate: client.frontRebatePpm === 0 ? '' : percentText(client.frontRebatePpm),
    rebateForm: client.frontRebateForm,
  };
}

/** Millionths of a percentage as typed (`3`, `3%`, `2.5%`); 0 for nothing, null for what is none. */
export function ratePpm(text: string): number | null {
  const typed = text.normalize('NFKC').replace(/[\s%]/g, '');
  if (typed === '') return 0;
  const percentE5 = parseDecimalE5(typed);
  if (percentE5 === null || percentE5 < 0 || percentE5 % 10 !== 0) return null;
  return percentE5 > 10_000_000 ? null : percentE5 / 10;
}

const DAYS_MOST = 3_660;

/** Days of credit as typed; 0 for nothing, null for what is none. */
export function daysOf(text: string): number | null {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return 0;
  return /^\d{1,4}$/.test(typed) && Number(typed) <= DAYS_MOST ? Number(typed) : null;
}

/** What a draft says that differs from the values it began with. */
export function formOf(draft: ClientDraft, start: ClientDraft): ClientFormInput {
  const form: ClientFormInput = {};
  for (const key of ['name', 'note', 'contractSubject'] as const) {
    const value = draft[key].trim();
    if (value !== start[key]) form[key] = value;
  }
  if (draft.invoiceMode !== start.invoiceMode) form.invoiceMode = draft.invoiceMode;
  if (draft.terms !== start.terms) form.terms = draft.terms;
  sayRates(draft, start, form);
  saySubject(draft, start, form);
  sayManager(draft, start, form);
  const aliases = draft.aliases.map(({ kind, name }) => ({ kind, name: name.trim() }));
  if (aliases.some(({ name }) => name !== '')) form.aliases = aliases.filter(({ name }) => name !== '');
  const accounts = draft.accounts.map(({ kind, id, name }) => ({ kind, id: id.trim(), name: name.trim() }));
  if (accounts.some(({ id }) => id !== '')) {
    form.accounts = accounts.filter(({ id }) => id !== '');
    form.funder = draft.funder;
    if (draft.spendBasis !== '') form.spendBasis = draft.spendBasis;
  }
  return form;
}

function sayRates(draft: ClientDraft, start: ClientDraft, form: ClientFormInput): void {
  const days = daysOf(draft.creditDays);
  if (days !== null && days !== daysOf(start.creditDays)) form.creditDays = days;
  const rate = ratePpm(draft.rebate);
  if (rate !== null && rate !== ratePpm(start.rebate)) form.frontRebatePpm = rate;
  if (draft.rebateForm !== start.rebateForm) form.frontRebateForm = draft.rebateForm;
}

/** Of a legal person all is said or nothing: what is said must name it, for a client may stand on several. */
function saySubject(draft: ClientDraft, start: ClientDraft, form: ClientFormInput): void {
  const name = draft.subjectName.trim();
  const paperNo = normalPaperNo(draft.paperNo);
  const isNew = start.name === '';
  const named = name !== start.subjectName;
  if (named && name !== '') form.subjectName = name;
  if (isNew || named || draft.subjectKind !== start.subjectKind) form.subjectKind = draft.subjectKind;
  if (paperNo !== start.paperNo && paperNo !== '') form.paperNo = paperNo;
  if (draft.verification !== start.verification) form.verification = draft.verification;
  const speaks = form.subjectKind ?? form.paperNo ?? form.verification;
  if (speaks !== undefined && name !== '') form.subjectName = name;
}

function sayManager(draft: ClientDraft, start: ClientDraft, form: ClientFormInput): void {
  const manager = draft.manager.trim();
  const from = readDay(draft.managerFrom);
  const assistants = namesIn(draft.assistants);
  if (manager !== '' && manager !== start.manager) form.manager = manager;
  if (assistants.length > 0) form.assistants = assistants;
  if (from !== null && (form.manager || form.assistants)) form.managerFrom = from;
}

/** A doubt or fault beside a field; `code` is the code of its text. */
export interface DraftFinding {
  severity: Severity;
  code: string;
  params: Params;
}
export type DraftField = keyof ClientDraft | `aliases.${number}` | `accounts.${number}`;

/** What can be said of a draft before it is sent, by field. */
export function findingsOf(draft: ClientDraft): Map<DraftField, DraftFinding> {
  const found = new Map<DraftField, DraftFinding>();
  const note = (field: DraftField, severity: Severity, code: string, params: Params = {}) =>
    found.set(field, { severity, code: `screens.clients.finding.${code}`, params });
  const paper = paperFinding(draft.subjectKind, draft.paperNo);
  if (paper) found.set('paperNo', paper);
  const rate = ratePpm(draft.rebate);
  if (rate === null) note('rebate', 'error', 'rate');
  else if (rate > 200_000) note('rebate', 'warn', 'high_rate', { rate: percentText(rate) });
  if (daysOf(draft.creditDays) === null) note('creditDays', 'error', 'days', { most: DAYS_MOST });
  if (draft.managerFrom.trim() !== '' && readDay(draft.managerFrom) === null)
    note('managerFrom', 'error', 'day');
  for (const [at, { name }] of draft.aliases.entries())
    if (name.trim() !== '' && searchText(name) === '') note(`aliases.${at}`, 'error', 'alias');
  for (const [at, { kind, id }] of draft.accounts.entries()) {
    const finding = accountFinding(kind, id);
    if (finding) found.set(`accounts.${at}`, finding);
    else if (id.trim() !== '' && draft.accounts.findIndex(each => each.id.trim() === id.trim()) < at)
      note(`accounts.${at}`, 'error', 'account_again');
  }
  return found;
}

/** Length at which the number of a legal person's paper is whole. */
const PAPER_LENGTH = 18;

/** What can be said of a paper number while it is typed; a number that is still short is only counted. */
export function paperFinding(kind: SubjectKind, paperNo: string): DraftFinding | null {
  const no = normalPaperNo(paperNo);
  if (no === '' || no.includes('*')) return null;
  const { kind: form, fault } = checkPaper(kind, no);
  if (fault === null) return null;
  const params = { value: no };
  if (form === 'unknown' && no.length < PAPER_LENGTH)
    return {
      severity: 'info',
      code: 'screens.clients.finding.paper_short',
      params: { typed: no.length, whole: PAPER_LENGTH },
    };
  return { severity: 'warn', code: `screens.clients.finding.${fault}`, params };
}

export function accountFinding(kind: AccountKind, typed: string): DraftFinding | null {
  const id = typed.trim();
  const finding = (severity: Severity, code: string): DraftFinding => ({
    severity,
    code: `screens.clients.finding.${code}`,
    params: { value: id, typed: id.length },
  });
  if (id === '' || kind !== 'qianchuan') return null;
  if (/^\d+(\.\d+)?E\+\d+$/i.test(id)) return finding('error', 'account_destroyed');
  if (!/^\d+$/.test(id)) return finding('error', 'account_digits');
  return id.length < 13 || id.length > 19 ? finding('warn', 'account_length') : null;
}

const FIELDS_OF_REFUSALS: Readonly<Record<string, DraftField>> = {
  'clients.exists': 'name',
  'clients.name_of_other': 'name',
  'clients.name_missing': 'name',
  'clients.code_needed': 'code',
  'clients.paper_of_other': 'paperNo',
  'clients.paper_differs': 'paperNo',
  'clients.subject_needed': 'subjectName',
  'clients.account_of_other': 'accounts',
  'clients.account_other_kind': 'accounts',
  'clients.alias_empty': 'aliases',
  'parties.two_mains': 'manager',
  'parties.assigned_twice': 'manager',
  'parties.ends_before_start': 'managerFrom',
  'parties.no_such_day': 'managerFrom',
};

/** Whether a refusal speaks of a platform account. */
export function ofAccount(code: string): boolean {
  return code === 'clients.account_of_other' || code === 'clients.account_other_kind';
}

/** The field that a refusal speaks of; null where it speaks of the whole. */
export function fieldOfRefusal(
  refusal: { code: string; params: Params } | null,
  draft: Pick<ClientDraft, 'code' | 'accounts'>,
): DraftField | null {
  if (!refusal) return null;
  const { code, params } = refusal;
  if (code === 'clients.exists' && draft.code.trim() !== '' && params.code === draft.code.trim())
    return 'code';
  const at = draft.accounts.findIndex(({ id }) => id.trim() === params.value);
  if (ofAccount(code) && at >= 0) return `accounts.${at}`;
  return FIELDS_OF_REFUSALS[code] ?? null;
}
