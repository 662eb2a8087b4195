import type { LineageStart } from '../../domain/lineage.ts';

/** Addresses of the screens, and how one screen hands work to another. */
export const ROUTES = {
  start: '/',
  statements: '/statements',
  statement: '/statements/:fileId',
  compare: '/compare',
  comparison: '/compare/:comparisonId',
  settings: '/settings',
  books: '/books',
  people: '/people',
  clients: '/clients',
  client: '/clients/:code',
  parties: '/parties',
  opening: '/opening',
  imports: '/imports',
  plan: '/imports/:plan',
  claims: '/claims',
  invoices: '/invoices',
  upgrade: '/upgrade',
  upgradeAccount: '/upgrade/:account',
  accounts: '/accounts',
  ledger: '/accounts/:account',
  journal: '/journal',
  clientBalances: '/client-balances',
  clientStatement: '/client-balances/:client',
  sourceFile: '/files/:file',
  lineageRow: '/lineage/row/:row',
  lineageEntry: '/lineage/entry/:transfer',
  lineageCase: '/lineage/case/:caseNo',
  log: '/log',
  orders: '/orders',
  orderCheck: '/order-check',
  order: '/order/:order',
  orderRisks: '/order-risks',
  rules: '/rules',
  spend: '/spend',
  transit: '/transit',
  pools: '/pools',
  pool: '/pools/:pool',
  policies: '/policies',
  close: '/close',
  packs: '/packs',
  reconciliations: '/reconciliations',
  vouchers: '/vouchers',
  workbench: '/workbench',
  matchRules: '/workbench/rules',
  tickets: '/tickets',
  applications: '/applications',
  recharges: '/recharges',
  funds: '/funds',
  exports: '/exports',
} as const;

/** A staged file's page; the screen starts the inspection itself where there is none yet. */
export function statementPath(fileId: string): string {
  return `${ROUTES.statements}/${encodeURIComponent(fileId)}`;
}

/** The pairing page with files already staged; either side may still be missing. */
export function pairPath(leftFileId: string | null, rightFileId: string | null): string {
  const chosen = new URLSearchParams();
  if (leftFileId !== null) chosen.set('left', leftFileId);
  if (rightFileId !== null) chosen.set('right', rightFileId);
  return chosen.size === 0 ? ROUTES.compare : `${ROUTES.compare}?${chosen}`;
}

/** The page of a finished comparison. */
export function comparisonPath(comparisonId: string): string {
  return `${ROUTES.compare}/${encodeURIComponent(comparisonId)}`;
}

/** A client's page. */
export function clientPath(code: string): string {
  return `${ROUTES.clients}/${encodeURIComponent(code)}`;
}

/** A stored import plan. */
export function planPath(plan: number): string {
  return `${ROUTES.imports}/${plan}`;
}

/** 未决行: rows of carried-out imports that wait, of one kind where given. */
export function waitingRowsPath(kind?: 'refused' | 'undecided' | 'noted'): string {
  return `${ROUTES.imports}?tab=waiting${kind === undefined ? '' : `&kind=${kind}`}`;
}

/** 流水导入 with a staged file whose columns have been named: it is planned again. */
export function plannedAgainPath(fileId: string): string {
  return `${ROUTES.imports}?again=${encodeURIComponent(fileId)}`;
}

/** 明细账 of an account between two days (`yyyy-mm-dd`). */
export function ledgerPath(account: number, range: { from: string; to: string }): string {
  return `${ROUTES.accounts}/${account}?${new URLSearchParams(range)}`;
}

/** An imported file with its rows, at one of them where given. */
export function sourceFilePath(file: number, row?: number): string {
  return `/files/${file}${row === undefined ? '' : `?row=${row}`}`;
}

/** An imported file at a line of a sheet; `sheet` is empty where the form has none. */
export function sourceLinePath(file: number, sheet: string, line: number): string {
  return `/files/${file}?${new URLSearchParams({ sheet, line: String(line) })}`;
}

/** 来龙去脉 of a row of a file, a posted transfer or a case. */
export function lineagePath(of: LineageStart): string {
  if ('row' in of) return `/lineage/row/${of.row}`;
  return 'transfer' in of
    ? `/lineage/entry/${of.transfer}`
    : `/lineage/case/${encodeURIComponent(of.caseNo)}`;
}

/** 客户对账单 of a client, by its number, between two days (`yyyy-mm-dd`). */
export function clientStatementPath(client: number, range: { from: string; to: string }): string {
  return `${ROUTES.clientBalances}/${client}?${new URLSearchParams(range)}`;
}

/** 规则, opened at a rule, and at one of its rows where given. */
export function rulePath(rule: string, row?: string): string {
  return `${ROUTES.rules}?${new URLSearchParams(row === undefined ? { rule } : { rule, row })}`;
}

/** DOU+ 升级看板 at one account, by its number. */
export function upgradePath(account: number): string {
  return `${ROUTES.upgrade}/${account}`;
}

/** The page of one order, by its number in the book. */
export function orderPath(order: number): string {
  return `/order/${order}`;
}

/** 下单预检 with everything but the amount as another order has it. */
export function orderLikePath(order: number): string {
  return `${ROUTES.orderCheck}?${new URLSearchParams({ from: String(order) })}`;
}

/** 封禁与购物车, with the form for an account (by its platform id) or a live room opened. */
export function orderRisksPath(on: { account: string } | { room: string }): string {
  return `${ROUTES.orderRisks}?${new URLSearchParams(on)}`;
}

/** The page of one 资金池, by its number; between two days where given. */
export function poolPath(pool: number, range?: { from: string; to: string }): string {
  const path = `${ROUTES.pools}/${pool}`;
  return range === undefined ? path : `${path}?${new URLSearchParams(range)}`;
}

/** 申请 with one of them open. */
export function applicationPath(application: number): string {
  return `${ROUTES.applications}?${new URLSearchParams({ tab: 'all', application: String(application) })}`;
}

/** 发票台账 with one invoice open beside it. */
export function invoicePath(invoice: number): string {
  return `${ROUTES.invoices}?${new URLSearchParams({ tab: 'register', invoice: String(invoice) })}`;
}

/** The number that an address names a thing by; null where it names none. */
export function idIn(search: URLSearchParams, name: string): number | null {
  const text = search.get(name) ?? '';
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** 在途 at one case. */
export function transitPath(item: string): string {
  return `${ROUTES.transit}?${new URLSearchParams({ item })}`;
}
