import type { CompareTab } from '../compare.ts';
import type { GridColumn, GridValue } from '../grid.ts';
import type { GridSource } from '../grid-engine.ts';
import type { TabRows } from './match.ts';
import { type CompareSide, dayText, keyText, lineOf, NO_DAY, NO_ROW, partyText, sameAmount } from './side.ts';

const MONEY = ['leftAmount', 'rightAmount', 'difference'] as const;
const NUMBERS = [...MONEY, 'leftDate', 'rightDate', 'dayDifference', 'leftLine', 'rightLine'] as const;
type NumberKey = (typeof NUMBERS)[number];

/** Columns of every tab; headings are `compare.column.<key>`, evidence is a code under `compare.evidence.`. */
export const TAB_COLUMNS: readonly GridColumn[] = [
  column('key', 'id'),
  column('leftAmount', 'money'),
  column('rightAmount', 'money'),
  column('difference', 'money'),
  column('leftDate', 'date'),
  column('rightDate', 'date'),
  column('dayDifference', 'integer'),
  { ...column('leftParty', 'text'), listed: true },
  { ...column('rightParty', 'text'), listed: true },
  { ...column('evidence', 'state'), listed: true, valueText: 'compare.evidence.' },
  column('leftLine', 'integer'),
  column('rightLine', 'integer'),
];

function column(key: string, kind: GridColumn['kind']): GridColumn {
  return { key, kind, heading: `compare.column.${key}` };
}

/** One tab as a grid sees it; cells are decoded from the file's bytes only when asked for. */
export class TabSource implements GridSource {
  readonly columns: GridColumn[] = [...TAB_COLUMNS];
  readonly count: number;
  readonly rows: TabRows;
  private readonly tab: CompareTab;
  private readonly left: CompareSide;
  private readonly right: CompareSide;
  private readonly known = new Map<string, Float64Array>();

  constructor(tab: CompareTab, rows: TabRows, left: CompareSide, right: CompareSide) {
    this.tab = tab;
    this.rows = rows;
    this.count = rows.left.length;
    this.left = left;
    this.right = right;
  }

  value(row: number, key: string): GridValue {
    const left = this.rows.left[row]!;
    const right = this.rows.right[row]!;
    switch (key) {
      case 'key':
        return left !== NO_ROW ? keyText(this.left, left) : keyText(this.right, right);
      case 'leftParty':
        return left === NO_ROW ? null : partyText(this.left, left);
      case 'rightParty':
        return right === NO_ROW ? null : partyText(this.right, right);
      case 'evidence':
        return this.evidence(left, right);
      case 'leftDate':
        return left === NO_ROW ? null : dayText(this.left.day[left]!);
      case 'rightDate':
        return right === NO_ROW ? null : dayText(this.right.day[right]!);
      default: {
        const number = this.number(left, right, key as NumberKey);
        return Number.isNaN(number) ? null : number;
      }
    }
  }

  numbers(key: string): ArrayLike<number> | undefined {
    if (!(NUMBERS as readonly string[]).includes(key)) return undefined;
    const known = this.known.get(key);
    if (known) return known;
    const numbers = new Float64Array(this.count);
    for (let row = 0; row < this.count; row++)
      numbers[row] = this.number(this.rows.left[row]!, this.rows.right[row]!, key as NumberKey);
    this.known.set(key, numbers);
    return numbers;
  }

  /** NaN where there is no such figure. */
  private number(left: number, right: number, key: NumberKey): number {
    switch (key) {
      case 'leftAmount':
        return amount(this.left, left);
      case 'rightAmount':
        return amount(this.right, right);
      case 'difference':
        return amount(this.right, right) - amount(this.left, left);
      case 'leftDate':
        return day(this.left, left);
      case 'rightDate':
        return day(this.right, right);
      case 'dayDifference':
        return day(this.right, right) - day(this.left, left);
      case 'leftLine':
        return left === NO_ROW ? Number.NaN : lineOf(this.left, left);
      case 'rightLine':
        return right === NO_ROW ? Number.NaN : lineOf(this.right, right);
    }
  }

  /** What speaks for the row's place: a code under `compare.evidence.`. */
  private evidence(left: number, right: number): string {
    if (this.tab === 'duplicates') return left === NO_ROW ? 'surplus_right' : 'surplus_left';
    if (left === NO_ROW) return lonely(this.right, right, this.left);
    if (right === NO_ROW) return lonely(this.left, left, this.right);
    const apart = day(this.right, right) - day(this.left, left);
    const days = Number.isNaN(apart) ? 'no_day' : apart === 0 ? 'same_day' : 'near_day';
    const leftParty = partyText(this.left, left);
    const rightParty = partyText(this.right, right);
    const keyed = this.tab !== 'fuzzy' && this.left.chosen.key && this.right.chosen.key;
    if (!keyed) return leftParty !== null && rightParty !== null ? `amount_party_${days}` : `amount_${days}`;
    if (this.tab === 'differing') return this.difference(left, right, days === 'near_day');
    if (leftParty !== null && rightParty !== null && leftParty !== rightParty)
      return 'key_amount_other_party';
    return `key_amount_${days}`;
  }

  /** Which of amount and day keeps two rows of one key apart. */
  private difference(left: number, right: number, otherDay: boolean): string {
    const [leftE5, rightE5] = [this.left.amountE5[left]!, this.right.amountE5[right]!];
    if (sameAmount(leftE5, rightE5)) return 'key_amount_other_day';
    if (!Number.isFinite(leftE5) || !Number.isFinite(rightE5)) return 'key_unknown_amount';
    return otherDay ? 'key_other_amount_day' : 'key_other_amount';
  }
}

function lonely(side: CompareSide, row: number, other: CompareSide): string {
  if (!Number.isFinite(side.amountE5[row]!)) return 'no_amount';
  if (!side.chosen.key || !other.chosen.key) return 'no_partner';
  return side.keyBytes[row] === 0 ? 'no_key' : 'key_unknown';
}

function amount(side: CompareSide, row: number): number {
  const amountE5 = row === NO_ROW ? Number.NaN : side.amountE5[row]!;
  return Number.isFinite(amountE5) ? amountE5 : Number.NaN;
}

function day(side: CompareSide, row: number): number {
  const day = row === NO_ROW ? NO_DAY : side.day[row]!;
  return day === NO_DAY ? Number.NaN : day;
}
