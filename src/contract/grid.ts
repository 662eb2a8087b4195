import * as z from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const bound = z.union([z.number(), z.string(), z.null()]);

export const gridQuery = z.object({
  filter: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('contains'), column: z.string(), text: z.string().max(200) }),
        z.object({ kind: z.literal('in'), column: z.string(), values: z.array(value).max(1000) }),
        z.object({ kind: z.literal('between'), column: z.string(), from: bound, to: bound }),
      ]),
    )
    .max(50),
  sort: z.array(z.object({ column: z.string(), descending: z.boolean() })).max(8),
});

export const gridWindow = z.object({
  query: gridQuery,
  from: z.int().min(0),
  count: z.int().min(1).max(1000),
});

export const gridSelection = z.union([
  z.object({ ids: z.array(z.string()).max(100_000) }),
  z.object({ query: gridQuery, except: z.array(z.string()).max(100_000) }),
]);
