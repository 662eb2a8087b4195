import type { PaymentKind, ReceiptKind } from '../domain/imports/identify.ts';
import type { ClientsPlan } from '../domain/parties/client-plan.ts';
import type { ClientsReading } from '../domain/parties/client-rows.ts';
import type { OpeningPlan } from '../domain/parties/opening-facts.ts';
import type { OpeningReading } from '../domain/parties/opening-rows.ts';
import type { AliasKind, ManagerRole } from '../domain/parties/types.ts';
import { type Language, renderText } from '../domain/text.ts';
import { handOverClients } from '../services/clients/hand-over.ts';
import { archiveParty, keepParty, type Party, type PartyKind } from '../services/clients/other-parties.ts';
import {
  archiveClient,
  assignManager,
  type Caller,
  type ClientForm,
  changeClient,
  commitClients,
  correctSubject,
  createClient,
  dropAlias,
  keepAlias,
  linkWallet,
} from '../services/clients.ts';
import {
  type AgainOptions,
  type ClaimRequest,
  claim,
  commitImport,
  decideAgain,
  dismissRows,
  forgetPlan,
  type IdentifyRequest,
  identifyPayment,
  identifyReceipt,
  type PlanOptions,
  pairTransfers,
  previewImport,
  type StatementFile,
  unclaim,
  undoImport,
  unidentify,
  unpair,
} from '../services/imports.ts';
import { commitOpening } from '../services/opening.ts';
import { addRule, endRule, rulesOf } from '../services/rules.ts';
import { applicationWrites } from './application-acts.ts';
import { billWrites } from './bill-acts.ts';
import type { BookRoom } from './book-room.ts';
import { upgradeWrites } from './book-upgrade.ts';
import { closeWrites } from './close-acts.ts';
import { invoiceWrites } from './invoice-acts.ts';
import { matchingWrites } from './matching-acts.ts';
import { namedExportWrites } from './named-export-acts.ts';
import { orderWrites } from './order-acts.ts';
import { orderListWrites } from './order-list-acts.ts';
import { packWrites } from './pack-acts.ts';
import { peopleWrites } from './people-acts.ts';
import { planWrites } from './plan-acts.ts';
import { policyWrites } from './policy-acts.ts';
import { poolWrites } from './pool-acts.ts';
import { loadCatalogue } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';
import { transitWrites } from './transit-acts.ts';
import { voucherWrites } from './voucher-acts.ts';

interface Called {
  caller: Caller;
}

function openingWords(language: Language) {
  const catalogue = loadCatalogue(language);
  return {
    summary: renderText(catalogue, 'opening.summary'),
    replaced: renderText(catalogue, 'opening.replaced'),
  };
}

