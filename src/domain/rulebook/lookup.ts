import type { Product, RuleKind, RuleProduct, RuleRow, RuleRowOf, Scene } from './types.ts';

/** The rows in force on one day: what every decision about that day is made with. Plain data, it crosses any port. */
export interface Rules {
  on: string;
  rows: readonly RuleRow[];
}

/** The rows in force on a Beijing day; `from` and `to` are both included. */
export function rulesOn(rows: readonly RuleRow[], day: string): Rules {
  return { on: day, rows: rows.filter(({ from, to }) => from <= day && (to === null || day <= to)) };
}

/** The one row that answers a question about a product and scene: the nearest one wins. Undefined: no such rule then. */
export function ruleFor<K extends RuleKind>(
  rules: Rules,
  kind: K,
  product: RuleProduct,
  scene?: Scene,
): RuleRowOf<K> | undefined {
  const found = rowsFor(rules, kind, product, scene);
  return found.toSorted((one, other) => nearness(other) - nearness(one))[0];
}

/** All rows of a kind that speak of a product, and of a scene where one is given. */
export function rowsFor<K extends RuleKind>(
  rules: Rules,
  kind: K,
  product: RuleProduct,
  scene?: Scene,
): RuleRowOf<K>[] {
  return rules.rows.filter(
    row =>
      row.kind === kind &&
      (row.product === product || row.product === 'any') &&
      (scene === undefined || row.scene === null || row.scene === scene),
  ) as unknown as RuleRowOf<K>[];
}

/** A row by its id, if it is in force. */
export function rowNamed(rules: Rules, id: string): RuleRow | undefined {
  return rules.rows.find(row => row.id === id);
}

/** The products whose orders a row speaks of. */
export function productsOf(row: RuleRow): Product[] {
  if (row.product === 'douplus') return ['douplus'];
  return row.product === 'any' ? ['suixintui', 'douplus'] : ['suixintui'];
}

function nearness(row: { product: RuleProduct; scene: Scene | null }): number {
  return (row.product === 'any' ? 0 : 2) + (row.scene === null ? 0 : 1);
}
