import { Refusal } from '../domain/refusal.ts';
import type { AmountRule, Direction, Meaning, Profile } from '../domain/statement.ts';
import type { RowCursor } from '../files/cursor.ts';
import type { AmountCells } from './cells.ts';
import { normaliseWord } from './normalise.ts';
import { Remembered, wordMatcher } from './words.ts';

/** Money of one record as its rule reads it: 1/100000, never negative. */
export interface Money {
  incomeE5: number;
  expenseE5: number;
  neutralE5: number;
  direction: Direction;
  /** Change of the balance by the signs in the file; differs from income − expense where a negative was taken absolute. */
  signedE5: number;
  currency: string | null;
  /** Columns that the record's money comes from, for places; -1 where there is none. */
  column: number;
  state: MoneyState;
}

/** `none`: no amount in any money cell; `bad`: one cannot be read; `undirected`: an amount whose direction is not known. */
export type MoneyState = 'ok' | 'none' | 'bad' | 'undirected';

/** Reads the money of the record under the cursor into `money`. */
export type MoneyReader = (money: Money) => void;

/** What a rule is compiled for: one header of one sheet. */
export interface MoneyContext {
  cursor: RowCursor;
  cells: AmountCells;
  column(meaning: Meaning): number | undefined;
  heading(name: string): number | undefined;
}

/** A fresh record of money. */
export function noMoney(): Money {
  return {
    incomeE5: 0,
    expenseE5: 0,
    neutralE5: 0,
    direction: 'neutral',
    signedE5: 0,
    currency: null,
    column: -1,
    state: 'none',
  };
}

function reset(money: Money): void {
  money.incomeE5 = 0;
  money.expenseE5 = 0;
  money.neutralE5 = 0;
  money.direction = 'neutral';
  money.signedE5 = 0;
  money.currency = null;
  money.column = -1;
  money.state = 'none';
}

function put(money: Money, direction: Direction, amountE5: number, turns: boolean): void {
  const turned = turns && amountE5 < 0 ? opposite(direction) : direction;
  const absolute = Math.abs(amountE5);
  money.direction = turned;
  money.incomeE5 = turned === 'income' ? absolute : 0;
  money.expenseE5 = turned === 'expense' ? absolute : 0;
  money.neutralE5 = turned === 'neutral' ? absolute : 0;
  money.signedE5 = direction === 'income' ? amountE5 : direction === 'expense' ? -amountE5 : 0;
}

function opposite(direction: Direction): Direction {
  return direction === 'income' ? 'expense' : direction === 'expense' ? 'income' : direction;
}

/** Compiles a profile's amount rule. Refuses `statements.amount_column_missing` when the header lacks what the rule needs. */
export function compileMoney(profile: Profile, context: MoneyContext): MoneyReader {
  const read = compileRule(profile.amount, context);
  return money => {
    reset(money);
    read(money);
  };
}

function compileRule(rule: AmountRule, context: MoneyContext): MoneyReader {
  switch (rule.by) {
    case 'word':
      return byWord(rule, context);
    case 'columns':
      return byColumns(rule.negativeTurns === true, context);
    case 'sign':
      return bySign(rule.positive, context);
    case 'fixed':
      return fixed(rule, context);
    case 'flow':
      return flow(rule, context);
    case 'memo':
      return byMemo(rule, context);
    case 'function':
      throw new Refusal('statements.no_such_function', { name: rule.name });
  }
}

function needed(context: MoneyContext, ...meanings: Meaning[]): number {
  const column = meanings.map(meaning => context.column(meaning)).find(index => index !== undefined);
  if (column === undefined) throw new Refusal('statements.amount_column_missing', { meaning: meanings[0]! });
  return column;
}

/** Reads one cell into the money's state; true if there is an amount to place. */
function take(money: Money, context: MoneyContext, column: number): boolean {
  const { cells } = context;
  money.column = column;
  money.state = cells.read(column);
  money.currency = cells.currency;
  return money.state === 'ok';
}

const EMPTY = 'empty';
const UNKNOWN = 'unknown';

function byWord(rule: Extract<AmountRule, { by: 'word' }>, context: MoneyContext): MoneyReader {
  const word = context.column(rule.column);
  const amount = needed(context, 'amount');
  const find = wordMatcher<Direction>(
    [
      { value: 'neutral', words: rule.neutral },
      { value: 'income', words: rule.income },
      { value: 'expense', words: rule.expense },
    ],
    rule.match,
  );
  const directions = new Remembered<Direction | typeof EMPTY | typeof UNKNOWN>(text => {
    const key = normaliseWord(text);
    return find(key) ?? (key === '' || key === '-' || key === '--' ? (rule.empty ?? EMPTY) : UNKNOWN);
  });
  const taken = {
    income: takenFrom(rule, context, 'income', amount),
    expense: takenFrom(rule, context, 'expense', amount),
    neutral: takenFrom(rule, context, 'neutral', amount),
  };
  return money => {
    const direction = word === undefined ? (rule.empty ?? EMPTY) : directions.of(context.cursor.text(word));
    if (direction === EMPTY || direction === UNKNOWN) {
      if (take(money, context, amount)) money.state = 'undirected';
      money.column = money.state === 'undirected' && word !== undefined ? word : amount;
      return;
    }
    money.direction = direction;
    if (take(money, context, taken[direction]))
      put(money, direction, context.cells.e5, rule.negativeTurns === true);
  };
}

