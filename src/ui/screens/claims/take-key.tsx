import { useAction } from '../../app/actions.tsx';

/** Suggestions that have a digit of their own. */
const TAKEN_BY_KEY = 9;

/** The digits that take the suggestions of the row in hand. */
export function TakeKeys({ of, take }: { of: readonly unknown[]; take(nth: number): void }) {
  const digits = Array.from({ length: Math.min(of.length, TAKEN_BY_KEY) }, (_, nth) => nth);
  return digits.map(nth => <TakeKey key={nth} nth={nth} take={() => take(nth)} />);
}

function TakeKey({ nth, take }: { nth: number; take(): void }) {
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
