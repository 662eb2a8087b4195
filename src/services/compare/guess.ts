import type { CompareChoice } from '../../domain/compare.ts';
import { NO_DAY } from '../../domain/matching/side.ts';
import type { Meaning, Profile } from '../../domain/statement.ts';
import { parseAmount } from '../../statements/amount.ts';
import { parseMoment } from '../../statements/dates.ts';
import { normaliseHeading, normaliseWord } from '../../statements/normalise.ts';
import { habitOf } from '../../statements/side-form.ts';
import { MONEY_CHOICES, moneyOfRecords } from '../../statements/side-reader.ts';
import { guessKey, type KeyGuess, type NamedKey } from './guess-key.ts';
import { type Sample, type SampleColumn, type Statement, sheetOf } from './sample.ts';

const DEFAULT_WINDOW_DAYS = 3;

/**
 * Guesses which columns to compare: the key is the pair of columns whose values meet; amount, date and party are those
 * that agree most often on rows that share a key, by meaning and heading where that leaves a choice.
 */
export function guessColumns(
  left: Statement,
  right: Statement,
  windowDays = DEFAULT_WINDOW_DAYS,
  namedKey?: NamedKey,
): CompareChoice {
  const guess = guessKey(left, right, namedKey);
  const date = guessDate(guess);
  const amount = guessAmount(guess, date, windowDays);
  const party = guessParty(guess);
  return {
    left: {
      key: guess.key?.left ?? null,
      amount: amount.left,
      date: date.left?.heading ?? null,
      party: party.left,
    },
    right: {
      key: guess.key?.right ?? null,
      amount: amount.right,
      date: date.right?.heading ?? null,
      party: party.right,
    },
    windowDays,
  };
}

/** A choice for one side with what it yields in the sample. `rank`: smaller is preferred among equals. */
interface Option {
  heading: string;
  rank: number;
  values: (number | string)[];
}

/** What a pair of options must be ahead in agreement, as a share, to be taken before one without. */
type Handicap = (left: Option, right: Option) => number;
const byRank: Handicap = (left, right) => (left.rank + right.rank) * 0.002;

interface Chosen {
  left: Option | null;
  right: Option | null;
}

/** The pair of options that agrees on most keys; where they agree alike, the handicap decides, then an equal heading. */
function bestOf(
  guess: KeyGuess,
  left: Option[],
  right: Option[],
  least: number,
  handicap: Handicap = byRank,
): Chosen | null {
  let best: Chosen | null = null;
  let bestScore = least;
  for (const l of left)
    for (const r of right) {
      const agreed = guess.meetings.filter(meeting => {
        const values = new Set(meeting.left.map(row => l.values[row]));
        return meeting.right.some(row => isKnown(r.values[row]!) && values.has(r.values[row]!));
      }).length;
      const sameName = normaliseHeading(l.heading) === normaliseHeading(r.heading) ? 0.004 : 0;
      const score = agreed / guess.meetings.length + sameName - handicap(l, r);
      if (score <= bestScore) continue;
      best = { left: l, right: r };
      bestScore = score;
    }
  return best;
}

function isKnown(value: number | string): boolean {
  return typeof value === 'string' ? value !== '' : Number.isFinite(value) && value !== NO_DAY;
}

// Dates

function guessDate(guess: KeyGuess): Chosen {
  const [left, right] = [dateOptions(guess.left), dateOptions(guess.right)];
  const agreed = guess.meetings.length > 0 ? bestOf(guess, left, right, 0.3) : null;
  return agreed ?? { left: left[0] ?? null, right: right[0] ?? null };
}

