import { buildZip, type PlannedEntry } from '../files/build-zip.ts';
import { type Paper, type PaperLine, yuanOf } from './paper.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The forms in which one invoice comes as XML. */
export const DIALECTS = [
  ...(['official', 'namespaced', 'nested', 'attributes', 'chinese', 'pinyin', 'einvoice2019'] as const),
  'pairs',
] as const;
export type Dialect = (typeof DIALECTS)[number];

export function xmlOf(paper: Paper, dialect: Dialect): string {
  const body = BODIES[dialect](paper);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

const el = (name: string, text: string, prefix = '') =>
  `<${prefix}${name}>${escaped(text)}</${prefix}${name}>`;
const some = (name: string, text: string, prefix = '') => (text === '' ? '' : el(name, text, prefix));

/** `0.06`, and with more places in some files. */
function officialLine(line: PaperLine, prefix: string, at: number, nested: boolean): string {
  const amounts = [
    some('Quantity', line.quantity, prefix),
    some('UnPrice', line.price === '' ? '' : `${line.price}00000000`, prefix),
    el('Amount', at % 2 === 0 ? yuanOf(line.netFen) : `${yuanOf(line.netFen)}0000`, prefix),
    el('TaxRate', ['0.06', '0.060000', '6%'][at % 3]!, prefix),
    el('ComTaxAm', yuanOf(line.taxFen), prefix),
    el('TotaltaxIncludedAmount', yuanOf(line.netFen + line.taxFen), prefix),
  ].join('');
  const inner = nested ? `<${prefix}ItemDetail>${amounts}</${prefix}ItemDetail>` : amounts;
  const head = [
    el('ItemName', line.name, prefix),
    some('SpecMod', line.spec, prefix),
    some('MeaUnits', line.unit, prefix),
  ].join('');
  return `<${prefix}IssuItemInformation>${head}${inner}</${prefix}IssuItemInformation>`;
}

function official(paper: Paper, prefix = '', declared = '', nested = false): string {
  const e = (name: string, text: string) => el(name, text, prefix);
  const open = (name: string, ...inner: string[]) =>
    `<${prefix}${name}>\n${inner.join('\n')}\n</${prefix}${name}>`;
  const gross = nested ? 'TotalTaxIncludedAmount' : 'TotalTax-includedAmount';
  const labels = open(
    'InherentLabel',
    open(
      'InIssuType',
      e('LabelCode', paper.red ? 'N' : 'Y'),
      e('LabelName', paper.red ? '红字发票' : '蓝字发票'),
    ),
    open('EInvoiceType', e('LabelCode', '01'), e('LabelName', '电子发票')),
    open(
      'GeneralOrSpecialVAT',
      e('LabelCode', paper.special ? '01' : '02'),
      e('LabelName', paper.special ? '增值税专用发票' : '普通发票'),
    ),
  );
  const red = paper.red
    ? open(
        'SpecificInformation',
        open(
          'RedEInvoice',
          e('OriginalInvoiceCode', paper.red.blue),
          e('CreditNoteNumber', paper.red.confirmation),
        ),
      )
    : '';
  return [
    `<${prefix}EInvoice${declared}>`,
    open('Header', e('EIid', paper.number), e('EInvoiceTag', 'SWEI3100'), e('Version', '0.33'), labels),
    open(
      'EInvoiceData',
      open(
        'SellerInformation',
        e('SellerIdNum', paper.seller.taxNo),
        e('SellerName', paper.seller.name),
        e('SellerAddr', '某路 1 号'),
      ),
      open('BuyerInformation', e('BuyerIdNum', paper.buyer.taxNo), e('BuyerName', paper.buyer.name)),
      open(
        'BasicInformation',
        e('TotalAmWithoutTax', yuanOf(paper.netFen)),
        e('TotalTaxAm', yuanOf(paper.taxFen)),
        e(gross, yuanOf(paper.grossFen)),
        e(`${gross}InChinese`, paper.capital),
        e('Drawer', '李明'),
        e('RequestTime', `${paper.date} 09:08:07`),
      ),
      ...paper.lines.map((line, at) => officialLine(line, prefix, at, nested)),
      red,
      open('AdditionalInformation', e('Remark', paper.remark)),
    ),
    open(
      'TaxSupervisionInfo',
      e('InvoiceNumber', paper.number),
      e('IssueTime', nested ? `${paper.date} 09:08:07` : paper.date),
    ),
    `</${prefix}EInvoice>`,
  ].join('\n');
}

const attributes = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([name, text]) => ` ${name}="${escaped(text)}"`)
    .join('');

