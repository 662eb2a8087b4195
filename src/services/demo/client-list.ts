import type { SheetSpec } from '../../files/write-sheet.ts';
import { type DemoFile, workbookFile } from './render.ts';
import type { DemoPlan } from './types.ts';

const HEADINGS = [
  '客户编号',
  '客户名称',
  '简称',
  '主体类型',
  '主体名称',
  '证件号码',
  '付款户名别名',
  '客户经理',
  '经理起始日',
  '对公验证',
  '前返比例',
  '前返方式',
  '店铺名',
  '抖音号',
  '千川账户ID',
  'DOU+账户',
];
const ACCOUNT_HEADINGS = ['客户编号', '客户名称', '平台', '平台账户ID', '账户名称'];
const MANAGER_FROM = '2026-01-05';

/** 客户名单: the clients as a new book imports them, and their accounts with names on a sheet of their own. */
export function clientList(plan: DemoPlan): DemoFile {
  const head = { name: '客户名单.xlsx', source: 'clients' as const, profile: null, truth: null };
  return workbookFile(head, () => [
    sheet('客户名单', HEADINGS, clientRows(plan)),
    sheet('账户名单', ACCOUNT_HEADINGS, accountRows(plan)),
  ]);
}

function clientRows({ clients, shop }: DemoPlan): string[][] {
  return clients.map(client => [
    client.code,
    client.name,
    client.shortName === client.name ? '' : client.shortName,
    client.subject.kind === 'enterprise' ? '企业' : '个人',
    client.subject.name,
    client.subject.code,
    client.payers.filter(payer => payer !== client.name).join(';'),
    client.manager,
    MANAGER_FROM,
    client.verified ? '已通过' : '未通过',
    `${client.rebateBasisPoints / 100}%`,
    client.rebateForm === 'cash' ? '现金' : '赠款',
    client.code === shop.client ? shop.name : '',
    client.accounts.flatMap(account => account.douyin).join(';'),
    client.accounts.map(account => account.id).join(';'),
    client.douplus.map(account => account.id).join(';'),
  ]);
}

function accountRows({ clients }: DemoPlan): string[][] {
  return clients.flatMap(({ code, name, accounts }) =>
    accounts.map(account => [code, name, '巨量千川', account.id, account.name]),
  );
}

function sheet(name: string, headings: readonly string[], rows: string[][]): SheetSpec {
  return {
    name,
    columns: headings.map(heading => ({ heading, kind: 'id' as const, width: 18 })),
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
  };
}
