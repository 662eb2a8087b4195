import type { Aux, AuxKind, Voucher, VoucherLine, VoucherSnapshot } from './types.ts';

export const VOUCHER_FORMATS = ['kingdee', 'yonyou', 'csv'] as const;
export type VoucherFormat = (typeof VOUCHER_FORMATS)[number];

/** A cell: text, a count, 分 of a money column, or nothing. */
export type FormCell = string | number | null;
type CellOf = (
  voucher: Voucher,
  line: VoucherLine,
  at: { entry: number; serial: number; of: VoucherSnapshot },
) => FormCell;

export interface FormColumn {
  heading: string;
  kind: 'text' | 'id' | 'money' | 'integer' | 'date';
  width: number;
  cell: CellOf;
}

/** Names of 辅助核算 as the GL programs have them. */
export const AUX_NAMES: Readonly<Record<AuxKind, string>> = {
  client: '客户',
  supplier: '供应商',
  employee: '职员',
  project: '项目',
};

const fixed =
  (value: FormCell): CellOf =>
  () =>
    value;
const onSide =
  (side: 'debit' | 'credit'): CellOf =>
  (_, line) =>
    line.side === side ? line.amountFen : 0;
const column = (heading: string, kind: FormColumn['kind'], width: number, cell: CellOf): FormColumn => ({
  heading,
  kind,
  width,
  cell,
});
const auxOf = ({ gl }: VoucherLine, kind: AuxKind): Aux | undefined => gl.aux.find(([each]) => each === kind);

/**
 * 金蝶 K/3 · KIS 专业版「标准格式引入」: one sheet, one row a line of a voucher. 核算项目 reads 类别---代码---名称. What the GL
 * program fills by itself carries the value that its own export has there (NONE, *, 0).
 */
const KINGDEE: readonly FormColumn[] = [
  column('凭证日期', 'date', 12, voucher => voucher.on),
  column('会计年度', 'integer', 9, voucher => Number(voucher.on.slice(0, 4))),
  column('会计期间', 'integer', 9, voucher => Number(voucher.on.slice(5, 7))),
  column('凭证字', 'text', 8, (_, __, { of }) => of.settings.word),
  column('凭证号', 'integer', 8, voucher => voucher.no),
  column('科目代码', 'id', 14, (_, line) => line.gl.code),
  column('科目名称', 'text', 20, (_, line) => line.gl.name),
  column('币别代码', 'text', 9, fixed('RMB')),
  column('币别名称', 'text', 9, fixed('人民币')),
  column('原币金额', 'money', 16, (_, line) => line.amountFen),
  column('借方', 'money', 16, onSide('debit')),
  column('贷方', 'money', 16, onSide('credit')),
  column('制单', 'text', 10, (_, __, { of }) => of.preparer),
  column('审核', 'text', 10, (_, __, { of }) => of.settings.reviewer || 'NONE'),
  column('核准', 'text', 8, fixed('NONE')),
  column('出纳', 'text', 8, fixed('NONE')),
  column('经办', 'text', 8, fixed(null)),
  column('结算方式', 'text', 9, fixed('*')),
  column('结算号', 'text', 8, fixed(null)),
  column('凭证摘要', 'text', 36, (_, line) => line.summary),
  column('数量', 'integer', 6, fixed(0)),
  column('数量单位', 'text', 9, fixed('*')),
  column('单价', 'integer', 6, fixed(0)),
  column('参考信息', 'text', 12, voucher => (voucher.batch === null ? null : String(voucher.batch))),
  column('业务日期', 'date', 12, voucher => voucher.on),
  column('往来业务编号', 'text', 12, fixed(null)),
  column('附件数', 'integer', 8, voucher => voucher.attachments),
  column('序号', 'integer', 8, (_, __, { serial }) => serial),
  column('系统模块', 'text', 9, fixed(null)),
  column('业务描述', 'text', 9, fixed(null)),
  column('汇率类型', 'text', 10, fixed('公司汇率')),
  column('汇率', 'integer', 6, fixed(1)),
  column('分录序号', 'integer', 9, (_, __, { entry }) => entry),
  column('核算项目', 'text', 32, (_, line) =>
    line.gl.aux.length === 0
      ? null
      : line.gl.aux.map(([kind, code, name]) => `${AUX_NAMES[kind]}---${code}---${name}`).join('  '),
  ),
  column('过账', 'integer', 6, fixed(0)),
  column('机制凭证', 'text', 9, fixed(null)),
  column('现金流量', 'text', 9, fixed(null)),
];

