import type { MappingView } from '../../../contract/vouchers.ts';
import type { MappingRow, PartyRow } from '../../../domain/vouchers/types.ts';

/** What `keepMapping` is told: everything that was said, the hints left out. */
export interface Said {
  accounts: MappingRow[];
  parties: PartyRow[];
}

function plain({ code, dim, dimId, glCode, glName, aux, side }: MappingRow): MappingRow {
  return { code, dim, dimId, glCode: glCode.trim(), glName: glName.trim(), aux, side };
}

const sameRow = (one: MappingRow, other: MappingRow) =>
  one.code === other.code && one.dim === other.dim && one.dimId === other.dimId;

function partiesSaid({ parties }: MappingView): PartyRow[] {
  return parties
    .filter(({ auxCode }) => auxCode !== '')
    .map(({ dim, dimId, auxCode, auxName }) => ({ dim, dimId, auxCode, auxName }));
}

/**
 * The mapping with one line in place of another. A line of a whole code that is narrowed to a party adds a line and stays;
 * `row` null takes the line away.
 */
export function rowsKept(view: MappingView, line: MappingRow, row: MappingRow | null): Said {
  const isAdded = row !== null && line.dim === null && row.dim !== null;
  const own = view.lines.filter(({ isDefault }) => !isDefault).map(plain);
  const rest = own.filter(each => (isAdded || !sameRow(each, line)) && (row === null || !sameRow(each, row)));
  return { accounts: row === null ? rest : [...rest, plain(row)], parties: partiesSaid(view) };
}

/** The mapping with another code of one party; an empty one takes it away. */
export function partyKept(view: MappingView, party: PartyRow): Said {
  const rest = partiesSaid(view).filter(({ dim, dimId }) => dim !== party.dim || dimId !== party.dimId);
  const said = party.auxCode.trim() === '' ? rest : [...rest, party];
  return { accounts: view.lines.filter(({ isDefault }) => !isDefault).map(plain), parties: said };
}