/** What only the one writer does: each a command of its own, but for plans, which are no part of the books. */
export const writes = {
  ...closeWrites,
  ...namedExportWrites,
  ...voucherWrites,
  ...packWrites,
  ...upgradeWrites,
  ...invoiceWrites,
  ...billWrites,
  ...matchingWrites,
  ...orderListWrites,
  ...orderWrites,
  ...peopleWrites,
  ...planWrites,
  ...transitWrites,
  ...poolWrites,
  ...policyWrites,
  ...applicationWrites,
  'clients/create': (
    { connection }: BookRoom,
    { caller, form }: Called & { form: ClientForm & { name: string; code?: string } },
  ) => createClient(connection, caller, form),
  'clients/change': (
    { connection }: BookRoom,
    { caller, code, form }: Called & { code: string; form: ClientForm },
  ) => changeClient(connection, caller, code, form),
  'clients/archive': (
    { connection }: BookRoom,
    { caller, code, archived }: Called & { code: string; archived: boolean },
  ) => archiveClient(connection, caller, code, archived),
  'clients/correctSubject': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & Parameters<typeof correctSubject>[2],
  ) => correctSubject(connection, caller, wanted),
  'clients/addAlias': (
    { connection }: BookRoom,
    { caller, ...alias }: Called & { code: string; kind: AliasKind; name: string },
  ) => keepAlias(connection, caller, alias),
  'clients/dropAlias': (
    { connection }: BookRoom,
    { caller, ...alias }: Called & { code: string; kind: AliasKind; name: string },
  ) => dropAlias(connection, caller, alias),
  'clients/handOver': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & { clients: number[]; manager: string; from: string },
  ) => handOverClients(connection, caller, wanted),
  'clients/assign': (
    { connection }: BookRoom,
    {
      caller,
      ...wanted
    }: Called & { code: string; manager: string; role: ManagerRole; from: string; to: string | null },
  ) => assignManager(connection, caller, wanted),
  'clients/linkWallet': (
    { connection }: BookRoom,
    { caller, ...link }: Called & { accountId: string; walletId: string; from: string; to: string | null },
  ) => linkWallet(connection, caller, link),
  'clients/import': (
    { connection }: BookRoom,
    { caller, reading, plan }: Called & { reading: ClientsReading; plan: ClientsPlan },
  ) => commitClients(connection, caller, reading, plan),

  /** Fills a new book with the demo agency. Loaded when asked for: it brings every reader of statements along. */
  'demo/fill': async (
    { connection }: BookRoom,
    { actor, language }: { actor: string; language: Language },
    hooks: TaskHooks,
  ) => {
    const { fillDemoBook } = await import('./demo-book.ts');
    const request = { actor, now: new Date().toISOString(), catalogue: loadCatalogue(language) };
    return fillDemoBook(connection, request, hooks);
  },

  'parties/keep': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, party, id }: Called & { party: Party; id?: number },
  ) => keepParty(connection, { actor, key, at }, party, id),
  'parties/archive': (
    { connection }: BookRoom,
    {
      caller: { actor, key, at },
      kind,
      id,
      archived,
    }: Called & { kind: PartyKind; id: number; archived: boolean },
  ) => archiveParty(connection, { actor, key, at }, { kind, id, archived }),

  'rules/add': ({ connection }: BookRoom, { caller, ...wanted }: Called & Parameters<typeof addRule>[2]) =>
    addRule(connection, caller, wanted, shippedRulebook()),
  'rules/end': ({ connection }: BookRoom, { caller, ...wanted }: Called & Parameters<typeof endRule>[2]) =>
    endRule(connection, caller, wanted, shippedRulebook()),

  'opening/import': (
    { connection }: BookRoom,
    {
      caller,
      reading,
      plan,
      differenceName,
      language,
    }: Called & { reading: OpeningReading; plan: OpeningPlan; differenceName?: string; language: Language },
  ) => {
    const words = { ...openingWords(language), differenceName };
    return commitOpening(connection, caller, reading, plan, words);
  },

  'imports/preview': (
    { connection }: BookRoom,
    { file, options }: { file: StatementFile; options: PlanOptions },
    { cancelled, onProgress }: TaskHooks,
  ) =>
    previewImport(connection, file, options, {
      cancelled,
      onProgress: (_step, done, total) => onProgress(done, total),
    }),
  'imports/commit': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, plan, path }: Called & { plan: number; path: string | null },
    hooks: TaskHooks,
  ) => {
    const rules = rulesOf(connection, shippedRulebook());
    return commitImport(connection, { actor, key, at }, { plan, path }, { ...hooks, rules });
  },
  'imports/forget': ({ connection }: BookRoom, { plan }: { plan: number }) => forgetPlan(connection, plan),
  'imports/undo': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, batch }: Called & { batch: number },
  ) => undoImport(connection, { actor, key, at }, batch),
  'imports/claim': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & ClaimRequest,
  ) => claim(connection, { actor, key, at }, request),
  'imports/unclaim': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & { batch: number; corrected?: ClaimRequest['parts'] },
  ) => unclaim(connection, { actor, key, at }, request),
  'imports/identify': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & IdentifyRequest<PaymentKind>,
  ) => identifyPayment(connection, { actor, key, at }, request),
  'imports/identifyReceipt': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & IdentifyRequest<ReceiptKind>,
  ) => identifyReceipt(connection, { actor, key, at }, request),
  'imports/unidentify': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, batch }: Called & { batch: number },
  ) => unidentify(connection, { actor, key, at }, batch),
  'imports/pair': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & Parameters<typeof pairTransfers>[2],
  ) => pairTransfers(connection, { actor, key, at }, request),
  'imports/unpair': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, batch }: Called & { batch: number },
  ) => unpair(connection, { actor, key, at }, batch),
  'imports/decideAgain': ({ connection }: BookRoom, options: AgainOptions) =>
    decideAgain(connection, options),
  'imports/dismiss': (
    { connection }: BookRoom,
    { caller: { actor, key, at }, ...request }: Called & Parameters<typeof dismissRows>[2],
  ) => dismissRows(connection, { actor, key, at }, request),
};
