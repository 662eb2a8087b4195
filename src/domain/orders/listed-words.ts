import type { HeadingNames } from '../parties/cells.ts';
import { PLAN_HEADINGS, PLAN_WORDS } from './plan-words.ts';

/** Fields of a list of orders that stand on the platform already, as people send it in a chat or keep it in a sheet. */
export const LISTED_FIELDS = [
  ...(['orderNo', 'product', 'account', 'client', 'scene', 'goal', 'hours', 'bid'] as const),
  ...(['amount', 'coupon', 'payment', 'funder', 'state', 'placedAt', 'material'] as const),
] as const;
export type ListedField = (typeof LISTED_FIELDS)[number];

export const LISTED_HEADINGS: HeadingNames<ListedField> = {
  orderNo: ['订单号', '订单ID', '订单编号', '平台订单号', '订单', 'order no', 'order id'],
  product: PLAN_HEADINGS.product,
  account: ['账户', '账户ID', '千川账户', '千川账户ID', '投放账户', '抖音号', '账户名称', 'account'],
  client: PLAN_HEADINGS.client,
  scene: ['场景', '投放场景', '类型', '视频/直播间', 'scene'],
  goal: PLAN_HEADINGS.goal,
  hours: PLAN_HEADINGS.hours,
  bid: PLAN_HEADINGS.bid,
  amount: ['金额', '投放金额', '订单金额', '下单金额', '预算', 'amount'],
  coupon: ['优惠券', '优惠金额', '优惠', 'coupon'],
  payment: PLAN_HEADINGS.payment,
  funder: ['付款方', '出资方', '谁付款', 'funder'],
  state: ['状态', '订单状态', '投放状态', 'state'],
  placedAt: ['下单时间', '下单日期', '创建时间', '时间', '日期', 'placed at'],
  material: PLAN_HEADINGS.material,
};

export const LISTED_WORDS = {
  ...PLAN_WORDS,
  funder: {
    agency: ['代理商', '代理', '我司', 'agency'],
    client: ['客户', '客户付', '客户自付', 'client'],
    employee: ['员工', '员工代付', 'employee'],
  },
} as const;
