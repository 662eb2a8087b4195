import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import { type CallContext, type DeskImplementer, today } from './implementer.ts';
import { billRoutes } from './router-bills.ts';
import { closeRoutes } from './router-close.ts';
import { fundsRoutes } from './router-funds.ts';
import { invoiceRoutes } from './router-invoices.ts';
import { matchingRoutes, ticketRoutes } from './router-matching.ts';
import { orderListRoutes } from './router-order-list.ts';
import { orderPageRoutes, orderRoutes } from './router-orders.ts';
import { packRoutes } from './router-packs.ts';
import { planRoutes } from './router-plans.ts';
import { poolRoutes } from './router-pools.ts';
import { reconciliationRoutes } from './router-reconciliations.ts';
import { spendRoutes } from './router-spend.ts';
import { taxRoutes } from './router-taxes.ts';
import { transitRoutes } from './router-transit.ts';
import { upgradeRoutes } from './router-upgrade.ts';
import { voucherRoutes } from './router-vouchers.ts';
import { shippedRulebook } from './rulebook.ts';

/** Who asks, when, and under which key a command may be repeated. */
function callerOf({ actor, scope }: CallContext, key: string): Caller {
  return { actor, key, at: new Date().toISOString(), scope };
}

/** The procedures on the open book: a query goes to a reader, a command to the writer. */
export function bookRoutes(os: DeskImplementer, desk: Desk) {
  const { house, bookWork: work } = desk;
  return {
    books: {
      create: os.books.create.handler(({ input, context: { actor } }) => house.create({ ...input, actor })),
      createDemo: os.books.createDemo.handler(({ context: { actor } }) => ({
        jobId: work.createDemo(actor),
      })),
      open: os.books.open.handler(({ input: { book, ...wanted } }) =>
        'id' in book ? house.openRecent(book.id, wanted) : house.openStaged(book.fileId, wanted),
      ),
      close: os.books.close.handler(async () => ({ closed: await house.closed() })),
      recent: os.books.recent.handler(() => house.recent()),
      state: os.books.state.handler(() => house.present()),
      backup: os.books.backup.handler(() => ({ jobId: house.backup() })),
      copies: os.books.copies.handler(({ input }) => house.copies(input.id)),
      saveCopy: os.books.saveCopy.handler(({ input }) => house.saveCopy(input.name)),
      restore: os.books.restore.handler(({ input }) => house.restore(input)),
      salvage: os.books.salvage.handler(async ({ input }) => {
        const { language } = await desk.settings();
        return house.salvage({ ...input, language });
      }),
      changePassphrase: os.books.changePassphrase.handler(({ input }) => house.changePassphrase(input)),
      verify: os.books.verify.handler(() => ({ jobId: house.verify() })),
      verdict: os.books.verdict.handler(() => house.verdict()),
    },
    clients: {
      find: os.clients.find.handler(({ input, context: { scope, seesPapers } }) =>
        house.read('clients/find', { ...input, scope, seesPapers, on: today() }),
      ),
      get: os.clients.get.handler(({ input, context: { scope, seesPapers } }) =>
        house.read('clients/get', { ...input, scope, seesPapers, on: today() }),
      ),
      walletLinks: os.clients.walletLinks.handler(({ input, context: { scope } }) =>
        house.read('clients/walletLinks', { ...input, scope }),
      ),
      history: os.clients.history.handler(({ input, context: { scope, seesPapers } }) =>
        house.read('clients/history', { ...input, scope, seesPapers }),
      ),
      files: os.clients.files.handler(({ input, context: { scope } }) =>
        house.read('clients/files', { ...input, scope }),
      ),
      create: os.clients.create.handler(({ input: { key, form }, context }) =>
        house.write('clients/create', { caller: callerOf(context, key), form }),
      ),
      change: os.clients.change.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/change', { caller: callerOf(context, key), ...input }),
      ),
      archive: os.clients.archive.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/archive', { caller: callerOf(context, key), ...input }),
      ),
      correctSubject: os.clients.correctSubject.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/correctSubject', { caller: callerOf(context, key), ...input }),
      ),
      addAlias: os.clients.addAlias.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/addAlias', { caller: callerOf(context, key), ...input }),
      ),
      dropAlias: os.clients.dropAlias.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/dropAlias', { caller: callerOf(context, key), ...input }),
      ),
      assign: os.clients.assign.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/assign', { caller: callerOf(context, key), ...input }),
      ),
      handOver: os.clients.handOver.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/handOver', { caller: callerOf(context, key), ...input }),
      ),
      linkWallet: os.clients.linkWallet.handler(({ input: { key, ...input }, context }) =>
        house.write('clients/linkWallet', { caller: callerOf(context, key), ...input }),
      ),
      template: os.clients.template.handler(() => work.template('clients')),
      preview: os.clients.preview.handler(({ input }) => work.previewClients(input.fileId, today())),
      import: os.clients.import.handler(({ input: { key, planId }, context }) =>
        work.importClients(callerOf(context, key), planId),
      ),
      refused: os.clients.refused.handler(({ input }) => work.refusedOfList(input.planId)),
    },
    parties: {
      list: os.parties.list.handler(({ input, context: { scope } }) =>
        house.read('parties/list', { ...input, scope }),
      ),
      keep: os.parties.keep.handler(({ input: { key, ...input }, context }) =>
        house.write('parties/keep', { caller: callerOf(context, key), ...input }),
      ),
      archive: os.parties.archive.handler(({ input: { key, ...input }, context }) =>
        house.write('parties/archive', { caller: callerOf(context, key), ...input }),
      ),
    },
    opening: {
      state: os.opening.state.handler(() => house.read('opening/state', undefined)),
      template: os.opening.template.handler(() => work.template('opening')),
      preview: os.opening.preview.handler(({ input }) => work.previewOpening(input.fileId)),
      import: os.opening.import.handler(({ input: { key, planId, differenceName }, context }) =>
        work.importOpening(callerOf(context, key), planId, differenceName),
      ),
      refused: os.opening.refused.handler(({ input }) => work.refusedOfList(input.planId)),
    },
    imports: {
      preview: os.imports.preview.handler(({ input }) => ({ jobId: work.preview(input) })),
      plans: os.imports.plans.handler(() => work.openPlans()),
      done: os.imports.done.handler(() => work.done()),
      rows: os.imports.rows.handler(({ input }) => house.read('imports/rows', input)),
      commit: os.imports.commit.handler(({ input: { key, ...input }, context }) => ({
        jobId: work.commit(callerOf(context, key), input),
      })),
      forget: os.imports.forget.handler(async ({ input }) => {
        await house.write('imports/forget', input);
        return { forgotten: true };
      }),
      undo: os.imports.undo.handler(({ input: { key, batch }, context }) =>
        house.write('imports/undo', { caller: callerOf(context, key), batch }),
      ),
      original: os.imports.original.handler(({ input }) => work.original(input.file)),
      refusedRows: os.imports.refusedRows.handler(({ input }) => work.refusedRows(input.plan)),
      attention: os.imports.attention.handler(({ context: { scope } }) =>
        house.read('imports/attention', { scope, today: today() }),
      ),
      breaks: os.imports.breaks.handler(() => house.read('imports/breaks', undefined)),
      receipts: os.imports.receipts.handler(({ input }) => house.read('imports/receipts', input)),
      claim: os.imports.claim.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/claim', { caller: callerOf(context, key), ...input }),
      ),
      unclaim: os.imports.unclaim.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/unclaim', { caller: callerOf(context, key), ...input }),
      ),
      payments: os.imports.payments.handler(({ input }) => house.read('imports/payments', input)),
      identify: os.imports.identify.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/identify', { caller: callerOf(context, key), ...input }),
      ),
      identifyReceipt: os.imports.identifyReceipt.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/identifyReceipt', { caller: callerOf(context, key), ...input }),
      ),
      unidentify: os.imports.unidentify.handler(({ input: { key, batch }, context }) =>
        house.write('imports/unidentify', { caller: callerOf(context, key), batch }),
      ),
      transfers: os.imports.transfers.handler(({ input }) => house.read('imports/transfers', input)),
      pair: os.imports.pair.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/pair', { caller: callerOf(context, key), ...input }),
      ),
      unpair: os.imports.unpair.handler(({ input: { key, batch }, context }) =>
        house.write('imports/unpair', { caller: callerOf(context, key), batch }),
      ),
      undecided: os.imports.undecided.handler(({ input }) => house.read('imports/undecided', input)),
      decideAgain: os.imports.decideAgain.handler(async ({ input }) => ({
        plans: await house.write('imports/decideAgain', { ...input, madeAt: new Date().toISOString() }),
      })),
      commitKept: os.imports.commitKept.handler(async ({ input: { key, plan }, context }) => ({
        jobId: await work.commitKept(callerOf(context, key), plan),
      })),
      dismiss: os.imports.dismiss.handler(({ input: { key, ...input }, context }) =>
        house.write('imports/dismiss', { caller: callerOf(context, key), ...input }),
      ),
      tickets: os.imports.tickets.handler(({ input }) => house.read('imports/tickets', input)),
    },
    invoices: invoiceRoutes(os, desk, { callerOf, today }),
    matching: matchingRoutes(os, desk, { callerOf, today }),
    tickets: ticketRoutes(os, desk, { callerOf, today }),
    close: closeRoutes(os, desk, { callerOf }),
    vouchers: voucherRoutes(os, desk, { callerOf }),
    packs: packRoutes(os, desk, { callerOf }),
    reconciliations: reconciliationRoutes(os, desk),
    order: orderPageRoutes(os, desk, { callerOf }),
    orderList: orderListRoutes(os, desk, { callerOf, today }),
    orders: orderRoutes(os, desk, { callerOf, today }),
    plans: planRoutes(os, desk, { callerOf, today }),
    upgrade: upgradeRoutes(os, desk, { callerOf, today }),
    rules: {
      shipped: os.rules.shipped.handler(() => shippedRulebook()),
      planTemplate: os.rules.planTemplate.handler(({ input }) => work.template('orders', input.format)),
      readPlan: os.rules.readPlan.handler(({ input }) => work.readPlan(input.fileId)),
      list: os.rules.list.handler(({ input }) => house.read('rules/list', input)),
      history: os.rules.history.handler(({ input }) => house.read('rules/history', input)),
      add: os.rules.add.handler(({ input: { key, ...input }, context }) =>
        house.write('rules/add', { caller: callerOf(context, key), ...input }),
      ),
      end: os.rules.end.handler(({ input: { key, ...input }, context }) =>
        house.write('rules/end', { caller: callerOf(context, key), ...input }),
      ),
    },
    lineage: { trace: os.lineage.trace.handler(({ input }) => house.read('lineage/trace', input)) },
    drill: {
      span: os.drill.span.handler(() => house.read('drill/span', undefined)),
      account: os.drill.account.handler(({ input, context: { scope } }) =>
        house.read('drill/account', { ...input, scope }),
      ),
      posting: os.drill.posting.handler(({ input, context: { scope } }) =>
        house.read('drill/posting', { ...input, scope }),
      ),
      batch: os.drill.batch.handler(({ input, context: { scope } }) =>
        house.read('drill/batch', { ...input, scope }),
      ),
      legs: os.drill.legs.handler(({ input, context: { scope } }) =>
        house.read('drill/legs', { ...input, scope }),
      ),
      row: os.drill.row.handler(({ input }) => house.read('drill/row', input)),
      file: os.drill.file.handler(({ input }) => house.read('drill/file', input)),
      logEntry: os.drill.logEntry.handler(({ input }) => house.read('drill/logEntry', input)),
    },
    bills: billRoutes(os, desk, { callerOf }),
    spend: spendRoutes(os, desk),
    funds: fundsRoutes(os, desk),
    taxes: taxRoutes(os, desk),
    ...transitRoutes(os, desk, { callerOf, today }),
    pools: poolRoutes(os, desk, { callerOf, today }),
    reports: {
      trialBalance: os.reports.trialBalance.handler(({ input }) => house.read('reports/trialBalance', input)),
      ledger: os.reports.ledger.handler(({ input }) => house.read('reports/ledger', input)),
      journal: os.reports.journal.handler(({ input }) => house.read('reports/journal', input)),
      months: os.reports.months.handler(({ input }) => house.read('reports/months', input)),
      clientBalances: os.reports.clientBalances.handler(({ input, context: { scope } }) =>
        house.read('reports/clientBalances', { ...input, scope }),
      ),
      clientStatement: os.reports.clientStatement.handler(({ input, context: { scope } }) =>
        house.read('reports/clientStatement', { ...input, scope }),
      ),
      balances: os.reports.balances.handler(({ input, context: { scope } }) =>
        house.read('reports/balances', { ...input, scope }),
      ),
      write: os.reports.write.handler(async ({ input, context: { scope } }) => ({
        jobId: await work.report({ ...input, scope }),
      })),
      exportJournal: os.reports.exportJournal.handler(({ input }) => ({ jobId: work.journal(input.format) })),
    },
  };
}
