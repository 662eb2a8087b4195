import type { Facts, LedgerEvent } from '../accounting/events/facts.ts';
import { type Fen, fenOfE5, yuanText } from '../money.ts';
import type { AccountView } from './book-view.ts';
import { granted } from './cash.ts';
import { postsSpend } from './decide-orders.ts';
import { ask, because, caseOf, type Deciding, type Decision, fenOfText, note, post } from './decision.ts';

/** Deposits into and out of client pools as the agent's account tells them: 加款, 退款, 互转. */
export function decideTransfer(deciding: Deciding): Decision {
  const { entry, amountFen } = deciding;
  const { account: accountId = '', partyAccount = '', kind = '' } = entry.row.text;
  if (entry.row.closed || amountFen === 0) return note('imports.no_money_moved');
  const account = deciding.told.view.account(accountId);
  if (!account) return ask('imports.account_unknown', { account: accountId });
  const grantFen = fenOfText(entry.extra?.转账赠款) ?? (0 as Fen);
  const cashFen = (amountFen - grantFen) as Fen;
  const { pool } = account;
  if (entry.row.direction === 'neutral') return ask('imports.mutual_transfer', { kind });
  if (entry.row.direction === 'expense') return backToWallet(deciding, account, partyAccount, cashFen);
  const money = deposit(deciding, account, cashFen, partyAccount);
  if (grantFen === 0) return money;
  const caseNo = entry.row.id ?? caseOf(deciding);
  const grant = granted(deciding, { id: 'E23', caseNo, pool, bucket: 'grant', amountFen: grantFen });
  return { events: [...money.events, ...grant.events], reason: money.reason ?? grant.reason };
}

function deposit(deciding: Deciding, account: AccountView, amountFen: Fen, from: string): Decision {
  const { told, day, context } = deciding;
  const { pool, funder } = account;
  if (amountFen <= 0) return { events: [], reason: null };
  const into = { pool: pool.pool, what: 'money' } as const;
  const own = { day, amountFen, source: context.profile };
  const other = told.otherDeposit(into, own);
  if (other) return note('imports.deposit_told', { source: other.source, day: other.day });
  const caseNo = deciding.entry.row.id ?? caseOf(deciding);
  told.tellDeposit(into, own);
  if (funder === 'client' && pool.client)
    return post({ id: 'E25', caseNo, pool, client: pool.client, amountFen });
  const wallet = told.view.agentWallet(from);
  if (wallet) return post({ id: 'E20', as: 'fact', caseNo, wallet, pool, bucket: 'prepay', amountFen });
  return post({ id: 'E18', caseNo, pool, bucket: 'prepay', creditedFen: amountFen });
}

const TOP_UP = /^(?:共享)?充值$|^SHARED_RECHARGE$/;
const OF_ORDERS = /^(?:订单支付|订单还款|消耗|ORDER_PAY|ORDER_WITHDRAW)$/;

/**
 * 共享钱包流水, entry by entry: a top-up is credited to the wallet (E18), its spend is told by the accounts that draw on
 * it; what else moves between wallets and accounts asks a person.
 */
export function decideWalletFlow(deciding: Deciding): Decision {
  const { entry, told, amountFen, day, context } = deciding;
  const { account: no = '', kind = '' } = entry.row.text;
  if (entry.row.closed || amountFen === 0) return note('imports.no_money_moved');
  if (OF_ORDERS.test(kind)) return note('imports.compared_only');
  const wallet = told.view.sharedWallet(no || context.account || '');
  if (!wallet) return ask('imports.wallet_unknown', { no: no || context.account || '' });
  if (!TOP_UP.test(kind)) return ask('imports.wallet_move', { kind });
  const into = { pool: wallet.pool, what: 'money' } as const;
  const own = { day, amountFen, source: context.profile };
  const other = told.otherDeposit(into, own);
  if (other) return note('imports.deposit_told', { source: other.source, day: other.day });
  told.tellDeposit(into, own);
  const caseNo = entry.row.id ?? caseOf(deciding);
  return post({ id: 'E18', caseNo, pool: wallet, bucket: 'prepay', creditedFen: amountFen });
}

