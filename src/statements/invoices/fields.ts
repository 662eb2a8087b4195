/** What the head of an invoice says. */
export const HEAD_FIELDS = [
  ...(['code', 'number', 'date', 'net', 'tax', 'gross', 'capital', 'kind', 'remark', 'status'] as const),
  ...(['blueCode', 'blueNumber', 'confirmation', 'isBlue', 'deduction'] as const),
  ...(['sellerName', 'sellerTaxNo', 'buyerName', 'buyerTaxNo'] as const),
] as const;
export type HeadField = (typeof HEAD_FIELDS)[number];

export const LINE_FIELDS = [
  ...(['name', 'spec', 'unit', 'quantity', 'price', 'net', 'rate', 'tax', 'gross'] as const),
] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** A name as it is compared: without case, spaces, hyphens, underscores and brackets. */
export function fieldKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.,、:()*\u200b-\u200f\ufeff]+/g, '');
}

/** Names of each field, the surest first: of two that a file has, the one that stands first here is taken. */
const HEAD: Readonly<Record<HeadField, string>> = {
  number:
    '数电发票号码 数电票号码 全电发票号码 电子发票号码 sdfphm qdfphm invoicenumber 发票号码 invoiceno invoicenum fphm eiid',
  code: 'invoicecode fpdm 发票代码',
  date: 'issuetime issuedate invoicedate kprq 开票日期 开票时间 kpsj requesttime',
  net: 'totalamwithouttax taxexclusivetotalamount totalamountwithouttax hjje 合计金额 金额合计 不含税金额合计 hjbhsje totalexcludingtax 不含税金额 amount je 金额',
  tax: 'totaltaxam taxtotalamount totaltaxamount totaltax hjse 合计税额 税额合计 taxamount se 税额',
  gross:
    'totaltaxincludedamount taxinclusivetotalamount totalamountwithtax totalamwithtax jshj jshjxx 价税合计小写 价税合计 totalamount 含税金额',
  capital:
    'totaltaxincludedamountinchinese taxinclusivetotalamountcn taxinclusivetotalamountinwords totalamountincapital jshjdx 价税合计大写 大写金额 金额大写',
  kind: 'labelname invoicetype invoicetypename fpzl fpzlmc fplx fplxmc fppz 发票类型 发票票种 发票种类 票种 title',
  remark: 'remark remarks note bz beizhu 备注',
  status: 'invoicestatus fpzt 发票状态',
  blueCode: 'originalinvoicecode yfpdm yfp_dm 原发票代码 蓝字发票代码 原蓝字发票代码 被红冲蓝字发票代码',
  blueNumber:
    'originalinvoicenumber originalinvoiceno yfphm yfp_hm lzfphm 原发票号码 蓝字发票号码 原蓝字发票号码 被红冲蓝字发票号码 被红冲蓝字数电票号码 被红冲蓝字数电发票号码',
  confirmation:
    'creditnotenumber redconfirmationnumber redconfirmno hzqrdbh hzfpxxqrdbh hzxxbbh 红字确认单编号 红字确认单号 红字发票信息确认单编号 红字信息确认单编号 红字信息表编号',
  isBlue: 'ispositive sfzsfp 是否正数发票',
  deduction: 'deduction deductionamount kce 扣除额 差额征税扣除额',
  sellerName: '',
  sellerTaxNo: '',
  buyerName: '',
  buyerTaxNo: '',
};

const LINE: Readonly<Record<LineField, string>> = {
  name: 'itemname item goodsname productname xmmc spmc hwmc hwlwmc 项目名称 货物或应税劳务名称 货物或应税劳务服务名称 货物应税劳务及服务 商品名称 货物名称 name mc',
  spec: 'specmod specification spec ggxh 规格型号',
  unit: 'meaunits measurementdimension unit dw jldw 单位 计量单位',
  quantity: 'quantity xmsl spsl 数量',
  price: 'unprice unitprice price xmdj spdj dj 单价',
  net: 'amount lineamount xmje spje je 金额 不含税金额 金额不含税 taxexclusiveamount',
  rate: 'taxrate taxscheme slv zsl zzl 税率 征收率 税率征收率',
  tax: 'comtaxam taxamount taxam se spse 税额',
  gross: 'totaltaxincludedamount amountwithtax taxinclusiveamount jshj hsje 价税合计 含税金额',
};

/** A name and how sure it is: 0 is the surest. */
interface Meaning<F> {
  field: F;
  rank: number;
}

function indexOf<F extends string>(names: Readonly<Record<F, string>>): Map<string, Meaning<F>> {
  const index = new Map<string, Meaning<F>>();
  for (const [field, words] of Object.entries(names) as [F, string][])
    words
      .split(' ')
      .filter(word => word !== '')
      .forEach((word, rank) => {
        index.set(fieldKey(word), { field, rank });
      });
  return index;
}

const HEAD_INDEX = indexOf(HEAD);
const LINE_INDEX = indexOf(LINE);

const SELLER = /^(?:seller|xsf|xhf|xf|销售方|销货方|销方|卖方)/;
const BUYER = /^(?:buyer|purchaser|gmf|ghf|gf|购买方|购货方|购方|购买|买方)/;
const PARTY_NAME = /^(?:name|mc|名称|companyname|信息名称)?$/;
const PARTY_NO =
  /^(?:idnum|taxid|taxno|taxnumber|taxpayerid|taxpayerno|taxcode|registernumber?|registerno|nsrsbh|sbh|sh|识别号|税号|纳税人识别号|统一社会信用代码|统一社会信用代码纳税人识别号|纳税人识别号统一社会信用代码)$/;

export type Party = 'seller' | 'buyer';

/** The party that a name speaks of: SellerInformation, xsf, 购买方信息; null for none. */
export function partyOf(name: string): Party | null {
  const key = fieldKey(name);
  if (SELLER.test(key)) return 'seller';
  return BUYER.test(key) ? 'buyer' : null;
}

/** What a name of the head means, in an element that speaks of a party where `party` says one. */
export function headField(name: string, party: Party | null): Meaning<HeadField> | null {
  const key = fieldKey(name);
  const own = partyOf(name);
  const who = own ?? party;
  if (who !== null) {
    const rest = own === null ? key : key.replace(own === 'seller' ? SELLER : BUYER, '');
    if (PARTY_NO.test(rest)) return { field: `${who}TaxNo`, rank: 0 };
    // The bare word (`<seller>某公司</seller>`) is the name, but a surer one may follow.
    if (PARTY_NAME.test(rest)) return { field: `${who}Name`, rank: rest === '' ? 1 : 0 };
    if (own !== null) return null;
  }
  return HEAD_INDEX.get(key) ?? null;
}

export function lineField(name: string): Meaning<LineField> | null {
  return LINE_INDEX.get(fieldKey(name)) ?? null;
}

/** `SL` of the pinyin dialects is the rate (税率) in some and the quantity (数量) in others: its value tells. */
export function ambiguousRate(name: string, value: string): LineField | null {
  if (fieldKey(name) !== 'sl') return null;
  const plain = value.trim();
  return /%$|^0?\.\d+$|^0$|税/.test(plain) ? 'rate' : 'quantity';
}
