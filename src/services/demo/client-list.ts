import { type DemoFile, workbookFile } from './render.ts';
import type { DemoPlan } from './types.ts';

const HEADINGS = [
  '客户编号',
  '客户名称',
  '主体类型',
  '主体名称',
  '证件号码',
  '付款户名别名',
  '客户经理',
  '对公验证',
  '前返比例',
  '前返方式',
  '千川账户ID',
  'DOU+账户',
];

/** 客户名单: the clients as a new book imports them. */
export function clientList(plan: DemoPlan): DemoFile {
  const head = { name: '客户名单.xlsx', source: 'clients' as const, profile: null, truth: null };
  return workbookFile(head, () => {
    const rows = plan.clients.map(client => [
      client.code,
      client.name,
      client.subject.kind === 'enterprise' ? '企业' : '个人',
      client.subject.name,
      client.subject.code,
      client.payers.filter(payer => payer !== client.name).join(';'),
      client.manager,
      client.verified ? '已通过' : '未通过',
      `${client.rebateBasisPoints / 100}%`,
      client.rebateForm === 'cash' ? '现金' : '赠款',
      client.accounts.map(account => account.id).join(';'),
      client.douplus.map(account => account.id).join(';'),
    ]);
    return {
      name: '客户名单',
      columns: HEADINGS.map(heading => ({ heading, kind: 'id' as const, width: 18 })),
      rowCount: rows.length,
      rows: (from, count) => rows.slice(from, from + count),
    };
  });
}
