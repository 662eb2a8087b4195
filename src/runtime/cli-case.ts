import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { fenOfE5, parseDecimalE5 } from '../domain/money.ts';
import type { OrderFacts } from '../domain/orders/facts.ts';
import { isRealDate } from '../domain/parties/checksum.ts';
import { SUBJECT_KINDS, VERIFICATIONS } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { PAYMENTS, PRODUCTS, SCENES } from '../domain/rulebook/types.ts';
import { ANCHORS, CARTS, CONTENTS } from '../domain/upgrade/facts.ts';
import { UPGRADE_STATES } from '../domain/upgrade/states.ts';

// The case file of `orders check` and `upgrade assess`: what is absent is unknown, what is there must be right.

const AMOUNT = /^\d{1,10}(?:\.\d{1,2})?$/;

const word = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: () => words.map(each => `"${each}"`).join(' | ') }).optional();
const yes = z.boolean({ error: () => 'true | false' }).optional();
const text = z.string({ error: () => '"…"' }).max(400, { error: () => '"…" ≤ 400' });
const count = z
  .int({ error: () => '0, 1, 2 …' })
  .min(0, { error: () => '0, 1, 2 …' })
  .optional();
const yuan = z
  .string({ error: () => '"300.00"' })
  .regex(AMOUNT, { error: () => '"300.00"' })
  .transform(amount => fenOfE5(parseDecimalE5(amount)!) as number)
  .optional();
const day = z
  .string({ error: () => '"2026-11-20"' })
  .refine(isRealDate, { error: () => '"2026-11-20"' })
  .optional();
const seconds = z
  .number({ error: () => '0 … 100000' })
  .min(0, { error: () => '0 … 100000' })
  .max(100_000, { error: () => '0 … 100000' });

/** An object whose unknown fields are refused with the names of those there are. */
function part<Shape extends z.core.$ZodShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: issue => (issue.code === 'unrecognized_keys' ? names : `{ ${names} }`),
  });
}

const caseFile = part({
  product: z.enum(PRODUCTS, { error: () => PRODUCTS.map(each => `"${each}"`).join(' | ') }),
  scene: word(SCENES),
  on: day,
  amountYuan: yuan,
  durationHours: z
    .number({ error: () => '0.5 … 10000' })
    .min(0.1, { error: () => '0.5 … 10000' })
    .max(10_000, { error: () => '0.5 … 10000' })
    .optional(),
  goal: text.optional(),
  bid: part({ by: word(['plays', 'goal']), mode: word(['auto', 'manual']) }).optional(),
  payment: word(PAYMENTS),
  video: part({
    public: yes,
    titleLength: count,
    seconds: seconds.optional(),
    cart: word(CARTS),
    materialId: text.optional(),
  }).optional(),
  live: part({ cartEverUsed: yes, anchor: word(ANCHORS) }).optional(),
  contentJudged: word(CONTENTS),
  subject: part({
    kind: word(SUBJECT_KINDS),
    corporateVerified: word(VERIFICATIONS),
    realName: yes,
    papers: z
      .array(text, { error: () => '["business_licence", …]' })
      .max(100, { error: () => '["business_licence", …]' })
      .optional(),
    taobaokeProof: yes,
  }).optional(),
  ecommerceLead: yes,
  account: part({ banned: yes, upgrade: word(UPGRADE_STATES), usedDouplusBefore: yes }).optional(),
  used: part({ todayYuan: yuan, totalYuan: yuan, accountTodayYuan: yuan, videoTodayYuan: yuan }).optional(),
});

/**
 * Reads a case file. Refuses `cli.file_missing`, `rules.case_not_json`, and `rules.case_field` or
 * `rules.case_unknown_field` with the path of the field and what may stand there.
 */
export function readCase(input: string): { facts: OrderFacts; on: string | null } {
  const path = resolve(input);
  if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file: input });
  const file = basename(path);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refusal('rules.case_not_json', { reason: (error as Error).message }, { file });
  }
  return caseOf(value, file);
}

/** The facts of a case; the same refusals as `readCase`. */
export function caseOf(value: unknown, file: string): { facts: OrderFacts; on: string | null } {
  const read = caseFile.safeParse(value);
  if (!read.success) throw caseRefusal(read.error.issues[0]!, file);
  const { on, amountYuan, used, ...facts } = read.data;
  return {
    on: on ?? null,
    facts: {
      ...facts,
      amountFen: amountYuan,
      used: used && {
        todayFen: used.todayYuan,
        totalFen: used.totalYuan,
        accountTodayFen: used.accountTodayYuan,
        videoTodayFen: used.videoTodayYuan,
      },
    },
  };
}

function caseRefusal(issue: z.core.$ZodIssue, file: string): Refusal {
  const path = issue.path.map(String);
  const expected = issue.message;
  if (issue.code === 'unrecognized_keys') {
    const field = [...path, issue.keys[0]!].join('.');
    return new Refusal('rules.case_unknown_field', { field, expected }, { file });
  }
  const field = path.join('.') || '—';
  return new Refusal('rules.case_field', { field, expected }, { file });
}
