import type { Dispatch, RefObject, SetStateAction } from 'react';
import type { MatchRowView, MatchView } from '../../../contract/matching.ts';
import type { RelationState } from '../../../contract/matching-bench.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { useAction } from '../../app/actions.tsx';
import { nextOfAmount } from './open-rows.ts';
import { NOTHING_PICKED, type Side, stepped, toggled } from './picking.ts';
import type { SideGridHandle } from './side-grid.tsx';
import type { BenchActs } from './use-bench-acts.ts';
import type { Handled } from './use-handled.ts';
import type { BenchPlace } from './use-places.ts';

const PAGE_ROWS = 15;

interface KeysOf {
  rows: Record<Side, readonly MatchRowView[]>;
  matches: readonly MatchView[];
  inHand: MatchView | null;
  place: BenchPlace;
  setPlace: Dispatch<SetStateAction<BenchPlace>>;
  acts: BenchActs;
  handled: Handled;
  /** The list that has the focus. */
  side: Side | null;
  grids: Record<Side, RefObject<SideGridHandle | null>>;
  isForReading: boolean;
  panel: 'bulk' | 'split' | null;
  setPanel(panel: 'bulk' | 'split' | null): void;
  relation: Relation;
  relations: readonly RelationState[];
  choose(relation: Relation): void;
  openRow(sourceRow: number): Promise<void>;
  /** Asks for the next or the last page of matches. */
  turn(by: number): void;
}

const GROUP = 'screens.workbench.keys';

/** Every act of the bench by its name and key. */
export function useBenchKeys(of: KeysOf) {
  useListKeys(of);
  return { ...useMatchKeys(of), ...usePickKeys(of) };
}

/** Acts on the match in hand. */
function useMatchKeys(of: KeysOf) {
  const { matches, inHand, acts, handled, isForReading, panel, relations, relation } = of;
  const isSuggested = inHand?.state === 'suggested';
  const mayAct = !isForReading && panel === null;
  const step = (by: number) => {
    const next = stepped(matches, inHand?.id ?? null, by);
    if (next !== null && next === inHand?.id) of.turn(by);
    handled.take(next);
  };
  const turnTo = (by: number) => {
    const at = relations.findIndex(each => each.relation === relation);
    const next = relations[Math.min(relations.length - 1, Math.max(0, at + by))];
    if (next && next.relation !== relation) of.choose(next.relation);
  };
  useAction({
    id: 'workbench.relation_next',
    title: 'screens.workbench.key.relation_next',
    group: GROUP,
    keys: ']',
    run: () => turnTo(1),
  });
  useAction({
    id: 'workbench.relation_before',
    title: 'screens.workbench.key.relation_before',
    group: GROUP,
    keys: '[',
    run: () => turnTo(-1),
  });
  return {
    next: useAction({
      id: 'workbench.next',
      title: 'screens.workbench.key.next',
      group: GROUP,
      keys: 'j',
      enabled: inHand !== null,
      run: () => step(1),
    }),
    before: useAction({
      id: 'workbench.before',
      title: 'screens.workbench.key.before',
      group: GROUP,
      keys: 'k',
      enabled: inHand !== null,
      run: () => step(-1),
    }),
    accept: useAction({
      id: 'workbench.accept',
      title: 'screens.workbench.accept',
      group: GROUP,
      keys: 'a',
      needs: ['matching/accept'],
      enabled: mayAct && isSuggested,
      run: () => {
        if (!inHand) return;
        handled.next(matches, inHand, 'accept');
        void acts.accept(inHand);
      },
    }),
    reject: useAction({
      id: 'workbench.reject',
      title: 'screens.workbench.reject',
      group: GROUP,
      keys: 'r',
      needs: ['matching/reject'],
      enabled: mayAct && isSuggested,
      run: () => {
        if (!inHand) return;
        handled.next(matches, inHand, 'reject');
        void acts.reject(inHand);
      },
    }),
    split: useAction({
      id: 'workbench.split',
      title: 'screens.workbench.split',
      group: GROUP,
      keys: 's',
      needs: ['matching/split'],
      enabled: mayAct && inHand?.state === 'matched',
      run: () => of.setPanel('split'),
    }),
    bulk: useAction({
      id: 'workbench.bulk',
      title: 'screens.workbench.bulk',
      group: GROUP,
      keys: 'b',
      needs: ['matching/acceptMany'],
      enabled: !isForReading,
      run: () => of.setPanel(panel === 'bulk' ? null : 'bulk'),
    }),
    undo: useAction({
      id: 'workbench.undo',
      title: 'screens.workbench.undo',
      group: GROUP,
      keys: 'u',
      needs: ['matching/undoLast'],
      enabled: mayAct,
      run: async () => {
        await acts.undo();
      },
    }),
  };
}

