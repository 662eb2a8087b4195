import { formatE5, parseDecimalE5 } from '../../../domain/money.ts';
import type { CountSum, Inspection } from '../../../domain/statement.ts';

/** One figure that the file declares beside what its rows give. */
export interface DeclaredCheck {
  of: 'rows' | 'income' | 'expense' | 'neutral';
  figure: 'count' | 'sum';
  declared: string;
  real: string;
  /** real − declared as a decimal or a whole number; null where it cannot be written exactly. */
  difference: string | null;
  agrees: boolean;
}

/** Declared totals against real ones, in the order of a statement's foot. */
export function declaredChecks(inspection: Inspection): DeclaredCheck[] {
  const checks: DeclaredCheck[] = [];
  for (const total of ['rows', 'income', 'expense', 'neutral'] as const) {
    const declared = inspection.declared?.[total];
    if (!declared) continue;
    const real: CountSum | null = total === 'rows' ? null : inspection[total];
    if (declared.count !== undefined) {
      const count = real ? real.count : inspection.rows;
      const difference = count - declared.count;
      checks.push({
        of: total,
        figure: 'count',
        declared: String(declared.count),
        real: String(count),
        difference: String(difference),
        agrees: difference === 0,
      });
    }
    if (declared.sum !== undefined && real) checks.push(sumCheck(total, declared.sum, real.sum));
  }
  return checks;
}

function sumCheck(of: DeclaredCheck['of'], declared: string, real: string): DeclaredCheck {
  const difference = subtract(real, declared);
  const agrees = difference === null ? real === declared : parseDecimalE5(difference) === 0;
  return { of, figure: 'sum', declared, real, difference, agrees };
}

/** a − b of two decimals, exactly; null if one cannot be read or the result would not be exact. */
function subtract(a: string, b: string): string | null {
  const [left, right] = [parseDecimalE5(a), parseDecimalE5(b)];
  if (left === null || right === null || !Number.isSafeInteger(left - right)) return null;
  return formatE5(left - right);
}
