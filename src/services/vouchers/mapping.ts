import { ACCOUNTS } from '../../domain/accounting/chart.ts';
import { Refusal } from '../../domain/refusal.ts';
import { defaultRow, isExported } from '../../domain/vouchers/defaults.ts';
import { checkMapping } from '../../domain/vouchers/mapping.ts';
import type { MapDim, MappingRow, PartyRow, VoucherSettings } from '../../domain/vouchers/types.ts';
import { command } from '../../ledger/command.ts';
import { readBookSettings } from '../../store/book-settings.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { keepKeeping, partyNames } from '../../store/vouchers.ts';
import { keepingOf } from '../../store/vouchers-mapped.ts';
import type { VoucherCaller } from './batches.ts';

/** A line of the mapping as a screen shows it. */
export interface MappingLine extends MappingRow {
  /** The GL hint stands; nobody has said otherwise. */
  isDefault: boolean;
  /** Name of the party that the line is narrowed to. */
  dimName: string | null;
}

/** A party with what the GL calls it; empty where its own code and name stand. */
export interface PartyLine {
  dim: MapDim;
  dimId: number;
  code: string | null;
  name: string;
  auxCode: string;
  auxName: string;
}

/** Where every code goes, by the book's 会计准则 and 列示, with what was said about it and the settings of vouchers. */
export function mappingView(connection: Connection) {
  const { settings, accounts, parties } = keepingOf(connection);
  const book = readBookSettings(connection);
  const known = partyNames(connection) as { dim: MapDim; id: number; code: string | null; name: string }[];
  const names = new Map(known.map(({ dim, id, name }) => [`${dim} ${id}`, name]));
  const told = new Map(parties.map(each => [`${each.dim} ${each.dimId}`, each]));
  const lines = ACCOUNTS.filter(({ code }) => isExported(code)).flatMap(({ code }): MappingLine[] => {
    const own = accounts.filter(each => each.code === code);
    const whole = own.find(({ dim }) => dim === null);
    const first = { ...(whole ?? defaultRow(code, book)), isDefault: whole === undefined, dimName: null };
    const narrowed = own
      .filter(({ dim }) => dim !== null)
      .map(row => ({ ...row, isDefault: false, dimName: names.get(`${row.dim} ${row.dimId}`) ?? null }));
    return [first, ...narrowed];
  });
  const partyLines = known.map(({ dim, id, code, name }): PartyLine => {
    const { auxCode = '', auxName = '' } = told.get(`${dim} ${id}`) ?? {};
    return { dim, dimId: id, code, name, auxCode, auxName };
  });
  return { standard: book.standard, presentation: book.presentation, settings, lines, parties: partyLines };
}

const AS_HINTED = (row: MappingRow, hint: MappingRow) =>
  row.dim === null && JSON.stringify({ ...row }) === JSON.stringify({ ...hint });

/**
 * Replaces the mapping. Lines that say what the GL hint says are not kept, so that they follow 会计准则 and 列示. Refuses what
 * `checkMapping` refuses, `vouchers.party_unknown`.
 */
export function keepMapping(
  connection: Connection,
  caller: VoucherCaller,
  said: { accounts: MappingRow[]; parties: PartyRow[] },
): Promise<{ accounts: number; parties: number }> {
  const book = readBookSettings(connection);
  const accounts = said.accounts.map(({ code, dim, dimId, glCode, glName, aux, side }) => ({
    ...{ code, dim, dimId, glCode: glCode.trim(), glName: glName.trim(), aux, side },
  }));
  checkMapping(accounts, said.parties);
  const kept = accounts.filter(row => !AS_HINTED(row, defaultRow(row.code, book)));
  return command(connection, { ...caller, procedure: 'vouchers.keepMapping', input: said }, tx => {
    const known = new Set(partyNames(connection).map(({ dim, id }) => `${dim} ${id}`));
    for (const { dim, dimId } of [...kept, ...said.parties])
      if (dim !== null && !known.has(`${dim} ${dimId}`))
        throw new Refusal('vouchers.party_unknown', { party: `${dim} ${dimId}` });
    keepKeeping(tx, { ...keepingOf(connection), accounts: kept, parties: said.parties });
    return { accounts: kept.length, parties: said.parties.length };
  });
}

/** Keeps 凭证字, 制单, 审核, 摘要 and how vouchers are summed. */
export function keepVoucherSettings(
  connection: Connection,
  caller: VoucherCaller,
  settings: VoucherSettings,
) {
  return command(connection, { ...caller, procedure: 'vouchers.keepSettings', input: settings }, tx => {
    keepKeeping(tx, { ...keepingOf(connection), settings });
    return { kept: true };
  });
}
