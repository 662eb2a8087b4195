/** Every rule of the brief and of the design, by its id. */
export const RULE_IDS = [
  ...(['ACC-1', 'ACC-2', 'ACC-3', 'ACC-4', 'ORD-1', 'ORD-2', 'ORD-3', 'ORD-4', 'ORD-5', 'ORD-6'] as const),
  ...(['ORD-7', 'ORD-8', 'ORD-9', 'ORD-10', 'ORD-11', 'DAT-1', 'DAT-2', 'DAT-3', 'DAT-4', 'DAT-5'] as const),
  ...(['REF-1', 'REF-2', 'REF-3', 'REF-4', 'WDR-1', 'INV-1', 'INV-2', 'INV-3', 'INV-4', 'INV-5'] as const),
  ...(['UPG-0', 'UPG-1', 'UPG-2', 'UPG-3', 'UPG-4', 'UPG-5', 'UPG-6'] as const),
  ...(['LIM-1', 'LIM-2', 'LIM-3', 'LIM-4', 'ADJ-1'] as const),
] as const;
export type RuleId = (typeof RULE_IDS)[number];

export const PRODUCTS = ['suixintui', 'douplus'] as const;
/** What an order is placed with: 小店随心推 or DOU+. */
export type Product = (typeof PRODUCTS)[number];

export const SCENES = ['video', 'live'] as const;
export type Scene = (typeof SCENES)[number];

/** What a row speaks of; `qianchuan` is the account with its three versions, `any` speaks of all. */
export const RULE_PRODUCTS = ['any', 'qianchuan', 'suixintui', 'douplus'] as const;
export type RuleProduct = (typeof RULE_PRODUCTS)[number];

/** A: the 小店随心推 FAQ · B: the DOU+ upgrade article of 2023-04-26 · P: public fact · D: our decision. */
export const RULE_SOURCES = ['A', 'B', 'P', 'D'] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

/** A goal as the app labels it, with other words for it and the codes of the platform's API. */
export interface Goal {
  label: string;
  en: string;
  aliases: string[];
  codes: string[];
}

/** Hours that may be chosen: those listed, and multiples of `step` up to `upTo`. */
export interface Hours {
  hours: number[];
  step?: number;
  upTo?: number;
}

export const BID_WAYS = ['plays', 'goal_auto', 'goal_manual'] as const;
/** 按播放量, 按优化目标自动, 按优化目标手动. */
export type BidWay = (typeof BID_WAYS)[number];

export const PAYMENTS = ['pool', 'alipay', 'wechat', 'douyin', 'bank'] as const;
/** 账户余额, 支付宝, 微信, 抖音支付, 银行卡. */
export type PaymentMethod = (typeof PAYMENTS)[number];

export const ROUTED_ACTS = [
  ...(['recharge', 'corporate_transfer', 'withdrawal', 'ban_refund', 'missing_figures'] as const),
  ...(['refund_look', 'refund_ask', 'invoice', 'invoice_mismatch', 'upgrade', 'bind', 'papers'] as const),
  'verification',
] as const;
export type RoutedAct = (typeof ROUTED_ACTS)[number];

/** Where an act is done, as a path that can be copied. */
export interface Route {
  act: RoutedAct;
  where: 'app' | 'pc';
  path: string;
}

export const PAPERS = [
  ...(['business_licence', 'real_name', 'id_front', 'id_back', 'personal_certification'] as const),
  ...(['taobaoke_proof', 'content_qualification', 'industry_qualification'] as const),
] as const;
/** A paper that the upgrade asks for. */
export type Paper = (typeof PAPERS)[number];

/** Papers asked of a kind of subject, to open the account or to place. */
export interface PaperList {
  subject: 'enterprise' | 'individual';
  stage: 'open' | 'place';
  papers: Paper[];
}

export interface TaxRate {
  of: 'vat_general' | 'vat_small' | 'culture_levy';
  /** Hundredths of a per cent: 600 is 6 %. */
  basisPoints: number;
}

/** What the value of a row is, by the row's kind. Amounts are 分. */
export interface RuleValues {
  /** A rule without a figure: its sentence is all there is. */
  text: null;
  order_minimum: number;
  order_step: number;
  order_maximum: number;
  goal: Goal;
  durations: Hours;
  /** Hours that the platform's API has beside those of its pages. */
  durations_api: Hours;
  duration_advice: { fromFen: number; hours: number };
  bid_ways: BidWay[];
  /** Codes of the goals that may be bid for by hand where others may not. */
  bid_manual_goals: string[];
  order_steps: string[];
  scenes: Scene[];
  payment_methods: PaymentMethod[];
  unpaid_minutes: number;
  title_minimum: number;
  seconds_minimum: number;
  /** What the cart holds (video), or whether it was ever used (live), where DOU+ is refused. */
  cart_refused: string[];
  versions: string[];
  final_after_hours: number;
  settled_after_days: { settled: number; reread: number };
  refund_working_days: { first: number; last: number };
  upgrade_anchors: string[];
  upgrade_goals: string[];
  upgrade_contents: string[];
  papers: PaperList;
  limit_day: number;
  limit_total: number;
  limit_account_day: number;
  limit_video_day: number;
  verification_warn_days: number[];
  route: Route;
  tax_rate: TaxRate;
  /** Pairs of codes that an adjustment may post: `1122.01=6603.03` either way, `2203.01>6301` debit > credit. */
  adjustment_pairs: string[];
  /** Largest rounding 尾差 that one adjustment writes off. */
  rounding_limit: number;
  /** Hours after which a 红字确认单 that nobody confirmed lapses. */
  red_confirm_hours: number;
  /** Kinds of money in the order in which an order is taken to spend them: an estimate, never a posting. */
  spend_order: string[];
  /** Days before a grant expires on which it is told, the nearer first. */
  grant_warn_days: number[];
}
export type RuleKind = keyof RuleValues;

export interface RuleRowOf<K extends RuleKind> {
  /** Stable name: `ord-1.minimum`. */
  id: string;
  rule: RuleId;
  kind: K;
  product: RuleProduct;
  /** Null: both scenes. */
  scene: Scene | null;
  /** First day in force, and the last; null until further notice. */
  from: string;
  to: string | null;
  value: RuleValues[K];
  source: RuleSource;
  zh: string;
  en: string;
}
export type RuleRow = { [K in RuleKind]: RuleRowOf<K> }[RuleKind];

/** What a book says to the shipped rows: one more row, or the last day of one. History is never edited. */
export type BookRule = { act: 'add'; row: RuleRow } | { act: 'end'; row: string; on: string };
