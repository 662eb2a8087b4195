import { type Paper, yuanOf } from './paper.ts';

export const LIST_HEADINGS = [
  ...['序号', '发票代码', '发票号码', '数电发票号码', '销方识别号', '销方名称', '购方识别号', '购买方名称'],
  ...['开票日期', '税收分类编码', '特定业务类型', '货物或应税劳务名称', '规格型号', '单位', '数量', '单价'],
  ...['金额', '税率', '税额', '价税合计', '发票来源', '发票票种', '发票状态', '是否正数发票', '发票风险等级'],
  ...['开票人', '备注'],
];

/** Rows of 全量发票导出: one per line of each invoice. */
export function listRows(papers: readonly Paper[]): string[][] {
  return papers
    .flatMap(paper => paper.lines.map(line => ({ paper, line })))
    .map(({ paper, line }, at) => [
      String(at + 1),
      paper.code,
      paper.code === '' ? '' : paper.number,
      paper.code === '' ? paper.number : '',
      paper.seller.taxNo,
      paper.seller.name,
      paper.buyer.taxNo,
      paper.buyer.name,
      `${paper.date} 09:08:07`,
      '3040301',
      '',
      line.name,
      line.spec,
      line.unit,
      line.quantity,
      line.price,
      yuanOf(line.netFen),
      '6%',
      yuanOf(line.taxFen),
      yuanOf(line.netFen + line.taxFen),
      '电子发票服务平台',
      paper.code === ''
        ? `数电票（${paper.special ? '增值税专用发票' : '普通发票'}）`
        : `增值税电子${paper.special ? '专用' : '普通'}发票`,
      '正常',
      paper.red ? '否' : '是',
      '正常',
      '李明',
      paper.remark,
    ]);
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return `${rows.map(row => row.map(cell => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`;
}

/** Sheet rows of inline strings, as a workbook part has them. */
export function sheetRows(rows: readonly (readonly string[])[]): string {
  const column = (at: number): string =>
    (at >= 26 ? String.fromCharCode(64 + Math.floor(at / 26)) : '') + String.fromCharCode(65 + (at % 26));
  return rows
    .map((cells, row) => {
      const inner = cells
        .map((cell, at) =>
          cell === ''
            ? ''
            : `<c r="${column(at)}${row + 1}" t="inlineStr"><is><t>${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`,
        )
        .join('');
      return `<row r="${row + 1}">${inner}</row>`;
    })
    .join('');
}