function takenFrom(
  rule: Extract<AmountRule, { by: 'word' }>,
  context: MoneyContext,
  direction: Direction,
  amount: number,
): number {
  const meaning = rule.take?.[direction];
  return meaning === undefined ? amount : (context.column(meaning) ?? amount);
}

function byColumns(turns: boolean, context: MoneyContext): MoneyReader {
  const income = needed(context, 'income');
  const expense = needed(context, 'expense');
  return money => {
    const { cells } = context;
    const inState = cells.read(income);
    const inE5 = cells.e5;
    const inCurrency = cells.currency;
    const outState = cells.read(expense);
    const outE5 = cells.e5;
    money.currency = inCurrency ?? cells.currency;
    if (inState === 'bad' || outState === 'bad') {
      money.state = 'bad';
      money.column = inState === 'bad' ? income : expense;
      return;
    }
    money.column = outE5 !== 0 || (inState === 'none' && outState === 'ok') ? expense : income;
    if (inState === 'none' && outState === 'none') return;
    money.state = 'ok';
    if (inE5 !== 0 && outE5 !== 0) {
      const gained = (turns && inE5 < 0 ? 0 : Math.abs(inE5)) + (turns && outE5 < 0 ? -outE5 : 0);
      const spent = (turns && outE5 < 0 ? 0 : Math.abs(outE5)) + (turns && inE5 < 0 ? -inE5 : 0);
      money.incomeE5 = gained;
      money.expenseE5 = spent;
      money.direction = gained >= spent ? 'income' : 'expense';
      money.signedE5 = inE5 - outE5;
    } else if (outE5 !== 0 || (inE5 === 0 && inState === 'none')) put(money, 'expense', outE5, turns);
    else if (inE5 !== 0 || outState === 'none') put(money, 'income', inE5, turns);
    else put(money, 'neutral', 0, false);
  };
}

function bySign(positive: 'income' | 'expense', context: MoneyContext): MoneyReader {
  const amount = needed(context, 'amount');
  return money => {
    if (take(money, context, amount)) put(money, positive, context.cells.e5, true);
  };
}

function fixed(rule: Extract<AmountRule, { by: 'fixed' }>, context: MoneyContext): MoneyReader {
  const first = needed(context, ...(rule.of ?? (['amount'] as Meaning[])));
  const added = (rule.add ?? [])
    .map(meaning => context.column(meaning))
    .filter(column => column !== undefined);
  return money => {
    const known = take(money, context, first);
    let total = context.cells.e5;
    if (!known && money.state === 'bad') return;
    for (const column of added) {
      const state = context.cells.read(column);
      if (state === 'bad') {
        money.state = 'bad';
        money.column = column;
        return;
      }
      if (state === 'ok') money.state = 'ok';
      total += context.cells.e5;
    }
    if (money.state === 'ok') put(money, rule.direction, total, true);
    else money.direction = rule.direction;
  };
}

function flow(rule: Extract<AmountRule, { by: 'flow' }>, context: MoneyContext): MoneyReader {
  const columnsOf = (names: string[]) =>
    names.map(name => context.heading(name)).filter(column => column !== undefined);
  const income = columnsOf(rule.income);
  const expense = columnsOf(rule.expense);
  const sumOf = (money: Money, columns: number[]) => {
    let sum = 0;
    for (const column of columns) {
      const state = context.cells.read(column);
      if (state === 'bad') {
        money.state = 'bad';
        money.column = column;
      } else if (state === 'ok') {
        if (money.state === 'none') money.state = 'ok';
        sum += context.cells.e5;
      }
    }
    return sum;
  };
  return money => {
    const gained = sumOf(money, income);
    const spent = sumOf(money, expense);
    if (money.state !== 'ok') return;
    money.incomeE5 = Math.max(gained, 0) + Math.max(-spent, 0);
    money.expenseE5 = Math.max(spent, 0) + Math.max(-gained, 0);
    money.signedE5 = gained - spent;
    money.direction = money.expenseE5 > 0 ? 'expense' : money.incomeE5 > 0 ? 'income' : 'neutral';
  };
}

function byMemo(rule: Extract<AmountRule, { by: 'memo' }>, context: MoneyContext): MoneyReader {
  const amount = needed(context, 'amount');
  const columns = rule.columns.map(meaning => context.column(meaning)).filter(column => column !== undefined);
  const words = rule.income.map(normaliseWord);
  const says = new Remembered<boolean>(text => {
    const key = normaliseWord(text);
    return words.some(word => key.includes(word));
  });
  return money => {
    if (!take(money, context, amount)) return;
    const isIncome = columns.some(column => says.of(context.cursor.text(column)));
    put(money, isIncome ? 'income' : rule.otherwise, context.cells.e5, !isIncome);
  };
}
