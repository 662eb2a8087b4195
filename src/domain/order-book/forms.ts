import type { Product } from '../rulebook/types.ts';

/** Forms whose rows are orders, with their product. */
const PRODUCTS: Readonly<Record<string, Product>> = {
  'qianchuan.orders': 'suixintui',
  'douplus.orders': 'douplus',
};

/** End of the id of a form that a person mapped as an order list of a product. */
export const LIST_FORMS: Readonly<Record<Product, string>> = {
  suixintui: 'qianchuan.orders',
  douplus: 'douplus.orders',
};

/** The product whose orders a form lists, the platform's own or one that a person mapped; null for every other form. */
export function orderProduct(profile: string): Product | null {
  return PRODUCTS[/(?:^|\.)((?:qianchuan|douplus)\.orders)$/.exec(profile)?.[1] ?? ''] ?? null;
}
