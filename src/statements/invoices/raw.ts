import { checkInvoice, sumOfLines } from '../../domain/invoices/check.ts';
import { exactOf, wholeFen } from '../../domain/invoices/exact.ts';
import { kindOfWords, numberText, readNumber } from '../../domain/invoices/number.ts';
import { basisPointsOf, rateText } from '../../domain/invoices/tax.ts';
import type {
  Invoice,
  InvoiceLine,
  InvoiceNumber,
  InvoiceStatus,
  RedLetter,
} from '../../domain/invoices/types.ts';
import type { Fen } from '../../domain/money.ts';
import type { Finding, Params, Place, Severity } from '../../domain/refusal.ts';
import { dateText, parseMoment } from '../dates.ts';
import type { HeadField, LineField } from './fields.ts';

/** A text with the line of the file it stands on. */
export interface RawText {
  text: string;
  row: number | null;
}

/** A line as it was found. */
export interface RawLine {
  texts: Partial<Record<LineField, string>>;
  row: number | null;
}

/** An invoice as it was found, before anything of it is read. */
export interface RawInvoice {
  /** Where it stands: the document of an archive, the sheet of a list. */
  place: Place;
  head: Partial<Record<HeadField, RawText>>;
  lines: RawLine[];
  findings: Finding[];
}

/** An invoice that was read, with every doubt about it. */
export interface FoundInvoice {
  invoice: Invoice;
  /** The number as it stands, also where it is none. */
  numberText: string;
  place: Place;
  findings: Finding[];
}

/** Reads every text of a raw invoice exactly and checks the whole. Never refuses. */
export function readInvoice(raw: RawInvoice): FoundInvoice {
  const reader = new RawReader(raw);
  const invoice = reader.read();
  const checked = checkInvoice(invoice).map(finding => ({
    ...finding,
    place: { ...raw.place, ...finding.place },
  }));
  return {
    invoice,
    numberText: reader.numberText,
    place: raw.place,
    findings: [...raw.findings, ...reader.findings, ...checked],
  };
}

class RawReader {
  readonly findings: Finding[] = [];
  numberText = '';
  private readonly raw: RawInvoice;

  constructor(raw: RawInvoice) {
    this.raw = raw;
  }

  read(): Invoice {
    const number = this.number();
    const lines = this.raw.lines.map(lineOf);
    const remark = this.text('remark');
    const [netFen, taxFen] = [this.total('net', lines), this.total('tax', lines)];
    const grossFen = this.gross(netFen, taxFen, lines);
    const invoice: Invoice = {
      number,
      date: this.date(),
      kind: kindOfWords(this.text('kind'), number),
      netFen,
      taxFen,
      grossFen,
      grossCapital: this.text('capital'),
      seller: { name: this.text('sellerName'), taxNo: this.text('sellerTaxNo') },
      buyer: { name: this.text('buyerName'), taxNo: this.text('buyerTaxNo') },
      lines,
      red: null,
      differential: (exactOf(this.text('deduction')) ?? 0n) !== 0n || /差额征税/.test(remark),
      status: this.status(),
      remark,
    };
    return { ...invoice, red: this.red(invoice) };
  }

  private number(): InvoiceNumber | null {
    const { number, fault, text } = readNumber(this.text('code'), this.text('number'));
    this.numberText = text;
    if (fault !== null) {
      const severity = fault === 'invoices.code_missing' ? 'warn' : 'error';
      this.find(severity, fault, { number: text }, 'number');
    }
    return number;
  }

  private date(): string | null {
    const text = this.text('date').replace(/^(\d{8})\d{6,9}$/, '$1');
    const moment = parseMoment(text);
    if (moment === 'bad') this.find('error', 'invoices.date_unreadable', { value: shown(text) }, 'date');
    return typeof moment === 'object' ? dateText(moment.day) : null;
  }

  /** A total that the file says, else the sum of its lines (lists have no totals of their own). */
  private total(field: 'net' | 'tax', lines: InvoiceLine[]): Fen | null {
    const fen = this.amount(field);
    if (fen !== undefined) return fen;
    return lines.length > 0 ? (sumOfLines(field, lines) as Fen) : null;
  }

  private gross(netFen: Fen | null, taxFen: Fen | null, lines: InvoiceLine[]): Fen | null {
    const fen = this.amount('gross');
    if (fen !== undefined) return fen;
    if (lines.length > 0 && lines.every(({ gross }) => gross !== ''))
      return sumOfLines('gross', lines) as Fen;
    if (netFen === null || taxFen === null) return null;
    this.find('info', 'invoices.gross_computed', {});
    return (netFen + taxFen) as Fen;
  }