function backToWallet(
  { told, entry }: Deciding,
  { pool }: AccountView,
  walletId: string,
  amountFen: Fen,
): Decision {
  const wallet = told.view.agentWallet(walletId);
  if (!wallet) return ask('imports.wallet_unknown', { no: walletId });
  const caseNo = entry.row.id ?? undefined;
  return post({
    id: 'E21',
    as: 'fact',
    wallet,
    pool,
    bucket: 'prepay',
    amountFen,
    ...(caseNo === undefined ? {} : { caseNo }),
  });
}

type FlowMemo = Exclude<Facts<'E34'>['bucket'], 'grant'>;

/** Columns of a flow that name spend out of red packets, coupons and shared grants. */
const FLOW_MEMO: readonly (readonly [string, FlowMemo])[] = [
  ['消返红包消耗', 'red_packet'],
  ['立减红包消耗', 'coupon'],
  ['共享赠款消耗', 'shared_grant'],
];

/** Figures of one account and day that the daily flow names beside its totals; null where the form has no such column. */
export interface FlowFigures {
  cashSpentFen: Fen;
  grantSpentFen: Fen;
  walletSpentFen: Fen;
  /** Spend out of what the row gives no balance of. */
  memoSpent: { bucket: FlowMemo; fen: Fen }[];
  cashInFen: Fen;
  grantInFen: Fen;
  /** Came in as money or as a grant: the row and the day before do not say which. */
  unsplitFen: Fen;
}

/**
 * Reads the figures of a flow row. What came in splits into money and grants by the grant balance of the day before,
 * which is only asked for where there are grants; where nobody knows it, as much as may be a grant is told from neither.
 */
function flowFigures({ entry }: Pick<Deciding, 'entry'>, grantBefore: () => number | null): FlowFigures {
  const figure = (...names: string[]) => {
    for (const name of names)
      if (entry.extra?.[name] !== undefined) return fenOfText(entry.extra[name]) ?? (0 as Fen);
    return 0 as Fen;
  };
  const grantSpentFen = figure('赠款消耗');
  const cashSpentFen = figure('非赠款消耗');
  const inFen = figure('总存入', '存入') + figure('总转入', '转入');
  const grantAfterFen = figure('赠款余额');
  const mostFen = Math.min(inFen, grantAfterFen + grantSpentFen);
  const beforeFen = mostFen === 0 ? 0 : grantBefore();
  const grantInFen =
    beforeFen === null ? 0 : Math.max(0, Math.min(inFen, grantAfterFen + grantSpentFen - beforeFen));
  const unsplitFen = beforeFen === null ? mostFen : 0;
  return {
    cashSpentFen,
    grantSpentFen,
    walletSpentFen: figure('共享钱包消耗'),
    memoSpent: FLOW_MEMO.map(([column, bucket]) => ({ bucket, fen: figure(column) })),
    cashInFen: (inFen - grantInFen - unsplitFen) as Fen,
    grantInFen: grantInFen as Fen,
    unsplitFen: unsplitFen as Fen,
  };
}

/**
 * Grant balance before a row that the file does not lead up to: what the book has been told of it, or 0 where all that
 * the account had is the book's own money.
 */
function grantInBook({ entry, told, day }: Deciding, { pool }: AccountView): number | null {
  const { ownFen, grantFen } = told.view.poolBefore(pool.pool, day);
  if (grantFen !== null) return grantFen;
  const openingE5 = openingOf(entry);
  return openingE5 !== null && fenOfE5(openingE5) === ownFen ? 0 : null;
}

/** Balance before a row of a flow: what is there after it, less what came, plus what went. */
export function openingOf({ row }: Deciding['entry']): number | null {
  return row.balanceE5 === null ? null : row.balanceE5 - row.incomeE5 + row.expenseE5;
}

/**
 * E34 of red packets, coupons and shared grants. The flow tells what was spent of them and never what came: what the book
 * was not told of is received with its spend (E23), so that none of them stands below zero.
 */
