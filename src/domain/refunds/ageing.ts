/** A class of an ageing report 账龄: days past due, both included; null: not due, or no upper end. */
export interface AgeingClass {
  from: number | null;
  to: number | null;
}

/** 未到期, then the classes by their last days, then what is older. */
export function ageingClasses(lastDays: readonly number[]): AgeingClass[] {
  const classes: AgeingClass[] = [{ from: null, to: 0 }];
  let from = 1;
  for (const to of lastDays) {
    classes.push({ from, to });
    from = to + 1;
  }
  return [...classes, { from, to: null }];
}

/** Which class so many days past due fall into. */
export function classOf(overdueDays: number, classes: readonly AgeingClass[]): number {
  const at = classes.findIndex(({ to }) => to === null || overdueDays <= to);
  return at < 0 ? classes.length - 1 : at;
}

/** Sums by class, in the order of the classes. */
export function ageingSums(
  items: readonly { openFen: number; overdueDays: number }[],
  classes: readonly AgeingClass[],
): number[] {
  const sums = classes.map(() => 0);
  for (const { openFen, overdueDays } of items) sums[classOf(overdueDays, classes)]! += openFen;
  return sums;
}

/** An open item of what a client owes: 垫款, 后付, 透支, 扣罚 (1122.01) or service fee (1122.02). */
export interface ReceivableItem {
  item: number;
  client: { id: number; code: string | null; name: string } | null;
  /** Type of the item. */
  kind: string;
  caseNo: string | null;
  openedOn: string;
  dueOn: string;
  originalFen: number;
  openFen: number;
  overdueDays: number;
}
