import { ROLES, type Role } from './roles.ts';

/** What a role reaches through a procedure: everything, what belongs to the own clients, or nothing at all. */
export type Access = 'all' | 'own' | 'none';

/**
 * The written matrix, in the order of ROLES: 查看, 客户经理, 主管, 出纳, 会计, 财务主管, 管理员. `a` all, `o` own clients
 * only (no cost side), `-` none. What stands here is what is meant: a test calls every procedure in every role, and a
 * procedure without a line fails it.
 */
const TABLE = `
                          查 经 主 出 会 财 管
session.hello             a a a a a a a
session.events            a a a a a a a
session.who               a a a a a a a
session.signIn            a a a a a a a
session.signOut           a a a a a a a
session.changeSecret      a a a a a a a

people.list               a - - a a a a
people.keep               - - - - - - a
people.setSecret          - - - - - - a
people.archive            - - - - - - a
people.assignMember       - - - - - a a

jobs.list                 a a a a a a a
jobs.cancel               a a a a a a a
jobs.clear                a a a a a a a

settings.get              a a a a a a a
settings.set              a a a a a a a
settings.layout           a a a a a a a
settings.setLayout        a a a a a a a
settings.views            a a a a a a a
settings.keepView         a a a a a a a
settings.dropView         a a a a a a a

files.begin               a a a a a a a
files.chunk               a a a a a a a
files.finish              a a a a a a a
files.list                a a a a a a a
files.drop                a a a a a a a
files.ticket              a a a a a a a

grids.columns             a o o a a a a
grids.window              a o o a a a a
grids.totals              a o o a a a a
grids.values              a o o a a a a
grids.locate              a o o a a a a
grids.export              a o o a a a a

statements.inspect        a a a a a a a
statements.inspection     a a a a a a a

profiles.list             a a a a a a a
profiles.save             a a a a a a a
profiles.remove           a a a a a a a
profiles.export           a a a a a a a
profiles.import           a a a a a a a

compare.guess             a a a a a a a
compare.run               a a a a a a a
compare.summary           a a a a a a a
compare.origin            a a a a a a a
compare.report            a a a a a a a
compare.pairs             a a a a a a a
compare.rememberPair      a a a a a a a
compare.forgetPair        a a a a a a a

demo.files                a a a a a a a
demo.stage                a a a a a a a

books.create              - - - - - - a
books.createDemo          - - - - - - a
books.open                a a a a a a a
books.close               a a a a a a a
books.recent              a a a a a a a
books.state               a a a a a a a
books.backup              - - - a a a a
books.copies              a - - a a a a
books.saveCopy            - - - - a a a
books.restore             - - - - - - a
books.salvage             - - - - - - a
books.changePassphrase    - - - - - - a
books.verify              a - - a a a a
books.verdict             a - - a a a a

dashboard.lines           a o o a a a a
dashboard.chart           a o o a a a a

namedExports.list         a o o a a a a
namedExports.keep         - o o a a a a
namedExports.drop         - o o a a a a
namedExports.run          a o o a a a a

clients.find              a o o a a a a
clients.get               a o o a a a a
clients.walletLinks       a o o a a a a
clients.history           a o o a a a a
clients.files             a o o a a a a
clients.create            - - - - a - -
clients.change            - - - - a - -
clients.archive           - - - - a - -
clients.correctSubject    - - - - a - -
clients.addAlias          - o o - a a -
clients.dropAlias         - o o - a a -
clients.assign            - - o - a a a
clients.handOver          - - o - a a a
clients.linkWallet        - - - - a - -
clients.template          a a a a a a a
clients.preview           - - - - a - -
clients.import            - - - - a - -
clients.refused           - - - - a - -

parties.list              a o o a a a a
parties.keep              - - - - a - -
parties.archive           - - - - a - -

opening.state             a - - a a a a
opening.template          a - - a a a a
opening.preview           - - - - a a -
opening.import            - - - - - a -
opening.refused           - - - - a a -

imports.preview           - - - a a - -
imports.plans             a - - a a a a
imports.done              a - - a a a a
imports.rows              a - - a a a a
imports.commit            - - - a a - -
imports.forget            - - - a a - -
imports.undo              - - - - - a -
imports.original          a - - a a a a
imports.refusedRows       - - - a a - -
imports.attention         a o o a a a a
imports.breaks            a - - a a a a
imports.receipts          a - - a a a a
imports.claim             - - - - a - -
imports.unclaim           - - - - a - -
imports.payments          a - - a a a a
imports.identify          - - - - a - -
imports.identifyReceipt   - - - - a - -
imports.unidentify        - - - - a - -
imports.transfers         a - - a a a a
imports.pair              - - - - a - -
imports.unpair            - - - - a - -
imports.undecided         a - - a a a a
imports.decideAgain       - - - a a - -
imports.commitKept        - - - a a - -
imports.dismiss           - - - - a - -
imports.tickets           a - - a a a a

reports.trialBalance      a - - a a a a
reports.ledger            a - - a a a a
reports.journal           a - - a a a a
reports.months            a - - a a a a
reports.clientBalances    a o o a a a a
reports.clientStatement   a o o a a a a
reports.balances          a o o a a a a
reports.write             a o o a a a a
reports.exportJournal     a - - a a a a

spend.report              a o o a a a a
spend.rows                a o o a a a a
spend.write               a o o a a a a

funds.daily               a - - a a a a
funds.writeDaily          a - - a a a a
funds.longOpen            a - - a a a a
funds.writeLongOpen       a - - a a a a

taxes.estimate            a - - a a a a
taxes.write               a - - a a a a

pools.list                a o o a a a a
pools.page                a o o a a a a
pools.moves               a o o a a a a
pools.write               a o o a a a a
pools.setSettings         - - - - a a -
pools.setAlarm            - o o - a a -
pools.describeLot         - - - - a - -
pools.record              - - - - a - -

drill.span                a a a a a a a
drill.account             a o o a a a a
drill.posting             a o o a a a a
drill.batch               a o o a a a a
drill.legs                a o o a a a a
drill.row                 a - - a a a a
drill.file                a - - a a a a
drill.logEntry            a - - a a a a

lineage.trace             a - - a a a a

rules.shipped             a a a a a a a
rules.planTemplate        a a a a a a a
rules.readPlan            a a a a a a a
rules.list                a a a a a a a
rules.history             a a a a a a a
rules.add                 - - - - - - a
rules.end                 - - - - - - a

order.page                a o o a a a a
order.risks               a o o a a a a
order.banPreview          a o o a a a a
order.ban                 - - - - a - -
order.liftBan             - - - - a - -

orderList.previewMarking  a o o a a a a
orderList.mark            - o o - a a -
orderList.markings        a o o a a a a
orderList.undoMarking     - o o - a a -
orderList.previewHandOver a o o a a a a
orderList.previewListed   a o o a a a a
orderList.registerListed  - o o - a a -

orders.check              a o o a a a a
orders.register           - o o - a a -
orders.place              - o o - a a -
orders.changeState        - o o - a a -
orders.topUp              - o o - a a -
orders.recordFigure       - o o - a a -
orders.recordSettled      - - - - a a -
orders.refund             - - - a a - -
orders.decideRefund       - - - - a - -
orders.cartPreview        a o o a a a a
orders.terminateForCart   - o o - a a -
orders.slow               a o o a a a a
orders.list               a o o a a a a
orders.detail             a o o a a a a
orders.limits             a o o a a a a

plans.presets             a o o a a a a
plans.keepPreset          - o o - a a -
plans.archivePreset       - o o - a a -
plans.list                a o o a a a a
plans.plan                - o o - a a -
plans.place               - o o - a a -
plans.drop                - o o - a a -
plans.hold                - o o - a a -
plans.check               a o o a a a a
plans.commit              - o o - a a -
plans.refused             a a a a a a a
plans.duplicate           a o o a a a a
plans.limitSettings       a a a a a a a
plans.setLimits           - - - - - a a

invoices.clients          a o o a a a a
invoices.invoiceable      a o o a a a a
invoices.list             a o o a a a a
invoices.detail           a o o a a a a
invoices.requests         a o o a a a a
invoices.forms            a - - a a a a
invoices.judge            a o o a a a a
invoices.request          - o o - a a -
invoices.decide           - - - - a a -
invoices.withdraw         - o o - a a -
invoices.agree            - - - - a a -
invoices.issue            - - - - a a -
invoices.import           - - - - a - -
invoices.resolve          - - - - a - -
invoices.enterForm        - - - - a - -
invoices.stepForm         - - - - a - -
invoices.issueRed         - - - - a - -
invoices.void             - - - - a - -
invoices.certify          - - - - a - -
invoices.taxRun           a - - a a a a
invoices.runTax           - - - - a - -
invoices.openFile         a o o a a a a
invoices.saveFile         a o o a a a a
invoices.write            a o o a a a a

bills.look                - - - - a - -
bills.import              - - - - a - -
bills.files               a - - a a a a
bills.withdraw            - - - - a - -
bills.settlement          a - - a a a a
bills.lines               a - - a a a a
bills.openTickets         - - - - a - -
bills.write               a - - a a a a

calendar.years            a a a a a a a
calendar.import           - - - - a a a

refunds.list              a o o a a a a
refunds.board             a o o a a a a
refunds.detail            a o o a a a a
refunds.follow            - o o a a a -
refunds.seeInPool         - o o - a a -
refunds.banArrived        - - - a a - -
refunds.banConfiscated    - - - - a - -
refunds.settings          a - - a a a a
refunds.setSettings       - - - - - a a
refunds.writeAgeing       a - - a a a a

withdrawals.form          a - - a a a a
withdrawals.list          a - - a a a a
withdrawals.ask           - - - a a a -
withdrawals.approve       - - - - - a -
withdrawals.decline       - - - - - a -
withdrawals.cancel        - - - a a - -
withdrawals.submit        - - - a a - -
withdrawals.arrive        - - - a a - -
withdrawals.refuse        - - - a a - -
withdrawals.giveBack      - - - - a a -
withdrawals.payBack       - - - a a - -
withdrawals.keep          - - - - a - -

upgrade.board             a o o a a a a
upgrade.detail            a o o a a a a
upgrade.assess            a o o a a a a
upgrade.open              - o o - a a -
upgrade.step              - o o - a a -
upgrade.addPaper          - o o - a a -
upgrade.passPaper         - o o - a a -
upgrade.rejectPaper       - o o - a a -
upgrade.setVerification   - o o - a a -
upgrade.openAttachment    - o o - a a -
upgrade.saveAttachment    - o o - a a -
upgrade.reminders         a o o a a a a

policies.list             a - - a a a a
policies.keep             - - - - a a -
policies.end              - - - - a a -
policies.rechargeTerms    a o o a a a a
policies.settings         a - - a a a a
policies.setSettings      - - - - - a -
policies.preview          a - - a a a a
policies.run              - - - - a a -

rebates.report            a - - a a a a
rebates.write             a - - a a a a
rebates.confirm           - - - - a a -
rebates.use               - - - - a - -
rebates.undo              - - - - - a -
rebates.margin            a - - a a a a
rebates.writeMargin       a - - a a a a

matching.list             a - - a a a a
matching.open             a - - a a a a
matching.state            a - - a a a a
matching.previewMany      a - - a a a a
matching.acts             a - - a a a a
matching.aliases          a - - a a a a
matching.run              - - - - a - -
matching.start            - - - - a - -
matching.accept           - - - - a - -
matching.reject           - - - - a - -
matching.takeBack         - - - - a - -
matching.acceptMany       - - - - a - -
matching.split            - - - - a - -
matching.combine          - - - - a - -
matching.undoLast         - - - - a - -
matching.switchAlias      - - - - a - -
matching.rules            a - - a a a a
matching.tryRules         a - - a a a a
matching.keepRules        - - - - a - -

tickets.list              a - - a a a a
tickets.keep              - - - - a - -
tickets.decide            - - - - a - -
tickets.reopen            - - - - a - -
tickets.links             a - - a a a a
tickets.pairs             a - - a a a a
tickets.previewAdjustment a - - a a a a
tickets.rounds            a - - a a a a
tickets.keepMany          - - - - a - -
tickets.carry             - - - - a - -
tickets.adjust            - - - - a - -
tickets.takeBackAdjustment - - - - a - -
tickets.acceptRounds      - - - - a - -
tickets.attach            - - - - a - -
tickets.openFile          a - - a a a a
tickets.file              a - - a a a a

close.periods             a - - a a a a
close.clients             a - - a a a a
close.checklist           a - - a a a a
close.close               - - - - a a -
close.reopen              - - - - - a -
close.carry               - - - - a a -
close.noBusiness          - - - - a a -
close.withdraw            - - - - a a -
close.write               a - - a a a a

vouchers.state            a - - a a a a
vouchers.preview          a - - a a a a
vouchers.mapping          a - - a a a a
vouchers.check            a - - a a a a
vouchers.export           - - - - a a -
vouchers.booked           - - - - a a -
vouchers.withdraw         - - - - a a -
vouchers.keepSettings     - - - - a a -
vouchers.keepMapping      - - - - a a -
vouchers.importMapping    - - - - a a -
vouchers.readLedger       - - - - a a -
vouchers.write            a - - a a a a
vouchers.writeMapping     a - - a a a a
vouchers.writeCheck       a - - a a a a

packs.board               a o o a a a a
packs.detail              a o o a a a a
packs.generate            - - - - a a -
packs.mark                - - - - a a -
packs.letters             - - - - a a -

reconciliations.bank      a - - a a a a
reconciliations.platform  a - - a a a a
reconciliations.write     a - - a a a a

applications.list         a o o a a a a
applications.detail       a o o a a a a
applications.formFacts    a o o a a a a
applications.keep         - o o - a a -
applications.apply        - o o - a a -
applications.withdraw     - o o - a a -
applications.override     - - - - - a -
applications.approve      - - - - - a -
applications.refuse       - - - - - a -
applications.finish       - - - - a a -

recharges.waiting         a - - a a a a
recharges.pay             - - - a - - -
recharges.give            - - - a - - -
recharges.walletArrived   - - - a - - -
recharges.fail            - - - a - - -
recharges.arrive          - - - a a - -
recharges.report          a o o a a a a
recharges.write           a o o a a a a
recharges.advances        a o o a a a a
recharges.writeAdvances   a o o a a a a
recharges.setAdvance      - - - - - a -
`;

const LETTERS: Readonly<Record<string, Access>> = { a: 'all', o: 'own', '-': 'none' };

function parsed(table: string): Map<string, Readonly<Record<Role, Access>>> {
  const lines = table.split('\n').filter(line => /^\w+\.\w+ /.test(line));
  return new Map(
    lines.map(line => {
      const [procedure, ...letters] = line.split(/ +/);
      const access = ROLES.map((role, at) => [role, LETTERS[letters[at] ?? '']] as const);
      return [procedure!, Object.fromEntries(access) as Record<Role, Access>];
    }),
  );
}

/** By procedure, as the contract names it (`clients.find`): what each role reaches. */
export const MATRIX: ReadonlyMap<string, Readonly<Record<Role, Access>>> = parsed(TABLE);