const kindWords = ({ special, code }: Paper) =>
  code === ''
    ? `数电票（${special ? '增值税专用发票' : '普通发票'}）`
    : `增值税电子${special ? '专用' : '普通'}发票`;

/** eInvoice 2019, as OFD packages attach it. */
export function einvoice2019(paper: Paper): string {
  const e = (name: string, text: string) => el(name, text, 'fp:');
  return [
    '<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0">',
    e('InvoiceCode', paper.code),
    e('InvoiceNo', paper.number),
    e('InvoiceTypeName', kindWords(paper)),
    e('IssueDate', `${paper.date.slice(0, 4)}年${paper.date.slice(5, 7)}月${paper.date.slice(8)}日`),
    `<fp:Buyer>${e('BuyerName', paper.buyer.name)}${e('BuyerTaxID', paper.buyer.taxNo)}</fp:Buyer>`,
    `<fp:Seller>${e('SellerName', paper.seller.name)}${e('SellerTaxID', paper.seller.taxNo)}</fp:Seller>`,
    e('TaxInclusiveTotalAmount', yuanOf(paper.grossFen)),
    e('Note', paper.remark),
    e('TaxTotalAmount', yuanOf(paper.taxFen)),
    e('TaxExclusiveTotalAmount', yuanOf(paper.netFen)),
    '<fp:GoodsInfos>',
    ...paper.lines.map(
      line =>
        `<fp:GoodsInfo>${e('Item', line.name)}${e('Specification', line.spec)}${e('Price', line.price)}${e('Quantity', line.quantity)}${e('Amount', yuanOf(line.netFen))}${e('TaxScheme', '6%')}${e('TaxAmount', yuanOf(line.taxFen))}</fp:GoodsInfo>`,
    ),
    '</fp:GoodsInfos>',
    '</eInvoice>',
  ].join('\n');
}

