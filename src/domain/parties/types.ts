/** The legal person behind accounts and invoices: enterprise 企业 (incl. 个体工商户) or individual 个人. */
export const SUBJECT_KINDS = ['enterprise', 'individual'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Corporate verification 对公验证 of a subject. */
export const VERIFICATIONS = ['none', 'passed', 'expired'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** What the agency gives a client on recharge 前返: cash adds to the money, grant is memo only. */
export const FRONT_REBATE_FORMS = ['cash', 'grant'] as const;
export type FrontRebateForm = (typeof FRONT_REBATE_FORMS)[number];

/** Other names of a client: payer name 付款户名, shop 店铺名, Douyin id 抖音号, nickname 昵称, anything else (简称). */
export const ALIAS_KINDS = ['payer', 'shop', 'douyin_id', 'nickname', 'other'] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

export const ACCOUNT_KINDS = ['qianchuan', 'douplus'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Whose money a pool is: 出资方. */
export const FUNDERS = ['agency', 'client', 'employee'] as const;
export type Funder = (typeof FUNDERS)[number];

/** The one source that spend posts from, per account. */
export const SPEND_BASES = ['flow', 'orders'] as const;
export type SpendBasis = (typeof SPEND_BASES)[number];

export const MANAGER_ROLES = ['main', 'assistant', 'stand_in'] as const;
export type ManagerRole = (typeof MANAGER_ROLES)[number];

/** Who invoices the client for spend 开票模式: see ACCOUNTING §1. */
export const INVOICE_MODES = ['M1', 'M2', 'M3'] as const;
export type InvoiceMode = (typeof INVOICE_MODES)[number];

export const TERMS = ['prepaid', 'postpaid'] as const;
/** Whether the client pays before or after the spend 结算方式. */
export type Terms = (typeof TERMS)[number];

/**
 * Which clients a person may see: all, or those assigned to a manager (store id) on a day; `team`: and to the members of the
 * team that the manager leads.
 */
export type RowScope = { kind: 'all' } | { kind: 'manager'; manager: number; on: string; team?: boolean };
