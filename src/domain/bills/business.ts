/** What a line of a bill is to the reconciliation: spend of a product, or something that is no spend of the month. */
export const BILL_PRODUCTS = ['suixintui', 'qianchuan', 'douplus', 'unsplit'] as const;
export const BILL_CAUSES = ['rebate', 'restated', 'penalty'] as const;
export type BillProduct = (typeof BILL_PRODUCTS)[number];
export type BillCause = (typeof BILL_CAUSES)[number];
export type BillKind = BillProduct | BillCause;

/** Numbers of 业务类型 in the agent's cost report. */
const CODES: Readonly<Record<string, BillKind>> = {
  ...{ '5': 'douplus', '44': 'douplus', '48': 'douplus', '49': 'douplus' },
  ...{ '62': 'douplus', '621': 'douplus', '622': 'douplus', '623': 'douplus' },
  ...{ '50': 'suixintui', '183': 'suixintui' },
  ...{ '51': 'qianchuan', '52': 'qianchuan', '143': 'qianchuan', '149': 'qianchuan', '163': 'qianchuan' },
  ...{ '520': 'restated', '257': 'penalty', '263': 'rebate', '262': 'penalty', '264': 'penalty' },
};

/**
 * What a business type is, by its number or its name; what names no product is `unsplit`. 违规调差 takes money for a
 * violation, 金额调差 corrects spend.
 */
export function kindOf(business: string): BillKind {
  const word = business.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  const code = CODES[/^\d+/.exec(word)?.[0] ?? ''];
  if (code) return code;
  if (/返点|返货|返佣/.test(word)) return 'rebate';
  if (/保证金|扣罚|违规/.test(word)) return 'penalty';
  if (/调差|调整|复算/.test(word)) return 'restated';
  if (/随心推|DOU\+电商/.test(word)) return 'suixintui';
  if (/DOU\+/.test(word)) return 'douplus';
  return /千川|极速版|专业版|全站推广/.test(word) ? 'qianchuan' : 'unsplit';
}

/** Whether a line of a bill is spend of the month. */
export function isProduct(kind: BillKind): kind is BillProduct {
  return (BILL_PRODUCTS as readonly string[]).includes(kind);
}