const BODIES: Record<Dialect, (paper: Paper) => string> = {
  official: paper => official(paper),
  namespaced: paper => official(paper, 'ei:', ' xmlns:ei="urn:test:e-invoice"'),
  nested: paper => official(paper, '', ' xmlns="urn:test:e-invoice"', true),
  einvoice2019,
  attributes: paper =>
    [
      `<Invoice${attributes({ InvoiceCode: paper.code, InvoiceNumber: paper.number, IssueDate: paper.date, InvoiceType: kindWords(paper), TotalAmWithoutTax: yuanOf(paper.netFen), TotalTaxAm: yuanOf(paper.taxFen), TotalTaxIncludedAmount: yuanOf(paper.grossFen), Remark: paper.remark })}>`,
      `<Seller${attributes({ Name: paper.seller.name, TaxNo: paper.seller.taxNo })}/>`,
      `<Buyer${attributes({ Name: paper.buyer.name, TaxNo: paper.buyer.taxNo })}/>`,
      '<Items>',
      ...paper.lines.map(
        line =>
          `<Line${attributes({ ItemName: line.name, Quantity: line.quantity, Price: line.price, Amount: yuanOf(line.netFen), TaxRate: '6%', TaxAmount: yuanOf(line.taxFen) })}/>`,
      ),
      '</Items></Invoice>',
    ].join('\n'),
  chinese: paper =>
    [
      '<发票>',
      el('发票代码', paper.code),
      el('发票号码', paper.number),
      el('发票类型', kindWords(paper)),
      el('开票日期', `${paper.date.replaceAll('-', '/')}`),
      `<销售方><名称>${escaped(paper.seller.name)}</名称><统一社会信用代码>${paper.seller.taxNo}</统一社会信用代码></销售方>`,
      `<购买方><名称>${escaped(paper.buyer.name)}</名称><纳税人识别号>${paper.buyer.taxNo}</纳税人识别号></购买方>`,
      el('合计金额', `¥${yuanOf(paper.netFen)}`),
      el('合计税额', `¥${yuanOf(paper.taxFen)}`),
      el('价税合计', `￥${yuanOf(paper.grossFen)}`),
      el('价税合计大写', paper.capital),
      '<明细列表>',
      ...paper.lines.map(
        line =>
          `<明细><项目名称>${escaped(line.name)}</项目名称><规格型号>${line.spec}</规格型号><数量>${line.quantity}</数量><单价>${line.price}</单价><金额>${yuanOf(line.netFen)}</金额><税率>6%</税率><税额>${yuanOf(line.taxFen)}</税额></明细>`,
      ),
      '</明细列表>',
      el('备注', paper.remark),
      '</发票>',
    ].join('\n'),
  pinyin: paper =>
    [
      '<business id="FPKJ"><FPKJXX><FPKJXX_FPTXX>',
      el('FPDM', paper.code),
      el('FPHM', paper.number),
      el('KPRQ', `${paper.date.replaceAll('-', '')}090807`),
      el('FPLX', kindWords(paper)),
      el('XSF_NSRSBH', paper.seller.taxNo),
      el('XSF_MC', paper.seller.name),
      el('XSF_DZDH', '某路 1 号 021-00000000'),
      el('GMF_NSRSBH', paper.buyer.taxNo),
      el('GMF_MC', paper.buyer.name),
      el('HJJE', yuanOf(paper.netFen)),
      el('HJSE', yuanOf(paper.taxFen)),
      el('JSHJ', yuanOf(paper.grossFen)),
      el('BZ', paper.remark),
      '</FPKJXX_FPTXX><FPKJXX_XMXXS>',
      ...paper.lines.map(
        line =>
          `<FPKJXX_XMXX><XMMC>${escaped(line.name)}</XMMC><XMSL>${line.quantity}</XMSL><XMDJ>${line.price}</XMDJ><XMJE>${yuanOf(line.netFen)}</XMJE><SL>0.06</SL><SE>${yuanOf(line.taxFen)}</SE></FPKJXX_XMXX>`,
      ),
      '</FPKJXX_XMXXS></FPKJXX></business>',
    ].join('\n'),
  pairs: paper =>
    [
      '<Fields>',
      ...Object.entries({
        发票代码: paper.code,
        发票号码: paper.number,
        开票日期: paper.date,
        发票类型: kindWords(paper),
        销售方名称: paper.seller.name,
        销售方纳税人识别号: paper.seller.taxNo,
        购买方名称: paper.buyer.name,
        购买方纳税人识别号: paper.buyer.taxNo,
        合计金额: yuanOf(paper.netFen),
        合计税额: yuanOf(paper.taxFen),
        价税合计: yuanOf(paper.grossFen),
        备注: paper.remark,
      }).map(([name, text]) => `<Field${attributes({ Name: name, Value: text })}/>`),
      '</Fields>',
    ].join('\n'),
};

export interface OfdPlan {
  /** The whole invoice as an attachment (older packages). */
  attached?: boolean;
  /** Tags that point to text objects (newer packages). */
  tagged?: boolean;
  /** A value split over objects, ¥ apart. */
  split?: boolean;
  /** The table tagged by columns instead of by lines. */
  byColumns?: boolean;
  extra?: PlannedEntry[];
  /** Replaces parts by name. */
  parts?: Record<string, string>;
}

