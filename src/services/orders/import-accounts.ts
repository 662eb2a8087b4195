import type { ListedOrders } from '../../contract/order-list.ts';
import type { ListedRow } from '../../domain/orders/listed-rows.ts';
import { searchText } from '../../domain/parties/search.ts';
import type { Product } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { accountsListed, clientAliases, type ListedAccount } from '../../store/orders-bulk.ts';

export type NamedAccount = ListedAccount & { product: Product };

/** The accounts that a person may use, by what people call them: platform id, name, a name of the client. */
export class AccountNames {
  private readonly byName = new Map<string, NamedAccount[]>();
  private readonly byClient = new Map<string, NamedAccount[]>();

  constructor(connection: Connection, sees: (client: number | null) => boolean) {
    const aliases = Map.groupBy(clientAliases(connection), ({ client }) => client);
    for (const each of accountsListed(connection)) {
      if (!sees(each.client)) continue;
      const account = { ...each, product: each.kind === 'douplus' ? 'douplus' : 'suixintui' } as const;
      for (const name of new Set([account.platformId, account.name])) keep(this.byName, name, account);
      const { client, clientName } = account;
      const others = client === null ? [] : (aliases.get(client) ?? []);
      for (const name of [clientName ?? '', ...others.map(({ text }) => text)])
        keep(this.byClient, name, account);
    }
  }

  /** Whether a word is an account or a client. */
  fieldOf(text: string): 'account' | 'client' | null {
    const key = searchText(text);
    if (this.byName.has(key)) return 'account';
    return this.byClient.has(key) ? 'client' : null;
  }

  /** The one account that a row means: as it names it, else the only one of its client for its product. */
  find(row: ListedRow, defaults: ListedOrders['defaults']): NamedAccount | null {
    const said = row.account || (row.client === '' ? (defaults.account ?? '') : '');
    const named = said === '' ? this.of(this.byClient, row.client) : this.of(this.byName, said);
    const product = row.product ?? defaults.product;
    const fitting = product ? named.filter(each => each.product === product) : named;
    const found = fitting.length > 0 ? fitting : named;
    return found.length === 1 ? found[0]! : null;
  }

  private of(accounts: ReadonlyMap<string, NamedAccount[]>, text: string): NamedAccount[] {
    return accounts.get(searchText(text)) ?? [];
  }
}

function keep(accounts: Map<string, NamedAccount[]>, name: string, account: NamedAccount): void {
  const key = searchText(name);
  if (key === '') return;
  const known = accounts.get(key) ?? [];
  if (!known.some(({ id }) => id === account.id)) accounts.set(key, [...known, account]);
}
