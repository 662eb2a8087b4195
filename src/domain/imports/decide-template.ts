import type { ClientRef, LedgerEvent, MoneyRef, PoolFact } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { yuanText } from '../money.ts';
import { agreedFee, agreedGrant } from './agreed.ts';
import type { AccountView, IdentifiedPayment, OpenCash, WalletDeposit } from './book-view.ts';
import { granted, moneyFor, paidFromOf } from './cash.ts';
import { orderPaid, orderReturned, orderSpent, pcSpent } from './decide-orders.ts';
import { ask, because, type Deciding, type Decision, note, post } from './decision.ts';
import { bucketOf, isPcVersion, moneyKindOf, paymentOf } from './words.ts';

/** Who the row names: client by name, account by id, and whether the two agree. */
interface Named {
  is: 'named';
  client: ClientRef | null;
  account: AccountView | null;
}

/** Recharges of one file by number: what 充值 will say of a 付款 that stands before it. */
export type RechargesInFile = ReadonlyMap<string, { accountId: string; creditedFen: Fen }>;

/** 通用流水: the agency's own list. Each type posts its event unless another source already told the same fact. */
export function decideTemplate(deciding: Deciding, recharges: RechargesInFile): Decision {
  const { row } = deciding.entry;
  const { kind = '', merchantId: no = '' } = row.text;
  if (row.closed || deciding.amountFen === 0) return note('imports.no_money_moved');
  if (no === '') return ask('imports.no_number', { kind });
  const named = namedIn(deciding);
  if (!('is' in named)) return named;
  switch (kind) {
    case '收款':
      return named.client
        ? received(deciding, no, named.client)
        : ask('imports.client_unknown', { name: row.text.party ?? '' });
    case '付款':
      return paid(deciding, no, named, recharges);
    case '充值':
      return withAccount(named, row.text.account, account => recharged(deciding, no, account));
    case '提现':
      return withAccount(named, row.text.account, account => withdrawn(deciding, no, account));
    case '下单':
    case '追加':
    case '消耗':
    case '释放':
    case '退款':
      return withAccount(named, row.text.account, account => ofOrder(deciding, kind, no, account));
    default:
      return ask('imports.kind_unknown', { kind });
  }
}

function namedIn({ entry, told }: Deciding): Named | Decision {
  const { party = '', account: accountId = '' } = entry.row.text;
  const account = accountId === '' ? null : told.view.account(accountId);
  const client = party === '' ? null : told.view.clientByName(party);
  const owner = account?.pool.client;
  if (party !== '' && !client && !owner) return ask('imports.client_unknown', { name: party });
  if (client && owner && client.client !== owner.client)
    return ask('imports.account_of_other_client', { account: accountId, name: party });
  return { is: 'named', client: client ?? owner ?? null, account };
}

function withAccount(
  named: Named,
  id: string | undefined,
  decide: (account: AccountView) => Decision,
): Decision {
  return named.account ? decide(named.account) : ask('imports.account_unknown', { account: id ?? '' });
}

/** 收款: claims the row that is already there, else E02 and E03; the row clears the registration when it comes. */
function received(deciding: Deciding, no: string, client: ClientRef): Decision {
  const { told, amountFen, day, entry } = deciding;
  const claim = (money: MoneyRef, caseNo: string, fen: Fen): LedgerEvent => ({
    id: 'E03',
    caseNo,
    money,
    parts: [{ client, amountFen: fen, as: 'funds' }],
  });
  const byNo = told.cash('receipt', no);
  const open = byNo.find(cash => cash.amountFen > 0);
  const wanted = { amountFen, day, client: client.client };
  const found = open ?? (byNo.length > 0 ? null : told.onlyCashOf('receipt', { ...wanted, uncoded: true }));
  if (byNo.length === 0 && found?.client !== client.client) {
    const claimed = told.meetClaimed(wanted);
    if (claimed) return metClaimed(claimed, amountFen);
  }
  if (found) {
    const fen = Math.min(found.amountFen, amountFen) as Fen;
    told.use('receipt', found, fen);
    const decision = post(claim(found.money, found.caseNo, fen));
    if (fen === amountFen && found.amountFen === amountFen)
      return because(decision, open ? 'imports.claims_by_number' : 'imports.claims_by_amount', {
        no: found.caseNo,
      });
    return because(decision, 'imports.amount_differs', {
      no,
      other: yuanText(found.amountFen),
      own: yuanText(amountFen),
    });
  }
  if (byNo.length > 0) return note('imports.already_claimed', { no });
  const money = moneyFor(
    deciding,
    moneyKindOf(`${entry.row.text.payment ?? ''}${entry.row.text.memo ?? ''}`),
  );
  if ('events' in money) return money;
  told.open('registered_in', { caseNo: no, money, amountFen, day, client: client.client });
  return post({ id: 'E02', step: 'register', caseNo: no, money, amountFen }, claim(money, no, amountFen));
}