function dateOptions(sample: Sample): Option[] {
  const habit = habitOf(sheetOf(sample.statement), sample.statement.recognition);
  return sample.columns
    .filter(({ meaning, heading }) => meaning === 'time' || (meaning === null && !/号|id/i.test(heading)))
    .map(column => {
      const values = column.values.map(value => {
        const moment = parseMoment(value, habit);
        return typeof moment === 'string' ? NO_DAY : moment.day;
      });
      const rank = column.meaning === 'time' ? 0 : /时间|日期|date|time/i.test(column.heading) ? 1 : 3;
      return { heading: column.heading, rank, values };
    })
    .filter(({ values }) => share(values, value => value !== NO_DAY) > 0.5)
    .sort((a, b) => a.rank - b.rank);
}

// Amounts

const MONEY_MEANINGS: readonly Meaning[] = [
  'amount',
  'paid',
  'income',
  'expense',
  'spent',
  'topUp',
  'refunded',
];
const MONEY_WORDS =
  /金额|收入|支出|发生额|消耗|实付|实收|借方|贷方|应付|应收|amount|total|paid|sum|debit|credit/i;
const NOT_MONEY = /余额|结余|手续费|费率|balance|fee/i;

function guessAmount(
  guess: KeyGuess,
  date: Chosen,
  windowDays: number,
): { left: string | null; right: string | null } {
  const [left, right] = [guess.left, guess.right].map(moneyOptions) as [Option[], Option[]];
  const { recognition: l } = guess.left.statement;
  const { recognition: r } = guess.right.statement;
  if (isFlow(l.profile) && l.profile?.id === r.profile?.id) return { left: '@signed', right: '@signed' };
  const handicap = signHandicap(isFlow(l.profile) && isFlow(r.profile), guess.meetings.length > 0);
  const chosen =
    guess.meetings.length > 0
      ? bestOf(guess, left, right, 0.05, handicap)
      : bestByNearness(left, right, date, windowDays, handicap);
  return {
    left: (chosen?.left ?? left[0])?.heading ?? null,
    right: (chosen?.right ?? right[0])?.heading ?? null,
  };
}

/** A statement of money in and out, unlike a list of orders. */
function isFlow(profile: Profile | null): boolean {
  return profile !== null && profile.amount.by !== 'fixed';
}

/**
 * Two flows are compared with their signs: as they are, or the one from the other's point of view (a withdrawal leaves
 * the channel and reaches the bank); without signs only if that agrees clearly better, and more so without a common key,
 * where amounts meet by chance. Else plain columns come first.
 */
function signHandicap(bothFlows: boolean, keyed: boolean): Handicap {
  const signs = (option: Option) => (option.heading.startsWith('@') ? option.heading.charAt(1) : 'r');
  const unsigned = keyed ? 0.04 : 0.1;
  const flows: Record<string, number> = { ss: 0, so: 0.002, aa: unsigned, rr: unsigned };
  const others: Record<string, number> = {
    rr: 0,
    rs: 0.004,
    sr: 0.004,
    ra: 0.006,
    ar: 0.006,
    ro: 0.01,
    or: 0.01,
  };
  return (left, right) => {
    const pair = signs(left) + signs(right);
    return (
      (bothFlows ? (flows[pair] ?? 0.2) : (others[pair] ?? 0.02)) + (pair === 'ss' ? 0 : byRank(left, right))
    );
  };
}

/** Money columns first, then the profile's own money: with its sign, turned round, without. */
function moneyOptions(sample: Sample): Option[] {
  const { statement, records } = sample;
  const columns = sample.columns.flatMap(column => {
    const rank = moneyRank(column);
    if (rank === null) return [];
    const values = column.values.map(value => {
      const amount = parseAmount(value);
      return typeof amount === 'string' ? Number.NaN : amount.e5;
    });
    return share(values, Number.isFinite) > 0.2 ? [{ heading: column.heading, rank, values }] : [];
  });
  columns.sort((a, b) => a.rank - b.rank);
  if (!statement.recognition.profile) return columns;
  const pseudo = MONEY_CHOICES.map((choice, at) => ({
    heading: choice,
    rank: at === 0 ? 0 : 1,
    values: moneyOfRecords(sheetOf(statement), statement.recognition, records, choice),
  }));
  const isFixed = statement.recognition.profile.amount.by === 'fixed';
  return isFixed ? [...columns, ...pseudo] : [...pseudo, ...columns];
}

