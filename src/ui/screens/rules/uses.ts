import type { RuleKind, RuleRow } from '../../../domain/rulebook/types.ts';
import { ROUTES } from '../../app/routes.ts';

/** A place where a rule decides or is cited: text `screens.rules.use.<name>`, and the screen where there is one. */
export interface RuleUse {
  name: string;
  path: string | null;
}

const CHECK = ROUTES.orderCheck;
const place = (name: string, path: string | null = CHECK): RuleUse => ({ name, path });

const BY_KIND: Readonly<Partial<Record<RuleKind, RuleUse[]>>> = {
  order_minimum: [place('amount'), place('plan')],
  order_step: [place('amount'), place('plan')],
  order_maximum: [place('amount')],
  goal: [place('goal'), place('upgrade')],
  durations: [place('hours')],
  durations_api: [place('hours')],
  duration_advice: [place('hours')],
  bid_ways: [place('bid')],
  bid_manual_goals: [place('bid')],
  order_steps: [place('steps')],
  scenes: [place('scene')],
  payment_methods: [place('payment')],
  title_minimum: [place('creative')],
  seconds_minimum: [place('creative')],
  cart_refused: [place('cart'), place('upgrade')],
  upgrade_anchors: [place('upgrade')],
  upgrade_goals: [place('upgrade')],
  upgrade_contents: [place('upgrade')],
  papers: [place('papers'), place('upgrade')],
  limit_day: [place('room'), place('plan')],
  limit_total: [place('room'), place('plan')],
  limit_account_day: [place('room'), place('plan')],
  limit_video_day: [place('room'), place('plan')],
  unpaid_minutes: [place('states', null)],
  final_after_hours: [place('figures', null)],
  settled_after_days: [place('figures', null)],
  refund_working_days: [place('refunds', null)],
  tax_rate: [place('invoices', null)],
  red_confirm_hours: [place('invoices', null)],
  verification_warn_days: [place('expiry', null)],
};

const BY_AREA: Readonly<Record<string, RuleUse[]>> = {
  ACC: [place('account')],
  ORD: [place('states', null)],
  DAT: [place('after'), place('figures', null)],
  REF: [place('payment'), place('refunds', null)],
  WDR: [place('withdrawals', null)],
  INV: [place('invoices', null)],
  UPG: [place('upgrade')],
  LIM: [place('room'), place('plan')],
  ADJ: [place('adjustments', null)],
};
const BY_RULE: Readonly<Partial<Record<RuleRow['rule'], RuleUse[]>>> = {
  'ORD-7': [place('hours'), place('after')],
  'ORD-9': [place('creative')],
  'ORD-8': [place('slow', null)],
};

/** Where a row decides or is cited. */
export function usesOf(row: Pick<RuleRow, 'kind' | 'rule'>): RuleUse[] {
  return BY_KIND[row.kind] ?? BY_RULE[row.rule] ?? BY_AREA[row.rule.slice(0, 3)]!;
}
