import type { HeadingNames } from '../parties/cells.ts';

/** Fields of a list of planned orders, in the order of its template. */
export const PLAN_FIELDS = [
  ...(['product', 'client', 'account', 'on', 'scene', 'goal', 'hours', 'targeting', 'bid'] as const),
  ...(['amount', 'coupon', 'payment', 'funder', 'payer', 'orderNo'] as const),
  ...(['material', 'open', 'title', 'seconds', 'cart', 'anchor', 'cartUsed', 'content', 'lead'] as const),
  ...(['subject', 'kind', 'verified', 'papers', 'upgrade', 'banned'] as const),
  ...(['usedToday', 'usedTotal', 'usedAccount', 'usedVideo'] as const),
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** The template's own heading first. */
export const PLAN_HEADINGS: HeadingNames<PlanField> = {
  product: ['产品', '投放产品', 'product'],
  client: ['客户', '客户名称', 'client'],
  account: ['账户', '账户ID', '投放账户', 'account'],
  on: ['投放日期', '投放日', '日期', 'date'],
  scene: ['场景', '投放场景', 'scene'],
  goal: ['目标', '投放目标', '优化目标', 'goal'],
  hours: ['时长', '投放时长', '时长小时', 'hours'],
  targeting: ['定向', '定向说明', 'targeting'],
  bid: ['出价', '出价方式', 'bid'],
  amount: ['金额', '投放金额', '金额元', 'amount'],
  coupon: ['优惠券', '优惠金额', 'coupon'],
  payment: ['支付方式', '支付', 'payment'],
  funder: ['出资方', 'funder'],
  payer: ['付款账户或员工', '付款账户', '员工', 'payer'],
  orderNo: ['订单号', '订单ID', 'order no'],
  material: ['视频', '素材ID', '视频ID', '直播间', 'video'],
  open: ['视频公开', '是否公开', 'public'],
  title: ['标题字数', 'title length'],
  seconds: ['视频秒数', '视频时长', 'seconds'],
  cart: ['购物车', '视频购物车', 'cart'],
  anchor: ['直播锚点', '锚点', 'anchor'],
  cartUsed: ['直播间用过购物车', '用过购物车', 'cart used'],
  content: ['内容判定', '视频内容', 'content'],
  lead: ['引流电商', 'ecommerce lead'],
  subject: ['主体', '主体名称', 'subject'],
  kind: ['主体类型', 'subject kind'],
  verified: ['对公验证', 'verification'],
  papers: ['资质', '已有资质', 'papers'],
  upgrade: ['升级状态', '账户升级', 'upgrade'],
  banned: ['已封禁', '封禁', 'banned'],
  usedToday: ['主体今日已用', '今日已用', 'used today'],
  usedTotal: ['主体累计已用', '累计已用', 'used in total'],
  usedAccount: ['账户今日已用', 'account today'],
  usedVideo: ['视频今日已用', 'video today'],
};

/** Words of the cells, in lower case without spaces. */
export const PLAN_WORDS = {
  product: { suixintui: ['小店随心推', '随心推', 'suixintui'], douplus: ['dou+', 'douplus', '抖加'] },
  scene: { video: ['视频', '短视频', 'video'], live: ['直播', '直播间', 'live'] },
  bid: {
    plays: ['按播放量', '播放量', 'plays'],
    goal_auto: ['自动', '自动出价', '按优化目标自动', 'auto'],
    goal_manual: ['手动', '手动出价', '按优化目标手动', 'manual'],
  },
  payment: {
    pool: ['账户余额', '余额', 'pool'],
    alipay: ['支付宝', 'alipay'],
    wechat: ['微信', '微信支付', 'wechat'],
    douyin: ['抖音支付', 'douyin'],
    bank: ['银行卡', 'bank'],
  },
  funder: {
    agency: ['代理商', '本公司', '公司', 'agency'],
    client: ['客户', 'client'],
    employee: ['员工', '员工代付', 'employee'],
  },
  yes: { yes: ['是', '有', 'yes', 'true', '1'], no: ['否', '无', '没有', 'no', 'false', '0'] },
  cart: {
    none: ['无', '没有', '无购物车', 'none'],
    xiaodian: ['小店', '小店商品', 'xiaodian'],
    external: ['站外', '站外商品', '引流购物车', 'external'],
  },
  anchor: {
    none: ['无', '没有', 'none'],
    cart: ['购物车', 'cart'],
    xiaofengche: ['小风车', 'xiaofengche'],
  },
  content: { normal: ['普通', '正常', 'normal'], marketing: ['营销', '广告营销', 'marketing'] },
  kind: { enterprise: ['企业', 'enterprise'], individual: ['个人', 'individual'] },
  verified: {
    none: ['未通过', '未验证', '无', 'none'],
    passed: ['已通过', '通过', 'passed'],
    expired: ['已过期', '过期', 'expired'],
  },
  upgrade: {
    unknown: ['未评估', 'unknown'],
    not_needed: ['无需升级', 'not_needed'],
    triggered: ['已触发', '待升级', '已触发,待升级', 'triggered'],
    registering: ['注册中', 'registering'],
    bound: ['已绑定', '已绑定,待提交资质', 'bound'],
    submitted: ['资质审核中', '审核中', 'submitted'],
    rejected: ['资质被驳回', '被驳回', 'rejected'],
    upgraded_limited: ['已升级,限额中', '限额中', 'upgraded_limited'],
    upgraded: ['已升级', 'upgraded'],
    verification_expired: ['对公验证已过期', 'verification_expired'],
  },
} as const;
