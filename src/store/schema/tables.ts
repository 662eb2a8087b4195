import type { ColumnType, Generated } from 'kysely';
import type { FigureName } from '../../domain/order-book/order.ts';
import type { Finality } from '../../domain/orders/figures.ts';

/** Row types of the tables for Kysely. Money columns hold 分 as safe integers; days and months are texts. */
type State<T extends string> = ColumnType<T, T, T>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Defaulted<T> = ColumnType<T, T | undefined, T>;

interface Archived {
  archived_on: Optional<string>;
}
interface Named extends Archived {
  id: Generated<number>;
  name: string;
  search_key: string;
}
interface DimColumns {
  client: Optional<number>;
  supplier: Optional<number>;
  money: Optional<number>;
  pool: Optional<number>;
  employee: Optional<number>;
  bucket: Optional<string>;
  category: Optional<string>;
}

export interface Tables {
  book: {
    id: string;
    only_row: Generated<number>;
    name: string;
    created_at: string;
    first_period: string;
    settings: string;
  };
  period: {
    id: Generated<number>;
    month: string;
    state: State<'open' | 'closed'>;
    client: Optional<number>;
    some_client_closed: Generated<number>;
  };
  log: {
    seq: number;
    prev_hash: string;
    hash: string;
    actor: string;
    procedure: string;
    key: string;
    input_hash: string;
    effect_hash: string;
    at: string;
    answer: string;
  };
  change: {
    id: Generated<number>;
    log_seq: number;
    table_name: string;
    row_id: string;
    before: string | null;
    after: string | null;
  };
  chart: { code: string; side: 'debit' | 'credit'; guard: GuardText };
  account: DimColumns & {
    id: number;
    code: string;
    key: string;
    subject: Optional<number>;
    log_seq: number;
  };
  balance: {
    account: number;
    guard: GuardText;
    allowance_fen: Defaulted<number>;
    debits_posted_fen: Defaulted<number>;
    credits_posted_fen: Defaulted<number>;
    debits_pending_fen: Defaulted<number>;
    credits_pending_fen: Defaulted<number>;
  };
  batch: {
    id: number;
    event: string;
    effective_on: string;
    booked_at: string;
    summary: string;
    reverses_batch: number | null;
    log_seq: number;
  };
  transfer: {
    id: number;
    batch: number;
    leg: number;
    kind: TransferKind;
    debit: number;
    credit: number;
    amount_fen: number;
    hold_id: number | null;
    reverses_id: number | null;
    effective_on: string;
    event: string;
    source_row: number | null;
    case_no: string | null;
    debit_item: number | null;
    credit_item: number | null;
  };
  hold: { id: number; debit: number; credit: number; amount_fen: number; open_fen: number };
  month_sum: { account: number; month: string; debits_fen: number; credits_fen: number };
  open_item: {
    id: number;
    account: number;
    kind: string;
    due_on: string;
    opened_by: number;
    case_no: string | null;
    open_fen: number;
  };
  ticket: DimColumns & {
    id: Generated<number>;
    reason: string;
    amount_fen: number;
    state: State<'open' | 'decided' | 'carried'>;
    arose_on: string;
    batch: Optional<number>;
    source_row: Optional<number>;
    case_no: Optional<string>;
    owner: Optional<string>;
    due_on: Optional<string>;
    note: Optional<string>;
    decided_batch: Optional<number>;
    month: Optional<string>;
    relation: Optional<string>;
    match_key: Optional<string>;
    resolution: Optional<'match' | 'adjustment' | 'decision'>;
  };
  source_file: {
    id: number;
    sha256: string;
    name: string;
    bytes: number;
    profile: string | null;
    money: number | null;
    pool: number | null;
    log_seq: number;
  };
  source_part: { file: number; part: number; deflated: Uint8Array };
  source_row: {
    id: number;
    file: number;
    sheet: string;
    row: number;
    identity: string;
    version: number;
    content_hash: Uint8Array;
    state: SourceRowState;
    raw: string;
    log_seq: number;
  };
  import_plan: {
    id: Generated<number>;
    sha256: string;
    name: string;
    bytes: number;
    profile: Optional<string>;
    money: Optional<number>;
    pool: Optional<number>;
    state: State<'planning' | 'ready' | 'committed' | 'cancelled' | 'interrupted'>;
    made_at: string;
    counts: string;
    batch: Optional<number>;
  };
  import_plan_row: {
    plan: number;
    n: number;
    sheet: string;
    row: number;
    identity: string;
    version: number;
    content_hash: Uint8Array;
    verdict: State<'new' | 'known' | 'corrected' | 'refused' | 'undecided'>;
    reason: Optional<string>;
    source_row: Optional<number>;
    raw: string;
    entry: string;
  };
  statement_day: {
    plan: number;
    n: number;
    account: string;
    bucket: string;
    day: string;
    opening_e5: number;
    closing_e5: number;
    cash_e5: number | null;
    first_at: string;
    last_at: string;
    first_row: number;
    last_row: number;
    row_count: number;
    flaws: string;
  };
  subject: Named & {
    kind: State<'enterprise' | 'individual'>;
    code: Optional<string>;
    is_ours: Defaulted<number>;
    note: Optional<string>;
  };
  client: Named & {
    code: Optional<string>;
    subject: Optional<number>;
    contract_subject: Optional<number>;
    invoice_mode: Defaulted<'M1' | 'M2' | 'M3'>;
    terms: Defaulted<'prepaid' | 'postpaid'>;
    credit_days: Defaulted<number>;
    note: Optional<string>;
  };
  client_alias: Archived & {
    id: Generated<number>;
    client: number;
    kind: State<'shop' | 'douyin_id' | 'nickname' | 'account_id' | 'payer' | 'pinyin' | 'other'>;
    text: string;
    search_key: string;
  };
  manager: Named;
  client_manager: {
    id: Generated<number>;
    client: number;
    manager: number;
    role: State<'main' | 'assistant' | 'stand_in'>;
    from_on: Optional<string>;
    until_on: Optional<string>;
  };
  supplier: Named & { subject: Optional<number>; contract_no: Optional<string>; note: Optional<string> };
  employee: Named;
  money_account: Named & {
    kind: State<'bank' | 'alipay' | 'wechat' | 'douyin_pay' | 'cash' | 'other'>;
    bank: Optional<string>;
    number: Optional<string>;
    holder: Optional<string>;
    subject: Optional<number>;
    currency: Defaulted<string>;
    has_statement: Defaulted<number>;
    note: Optional<string>;
  };
  platform_account: Named & {
    kind: State<'qianchuan' | 'douplus'>;
    platform_id: string;
    client: Optional<number>;
    subject: Optional<number>;
    supplier: Optional<number>;
    spend_basis: Defaulted<'flow' | 'orders'>;
    banned_on: Optional<string>;
    note: Optional<string>;
  };
  pool: Named & {
    kind: State<'account' | 'agent_wallet' | 'shared_wallet' | 'shared_grant' | 'douplus'>;
    funds_kind: Defaulted<'general' | 'brand'>;
    platform_id: Optional<string>;
    supplier: Optional<number>;
    client: Optional<number>;
    funder: Defaulted<'agency' | 'client' | 'employee'>;
    note: Optional<string>;
  };
  client_subject: Archived & { id: Generated<number>; client: number; subject: number };
  client_term: {
    id: Generated<number>;
    client: number;
    from_on: Optional<string>;
    front_rebate_ppm: number;
    front_rebate_form: State<'cash' | 'grant'>;
  };
  subject_verification: {
    id: Generated<number>;
    subject: number;
    from_on: Optional<string>;
    state: State<'none' | 'passed' | 'expired'>;
    until_on: Optional<string>;
    method: Optional<string>;
    attachment: Optional<number>;
    actor: Optional<string>;
  };
  promo_order: {
    id: Generated<number>;
    product: 'suixintui' | 'douplus';
    order_no: string;
    task_no: Optional<string>;
    platform_account: Optional<number>;
    client: Optional<number>;
    account_text: Optional<string>;
    scene: Optional<'video' | 'live'>;
    goal: Optional<string>;
    bid: Optional<string>;
    duration_minutes: Optional<number>;
    video: Optional<string>;
    live_room: Optional<string>;
    state: Optional<string>;
    placed_at: Optional<string>;
    placed_on: string;
    paid_at: Optional<string>;
    ended_at: Optional<string>;
    amount_fen: Optional<number>;
    paid_fen: Optional<number>;
    coupon_fen: Optional<number>;
    top_up_fen: Optional<number>;
    spent_fen: Optional<number>;
    refunded_fen: Optional<number>;
    expected_fen: Optional<number>;
    finality: Optional<Finality>;
    payment: Optional<'pool' | 'alipay' | 'wechat' | 'douyin' | 'bank'>;
    funder: Optional<'agency' | 'client' | 'employee'>;
    money: Optional<number>;
    employee: Optional<number>;
    targeting: Optional<string>;
    creative: Optional<string>;
    live_cart: Defaulted<number>;
    findings: Optional<string>;
    flagged: Defaulted<number>;
    told_by: State<'book' | 'file'>;
    standing: Defaulted<number>;
  };
  live_room: { id: Generated<number>; room: string; cart_used_on: Optional<string> };
  order_figure: {
    id: number;
    promo_order: number;
    name: FigureName;
    value_fen: number;
    day: string | null;
    observed_at: string;
    finality: Finality;
    source_row: number | null;
    log_seq: number;
  };
  order_change: {
    id: number;
    promo_order: number;
    at: string;
    from_state: string | null;
    to_state: string;
    reason: string | null;
    actor: string;
    source_row: number | null;
    batch: number | null;
    log_seq: number;
  };
  book_rule: {
    id: Generated<number>;
    act: 'add' | 'end';
    rule_row: string;
    content: string | null;
    ended_on: string | null;
    reason: string;
    log_seq: number;
  };
  pool_link: {
    id: Generated<number>;
    platform_account: number;
    pool: number;
    from_on: Optional<string>;
    until_on: Optional<string>;
  };
}

export type GuardText = 'none' | 'debits_cover' | 'credits_cover';
export type TransferKind = 'hold' | 'post' | 'settle' | 'void' | 'reverse';
export type SourceRowState = 'open' | 'booked' | 'noted' | 'superseded';
