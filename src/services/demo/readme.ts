import type { DemoFile } from './render.ts';
import { yuan } from './render.ts';
import type { DemoPlan, PlannedDifference } from './types.ts';

const WORDS: Record<PlannedDifference['what'], string> = {
  wrong_amount: '金额登记错',
  missing: '漏登',
  duplicate: '重复登记',
  mistyped_id: '单号写错',
  added: '后来补记',
  fee: '到账少 5.00（扣了手续费）',
  returned: '提现被退回后重提',
  no_reference: '银行没有带提现单号',
};

/** README.txt of the demo folder: what is in it, three comparisons to try, and what they must find. */
export function readmeText(plan: DemoPlan, files: DemoFile[]): string {
  const first = plan.months[0]!;
  const last = plan.months.at(-1)!;
  const locked = files.filter(file => file.password);
  const found = (where: PlannedDifference['where'], month: string) =>
    plan.differences
      .filter(each => each.where === where && each.month === month)
      .map(each => `  - ${each.no}  ${yuan(each.fen)}  ${WORDS[each.what]}`);
  const lines = [
    `对账台演示数据：${plan.agency.name}（虚构）`,
    '',
    `共 ${plan.clients.length} 个客户，${plan.months[0]} 至 ${last}，种子 ${plan.seed}。`,
    '公司、人名、证件号码、账号全部是编造的，与任何真实主体无关。平台与支付公司的名称只作为对方户名出现。',
    '',
    '一、文件',
    `  ${plan.months.join('、')}：银行（建行 CSV、招行 XLSX）、支付宝账务明细、微信资金账单、账户转账记录、随心推订单、DOU+订单、财务流水（每个千川账户一个）、底池、代理商消耗、共享钱包流水、抖店动账明细、通用流水。`,
    `  个人：${plan.agency.employee} 的支付宝与微信账单（员工代付的订单在里面）。`,
    `  重新导出：${last} 的通用流水，几天以后又导出一次。`,
    `  供应商结算单：任何方案都不认识的格式，用来试“列映射”。`,
    ...locked.map(file => `  ${file.name} 有密码：${file.password}`),
    '  客户名单、期初建账：新账套先导入这两个，再按月导入流水。',
    '',
    '二、三个可以直接试的快速对账',
    `1. 通用流水_${last}.csv 对 随心推订单_${last}.xlsx（关键列：单号 对 订单ID；金额：金额 对 实付金额）。故意放进去的差异：`,
    ...found('book', last),
    `2. 建设银行企业账户_${first}.csv 对 支付宝账务明细_${first}.csv（关键列：备注 对 商户订单号；金额：“按收支带正负号”对“收支反向”）。两边只有提现是同一件事。支付宝与微信提现里故意放进去的差异：`,
    ...found('sweep', first),
    `3. 通用流水_${last}.csv 对 重新导出/通用流水_${last}_重新导出.csv（关键列：单号；金额：金额）。故意放进去的差异：`,
    ...found('reexport', last),
    '',
    '三、核对得上的关系',
    '  银行、支付宝、微信：每一行的余额连续；月初余额等于上月末余额。',
    '  财务流水：余额总消耗 = 非赠款消耗 + 赠款消耗；今日余额 = 昨日余额 + 存入 + 转入 − 转出 − 余额总消耗。',
    '  底池与财务流水的消耗逐日相等；共享钱包消耗不动账户自己的余额。',
    '',
    'In English: statements of an invented advertising agency. Every name, code and account number is made up.',
    'Section 2 names three comparisons to try, with the differences that were put in on purpose.',
    ...locked.map(file => `${file.name} asks for a password: ${file.password}`),
    '',
  ];
  return lines.join('\r\n');
}
