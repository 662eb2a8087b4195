import type { ReactNode } from 'react';
import type { SessionView } from '../../contract/session.ts';
import { MATRIX } from '../../domain/people/matrix.ts';
import { usePerson } from './person.tsx';

/**
 * Whether a person has any use for an act, by the written matrix: what a role may not do is not offered to it. What may be
 * done is decided where it is done. While nobody knows who works here, everything is offered. Acts are named as `clients/create`.
 */
export function mayDo(person: SessionView | undefined, act: string): boolean {
  if (!person) return true;
  const access = MATRIX.get(act.replace('/', '.'));
  return (person.profile?.roles ?? []).some(role => access?.[role] !== 'none');
}

/** Whether the person at work may do at least one of some acts: `clients/create`. */
export function useMay(): (...acts: readonly string[]) => boolean {
  const person = usePerson();
  return (...acts) => acts.some(act => mayDo(person, act));
}

/** Shows its content to who may do at least one of some acts. */
export function Offered({ needs, children }: { needs: readonly string[]; children: ReactNode }) {
  return useMay()(...needs) ? children : null;
}
