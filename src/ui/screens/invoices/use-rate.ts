import { useMemo } from 'react';
import { taxRateOn } from '../../../domain/invoices/tax.ts';
import { rulesOn } from '../../../domain/rulebook/lookup.ts';
import { today } from '../clients/days.ts';
import { useRules } from '../rules/use-rules.ts';

/** Rate of a general taxpayer's advertising services today, in hundredths of a per cent; 0 while it is not known. */
export function useRate(): number {
  const { rows } = useRules();
  return useMemo(
    () => (rows ? (taxRateOn(rulesOn(rows, today()), 'vat_general')?.value.basisPoints ?? 0) : 0),
    [rows],
  );
}
