import { useEffect, useState } from 'react';
import { NOTHING_PICKED, type Picked } from './picking.ts';

/** Where a person stood at the bench: a way back from a file leads there again. */
export interface BenchPlace {
  left: number;
  right: number;
  inHand: number | null;
  picked: Picked;
}

const FIRST: BenchPlace = { left: 0, right: 0, inHand: null, picked: NOTHING_PICKED };
const places = new Map<string, BenchPlace>();

/** The place of a bench, kept for this session under its name. */
export function usePlace(name: string) {
  const [place, setPlace] = useState<BenchPlace>(() => places.get(name) ?? FIRST);
  useEffect(() => {
    places.set(name, place);
  }, [name, place]);
  return { place, setPlace };
}
