import type { ClientDelta } from '../../../domain/parties/client-book.ts';

/** One thing that a row changes: a text code, and how many where it counts. */
export interface ShownChange {
  code: string;
  count: number;
}

/** What a row of a list changes of a known client, in the order of the form. */
export function changesOf(delta: ClientDelta): ShownChange[] {
  const { values, subjects, addAliases, accounts, manager, assistants } = delta;
  const rebate = values.frontRebatePpm !== undefined || values.frontRebateForm !== undefined;
  const terms = values.terms !== undefined || values.creditDays !== undefined;
  const shown: [code: string, count: number][] = [
    ['name', Number(values.name !== undefined)],
    ['subject', subjects.length],
    ['contract_subject', Number(values.contractSubject !== undefined)],
    ['alias', addAliases.length],
    ['account', accounts.length],
    ['manager', Number(manager !== undefined)],
    ['assistant', assistants.length],
    ['terms', Number(terms)],
    ['rebate', Number(rebate)],
    ['invoice_mode', Number(values.invoiceMode !== undefined)],
    ['note', Number(values.note !== undefined)],
  ];
  return shown
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({ code: `screens.clients.changes.${code}`, count }));
}