/** Most characters of a 摘要 that 用友 takes. */
const YONYOU_SUMMARY = 60;

/** 用友 U8 · T3「总账工具 凭证引入」: the text file begins with 填制凭证,V800, then one line a line of a voucher. */
const YONYOU: readonly FormColumn[] = [
  column('制单日期', 'date', 12, voucher => voucher.on),
  column('凭证类别', 'text', 9, (_, __, { of }) => of.settings.word),
  column('凭证号', 'integer', 8, voucher => voucher.no),
  column('附单据数', 'integer', 9, voucher => Math.min(voucher.attachments, 999)),
  column('摘要', 'text', 36, (_, line) => line.summary.slice(0, YONYOU_SUMMARY)),
  column('科目编码', 'id', 14, (_, line) => line.gl.code),
  column('借方金额', 'money', 16, onSide('debit')),
  column('贷方金额', 'money', 16, onSide('credit')),
  column('数量', 'integer', 6, fixed(null)),
  column('外币', 'integer', 6, fixed(null)),
  column('汇率', 'integer', 6, fixed(null)),
  column('制单人', 'text', 10, (_, __, { of }) => of.preparer),
  column('结算方式编码', 'text', 12, fixed(null)),
  column('票号', 'text', 10, fixed(null)),
  column('票号发生日期', 'text', 12, fixed(null)),
  column('部门编码', 'text', 10, fixed(null)),
  column('个人编码', 'text', 10, (_, line) => auxOf(line, 'employee')?.[1] ?? null),
  column('客户编码', 'id', 12, (_, line) => auxOf(line, 'client')?.[1] ?? null),
  column('供应商编码', 'id', 12, (_, line) => auxOf(line, 'supplier')?.[1] ?? null),
  column('业务员', 'text', 10, fixed(null)),
  column('项目编码', 'id', 12, (_, line) => auxOf(line, 'project')?.[1] ?? null),
];

/** A plain list, for every other GL program: what a voucher is, in words. */
const PLAIN: readonly FormColumn[] = [
  column('凭证日期', 'date', 12, voucher => voucher.on),
  column('凭证字', 'text', 8, (_, __, { of }) => of.settings.word),
  column('凭证号', 'integer', 8, voucher => voucher.no),
  column('分录序号', 'integer', 9, (_, __, { entry }) => entry + 1),
  column('摘要', 'text', 36, (_, line) => line.summary),
  column('科目代码', 'id', 14, (_, line) => line.gl.code),
  column('科目名称', 'text', 20, (_, line) => line.gl.name),
  column('借方金额', 'money', 16, onSide('debit')),
  column('贷方金额', 'money', 16, onSide('credit')),
  ...(['client', 'supplier', 'employee', 'project'] as const).flatMap(kind => [
    column(`${AUX_NAMES[kind]}编码`, 'id', 12, (_, line) => auxOf(line, kind)?.[1] ?? null),
    column(`${AUX_NAMES[kind]}名称`, 'text', 18, (_, line) => auxOf(line, kind)?.[2] ?? null),
  ]),
  column('附件张数', 'integer', 9, voucher => voucher.attachments),
  column('制单', 'text', 10, (_, __, { of }) => of.preparer),
  column('审核', 'text', 10, (_, __, { of }) => of.settings.reviewer || null),
  column('业务单据', 'integer', 10, voucher => voucher.batch),
];

/** Columns of an import form. */
export const VOUCHER_FORMS: Readonly<Record<VoucherFormat, readonly FormColumn[]>> = {
  kingdee: KINGDEE,
  yonyou: YONYOU,
  csv: PLAIN,
};

/** First line of a text file that 用友 takes in. */
export const YONYOU_HEAD = '填制凭证,V800';

/** One row a line of a voucher, in the columns of a form. */
export function* formRows(
  format: VoucherFormat,
  vouchers: readonly Voucher[],
  of: VoucherSnapshot,
): Generator<FormCell[]> {
  const columns = VOUCHER_FORMS[format];
  for (const [at, voucher] of vouchers.entries())
    for (const [entry, line] of voucher.lines.entries())
      yield columns.map(({ cell }) => cell(voucher, line, { entry, serial: at + 1, of }));
}
