import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../domain/refusal.ts';
import {
  type AmountRule,
  MEANINGS,
  type Meaning,
  type Profile,
  type RowTest,
  SOURCES,
} from '../domain/statement.ts';
import { normaliseHeading } from './normalise.ts';

const meaning = z.enum(MEANINGS as unknown as [Meaning, ...Meaning[]]);
const direction = z.enum(['income', 'expense', 'neutral']);
const text = z.string().min(1).max(400);
const texts = z.array(text).max(200);
/** Words of cells; '' is an empty cell. */
const words = z.array(z.string().max(400)).max(200);
const columns = z.partialRecord(meaning, texts);
const pattern = text.refine(isPattern, 'not a plain regular expression');

const rowTest: z.ZodType<RowTest> = z.lazy(() =>
  z.strictObject({
    column: z.union([meaning, z.literal('first')]),
    equals: words.optional(),
    startsWith: texts.optional(),
    endsWith: texts.optional(),
    contains: texts.optional(),
    empty: z.boolean().optional(),
    and: z.array(rowTest).max(20).optional(),
  }),
);
const rowTests = z.array(rowTest).max(50).optional();

const amount: z.ZodType<AmountRule> = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('word'),
    column: meaning,
    income: texts,
    expense: texts,
    neutral: texts,
    empty: direction.optional(),
    match: z.enum(['whole', 'start', 'contains']).optional(),
    negativeTurns: z.boolean().optional(),
    take: z.partialRecord(direction, meaning).optional(),
  }),
  z.strictObject({ by: z.literal('columns'), negativeTurns: z.boolean().optional() }),
  z.strictObject({ by: z.literal('sign'), positive: z.enum(['income', 'expense']) }),
  z.strictObject({
    by: z.literal('fixed'),
    direction,
    of: z.array(meaning).min(1).optional(),
    add: z.array(meaning).optional(),
  }),
  z.strictObject({ by: z.literal('flow'), income: texts, expense: texts }),
  z.strictObject({
    by: z.literal('memo'),
    columns: z.array(meaning).min(1),
    income: texts,
    otherwise: z.literal('expense'),
  }),
  z.strictObject({ by: z.literal('function'), name: text }),
]);

const profile: z.ZodType<Profile> = z.strictObject({
  id: z.string().regex(/^[\p{L}\p{N}._-]{1,120}$/u),
  version: z.int().min(1),
  source: z.enum(SOURCES),
  title: z.strictObject({ zh: text, en: text }),
  preamble: texts.optional(),
  header: z.array(texts.min(1)).max(600),
  bare: z
    .strictObject({ cells: z.array(z.strictObject({ pattern, meaning: meaning.optional() })).min(2) })
    .optional(),
  absent: texts.optional(),
  columns,
  exceptions: z.array(z.strictObject({ when: z.array(rowTest).min(1), columns })).optional(),
  amount,
  currency: z.string().max(8).optional(),
  skip: rowTests,
  end: rowTests,
  closed: rowTests,
  refund: rowTests,
  declared: z
    .array(
      z.strictObject({
        of: z.enum(['rows', 'income', 'expense', 'neutral']),
        pattern: pattern.optional(),
        headings: z.strictObject({ count: text.optional(), sum: text.optional() }).optional(),
      }),
    )
    .optional(),
  totalLine: z.boolean().optional(),
  identities: z.array(z.strictObject({ name: text, left: texts, right: texts })).optional(),
  about: z
    .strictObject({
      account: pattern.optional(),
      from: pattern.optional(),
      to: pattern.optional(),
      year: pattern.optional(),
      file: pattern.optional(),
    })
    .optional(),
  periodEnd: z.enum(['inclusive', 'exclusive']).optional(),
  dates: z.enum(['dmy', 'mdy']).optional(),
  balance: z.strictObject({ check: z.boolean() }).optional(),
  ids: z.array(meaning).optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
});

/** A repeated group that repeats inside can take for ever on a hostile line; no honest pattern needs one. */
const REPEATED_TWICE = /\([^()]*[+*][^()]*\)[+*{]/;

function isPattern(source: string): boolean {
  if (REPEATED_TWICE.test(source)) return false;
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks a profile that comes from outside: every field known and of its type, else refused whole as
 * `statements.bad_profile` with the field at fault. Headings come back in the form in which they are compared.
 */
export function checkProfile(value: unknown): Profile {
  const checked = profile.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const field = [...issue.path, ...unknown].join('.') || '—';
    throw new Refusal('statements.bad_profile', { field, reason: issue.message });
  }
  if (checked.data.header.length === 0 && !checked.data.bare)
    throw new Refusal('statements.bad_profile', { field: 'header', reason: 'empty' });
  return normalised(checked.data);
}

/** Reads the profiles of a folder (`*.json`, each one profile or a list), in the order of their file names. Refuses `statements.bad_profile`. */
export function loadProfiles(folder: string): Profile[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort();
  const profiles = names.flatMap(name => readProfiles(join(folder, name), name));
  const ids = new Set<string>();
  for (const { id } of profiles) {
    if (ids.has(id)) throw new Refusal('statements.profile_twice', { profile: id });
    ids.add(id);
  }
  return profiles;
}

function readProfiles(path: string, name: string): Profile[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return (Array.isArray(value) ? value : [value]).map(checkProfile);
  } catch (error) {
    if (error instanceof Refusal) throw error.at({ file: name });
    throw new Refusal(
      'statements.bad_profile',
      { field: '—', reason: (error as Error).message },
      { file: name },
    );
  }
}

/** Saved mappings name columns by key (`金额#2`); the number is no part of the name. */
function headingKey(name: string): string {
  const [, own, count] = /^(.*?)(#\d+)?$/su.exec(name)!;
  return normaliseHeading(own!) + (count ?? '');
}

function normalised(raw: Profile): Profile {
  const keys = (names: string[]) => names.map(name => name.split('|').map(headingKey).join('|'));
  const mapped = (given: Profile['columns']) =>
    Object.fromEntries(Object.entries(given).map(([name, names]) => [name, keys(names)]));
  return {
    ...raw,
    header: raw.header.map(keys),
    ...(raw.absent && { absent: keys(raw.absent) }),
    columns: mapped(raw.columns),
    ...(raw.exceptions && {
      exceptions: raw.exceptions.map(({ when, columns: names }) => ({ when, columns: mapped(names) })),
    }),
    ...(raw.identities && {
      identities: raw.identities.map(each => ({ ...each, left: keys(each.left), right: keys(each.right) })),
    }),
    amount:
      raw.amount.by === 'flow'
        ? { ...raw.amount, income: keys(raw.amount.income), expense: keys(raw.amount.expense) }
        : raw.amount,
  };
}
