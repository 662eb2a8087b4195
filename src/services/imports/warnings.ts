import { partyKey } from '../../domain/imports/classify.ts';
import type { Params } from '../../domain/refusal.ts';
import type { StatementRow } from '../../domain/statement.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { clientNames } from '../../store/imports-open.ts';

/** Something to be looked at that stops nothing. */
export interface Warning {
  code: string;
  params: Params;
}

/**
 * 代付 PAYER: the payer is not the client's legal person (the client's name where none is known). A payer that was
 * learnt is still another one: the warning then says who taught it and when.
 */
export function payerWarnings(
  connection: Connection,
  text: StatementRow['text'],
  parts: readonly { client: number }[],
): Warning[] {
  const payer = text.party ?? '';
  if (payer === '') return [];
  return parts.flatMap(({ client }) => {
    const names = clientNames(connection, client);
    if (!names) return [];
    const { name, subjects, payers } = names;
    if (isOneOf(payer, subjects.length > 0 ? subjects : [name])) return [];
    const learnt = payers.find(each => isOneOf(payer, [each.text]));
    if (!learnt) return [{ code: 'imports.payer_differs', params: { payer, client: name } }];
    const { actor, at } = learnt;
    return [{ code: 'imports.payer_learnt', params: { payer, client: name, actor, day: at.slice(0, 10) } }];
  });
}

/** E48: money goes back to an account that is neither the client's nor one that has paid for it. */
export function payeeWarnings(
  connection: Connection,
  text: StatementRow['text'],
  parts: readonly { kind: string; client?: number }[],
): Warning[] {
  const payee = text.party ?? '';
  if (payee === '') return [];
  return parts.flatMap(({ kind, client }) => {
    const names = kind === 'client_refund' && client !== undefined ? clientNames(connection, client) : null;
    if (!names) return [];
    const { name, subjects, payers } = names;
    if (isOneOf(payee, [name, ...subjects, ...payers.map(each => each.text)])) return [];
    return [{ code: 'imports.payee_differs', params: { payee, client: name } }];
  });
}

function isOneOf(name: string, names: readonly string[]): boolean {
  const key = partyKey(name);
  return names.some(each => partyKey(each) === key);
}
