import { type } from '@orpc/contract';
import * as z from 'zod';
import { PRODUCTS } from '../domain/rulebook/types.ts';
import { MEANINGS, type Meaning, type Profile } from '../domain/statement.ts';
import { command, query } from './procedure.ts';

/** What the mapping screen knows after the user named the columns once. */
export const mapping = z.object({
  fileId: z.string(),
  sheet: z.string(),
  name: z.string().min(1).max(60),
  /** Record index (from 0) of the row that holds the headings. */
  headerRecord: z.int().min(0),
  /** Column index → meaning. */
  columns: z
    .array(
      z.object({ index: z.int().min(0), meaning: z.enum(MEANINGS as unknown as [Meaning, ...Meaning[]]) }),
    )
    .min(1),
  amount: z.discriminatedUnion('by', [
    z.object({ by: z.literal('columns') }),
    z.object({ by: z.literal('sign'), positive: z.enum(['income', 'expense']) }),
    z.object({ by: z.literal('fixed'), direction: z.enum(['income', 'expense', 'neutral']) }),
    z.object({
      by: z.literal('word'),
      column: z.enum(['direction', 'kind']),
      income: z.array(z.string()).max(50),
      expense: z.array(z.string()).max(50),
      neutral: z.array(z.string()).max(50),
    }),
  ]),
  currency: z.string().max(8).default('CNY'),
  /** The rows are orders of this product: they make and update orders by their number. */
  orders: z.enum(PRODUCTS).optional(),
});

export const profiles = {
  list: query('viewer').output(type<Profile[]>()),
  /** Saves a mapping as a named profile; the same name makes the next version. Refuses columns that contradict the amount rule. */
  save: command('viewer').input(mapping).output(type<Profile>()),
  remove: command('viewer')
    .input(z.object({ id: z.string() }))
    .output(type<{ removed: boolean }>()),
  /** Writes a profile as a JSON file (an export). */
  export: command('viewer')
    .input(z.object({ id: z.string() }))
    .output(type<{ fileId: string; name: string }>()),
  /** Reads an exported profile from a staged file. Refuses unknown fields whole. */
  import: command('viewer')
    .input(z.object({ fileId: z.string() }))
    .output(type<Profile>()),
};