const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** An OFD package: OFD.xml with CustomData, pages of text objects, and attachment or tags. */
export function ofdOf(paper: Paper, plan: OfdPlan): Buffer {
  const page = new PageWriter(plan.split ?? false);
  page.add('电子发票（', `${paper.special ? '增值税专用' : '普通'}发票）`);
  page.add('发票号码：');
  const [year, month, day] = paper.date.split('-');
  const custom = {
    发票号码: paper.number,
    开票日期: `${year}年${month}月${day}日`,
    合计金额: yuanOf(paper.netFen),
    合计税额: yuanOf(paper.taxFen),
    购买方纳税人识别号: paper.buyer.taxNo,
    销售方纳税人识别号: paper.seller.taxNo,
  };
  const tag = tagsOf(paper, page, plan.byColumns ?? false);
  page.add(paper.capital);
  const parts: Record<string, string> = {
    'OFD.xml': `\ufeff<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ${OFD} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:CustomDatas>${Object.entries(
      custom,
    )
      .map(([name, text]) => `<ofd:CustomData Name="${name}">${text}</ofd:CustomData>`)
      .join(
        '',
      )}<ofd:CustomData Name="密文"/></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${OFD}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>`,
    'Doc_0/Pages/Page_0/Content.xml': page.part(),
  };
  if (plan.attached) {
    parts['Doc_0/Attachs/Attachments.xml'] =
      `<ofd:Attachments ${OFD}><ofd:Attachment ID="8" Name="original_invoice" Format="xml"><ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`;
    parts['Doc_0/Attachs/original_invoice.xml'] = einvoice2019(paper);
  }
  if (plan.tagged) {
    parts['Doc_0/Tags/CustomTags.xml'] =
      `<ofd:CustomTags ${OFD}><ofd:CustomTag TypeID="0"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`;
    parts['Doc_0/Tags/CustomTag.xml'] = tag;
  }
  const entries = Object.entries({ ...parts, ...plan.parts }).map(([name, data]) => ({ name, data }));
  return buildZip([...entries, ...(plan.extra ?? [])]);
}

/** Text objects with ids; a value may be split over several. */
class PageWriter {
  private readonly objects: string[] = [];
  private readonly split: boolean;
  private id = 6_900;

  constructor(split: boolean) {
    this.split = split;
  }

  add(...texts: string[]): number[] {
    const pieces = this.split ? texts.flatMap(halves) : [texts.join('')];
    return pieces.map(piece => {
      this.id += 1;
      this.objects.push(
        `<ofd:TextObject ID="${this.id}" Boundary="10 10 80 5" Font="5" Size="3"><ofd:TextCode X="0" Y="3">${escaped(piece)}</ofd:TextCode></ofd:TextObject>`,
      );
      return this.id;
    });
  }

  part(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Page ${OFD}><ofd:Content><ofd:Layer ID="2">${this.objects.join('\n')}</ofd:Layer></ofd:Content></ofd:Page>`;
  }
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter(half => half !== '');
}

function tagsOf(paper: Paper, page: PageWriter, byColumns: boolean): string {
  const reference = (name: string, ...texts: string[]) => {
    const ids = page.add(...texts);
    const inner = ids.map(id => `<ofd:ObjectRef PageRef="1">${id}</ofd:ObjectRef>`).join('');
    return `<ofd:${name}>${inner}</ofd:${name}>`;
  };
  const money = (name: string, fen: number) => reference(name, '¥', yuanOf(fen));
  const cells = paper.lines.map(line => [
    reference('Item', line.name),
    reference('Amount', yuanOf(line.netFen)),
    reference('TaxScheme', '6%'),
    reference('TaxAmount', yuanOf(line.taxFen)),
  ]);
  const lines = byColumns
    ? [0, 1, 2, 3].flatMap(column => cells.map(row => row[column]!))
    : cells.map(row => `<ofd:GoodsInfo>${row.join('')}</ofd:GoodsInfo>`);
  return [
    `<ofd:eInvoice ${OFD}>`,
    reference('InvoiceNo', paper.number),
    reference('IssueDate', `${paper.date.slice(0, 4)}年${paper.date.slice(5, 7)}月${paper.date.slice(8)}日`),
    `<ofd:Buyer>${reference('BuyerName', paper.buyer.name)}${reference('BuyerTaxID', paper.buyer.taxNo)}</ofd:Buyer>`,
    `<ofd:Seller>${reference('SellerName', paper.seller.name)}${reference('SellerTaxID', paper.seller.taxNo)}</ofd:Seller>`,
    money('TaxExclusiveTotalAmount', paper.netFen),
    money('TaxTotalAmount', paper.taxFen),
    money('TaxInclusiveTotalAmount', paper.grossFen),
    paper.remark === '' ? '' : reference('Note', paper.remark),
    `<ofd:GoodsInfos>${lines.join('')}</ofd:GoodsInfos>`,
    '</ofd:eInvoice>',
  ].join('\n');
}
