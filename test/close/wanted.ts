import * as z from 'zod';
import { contract } from '../../src/contract/index.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';

/** What a JSON schema of an input is read by. */
interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minItems?: number;
  pattern?: string;
}

/** A command of the contract that writes into the book, with the shape of its input. */
export interface Door {
  name: string;
  shape: Shape | null;
  /** Its input names a day or a month. */
  isDated: boolean;
}

/** Groups of the contract that never write into an open book. */
const BESIDE: ReadonlySet<string> = new Set([
  ...['session', 'people', 'jobs', 'settings', 'files', 'grids', 'statements', 'profiles', 'compare'],
  ...['demo', 'books'],
]);

/** Every command there is, read from the contract: a new one cannot be forgotten. */
export function allDoors(): Door[] {
  return Object.entries(contract).flatMap(([group, some]) =>
    BESIDE.has(group)
      ? []
      : Object.entries(some as Record<string, { '~orpc': { meta: { kind: string }; inputSchema?: unknown } }>)
          .filter(([, procedure]) => procedure['~orpc'].meta.kind === 'command')
          .map(([act, procedure]) => {
            const { inputSchema } = procedure['~orpc'];
            const shape = inputSchema
              ? (z.toJSONSchema(inputSchema as z.ZodType, { unrepresentable: 'any', io: 'input' }) as Shape)
              : null;
            return { name: `${group}.${act}`, shape, isDated: JSON.stringify(shape).includes('d{4}') };
          }),
  );
}

/** Dice of one seed (mulberry32). */
function diceOf(seed: number): (sides: number) => number {
  let state = seed;
  return sides => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Values that a closed month offers for a field of some name; ids are those of rows that stand in it. */
export type Offers = Record<string, unknown[]>;

const BY_TABLE: Record<string, string> = {
  batch: `SELECT id FROM batch WHERE effective_on LIKE @month || '%' AND event <> 'E61' GROUP BY event
    ORDER BY event IN ('E03', 'E07', 'E05', 'E10', 'E00') DESC`,
  order: "SELECT id FROM promo_order WHERE placed_on LIKE @month || '%' GROUP BY state, product",
  ticket: "SELECT id FROM ticket WHERE arose_on LIKE @month || '%'",
  invoice: 'SELECT id FROM invoice',
  request: 'SELECT id FROM invoice_request',
  form: 'SELECT id FROM red_form',
  supplier: 'SELECT id FROM supplier',
  money: 'SELECT id FROM money_account',
  employee: 'SELECT id FROM employee',
  pool: 'SELECT id FROM pool WHERE client = @client OR client IS NULL',
  wallet: "SELECT id FROM pool WHERE kind <> 'account'",
  policy: 'SELECT id FROM policy',
  application: 'SELECT id FROM application',
  match: 'SELECT id FROM match_group',
  exception: 'SELECT id FROM close_exception',
  qualification: 'SELECT id FROM qualification',
  file: 'SELECT id FROM bill_file',
  accountText:
    'SELECT platform_id FROM platform_account WHERE client = @client UNION SELECT platform_id FROM platform_account',
  code: 'SELECT code FROM client WHERE id = @client',
  caseNo:
    "SELECT case_no FROM transfer WHERE effective_on LIKE @month || '%' AND case_no IS NOT NULL GROUP BY event",
  waiting: `SELECT t.case_no FROM transfer t JOIN account a ON a.id = t.credit WHERE a.code = '2241.01'
    AND t.effective_on LIKE @month || '%' GROUP BY t.case_no`,
  no: 'SELECT case_no FROM withdrawal',
  legs: "SELECT id FROM transfer WHERE effective_on LIKE @month || '%' GROUP BY event",
};

/** Reads what a month of a client offers. */
export function offersOf(connection: Connection, month: string, client: number): Offers {
  const offers: Offers = {};
  for (const [name, sql] of Object.entries(BY_TABLE))
    offers[name] = connection
      .prepareValue(`SELECT * FROM (${sql}) LIMIT 40`)
      .all(sql.includes('@') ? bound(sql, { month, client }) : {});
  return offers;
}

function bound(sql: string, values: { month: string; client: number }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => sql.includes(`@${name}`)));
}

const SAME: Record<string, string> = {
  ...{ planned: 'order', orders: 'order', tickets: 'ticket', invoices: 'invoice', blue: 'invoice' },
  ...{ matches: 'match', out: 'batch', in: 'batch', left: 'legs', right: 'legs', item: 'caseNo' },
};

/** A digest, a number of an invoice on paper, a digital one. */
const NUMBERS = ['0'.repeat(64), '12345678', '25442000000012345678'];
const STATES = ['投放中', '投放完成', '已终止', '已退款', 'delivering', 'finished', 'terminated'];

/** An input of a shape that speaks of a closed month and of a client, as far as names of fields tell. */
export function inputFor(
  shape: Shape | null,
  {
    month,
    client,
    offers,
    seed,
    tries,
  }: { month: string; client: number; offers: Offers; seed: number; tries: number },
): unknown {
  const roll = diceOf(seed);
  const oneOf = <T>(some: readonly T[]): T | undefined => some[roll(Math.max(1, some.length))];
  const dated = (pattern: string) =>
    [`${month}-1${roll(9)}`, month, `${month}-1${roll(9)} 10:00:00`].find(each =>
      new RegExp(pattern).test(each),
    );

  const number = (name: string): number => {
    if (/Fen$/.test(name)) return [100, 5_000, 30_000, 100_000][roll(4)]!;
    if (/^client|Client$/.test(name)) return client;
    const known = offers[SAME[name] ?? name] ?? [];
    return known.length > 0 ? Number(known[tries % known.length]) : 1 + (tries % 4);
  };
  const text = (name: string): string => {
    if (name === 'key') return `every-door-${seed}`;
    if (/^(on|from|to|day|toldOn|expiresOn)$/.test(name)) return `${month}-15`;
    if (/^account(Id)?$/.test(name)) return String(oneOf(offers.accountText ?? []) ?? 'x');
    if (name === 'to' && roll(2)) return oneOf(STATES)!;
    if (name === 'number') return NUMBERS[1 + roll(2)]!;
    if (name === 'caseNo')
      return String(oneOf(roll(2) ? (offers.waiting ?? []) : (offers.caseNo ?? [])) ?? 'x');
    const known = offers[SAME[name] ?? name] ?? [];
    return known.length > 0 ? String(oneOf(known)) : name === 'period' ? month : `关账后${seed}`;
  };
  const make = (of: Shape, name: string): unknown => {
    const choices = of.anyOf ?? of.oneOf;
    if (choices) return make(oneOf(choices)!, name);
    if (of.const !== undefined) return of.const;
    if (of.enum) return oneOf(of.enum);
    if (of.pattern?.includes('d{4}')) return dated(of.pattern) ?? month;
    if (of.pattern) return NUMBERS.find(each => new RegExp(of.pattern!).test(each)) ?? 'x';
    const type = Array.isArray(of.type) ? of.type[0] : of.type;
    if (type === 'object')
      return Object.fromEntries(
        Object.entries(of.properties ?? {})
          .filter(([field]) => of.required?.includes(field) || roll(3) > 0)
          .map(([field, each]) => [field, make(each, field)]),
      );
    if (type === 'array')
      return Array.from({ length: Math.max(1, of.minItems ?? 1) }, () => make(of.items ?? {}, name));
    if (type === 'integer' || type === 'number') return number(name);
    if (type === 'boolean') return roll(2) === 1;
    return type === 'null' ? null : text(name);
  };
  return shape === null ? undefined : make(shape, '');
}