/** A person claimed the receipt before the list told it: E02, registered and matched at once, says that it is told. */
function metClaimed({ caseNo, money }: OpenCash, amountFen: Fen): Decision {
  const told = { id: 'E02', caseNo, money, amountFen } as const;
  const decision = post({ ...told, step: 'register' }, { ...told, step: 'matched' });
  return because(decision, 'imports.receipt_claimed', { no: caseNo });
}

/**
 * 付款: E17 for the pool that the 充值 of the same number names, with the client's front rebate E16, fee E50 and 货返 E23. A payment that a
 * person identified before is only met. A deposit that the 充值 told before as one of the agent wallet was this payment's.
 */
function paid(deciding: Deciding, no: string, named: Named, recharges: RechargesInFile): Decision {
  const { told, amountFen, entry } = deciding;
  const text = `${entry.row.text.payment ?? ''}${entry.row.text.memo ?? ''}`;
  const known = told.recharge(no);
  if (known && known.paidFen > 0) return note('imports.already_told', { no });
  const inFile = recharges.get(no);
  if (/退/.test(text) && !inFile) {
    const met = meet(deciding, 'E48', no, named.client, null);
    if (Array.isArray(met)) return askWhich(no, met);
    return met ? metPayment(deciding, met) : returned(deciding, no, named);
  }
  const account =
    named.account ??
    (inFile ? told.view.account(inFile.accountId) : known?.account) ??
    onlyAccount(deciding, named);
  const toldFen = inFile?.creditedFen || known?.creditedFen || (0 as Fen);
  const met = meet(deciding, 'E17', no, named.client, account);
  if (Array.isArray(met)) return askWhich(no, met);
  if (met) return metRecharge(deciding, { no, account, toldFen }, met);
  if (!account) return ask('imports.recharge_pool_unknown', { no });
  const noted = named.client && told.notedRecharge(no, named.client.client, deciding.context.profile);
  const creditedFen = Math.max(toldFen || noted?.amountFen || amountFen, amountFen) as Fen;
  const paidFrom = paidFromOf(deciding, no, moneyKindOf(text));
  if ('events' in paidFrom) return paidFrom;
  told.tellRecharge(no, { account, paidFen: amountFen, expectedFen: creditedFen });
  const { pool } = account;
  const rebate = frontRebate(account, no, (creditedFen - amountFen) as Fen, deciding.day);
  // A front rebate that is not passed on is paid by the client like the rest.
  const paidFen = rebate.length > 0 ? amountFen : creditedFen;
  const pay: LedgerEvent[] = [
    ...rebate,
    { id: 'E17', as: 'fact', caseNo: no, pool, paidFen: amountFen, creditedFen, paidFrom },
    ...agreedFee(account, no, paidFen, deciding.day),
    ...agreedGrant(deciding, account, no, paidFen),
  ];
  const given = noted?.deposit && noted.account.pool.pool === pool.pool ? noted.deposit : null;
  const wallet = given === null ? null : told.view.walletDeposit(given);
  if (!wallet) return post(...pay);
  told.tellRecharge(no, { creditedFen: noted!.amountFen });
  const arrived = { creditedFen: noted!.amountFen, expectedFen: creditedFen };
  return paidNotGiven(no, [...pay, { id: 'E18', caseNo: no, pool, bucket: 'prepay', ...arrived }], {
    ...wallet,
    pool,
    amountFen: noted!.amountFen,
  });
}

/** The payment went to this pool and not into the wallet: what the transfer record had booked is taken back. */
function paidNotGiven(
  no: string,
  events: LedgerEvent[],
  given: WalletDeposit & { pool: PoolFact; amountFen: Fen },
): Decision {
  const taken = { id: 'E20', step: 'taken_back', bucket: 'prepay', ...given } as const;
  return because(post(...events, taken), 'imports.deposit_paid', { no });
}

