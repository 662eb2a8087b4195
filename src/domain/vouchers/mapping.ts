import { accountOf } from '../accounting/chart.ts';
import type { BookSettings } from '../accounting/settings.ts';
import type { Dims } from '../accounting/types.ts';
import { Refusal } from '../refusal.ts';
import { defaultRow, isExported } from './defaults.ts';
import type { Aux, AuxKind, GlPlace, MapDim, MappingRow, PartyRow } from './types.ts';

/** An account of the book as the mapping sees it. */
export interface MappedAccount {
  code: string;
  dims: Dims;
  /** Client and supplier of the account, or of its pool. */
  client: number | null;
  supplier: number | null;
  /** 代收代付. */
  isM2: boolean;
}

/** Code and name of a party where the mapping says nothing. */
export type PartyNames = (dim: MapDim, id: number) => { code: string; name: string } | undefined;

/** Everything that says where accounts go. */
export interface Mapping {
  book: Pick<BookSettings, 'standard' | 'presentation'>;
  accounts: readonly MappingRow[];
  parties: readonly PartyRow[];
  namesOf: PartyNames;
}

/** Id of an account in a dimension of the mapping; a pool brings its client and supplier. */
function idIn(account: MappedAccount, dim: MapDim): number | null {
  if (dim === 'client') return account.client;
  if (dim === 'supplier') return account.supplier;
  return account.dims[dim] ?? null;
}

/** The line of the mapping that an account follows: one narrowed to it, else one of its code, else the GL hint. */
export function rowOf(
  account: MappedAccount,
  { book, accounts }: Pick<Mapping, 'book' | 'accounts'>,
): MappingRow {
  const own = accounts.filter(({ code }) => code === account.code);
  return (
    own.find(({ dim, dimId }) => dim !== null && dimId !== null && idIn(account, dim) === dimId) ??
    own.find(({ dim }) => dim === null) ??
    defaultRow(account.code, book, account.isM2)
  );
}

/** Where an account goes, with its 辅助核算; null where no voucher carries it. */
export function placeOf(account: MappedAccount, mapping: Mapping): GlPlace | null {
  if (!isExported(account.code)) return null;
  const { glCode, glName, side, aux } = rowOf(account, mapping);
  return { code: glCode, name: glName, side, aux: aux.flatMap(kind => auxOf(account, kind, mapping)) };
}

function auxOf(account: MappedAccount, kind: AuxKind, { parties, namesOf }: Mapping): Aux[] {
  const dim: MapDim = kind === 'project' ? 'pool' : kind;
  const id = idIn(account, dim);
  if (id === null) return [];
  const told = parties.find(each => each.dim === dim && each.dimId === id);
  const own = namesOf(dim, id);
  return [[kind, told?.auxCode ?? own?.code ?? String(id), told?.auxName || own?.name || '']];
}

const GL_CODE = /^[0-9A-Za-z][0-9A-Za-z.\-_]{0,39}$/;

/**
 * Checks a mapping as a whole. Refuses `vouchers.code_not_mapped` for a code that no voucher carries, `vouchers.gl_code`,
 * `vouchers.mapped_twice`.
 */
export function checkMapping(accounts: readonly MappingRow[], parties: readonly PartyRow[]): void {
  const seen = new Set<string>();
  for (const { code, dim, dimId, glCode } of accounts) {
    accountOf(code);
    if (!isExported(code)) throw new Refusal('vouchers.code_not_mapped', { code });
    if (!GL_CODE.test(glCode)) throw new Refusal('vouchers.gl_code', { code, glCode });
    refuseTwice(seen, `${code} ${dim ?? ''} ${dimId ?? ''}`, code);
  }
  for (const { dim, dimId, auxCode } of parties) {
    if (auxCode.trim() === '')
      throw new Refusal('vouchers.gl_code', { code: `${dim} ${dimId}`, glCode: auxCode });
    refuseTwice(seen, `party ${dim} ${dimId}`, `${dim} ${dimId}`);
  }
}

function refuseTwice(seen: Set<string>, key: string, code: string): void {
  if (seen.has(key)) throw new Refusal('vouchers.mapped_twice', { code });
  seen.add(key);
}
