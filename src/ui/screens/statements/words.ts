import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Severity } from '../../../domain/refusal.ts';
import type { Tone } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import type { FileState } from './inspections.ts';

export const STATE_TONES: Record<FileState, Tone> = {
  reading: 'info',
  password: 'warning',
  refused: 'danger',
  known: 'success',
  unknown: 'warning',
};

export const SEVERITY_TONES: Record<Severity, Tone> = { error: 'danger', warn: 'warning', info: 'info' };

/** Title of a profile in the user's language; an unknown form is said to be one. */
export function useProfileTitle(): (id: string | null) => string {
  const { t, language } = useTexts();
  const { data } = useQuery({ queryKey: ['profiles'], queryFn: () => desk.profiles.list() });
  return useCallback(
    id => {
      if (id === null) return t('screens.statements.unknown_form');
      return data?.find(profile => profile.id === id)?.title[language] ?? '';
    },
    [data, language, t],
  );
}
