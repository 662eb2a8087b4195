import { searchText } from './search.ts';

export interface OpeningPool {
  id: number;
  kind: 'account' | 'agent_wallet' | 'shared_wallet' | 'shared_grant' | 'douplus';
  funder: 'agency' | 'client' | 'employee';
  /** Whose money it holds; null for the agency's own wallet. */
  client: number | null;
  supplier: number | null;
}

export interface OpeningMoney {
  id: number;
  kind: 'bank' | 'alipay' | 'wechat' | 'douyin_pay' | 'cash' | 'other';
  currency: string;
}

/** What the rows of an opening template may name, by any of its names. */
export interface OpeningParties {
  client(codeOrName: string): number | undefined;
  contractSubjects(client: number): readonly { id: number; name: string }[];
  pool(platformId: string): OpeningPool | undefined;
  money(nameOrNumber: string): OpeningMoney | undefined;
  supplier(name: string): number | undefined;
  /** The supplier of a book that has only one. */
  onlySupplier(): number | undefined;
  employee(name: string): number | undefined;
}

/** Finds by exact number first, then by name as it is searched; a name that several bear finds none. */
export class NameIndex<T> {
  private readonly byText = new Map<string, T | null>();

  /** Adds an item under its names; empty ones are passed over. */
  add(item: T, names: readonly (string | null)[]): void {
    const texts = new Set(names.map(name => searchText(name ?? '')).filter(text => text !== ''));
    for (const text of texts) this.byText.set(text, this.byText.has(text) ? null : item);
  }

  find(name: string): T | undefined {
    return this.byText.get(searchText(name)) ?? undefined;
  }
}
