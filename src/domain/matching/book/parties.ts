import { searchText } from '../../parties/search.ts';

/** What tells whom a payment is from: names of the book and what earlier matches taught. */
export interface PartySource {
  names: readonly { text: string; client: number }[];
  accounts: readonly { id: string; client: number }[];
}

const FORMS = /(有限责任公司|股份有限公司|有限公司|分公司|个体工商户|工作室|经营部|商行|集团|公司)/g;
const NOTES = /[（(][^（()）]*[)）]/g;
/** Shorter cores name too many. */
const LEAST = 3;

/** A company's name without its legal form, notes in brackets and blanks. */
export function nameCore(name: string): string {
  return searchText(name.replace(NOTES, '').replace(FORMS, ''));
}

/** Knows clients by account, full name, short name and by what exact matches have taught. One text of two clients tells nothing. */
export class PartyBook {
  private readonly byName = new Map<string, number | null>();
  private readonly byAccount = new Map<string, number>();
  private readonly byPayer = new Map<string, number | null>();
  private readonly cores: { core: string; client: number }[] = [];
  /** What names alone say of a payer, which nothing that is learnt changes: asked for again with every candidate. */
  private readonly byText = new Map<string, { key: string; named: number | null; short: number | null }>();

  constructor({ names, accounts }: PartySource) {
    for (const { text, client } of names) {
      this.tell(this.byName, searchText(text), client);
      const core = nameCore(text);
      if (core.length >= LEAST) this.cores.push({ core, client });
    }
    for (const { id, client } of accounts) this.byAccount.set(id, client);
  }

  clientOfAccount(id: string): number | null {
    return this.byAccount.get(id) ?? null;
  }

  clientOfName(name: string): number | null {
    return name === '' ? null : (this.byName.get(searchText(name)) ?? null);
  }

  /** A match by a number teaches whose a payer's account or name is. */
  learn(party: string, partyAccount: string, client: number): void {
    if (partyAccount !== '') this.tell(this.byPayer, `@${partyAccount}`, client);
    if (party !== '') this.tell(this.byPayer, searchText(party), client);
  }

  /** The client that a payer stands for; null where nothing, or more than one thing, is known. */
  clientOfPayer(party: string, partyAccount: string): number | null {
    const account = partyAccount === '' ? undefined : this.byPayer.get(`@${partyAccount}`);
    if (account !== undefined) return account;
    if (party === '') return null;
    const { key, named, short } = this.textOf(party);
    return named ?? this.byPayer.get(key) ?? short;
  }

  private textOf(party: string) {
    const known = this.byText.get(party);
    if (known) return known;
    const key = searchText(party);
    const read = { key, named: this.byName.get(key) ?? null, short: this.byShortName(party) };
    this.byText.set(party, read);
    return read;
  }

  private byShortName(party: string): number | null {
    const core = nameCore(party);
    if (core.length < LEAST) return null;
    const found = new Set(
      this.cores
        .filter(each => each.core.includes(core) || core.includes(each.core))
        .map(each => each.client),
    );
    return found.size === 1 ? [...found][0]! : null;
  }

  private tell(map: Map<string, number | null>, key: string, client: number): void {
    const known = map.get(key);
    map.set(key, known === undefined || known === client ? client : null);
  }
}
