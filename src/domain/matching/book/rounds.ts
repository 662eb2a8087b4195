/** Most by which one row may differ and still be 尾差, in 分 (ACCOUNTING.md §9). */
export const ROUND_MOST_FEN = 1;
/** Most of it by account and month, in 分. */
export const ROUND_MONTH_FEN = 100;
