import type { Bindings, SqlColumn, SqlGrid } from './grid.ts';

const heading = (name: string) => `orders.column.${name}`;

const money = (key: string, column: string): SqlColumn => ({
  key,
  kind: 'money',
  heading: heading(key),
  nullable: true,
  sql: `o.${column}`,
});

const word = (key: string, sql: string, valueText: string, nullable = true): SqlColumn => ({
  key,
  kind: 'state',
  heading: heading(key),
  listed: true,
  valueText,
  nullable,
  sql,
});

/** Orders of 小店随心推 and DOU+ that stand. `seen` are the clients whose orders may be seen, null for all. */
export function ordersGrid(name: string, seen: (Bindings & { clients?: string }) | null): SqlGrid {
  return {
    name,
    from: 'promo_order o',
    rowFrom: 'promo_order o',
    id: 'o.id',
    bindings: { ...seen },
    where: ['o.standing = 1', ...(seen ? ['o.client IN (SELECT value FROM json_each(@clients))'] : [])],
    joins: {},
    lookups: {
      client: { key: 'o.client', nullable: true, from: 'client c', id: 'c.id' },
      account: { key: 'o.platform_account', nullable: true, from: 'platform_account pa', id: 'pa.id' },
    },
    natural: ['placed_on'],
    naturalDescending: true,
    logged: true,
    // Orders of one manager's clients are found by their client; days in the order of the book are counted.
    stepped: seen === null,
    columns: [
      {
        key: 'order_no',
        kind: 'id',
        heading: heading('order_no'),
        sql: 'o.order_no',
        foundIn: { from: 'promo_order p', id: 'p.id', sql: 'p.order_no' },
      },
      word('state', "o.product || '.' || o.state", 'orders.state.'),
      {
        key: 'client',
        kind: 'text',
        heading: heading('client'),
        listed: true,
        nullable: true,
        sql: 'c.name',
        lookup: 'client',
      },
      word('product', 'o.product', 'orders.product.', false),
      { key: 'placed_on', kind: 'date', heading: heading('placed_on'), sql: 'o.placed_on' },
      money('amount', 'amount_fen'),
      money('spent', 'spent_fen'),
      word('finality', 'o.finality', 'orders.finality.'),
      money('expected', 'expected_fen'),
      {
        key: 'account',
        kind: 'text',
        heading: heading('account'),
        listed: true,
        nullable: true,
        sql: 'pa.name',
        lookup: 'account',
      },
      word('scene', 'o.scene', 'orders.scene.'),
      { key: 'goal', kind: 'text', heading: heading('goal'), listed: true, nullable: true, sql: 'o.goal' },
      money('paid', 'paid_fen'),
      money('top_up', 'top_up_fen'),
      money('coupon', 'coupon_fen'),
      word('payment', 'o.payment', 'orders.payment.'),
      word('told_by', 'o.told_by', 'orders.told_by.', false),
      word('flagged', 'CAST(o.flagged AS TEXT)', 'orders.flagged.', false),
    ],
  };
}
