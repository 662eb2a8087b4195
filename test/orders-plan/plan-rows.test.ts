import { describe, expect, it } from 'vitest';
import { planOrders } from '../../src/domain/orders/plan.ts';
import { pastedTable, readPlanRows } from '../../src/domain/orders/plan-rows.ts';
import { PLAN_FIELDS, PLAN_HEADINGS } from '../../src/domain/orders/plan-words.ts';
import { RULES } from '../rulebook/shipped.ts';

const read = (text: string) => readPlanRows([pastedTable(text)]);

describe('a list of planned orders', () => {
  it('is read as a spreadsheet copies it, with words, units and marks of people', () => {
    const { orders, refused } = read(
      '产品\t账户\t场景\t投放目标\t时长(小时)\t金额(元)\t支付方式\t视频公开\t标题字数\n随心推\tqc-1\t短视频\t商品购买\t24小时\t¥1,300.50\t余额\t是\t8',
    );
    expect(refused).toEqual([]);
    expect(orders[0]).toMatchObject({ row: 2, account: 'qc-1', findings: [] });
    expect(orders[0]?.facts).toMatchObject({
      product: 'suixintui',
      scene: 'video',
      goal: '商品购买',
      durationHours: 24,
      amountFen: 130_050,
      payment: 'pool',
      video: { public: true, titleLength: 8 },
    });
  });

  it('leaves a cell that is not understood unknown, and says so with its place', () => {
    const { orders } = read('产品,金额,场景\nDOU+,一百,图文');
    expect(orders[0]?.facts).toMatchObject({ amountFen: undefined, scene: undefined });
    expect(orders[0]?.findings.map(({ code, place }) => [code, place.row, place.column])).toEqual([
      ['orders.plan_word', 2, '场景'],
      ['orders.plan_amount', 2, '金额'],
    ]);
  });

  it('refuses a row without a known product and goes on, and a list without a header', () => {
    const { orders, refused } = read('产品,金额\n千川,100\n,100\n\n随心推,100');
    expect(read('产品,金额\n随心推,0.001').orders[0]?.facts.amountFen).toBeUndefined();
    expect(refused.map(({ row, findings }) => [row, findings[0]?.code])).toEqual([
      [2, 'orders.plan_word'],
      [3, 'orders.plan_no_product'],
    ]);
    expect(orders.map(({ row }) => row)).toEqual([5]);
    expect(() => read('随心推,100')).toThrow(expect.objectContaining({ code: 'orders.plan_no_header' }));
  });

  it('draws on the limits of its legal person, or else of its client', () => {
    const { orders } = read(
      '产品,客户,账户,场景,目标,金额,主体类型,对公验证,升级状态,资质,购物车,主体今日已用,主体累计已用\n' +
        'DOU+,甲店,a1,视频,私信咨询,200,企业,未通过,限额中,营业执照,无,0,0\n' +
        'DOU+,甲店,a2,视频,私信咨询,200,企业,未通过,限额中,营业执照,无,0,0',
    );
    expect(planOrders(orders, RULES).verdicts.map(({ turn }) => turn)).toEqual([1, null]);
  });

  it('has a heading for every field, and no heading twice', () => {
    const all = PLAN_FIELDS.flatMap(field => PLAN_HEADINGS[field]);
    expect(new Set(all).size).toBe(all.length);
  });
});
