import { expect, it } from 'vitest';
import type { PackRow } from '../../../src/contract/packs.ts';
import { nextStates, type PackState } from '../../../src/domain/packs/states.ts';
import { commonNext, dueClients, shownRows, stateOf } from '../../../src/ui/screens/packs/board.ts';

function row(client: number, state: PackState | null, isOutdated = false): PackRow {
  const finality = { state: 'complete', to: '2026-04-30', flowTo: null, seal: null } as const;
  const pack = state && {
    ...{ id: client, checkCode: 'X', madeAt: '', madeBy: '', finality, stateOn: '2026-05-01', stateBy: '' },
    ...{ closing: { unallocatedFen: 0, atPlatformFen: 0 }, state },
    next: [...nextStates({ state, isSuperseded: false })],
  };
  return { client, code: `C000${client}`, name: `客户${client}`, isClosed: false, pack, isOutdated };
}

const rows = [row(1, null), row(2, 'draft'), row(3, 'sent'), row(4, null, true), row(5, 'disputed')];

it('a line tells its pack, or that there is none, or none any more', () => {
  expect(rows.map(stateOf)).toEqual(['none', 'draft', 'sent', 'outdated', 'disputed']);
});

it('a run over all leaves alone what a client has already', () => {
  expect(dueClients(rows)).toEqual([1, 2, 4]);
});

it('several are marked only with a state that follows for each of them', () => {
  expect(commonNext([rows[2]!, rows[4]!])).toEqual(['confirmed']);
  expect(commonNext([rows[1]!, rows[2]!])).toEqual([]);
  expect(commonNext([rows[0]!, rows[2]!])).toEqual([]);
  expect(commonNext([])).toEqual([]);
});

it('lines are found by number and name, in one state', () => {
  expect(shownRows(rows, { state: null, text: 'c0003' }).map(({ client }) => client)).toEqual([3]);
  expect(shownRows(rows, { state: 'draft', text: '客户' }).map(({ client }) => client)).toEqual([2]);
});
