import { capitalAmount } from '../../src/domain/invoices/capital.ts';
import { yuanOf } from '../../src/domain/invoices/exact.ts';
import { taxInside } from '../../src/domain/invoices/tax.ts';
import type { Fen } from '../../src/domain/money.ts';
import { creditCheck } from '../../src/domain/parties/checksum.ts';
import { dice } from '../crash/dice.ts';

/** An invoice as the tests make it up, before any form is given to it. */
export interface Paper {
  number: string;
  code: string;
  date: string;
  special: boolean;
  seller: { name: string; taxNo: string };
  buyer: { name: string; taxNo: string };
  lines: PaperLine[];
  netFen: number;
  taxFen: number;
  grossFen: number;
  capital: string;
  remark: string;
  red: { blue: string; confirmation: string } | null;
}

export interface PaperLine {
  name: string;
  spec: string;
  unit: string;
  quantity: string;
  price: string;
  netFen: number;
  taxFen: number;
}

const NAMES = ['云策', '晨光', '海棠', '万象', '微澜', '启明', '北辰', '南风'];
const TRADES = ['网络科技', '文化传媒', '商贸', '食品', '服饰'];
const ITEMS = ['*广告服务*信息推广费', '*信息技术服务*技术服务费', '*现代服务*平台服务费'];
const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export function creditCode(roll: (below: number) => number): string {
  const body = `91${Array.from({ length: 15 }, () => CREDIT[roll(31)]).join('')}`;
  return body + creditCheck(body);
}

/** A sound invoice of a seed: blue, with one discount line at times; 6 %. */
export function paper(seed: number, more: { red?: boolean; old?: boolean; lines?: number } = {}): Paper {
  const roll = dice(seed);
  const digits = (count: number) => Array.from({ length: count }, () => roll(10)).join('');
  const sign = more.red ? -1 : 1;
  const count = more.lines ?? 1 + roll(4);
  const lines = Array.from({ length: count }, (_, at): PaperLine => {
    const isDiscount = at > 0 && roll(4) === 0;
    // The first line outweighs all discounts of a few lines: a blue invoice is never negative, a red one never positive.
    const sizeFen = at === 0 ? 10_000 + roll(200_000_000) : 100 + roll(isDiscount ? 2_000 : 2_000_000);
    const grossFen = sizeFen * sign * (isDiscount ? -1 : 1);
    const taxFen = taxInside(grossFen as Fen, 600);
    const hasPrice = roll(2) === 0 && !isDiscount;
    return {
      name: ITEMS[roll(ITEMS.length)]!,
      spec: roll(3) === 0 ? '小店随心推' : '',
      unit: hasPrice ? '项' : '',
      quantity: hasPrice ? String(sign) : '',
      price: hasPrice ? yuanOf(Math.abs(grossFen - taxFen)) : '',
      netFen: grossFen - taxFen,
      taxFen,
    };
  });
  const netFen = lines.reduce((sum, line) => sum + line.netFen, 0);
  const taxFen = lines.reduce((sum, line) => sum + line.taxFen, 0);
  const grossFen = netFen + taxFen;
  const company = () => ({
    name: `上海${NAMES[roll(NAMES.length)]}${TRADES[roll(TRADES.length)]}有限公司${roll(100)}`,
    taxNo: creditCode(roll),
  });
  const red = more.red ? { blue: `2631${digits(14)}17`, confirmation: `3101${digits(16)}` } : null;
  return {
    number: more.old ? `${1 + roll(9)}${digits(7)}` : `2631${digits(14)}${1 + roll(9)}7`,
    code: more.old ? `03100${digits(6)}1` : '',
    date: `2026-${String(1 + roll(12)).padStart(2, '0')}-${String(1 + roll(28)).padStart(2, '0')}`,
    special: roll(2) === 0,
    seller: company(),
    buyer: company(),
    lines,
    netFen,
    taxFen,
    grossFen,
    capital: capitalAmount(grossFen as Fen),
    remark: red ? `被红冲蓝字数电发票号码：${red.blue} 红字发票信息确认单编号：${red.confirmation}` : '',
    red,
  };
}

export { yuanOf };
