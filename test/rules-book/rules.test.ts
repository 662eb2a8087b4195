import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { addRule, endRule, listRules, ruleHistory, rulesOf } from '../../src/services/rules.ts';
import { decide, severities } from '../orders/cases.ts';
import { caller, newBook, writings } from '../parties/book.ts';
import { row, SHIPPED } from '../rulebook/shipped.ts';

const LOWER = row('order_minimum', 5_000, { id: 'book.minimum', from: '2026-06-01' });
const ENDED = { row: 'ord-1.minimum', on: '2026-05-31', reason: '平台公告' };

const refused = (code: string, params = {}) => expect.objectContaining({ code, params });

describe('rules of a book', () => {
  it('are the shipped ones until the book says something', () => {
    expect(rulesOf(newBook(), SHIPPED)).toEqual(SHIPPED);
  });

  it('ORD-1: a row ended and one added decide from their day on, and leave the days before alone', async () => {
    const book = newBook();
    await endRule(book, caller(), ENDED, SHIPPED);
    expect(await addRule(book, caller(), { row: LOWER, reason: '平台公告' }, SHIPPED)).toEqual({
      row: 'book.minimum',
    });
    const rows = rulesOf(book, SHIPPED);
    const said = (day: string) =>
      severities(decide({ product: 'suixintui', amountFen: 5_000 }, {}, rulesOn(rows, day)), 'ORD-1');
    expect(said('2026-05-31')).toEqual(['block']);
    expect(said('2026-06-01')).toEqual([]);
  });

  it('tell a rule over time, oldest row first, with who said what and why', async () => {
    const book = newBook();
    await endRule(book, caller(), ENDED, SHIPPED);
    await addRule(book, caller('2026-05-09'), { row: LOWER, reason: ' 平台公告 ' }, SHIPPED);
    const { rows, said } = ruleHistory(book, SHIPPED, 'ORD-1');
    expect(rows.every(({ rule }) => rule === 'ORD-1')).toBe(true);
    expect(rows.at(-1)).toEqual(LOWER);
    expect(rows.find(({ id }) => id === 'ord-1.minimum')?.to).toBe('2026-05-31');
    expect(said).toEqual([
      {
        said: { act: 'end', row: 'ord-1.minimum', on: '2026-05-31' },
        reason: '平台公告',
        actor: 'tester',
        at: '2026-05-08T04:00:00Z',
      },
      { said: { act: 'add', row: LOWER }, reason: '平台公告', actor: 'tester', at: '2026-05-09T04:00:00Z' },
    ]);
    expect(ruleHistory(book, SHIPPED, 'ORD-2').said).toEqual([]);
  });

  it('refuse what contradicts a row in force, and write nothing then', async () => {
    const book = newBook();
    const before = writings(book);
    await expect(addRule(book, caller(), { row: LOWER, reason: 'x' }, SHIPPED)).rejects.toEqual(
      refused('rulebook.overlap', { first: 'ord-1.minimum', second: 'book.minimum', day: '2026-06-01' }),
    );
    await expect(addRule(book, caller(), { row: LOWER, reason: ' ' }, SHIPPED)).rejects.toEqual(
      refused('rulebook.no_reason', { row: 'book.minimum' }),
    );
    await expect(endRule(book, caller(), { ...ENDED, row: 'nothing' }, SHIPPED)).rejects.toEqual(
      refused('rulebook.no_such_row', { row: 'nothing' }),
    );
    expect(() => addRule(book, caller(), { row: { ...LOWER, value: -1 }, reason: 'x' }, SHIPPED)).toThrow(
      refused('rulebook.bad_value', { row: 'book.minimum', kind: 'order_minimum' }),
    );
    expect(writings(book)).toEqual(before);
  });

  it('never bring an ended row back, nor an id twice', async () => {
    const book = newBook();
    await endRule(book, caller(), ENDED, SHIPPED);
    await expect(endRule(book, caller(), { ...ENDED, on: '2026-12-31' }, SHIPPED)).rejects.toEqual(
      refused('rulebook.already_ended', { row: 'ord-1.minimum', on: '2026-05-31' }),
    );
    await addRule(book, caller(), { row: LOWER, reason: 'x' }, SHIPPED);
    await expect(
      addRule(book, caller(), { row: { ...LOWER, from: '2027-01-01' }, reason: 'x' }, SHIPPED),
    ).rejects.toEqual(refused('rulebook.id_twice', { row: 'book.minimum' }));
  });

  it('are insert-only in the file, one log entry each, proved by the book check', async () => {
    const book = newBook();
    await endRule(book, caller(), ENDED, SHIPPED);
    expect(() => book.exec("UPDATE book_rule SET ended_on = '2027-01-01'")).toThrow();
    expect(() => book.exec('DELETE FROM book_rule')).toThrow();
    expect(book.prepareValue("SELECT count(*) FROM log WHERE procedure = 'rules.end'").get()).toBe(1);
    expect(verify(book).findings).toEqual([]);
  });

  it('are listed for a day, and refuse a day that is none', () => {
    const book = newBook();
    expect(listRules(book, SHIPPED, null)).toHaveLength(SHIPPED.length);
    expect(listRules(book, SHIPPED, '2020-01-01').every(({ from }) => from <= '2020-01-01')).toBe(true);
    expect(() => listRules(book, SHIPPED, '2026-13-01')).toThrow(
      refused('rulebook.bad_day', { day: '2026-13-01' }),
    );
  });

  it('give the stored answer to the same key', async () => {
    const book = newBook();
    const same = caller();
    await endRule(book, same, ENDED, SHIPPED);
    await endRule(book, same, ENDED, SHIPPED);
    expect(ruleHistory(book, SHIPPED, 'ORD-1').said).toHaveLength(1);
  });
});
