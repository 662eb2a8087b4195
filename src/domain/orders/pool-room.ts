/** Money of a pool as an order meets it, 分. */
export interface PoolRoom {
  /** Neither spent, nor on order, nor held. */
  freeFen: number;
  /** Held 预占 by planned orders. */
  heldFen: number;
  onOrderFen: number;
  /** Spent in the `spentDays` days before today. */
  spentFen: number;
  spentDays: number;
}

/** What a pool can bear: an estimate, since spend goes on and money comes in. */
export interface PoolEstimate {
  /** Free after the order; negative is what is missing. */
  leftFen: number;
  /** Orders of this size that the free money bears; null for an order that takes nothing. */
  orders: number | null;
  /** Whole days that free money and money on order last at the pace of the last days; null where nothing was spent. */
  days: number | null;
}

/** What is left of a pool after an order that takes `takesFen` from it, and how long that lasts. */
export function poolEstimate(room: PoolRoom, takesFen: number): PoolEstimate {
  const { freeFen, onOrderFen, spentFen, spentDays } = room;
  const lastingFen = Math.max(0, freeFen + onOrderFen);
  return {
    leftFen: freeFen - takesFen,
    orders: takesFen > 0 ? Math.max(0, Math.floor(freeFen / takesFen)) : null,
    days: spentFen > 0 ? Math.floor((lastingFen * spentDays) / spentFen) : null,
  };
}
