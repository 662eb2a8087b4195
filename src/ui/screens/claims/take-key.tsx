import { useAction } from '../../app/actions.tsx';

/** Suggestions that have a digit of their own. */
export const TAKEN_BY_KEY = 9;

/** The digit that takes a suggestion of the row in hand. */
export function TakeKey({ nth, take }: { nth: number; take(): void }) {
  useAction({
    id: `claims.take_${nth + 1}`,
    title: 'screens.claims.key.take',
    params: { nth: nth + 1 },
    keys: String(nth + 1),
    group: 'screens.claims.keys',
    run: take,
  });
  return null;
}
