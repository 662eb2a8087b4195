import { useMemo } from 'react';
import { type RuleFinding, readable } from '../../../domain/rulebook/finding.ts';
import { useTexts } from '../../app/texts.ts';

/** What a finding says and what to do next, in the user's language. */
export function useSaid() {
  const { t } = useTexts();
  return useMemo(
    () =>
      ({ code, next, params }: RuleFinding): { what: string; next: string } => {
        const shown = readable(params);
        return { what: t(code, shown), next: t(next, shown) };
      },
    [t],
  );
}