function moneyRank({ meaning, heading, values }: SampleColumn): number | null {
  if (meaning !== null) {
    const at = MONEY_MEANINGS.indexOf(meaning);
    return at < 0 ? null : at;
  }
  if (NOT_MONEY.test(heading)) return null;
  if (MONEY_WORDS.test(heading)) return 1;
  return share(values, value => /^[+-]?[\d,]+\.\d{1,5}$/.test(value)) > 0.8 ? 4 : null;
}

/** Without a common key: the pair of options of which most amounts stand in both files on days near each other. */
function bestByNearness(
  left: Option[],
  right: Option[],
  date: Chosen,
  windowDays: number,
  handicap: Handicap,
): Chosen | null {
  let best: Chosen | null = null;
  let bestScore = 0;
  for (const r of right) {
    const days = new Map<number | string, number[]>();
    r.values.forEach((amount, row) => {
      if (!isKnown(amount) || amount === 0) return;
      const known = days.get(amount) ?? [];
      const day = (date.right?.values[row] as number | undefined) ?? 0;
      if (!known.includes(day)) known.push(day);
      days.set(amount, known);
    });
    for (const l of left) {
      const amounts = l.values.filter(value => isKnown(value) && value !== 0).length;
      if (amounts === 0 || days.size === 0) continue;
      const near = l.values.filter((amount, row) => {
        const day = (date.left?.values[row] as number | undefined) ?? 0;
        return days.get(amount)?.some(other => Math.abs(other - day) <= windowDays);
      }).length;
      const score = near / Math.min(amounts, r.values.length) - handicap(l, r);
      if (score <= bestScore) continue;
      best = { left: l, right: r };
      bestScore = score;
    }
  }
  return best;
}

// Parties

const PARTY_MEANINGS: readonly Meaning[] = ['account', 'party', 'partyAccount'];
const PARTY_WORDS =
  /账户|账号|帐户|帐号|户名|对方|客户|商户|广告主|店铺|抖音号|account|party|customer|client|payee|payer|shop|name/i;

function guessParty(guess: KeyGuess): { left: string | null; right: string | null } {
  const [left, right] = [guess.left, guess.right].map(partyOptions) as [Option[], Option[]];
  const chosen =
    guess.meetings.length > 0 ? bestOf(guess, left, right, LEAST_SAME_PARTY) : bestByNames(left, right);
  return { left: chosen?.left?.heading ?? null, right: chosen?.right?.heading ?? null };
}

function partyOptions(sample: Sample): Option[] {
  return sample.columns.flatMap(({ heading, meaning, values }) => {
    const at = meaning === null ? -1 : PARTY_MEANINGS.indexOf(meaning);
    if (at < 0 && !(meaning === null && PARTY_WORDS.test(heading))) return [];
    return [{ heading, rank: at < 0 ? 3 : at, values: values.map(normaliseWord) }];
  });
}

/** A party is asked for in pairs without a common key, so columns whose names vary between the files do not serve. */
const LEAST_SAME_PARTY = 0.9;

/** Without a common key: the pair of columns that share most of their names. */
function bestByNames(left: Option[], right: Option[]): Chosen | null {
  let best: Chosen | null = null;
  let bestScore = 0.5;
  for (const l of left)
    for (const r of right) {
      const [a, b] = [new Set(l.values), new Set(r.values)];
      a.delete('');
      b.delete('');
      const common = [...a].filter(name => b.has(name)).length;
      const score = common / Math.max(1, Math.min(a.size, b.size)) - (l.rank + r.rank) * 0.002;
      if (score <= bestScore) continue;
      best = { left: l, right: r };
      bestScore = score;
    }
  return best;
}

function share<T>(values: T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(value => test(value)).length / values.length;
}
