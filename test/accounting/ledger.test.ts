import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refKey } from '../../src/domain/accounting/chart.ts';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import type { Tx } from '../../src/ledger/command.ts';
import { post } from '../../src/ledger/post.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { insertRow } from '../../src/store/changes.ts';
import { head, TestBook } from '../ledger/book.ts';
import { NaiveBook, OWNERS } from './book.ts';
import { eventOf, remember } from './histories.ts';
import { nothingYet, type Step, step } from './history-step.ts';

const named = (id: number, name: string) => ({ id, name, search_key: name });

/** The parties that the histories speak of, under their ids. */
function addParties(tx: Tx): void {
  insertRow(tx, 'supplier', named(3, '上游三'));
  insertRow(tx, 'employee', named(4, '小王'));
  insertRow(tx, 'subject', { ...named(5, '主体五'), kind: 'enterprise' });
  insertRow(tx, 'client', named(10, '甲'));
  insertRow(tx, 'client', named(11, '乙'));
  for (const id of [70, 71, 72, 80, 90])
    insertRow(tx, 'pool', { ...named(id, `池${id}`), kind: 'account', client: OWNERS.get(id)?.client });
}

/** Posts a history into the naive book and the real ledger alike; every expansion must be the same. */
function postBoth(tx: Tx, naive: NaiveBook, history: readonly Step[]): void {
  const accounts = accountsOf(tx);
  const memory = nothingYet();
  for (const at of history) {
    const event = eventOf(at, memory, naive);
    if (!event) continue;
    try {
      const expansion = expand(event, accounts, naive.settings);
      expect(naive.post(event)).toEqual(expansion);
      remember(memory, event, expansion);
      if (expansion.legs.length > 0) post(tx, { ...head('2026-02-10', event.id), legs: expansion.legs });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

it('a long history of all events, tax on, stands in the ledger as in the naive book, and the ledger verifies', async () => {
  const [history] = fc.sample(fc.array(step, { minLength: 1_500, maxLength: 1_500, size: 'max' }), {
    numRuns: 1,
    seed: 20_260_210,
  });
  const book = await TestBook.make();
  try {
    const naive = new NaiveBook({ taxInLedger: true });
    await book.run('parties.add', addParties);
    await book.run('history', tx => postBoth(tx, naive, history!));
    expect(new Set(naive.legs.map(({ event }) => event)).size).toBeGreaterThan(60);
    await book.run('compare', tx => {
      const accounts = accountsOf(tx);
      for (const { account, fen } of naive.balances())
        expect(accounts.of(account), refKey(account)).toBe(fen);
    });
    expect(verify(book.connection).findings).toEqual([]);
  } finally {
    book.remove();
  }
});
