import { searchText } from '../../domain/parties/search.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Call, command } from '../../ledger/command.ts';
import { insertRow, type RowValues, updateRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Tx } from '../../store/transaction.ts';
import { balanceText, dayOf } from './apply.ts';

/** Parties besides clients: suppliers 上游, money accounts 资金账户, employees, and wallets (pools without an account). */
export type Party =
  | { kind: 'supplier'; name: string; contractNo?: string; note?: string }
  | {
      kind: 'money';
      name: string;
      type: 'bank' | 'alipay' | 'wechat' | 'douyin_pay' | 'cash' | 'other';
      bank?: string;
      number?: string;
      holder?: string;
      currency?: string;
      /** False: no statement ever comes, the cashier's own entries move it. */
      hasStatement?: boolean;
      note?: string;
    }
  | { kind: 'employee'; name: string }
  | {
      kind: 'wallet';
      name: string;
      type: 'agent_wallet' | 'shared_wallet' | 'shared_grant';
      platformId: string;
      supplier?: number;
      /** Client whose money it holds; absent for the agency's own. */
      client?: number;
      note?: string;
    };
export type PartyKind = Party['kind'];

const TABLES = {
  supplier: 'supplier',
  money: 'money_account',
  employee: 'employee',
  wallet: 'pool',
} as const;
/** Column of `account` by which a party's money is found. */
const DIMS = { supplier: 'supplier', money: 'money', employee: 'employee', wallet: 'pool' } as const;
const WALLETS = "kind IN ('agent_wallet', 'shared_wallet', 'shared_grant')";

export interface PartyLine {
  id: number;
  name: string;
  archivedOn: string | null;
  /** The other columns as the store names them. */
  details: Record<string, string | number | null>;
}

/** Parties of a kind by name. They belong to the book, not to a client, so no row scope narrows them. */
export function listParties(connection: Connection, kind: PartyKind): PartyLine[] {
  const only = kind === 'wallet' ? `WHERE ${WALLETS}` : '';
  const rows = connection.prepare(`SELECT * FROM ${TABLES[kind]} ${only} ORDER BY name, id`).all();
  return (rows as Record<string, string | number | null>[]).map(
    ({ id, name, archived_on, search_key: _search, ...details }) => ({
      id: Number(id),
      name: String(name),
      archivedOn: archived_on as string | null,
      details,
    }),
  );
}

/** Who may pay an order directly, by name alone: money accounts and employees in use; of the other kinds nobody. */
export function listPayers(connection: Connection, kind: PartyKind): PartyLine[] {
  if (kind !== 'money' && kind !== 'employee') return [];
  return listParties(connection, kind)
    .filter(({ archivedOn }) => archivedOn === null)
    .map(party => ({ ...party, details: {} }));
}

/**
 * Makes a party, or changes the one of the id. Refuses `clients.party_name_empty`, `clients.party_exists` for a name or
 * a wallet id that another bears, `clients.party_not_found`, `clients.currency_unknown`.
 */
export function keepParty(
  connection: Connection,
  call: Omit<Call, 'procedure' | 'input'>,
  party: Party,
  id?: number,
): Promise<{ id: number }> {
  const input = JSON.parse(JSON.stringify({ party, id }));
  return command(connection, { ...call, procedure: 'clients.keepParty', input }, tx => {
    const values = columnsOf(party);
    checkParty(tx, party, id);
    const table = TABLES[party.kind];
    if (id === undefined) return { id: insertRow(tx, table, values) };
    // A pool of a platform account is no wallet, and never becomes one.
    const isOther = party.kind === 'wallet' && !isWallet(tx.connection, id);
    if (isOther || !updateRow(tx, table, id, values)) throw new Refusal('clients.party_not_found', { id });
    return { id };
  });
}

function isWallet(connection: Connection, id: number): boolean {
  return connection.prepareValue(`SELECT 1 FROM pool WHERE id = ? AND ${WALLETS}`).get(id) !== undefined;
}

function columnsOf(party: Party): RowValues {
  const names = { name: party.name.trim(), search_key: searchText(party.name) };
  switch (party.kind) {
    case 'employee':
      return names;
    case 'supplier':
      return { ...names, contract_no: party.contractNo, note: party.note };
    case 'wallet': {
      const { type, platformId, supplier, client, note } = party;
      return { ...names, kind: type, platform_id: platformId, supplier, client, note };
    }
    case 'money': {
      const { type, bank, number, holder, currency, hasStatement, note } = party;
      const statement = hasStatement === undefined ? undefined : Number(hasStatement);
      return { ...names, kind: type, bank, number, holder, currency, has_statement: statement, note };
    }
  }
}

function checkParty(tx: Tx, party: Party, id?: number): void {
  if (searchText(party.name) === '') throw new Refusal('clients.party_name_empty');
  if (party.kind === 'money' && party.currency !== undefined && !/^[A-Z]{3}$/.test(party.currency))
    throw new Refusal('clients.currency_unknown', { value: party.currency });
  const { connection } = tx;
  // Pools of accounts may share a name with a wallet; a platform id means one pool.
  const [sql, value] =
    party.kind === 'wallet'
      ? ['SELECT id FROM pool WHERE platform_id = ?', party.platformId]
      : [`SELECT id FROM ${TABLES[party.kind]} WHERE name = ?`, party.name.trim()];
  const other = connection.prepareValue(sql).get(value) as number | undefined;
  if (other !== undefined && other !== id) throw new Refusal('clients.party_exists', { name: value });
}

/** Archives a party or takes it back. Refuses `clients.party_has_money` while an account of it is not zero. */
export function archiveParty(
  connection: Connection,
  call: Omit<Call, 'procedure' | 'input'>,
  wanted: { kind: PartyKind; id: number; archived: boolean },
): Promise<{ archived: boolean }> {
  return command(connection, { ...call, procedure: 'clients.archiveParty', input: { ...wanted } }, tx => {
    const { kind, id, archived } = wanted;
    const name = tx.connection.prepareValue(`SELECT name FROM ${TABLES[kind]} WHERE id = ?`).get(id);
    if (typeof name !== 'string') throw new Refusal('clients.party_not_found', { id });
    const money = archived ? moneyOfParty(tx, kind, id) : undefined;
    if (money) {
      const params = { name, account: money.code, amount: balanceText(money) };
      throw new Refusal('clients.party_has_money', params);
    }
    updateRow(tx, TABLES[kind], id, { archived_on: archived ? dayOf(tx) : null });
    return { archived };
  });
}

function moneyOfParty(tx: Tx, kind: PartyKind, id: number): { code: string; amountFen: number } | undefined {
  const row = tx.connection
    .prepare(
      `SELECT code, debits_posted_fen - credits_posted_fen AS amountFen
       FROM account JOIN balance ON balance.account = account.id
       WHERE ${DIMS[kind]} = ? AND substr(code, 1, 1) IN ('1', '2', '9') AND debits_posted_fen <> credits_posted_fen`,
    )
    .get(id);
  return row as { code: string; amountFen: number } | undefined;
}