function memoSpend(
  { told }: Deciding,
  {
    pool,
    bucket,
    amountFen,
    caseNo,
  }: Pick<Facts<'E34'>, 'pool' | 'amountFen'> & { bucket: FlowMemo; caseNo: string },
): LedgerEvent[] {
  const untoldFen = told.spendMemo(pool.pool, bucket, amountFen) as Fen;
  const came = { id: 'E23', caseNo, pool, bucket, amountFen: untoldFen } as const;
  return [...(untoldFen > 0 ? [came] : []), { id: 'E34', pool, bucket, amountFen }];
}

/**
 * 财务流水 of one account and day: spend by the account's basis, deposits that nobody else told, grants as memo.
 * `grantBefore`: grant balance of the day before, where the file shows it. What may be money or a grant is not booked:
 * ticket GRANT.
 */
export function decideFlow(deciding: Deciding, grantBefore: number | null): Decision {
  const { entry, told, context, day } = deciding;
  const id = entry.row.text.account || context.account || '';
  const account = told.view.account(id);
  if (!account) return ask('imports.account_unknown', { account: id });
  const { pool, mode, wallet } = account;
  const figures = flowFigures(deciding, () => grantBefore ?? grantInBook(deciding, account));
  const invoiced = mode === 'M2' ? 'M2' : 'M1';
  const events: LedgerEvent[] = [];
  const into = { pool: pool.pool, what: 'money' } as const;
  const missingFen = figures.cashInFen - told.depositedOn(into, day);
  const caseNo = `FLOW-${id}-${day}`;
  if (missingFen > 0) {
    told.tellDeposit(into, { day, amountFen: missingFen as Fen, source: context.profile });
    if (account.funder === 'client' && pool.client)
      events.push({ id: 'E25', caseNo, pool, client: pool.client, amountFen: missingFen as Fen });
    else events.push({ id: 'E18', caseNo, pool, bucket: 'prepay', creditedFen: missingFen as Fen });
  }
  const grants = { pool: pool.pool, what: 'grant' } as const;
  const missingGrantFen = (figures.grantInFen - told.depositedOn(grants, day)) as Fen;
  if (missingGrantFen > 0) {
    told.tellDeposit(grants, { day, amountFen: missingGrantFen, source: context.profile });
    events.push({ id: 'E23', caseNo, pool, bucket: 'grant', amountFen: missingGrantFen });
  }
  const { cashSpentFen, grantSpentFen } = figures;
  const posts = postsSpend(deciding, account, day);
  if (grantSpentFen > 0 && posts) events.push({ id: 'E34', pool, bucket: 'grant', amountFen: grantSpentFen });
  for (const { bucket, fen } of posts ? figures.memoSpent : [])
    if (fen > 0) events.push(...memoSpend(deciding, { pool, bucket, amountFen: fen, caseNo }));
  if (cashSpentFen > 0 && posts) {
    told.tellSpend(pool.pool, day.slice(0, 7), context.profile);
    if (account.funder === 'client' && pool.client)
      events.push({ id: 'E35', pool, client: pool.client, amountFen: cashSpentFen });
    else if (!pool.client) return ask('imports.account_without_client', { no: id });
    else
      events.push({
        id: mode === 'M2' ? 'E31' : 'E30',
        pool,
        bucket: 'prepay',
        unsplit: true,
        source: { kind: 'unallocated' },
        amountFen: cashSpentFen,
      });
  }
  if (wallet && figures.walletSpentFen > 0 && pool.client && posts)
    events.push({
      id: 'E33',
      pool: wallet,
      bucket: 'prepay',
      client: pool.client,
      source: { kind: 'pc' },
      mode: invoiced,
      amountFen: figures.walletSpentFen,
    });
  const decision = post(...events);
  const toldFen = told.depositedOn(into, day) + told.depositedOn(grants, day);
  const openFen = Math.min(figures.unsplitFen, figures.cashInFen + figures.unsplitFen - toldFen) as Fen;
  if (openFen > 0) {
    decision.tickets = [
      { reason: 'GRANT', amountFen: openFen, dims: { supplier: pool.supplier, pool: pool.pool }, caseNo },
    ];
    return because(decision, 'imports.grant_unsplit', { amount: yuanText(openFen) });
  }
  if (cashSpentFen > 0 && !posts) return because(decision, 'imports.spend_by_list');
  return events.length === 0 ? note('imports.nothing_new_told') : decision;
}