  /** Undefined where the file says nothing; null (with a finding) where what it says is no amount in 分. */
  private amount(field: 'net' | 'tax' | 'gross'): Fen | null | undefined {
    const text = moneyText(this.text(field));
    // 免税 and *** stand in the place of the tax.
    if (text === '' || (field === 'tax' && /^(?:[-*]+|免税|不征税)$/.test(text)))
      return field === 'tax' && text !== '' ? (0 as Fen) : undefined;
    const exact = exactOf(text);
    const fen = exact === null ? null : wholeFen(exact);
    if (fen === null) this.find('error', AMOUNT_CODES[field], { value: shown(text) }, field);
    return fen;
  }

  private status(): InvoiceStatus | null {
    const text = this.text('status').replace(/\s/g, '');
    if (text === '') return null;
    if (/作废/.test(text)) return 'void';
    if (/部分/.test(text) && /红冲/.test(text)) return 'red_part';
    if (/已红冲|全额红冲|被红冲/.test(text)) return 'red_full';
    return 'normal';
  }

  /** Red by its sign, its mark or what it names; the numbers by their fields, else by the remark. */
  private red({ remark, grossFen }: Invoice): RedLetter | null {
    const blueFlag = this.text('isBlue').toUpperCase();
    const isMarked = ['N', '0', '否', 'FALSE', '红字', '负数'].includes(blueFlag);
    const named = this.text('blueNumber') || this.text('blueCode');
    const ofRemark = /被红冲蓝字(?:数电)?(?:发票|票)?号码[:：]?\s*(\d{20}|\d{8})/.exec(remark)?.[1] ?? '';
    const [, codeOfRemark = '', oldOfRemark = ''] =
      /(?:对应正数|被红冲蓝字)发票代码[:：]?\s*(\d{12}|\d{10})\s*(?:对应正数发票|被红冲蓝字发票)?号码[:：]?\s*(\d{8})(?!\d)/.exec(
        remark,
      ) ?? [];
    const isRed = isMarked || (grossFen ?? 0) < 0 || named !== '' || ofRemark !== '' || oldOfRemark !== '';
    if (!isRed) return null;
    // RedEInvoice keeps the number of a 数电票 under OriginalInvoiceCode.
    const [codeText, blueText] = /^\d{20}$/.test(this.text('blueCode'))
      ? ['', this.text('blueCode')]
      : [this.text('blueCode') || codeOfRemark, this.text('blueNumber') || oldOfRemark || ofRemark];
    const blue = blueText === '' ? null : readNumber(codeText, blueText);
    if (blue?.number === null) this.find('warn', 'invoices.red_blue_unreadable', { number: blue.text });
    if (blue?.number && ofRemark !== '' && ofRemark !== blue.number.number)
      this.find('warn', 'invoices.red_blue_twice', { number: numberText(blue.number), other: ofRemark });
    const confirmationNo =
      this.text('confirmation') ||
      (/红字(?:发票)?信息(?:确认单|表)编号[:：]?\s*([A-Za-z0-9]+)/.exec(remark)?.[1] ?? '');
    return { blue: blue?.number ?? null, confirmationNo: confirmationNo || null };
  }

  private text(field: HeadField): string {
    return this.raw.head[field]?.text ?? '';
  }

  private find(severity: Severity, code: string, params: Params, field?: HeadField): void {
    const row = field === undefined ? null : (this.raw.head[field]?.row ?? null);
    const place = row === null ? this.raw.place : { ...this.raw.place, row };
    this.findings.push({ severity, code, params, place });
  }
}

const AMOUNT_CODES = {
  net: 'invoices.net_unreadable',
  tax: 'invoices.tax_unreadable',
  gross: 'invoices.gross_unreadable',
} as const;

/** A text in a sentence: what is unreadable may be of any length. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function lineOf({ texts, row }: RawLine): InvoiceLine {
  const money = (field: LineField) => moneyText(texts[field] ?? '');
  const rate = texts.rate ?? '';
  const basisPoints = basisPointsOf(rate);
  return {
    name: texts.name ?? '',
    spec: texts.spec ?? '',
    unit: texts.unit ?? '',
    quantity: money('quantity'),
    price: money('price'),
    net: money('net'),
    tax: money('tax'),
    gross: money('gross'),
    rate: basisPoints === null ? rate : rateText(basisPoints),
    row,
  };
}

/** An amount without the sign of its currency: ¥ may be an object of its own, stand before or behind the minus. */
export function moneyText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .replace(/[¥\s]|元$|CNY/g, '');
}