function meet(
  { told, amountFen, day, entry }: Deciding,
  event: 'E17' | 'E48',
  no: string,
  client: ClientRef | null,
  account: AccountView | null,
): IdentifiedPayment | IdentifiedPayment[] | null {
  if (!client) return null;
  const hasOwnRow = told.cash('payment', no).some(cash => cash.amountFen > 0);
  const { payment = '', memo = '' } = entry.row.text;
  const wanted = { client: client.client, amountFen, day, text: `${payment} ${memo}`, hasOwnRow };
  return told.meetIdentified(event, account ? { ...wanted, pool: account.pool.pool } : wanted);
}

/** Booking it might book one payment twice, so a person says which it is. */
function askWhich(no: string, payments: readonly IdentifiedPayment[]): Decision {
  const codes = payments.map(({ caseNo }) => caseNo).join('、');
  return ask('imports.payments_fit', { no, found: payments.length, codes });
}

/**
 * A person identified the payment, or made it for an application, before the list told it: E06, registered and matched at
 * once, says that it is told.
 */
function metPayment(
  { amountFen }: Deciding,
  { caseNo, money, isCoded }: IdentifiedPayment,
  more: readonly LedgerEvent[] = [],
): Decision {
  const told = { id: 'E06', caseNo, money, amountFen } as const;
  const target = { code: '1221.07', money: money.money };
  const decision = post({ ...told, step: 'register', target }, { ...told, step: 'matched' }, ...more);
  return because(decision, isCoded ? 'imports.payment_applied' : 'imports.payment_identified', {
    no: caseNo,
  });
}

/** The same of a recharge: what 充值 told beyond what was identified is its front rebate. */
function metRecharge(
  deciding: Deciding,
  { no, account, toldFen }: { no: string; account: AccountView | null; toldFen: Fen },
  met: IdentifiedPayment,
): Decision {
  const { told, amountFen } = deciding;
  const before = told.recharge(met.caseNo)!;
  const own = before.account ?? account!;
  const extraFen = Math.max(0, toldFen - before.expectedFen) as Fen;
  told.tellRecharge(no, {
    account: own,
    paidFen: amountFen,
    expectedFen: (before.expectedFen + extraFen) as Fen,
  });
  const decision = metPayment(deciding, met, moreCredited(own, no, extraFen, deciding.day));
  if (!account || account.pool.pool === own.pool.pool) return decision;
  const { pool, supplier } = account.pool;
  const dims = { supplier, pool };
  return { ...decision, tickets: [{ reason: 'WRONG_PARTY', amountFen, dims, caseNo: no }] };
}

/** What a recharge brings beyond what its payment had let expect: the platform's front rebate, and the client's. */
function moreCredited(account: AccountView, no: string, extraFen: Fen, day: string): LedgerEvent[] {
  if (extraFen <= 0) return [];
  const paidFrom = { by: 'registered', money: { money: 0, kind: 'bank' } } as const;
  const amounts = { paidFen: 0 as Fen, creditedFen: extraFen };
  return [
    ...frontRebate(account, no, extraFen, day),
    { id: 'E17', as: 'fact', caseNo: no, pool: account.pool, ...amounts, paidFrom },
  ];
}

function onlyAccount({ told }: Deciding, { client }: Named): AccountView | null {
  const accounts = client ? told.view.accountsOf(client.client) : [];
  return accounts.length === 1 ? accounts[0]! : null;
}

/** Money sent back to a client: E48 of the refund that was approved, else approved as far as 待充值 covers it. */
function returned(deciding: Deciding, no: string, { client }: Named): Decision {
  const { amountFen, entry, told } = deciding;
  if (!client) return ask('imports.client_unknown', { name: entry.row.text.party ?? '' });
  const due = told.refundsDue(client.client, amountFen);
  if (due.length > 1) return ask('imports.payments_fit', { no, found: due.length, codes: due.join('、') });
  const [caseNo] = due;
  if (caseNo !== undefined) {
    const from = paidFromOf(deciding, caseNo, moneyKindOf(`${entry.row.text.payment ?? ''}`));
    if ('events' in from) return from;
    told.payRefund(caseNo);
    const pay = { id: 'E48', step: 'pay', caseNo, client, paidFrom: from, amountFen } as const;
    return because(post(pay), 'imports.payment_applied', { no: caseNo });
  }
  const paidFrom = paidFromOf(deciding, no, moneyKindOf(`${entry.row.text.payment ?? ''}`));
  if ('events' in paidFrom) return paidFrom;
  const approve = { id: 'E48', step: 'approve', caseNo: no, client, grossFen: amountFen } as const;
  const pay = { id: 'E48', step: 'pay', caseNo: no, client, paidFrom, amountFen } as const;
  return { events: [{ event: approve, needs: { client, amountFen } }, { event: pay }], reason: null };
}