/** Acts on what was picked by hand. */
function usePickKeys({ place, setPlace, acts, inHand, isForReading, panel, relation }: KeysOf) {
  const { picked } = place;
  const count = picked.left.size + picked.right.size;
  const needsMatch = picked.left.size === 0 || picked.right.size === 0;
  return {
    combine: useAction({
      id: 'workbench.combine',
      title: needsMatch && count > 0 ? 'screens.workbench.combine_in_hand' : 'screens.workbench.combine',
      group: GROUP,
      keys: 'c',
      needs: ['matching/combine'],
      enabled: !isForReading && panel === null && count > 0 && (!needsMatch || inHand !== null),
      run: async () => {
        const answer = await acts.combine(relation, picked, needsMatch ? inHand : null);
        if (answer) setPlace(now => ({ ...now, picked: NOTHING_PICKED }));
      },
    }),
  };
}

/** The keys of the two lists, which act while one of them has the focus. */
function useListKeys({ rows, place, setPlace, side, grids, isForReading, openRow }: KeysOf): void {
  const enabled = side !== null;
  const here = side === null ? undefined : rows[side][place[side]];
  const step = (by: number) => {
    if (side === null) return;
    const at = Math.max(0, Math.min(rows[side].length - 1, place[side] + by));
    setPlace(now => ({ ...now, [side]: at }));
    grids[side].current?.show(at);
  };
  const other: Side = side === 'left' ? 'right' : 'left';
  const offer = (name: string, keys: string, run: () => void, isOn = enabled) => ({
    id: `workbench.${name}`,
    title: `screens.workbench.key.${name}`,
    group: GROUP,
    keys,
    enabled: isOn,
    run,
  });
  useAction(offer('down', 'down', () => step(1)));
  useAction(offer('up', 'up', () => step(-1)));
  useAction(offer('page_down', 'pagedown', () => step(PAGE_ROWS)));
  useAction(offer('page_up', 'pageup', () => step(-PAGE_ROWS)));
  useAction(offer('last', 'end', () => step(Number.MAX_SAFE_INTEGER)));
  useAction(offer('first', 'home', () => step(Number.MIN_SAFE_INTEGER)));
  useAction(offer('to_right', 'tab', () => grids.right.current?.focus(), side === 'left'));
  useAction(offer('to_left', 'shift+tab', () => grids.left.current?.focus(), side === 'right'));
  useAction(
    offer('pick', 'space', () => {
      if (here && !isForReading) setPlace(now => ({ ...now, picked: toggled(now.picked, here) }));
    }),
  );
  useAction(
    offer('same_amount', 'e', () => {
      if (!here) return;
      const at = nextOfAmount(rows[other], here.fen, place[other]);
      if (at < 0) return;
      setPlace(now => ({ ...now, [other]: at }));
      grids[other].current?.show(at);
      grids[other].current?.focus();
    }),
  );
  useAction(
    offer('open', 'enter', () => {
      if (here) void openRow(here.sourceRow);
    }),
  );
}
