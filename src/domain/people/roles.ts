/**
 * Roles 不相容岗位: 查看, 客户经理, 主管 (of a team), 出纳, 会计, 财务主管, 管理员. One profile may hold several; in a
 * one-person office one profile holds all.
 */
export const ROLES = [
  'viewer',
  'accountManager',
  'teamLead',
  'cashier',
  'accountant',
  'supervisor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that see every client and the cost side; the others see their own clients. */
export const WHOLE_BOOK: readonly Role[] = ['viewer', 'cashier', 'accountant', 'supervisor', 'administrator'];

/** Roles that see numbers of identity papers whole. */
const WHOLE_PAPERS: readonly Role[] = ['accountant', 'supervisor', 'administrator'];

/**
 * Whom a procedure is for, named by the least of the roles: `anyone` even before a profile is chosen, `viewer` every
 * role (account managers: their own clients), `book` whoever sees the whole book. 不相容岗位 stay apart: the cashier
 * claims nothing, the accountant takes no import back, the administrator posts nothing.
 */
export const GRANTS = {
  anyone: ROLES,
  viewer: ROLES,
  book: WHOLE_BOOK,
  accountManager: ['accountManager', 'teamLead', 'accountant', 'supervisor'],
  teamLead: ['teamLead', 'accountant', 'supervisor', 'administrator'],
  cashier: ['cashier', 'accountant'],
  accountant: ['accountant'],
  supervisor: ['supervisor'],
  administrator: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Grant = keyof typeof GRANTS;

/** What a procedure declares: a grant, or exactly these roles. */
export type Allowed = Grant | readonly Role[];

/** Roles that a procedure is for. */
export function rolesOf(allowed: Allowed): readonly Role[] {
  return typeof allowed === 'string' ? GRANTS[allowed] : allowed;
}

/** Whether a person of these roles may call what is `allowed`. */
export function mayCall(roles: readonly Role[], allowed: Allowed): boolean {
  return allowed === 'anyone' || rolesOf(allowed).some(role => roles.includes(role));
}

/** Whether a person of these roles sees numbers of identity papers whole. */
export function seesPapers(roles: readonly Role[]): boolean {
  return roles.some(role => WHOLE_PAPERS.includes(role));
}