/** E16, where the agency passes a front rebate on in money on the day of the recharge. */
export function frontRebate(
  { pool, cashRebate }: AccountView,
  caseNo: string,
  rebateFen: Fen,
  day: string,
): LedgerEvent[] {
  const holds = cashRebate.some(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  if (rebateFen <= 0 || !pool.client || !holds) return [];
  return [{ id: 'E16', caseNo, client: pool.client, rebateFen }];
}

/** 充值: E18, unless a transfer record or a daily flow already told this deposit; grants and the client's own money are memo. */
function recharged(deciding: Deciding, no: string, account: AccountView): Decision {
  const { told, amountFen, day, entry, context } = deciding;
  const { pool, funder } = account;
  const word = bucketOf(entry.row.text.bucket);
  if (!word) return ask('imports.bucket_unknown', { bucket: entry.row.text.bucket ?? '' });
  if (word.kind === 'memo')
    return granted(deciding, { id: 'E23', caseNo: no, pool, bucket: word.bucket, amountFen });
  if (word.kind === 'credit')
    return post({ id: 'E24', caseNo: no, step: 'raise', pool, bucket: word.bucket, amountFen });
  if (funder === 'client' && pool.client)
    return post({ id: 'E25', caseNo: no, pool, client: pool.client, amountFen });
  const bucket = word.kind === 'book' ? word.bucket : 'prepay';
  const owner = pool.client?.client;
  const known = told.recharge(no) ?? (owner === undefined ? null : told.view.metRecharge(no, owner));
  const booked = told.view.recharge(no);
  if (booked && booked.paidFen > 0 && booked.creditedFen === amountFen && booked.expectedFen === amountFen)
    return note('imports.already_told', { no });
  const isPaid = known !== null && known.paidFen > 0;
  const events = isPaid ? moreCredited(account, no, (amountFen - known.expectedFen) as Fen, day) : [];
  told.tellRecharge(no, {
    account,
    creditedFen: amountFen,
    ...(isPaid ? { paidFen: known.paidFen, expectedFen: amountFen } : {}),
  });
  const deposit = { day, amountFen, source: context.profile };
  const other = told.otherDeposit({ pool: pool.pool, what: 'money' }, deposit);
  const given = other && isPaid ? told.view.walletDeposit(other.key) : null;
  if (other && !given) {
    told.noteRecharge(no, { account, amountFen, day, deposit: other.key });
    return because(post(...events), 'imports.deposit_told', { source: other.source, day: other.day });
  }
  told.tellDeposit({ pool: pool.pool, what: 'money' }, deposit);
  const expected = isPaid ? { expectedFen: amountFen } : {};
  events.push({ id: 'E18', caseNo: no, pool, bucket, creditedFen: amountFen, ...expected });
  return given ? paidNotGiven(no, events, { ...given, pool, amountFen }) : post(...events);
}

/** 提现: E45, and E46 where its bank row is already there. */
function withdrawn(deciding: Deciding, no: string, { pool, funder }: AccountView): Decision {
  const { told, amountFen } = deciding;
  if (funder === 'client') return note('imports.client_own_money');
  const events: LedgerEvent[] = [{ id: 'E45', as: 'fact', caseNo: no, pool, bucket: 'prepay', amountFen }];
  const seen = told.cash('receipt', no).find(cash => cash.amountFen > 0 && cash.amountFen <= amountFen);
  if (seen) {
    told.use('receipt', seen, seen.amountFen);
    events.push({
      id: 'E46',
      step: 'agency',
      caseNo: no,
      pool,
      into: { by: 'suspense', money: seen.money },
      amountFen: seen.amountFen,
    });
  }
  return post(...events);
}

function ofOrder(deciding: Deciding, kind: string, no: string, account: AccountView): Decision {
  const { entry } = deciding;
  const word = bucketOf(entry.row.text.bucket);
  if (!word) return ask('imports.bucket_unknown', { bucket: entry.row.text.bucket ?? '' });
  const payment = paymentOf(entry.row.text.payment, entry.row.text.memo);
  if (!payment) return ask('imports.payment_unknown', { payment: entry.row.text.payment ?? '' });
  const order = { no, account, word, payment };
  if (kind === '下单' || kind === '追加') return orderPaid(deciding, order);
  if (kind === '消耗')
    return isPcVersion(entry.row.text.version) ? pcSpent(deciding, order) : orderSpent(deciding, order);
  return orderReturned(deciding, order, kind === '退款');
}
