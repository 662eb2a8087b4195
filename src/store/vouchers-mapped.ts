import { lastDayOf } from '../domain/reports/days.ts';
import type { ReportAccount } from '../domain/reports/types.ts';
import { compareGl, type GlLine, ourGlSums } from '../domain/vouchers/gl-compare.ts';
import { type MappedAccount, type Mapping, placeOf } from '../domain/vouchers/mapping.ts';
import {
  DEFAULT_VOUCHER_SETTINGS,
  type GlPlace,
  type MapDim,
  type VoucherKeeping,
  type VoucherSettings,
} from '../domain/vouchers/types.ts';
import { readBookSettings } from './book-settings.ts';
import type { Connection } from './dialect/sqlite.ts';
import { readAccounts } from './reports.ts';
import {
  glBalanceOf,
  openingBalances,
  pairSums,
  partyNames,
  passThroughClients,
  poolSuppliers,
  readKeeping,
} from './vouchers.ts';

/** What the book keeps for its vouchers; what was never set is as in a new book. */
export function keepingOf(connection: Connection): VoucherKeeping {
  const kept = readKeeping(connection);
  return {
    settings: { ...DEFAULT_VOUCHER_SETTINGS, ...kept?.settings },
    accounts: kept?.accounts ?? [],
    parties: kept?.parties ?? [],
  };
}

/** The mapping of a book with everything that it asks for. `view`: in place of the book's 列示. */
export function mappingOf(
  connection: Connection,
  view?: 'net' | 'gross',
): { mapping: Mapping; settings: VoucherSettings } {
  const { settings, accounts, parties } = keepingOf(connection);
  const { standard, presentation } = readBookSettings(connection);
  const names = new Map(partyNames(connection).map(each => [`${each.dim} ${each.id}`, each]));
  const namesOf = (dim: MapDim, id: number) => {
    const found = names.get(`${dim} ${id}`);
    return found && { code: found.code ?? String(id), name: found.name };
  };
  return {
    settings,
    mapping: { book: { standard, presentation: view ?? presentation }, accounts, parties, namesOf },
  };
}

/** An account of the book where it goes in the general ledger. */
export interface Placed {
  account: ReportAccount;
  gl: GlPlace;
}

/** Every account that leaves the book in vouchers, where it goes. */
export function placedAccounts(connection: Connection, mapping: Mapping): Placed[] {
  const passThrough = passThroughClients(connection);
  const suppliers = poolSuppliers(connection);
  return readAccounts(connection).flatMap(account => {
    const { code, dims, poolClient } = account;
    const client = dims.client ?? poolClient;
    const supplier = dims.supplier ?? (dims.pool === undefined ? null : (suppliers.get(dims.pool) ?? null));
    const mapped: MappedAccount = {
      ...{ code, dims, client, supplier },
      isM2: client !== null && passThrough.has(client),
    };
    const gl = placeOf(mapped, mapping);
    return gl ? [{ account, gl }] : [];
  });
}

/** 总账核对 of a month with the 科目余额表 read in last; null where none was. */
export function glComparison(connection: Connection, month: string): GlLine[] | null {
  const balance = glBalanceOf(connection, month);
  if (!balance) return null;
  const { mapping, settings } = mappingOf(connection);
  const openings = openingBalances(connection, month);
  const accounts = placedAccounts(connection, mapping).map(({ account, gl }) => ({
    ...{ id: account.id, gl },
    openingFen: openings.get(account.id) ?? 0,
  }));
  const moves = pairSums(connection, month, lastDayOf(month));
  return compareGl(ourGlSums(accounts, moves, settings.keepsInternal), balance.rows);
}
