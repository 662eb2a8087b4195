import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InvoiceConsent } from '../domain/invoices/remainder.ts';
import type { Role } from '../domain/people/roles.ts';
import { renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { InvoiceCaller } from '../services/invoices/book.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

interface Frame {
  callerOf(context: CallContext, key: string): Caller;
  today(): string;
}

/** What the roles of a person may agree to (INV-5): finance a 预开票, the supervisor also above the cash received. */
function consentOf(roles: readonly Role[]): InvoiceConsent {
  if (roles.includes('supervisor')) return 'supervisor';
  return roles.includes('accountant') ? 'approval' : 'none';
}

/** The procedures of invoices: a query goes to a reader, a command to the writer. */
export function invoiceRoutes(os: DeskImplementer, desk: Desk, { callerOf, today }: Frame) {
  const { house, staging } = desk;
  const { invoices } = os;
  const now = () => new Date().toISOString();
  const caller = (context: CallContext, key: string): InvoiceCaller => ({
    ...callerOf(context, key),
    gives: consentOf(context.roles),
  });
  const exported = async (name: string, path: string) => ({
    fileId: (await staging.register(name, path, true)).id,
    name,
  });
  return {
    clients: invoices.clients.handler(({ input, context: { scope } }) =>
      house.read('invoices/clients', { scope, on: input.on ?? today() }),
    ),
    invoiceable: invoices.invoiceable.handler(({ input, context: { scope } }) =>
      house.read('invoices/invoiceable', { scope, client: input.client, on: input.on ?? today() }),
    ),
    list: invoices.list.handler(({ input, context: { scope } }) =>
      house.read('invoices/list', { scope, ...input }),
    ),
    detail: invoices.detail.handler(({ input, context: { scope } }) =>
      house.read('invoices/detail', { scope, ...input, at: now() }),
    ),
    requests: invoices.requests.handler(({ context: { scope } }) =>
      house.read('invoices/requests', { scope }),
    ),
    forms: invoices.forms.handler(() => house.read('invoices/forms', { at: now() })),
    judge: invoices.judge.handler(({ input, context: { scope } }) =>
      house.read('invoices/judge', { scope, ...input, on: today() }),
    ),
    request: invoices.request.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/request', { caller: caller(context, key), ...input }),
    ),
    decide: invoices.decide.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/decide', { caller: caller(context, key), ...input }),
    ),
    withdraw: invoices.withdraw.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/decide', { caller: caller(context, key), ...input, act: 'withdraw' }),
    ),
    agree: invoices.agree.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/agree', { caller: caller(context, key), ...input }),
    ),
    issue: invoices.issue.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/issue', { caller: caller(context, key), ...input }),
    ),
    import: invoices.import.handler(async ({ input: { key, fileId, number, password }, context }) => {
      const { path, name } = staging.get(fileId);
      house.open();
      const file = await desk.work('openInvoices', {
        path,
        name,
        ...(password === undefined ? {} : { password }),
      });
      return house.write('invoices/import', {
        caller: caller(context, key),
        file,
        staged: { path, name },
        number,
      });
    }),
    resolve: invoices.resolve.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/resolve', { caller: caller(context, key), ...input }),
    ),
    enterForm: invoices.enterForm.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/enterForm', { caller: caller(context, key), ...input }),
    ),
    stepForm: invoices.stepForm.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/stepForm', { caller: caller(context, key), ...input }),
    ),
    issueRed: invoices.issueRed.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/issueRed', { caller: caller(context, key), ...input }),
    ),
    void: invoices.void.handler(({ input: { key, invoice }, context }) =>
      house.write('invoices/void', { caller: caller(context, key), invoice, on: today() }),
    ),
    certify: invoices.certify.handler(({ input: { key, ...input }, context }) =>
      house.write('invoices/certify', { caller: caller(context, key), ...input }),
    ),
    taxRun: invoices.taxRun.handler(({ input }) => house.read('invoices/taxRun', input)),
    runTax: invoices.runTax.handler(({ input: { key, on }, context }) =>
      house.write('invoices/runTax', { caller: caller(context, key), on }),
    ),
    openFile: invoices.openFile.handler(async ({ input, context: { scope } }) => {
      const { name, data } = await house.read('invoices/file', { scope, ...input });
      return { name, data: new Blob([new Uint8Array(data)]) };
    }),
    saveFile: invoices.saveFile.handler(async ({ input, context: { scope } }) => {
      const { name, data } = await house.read('invoices/file', { scope, ...input });
      const path = staging.exportPath();
      await writeFile(path, data);
      return exported(basename(name), path);
    }),
    write: invoices.write.handler(async ({ input, context: { scope } }) => {
      const { language } = await desk.settings();
      const path = staging.exportPath();
      await house.read('invoices/write', { scope, ...input, path, language });
      const title = renderText(loadCatalogue(language), `invoices.report.title.${input.kind}`);
      return exported(`${title} ${input.from} ${input.to}.${input.format}`, path);
    }),
  };
}
