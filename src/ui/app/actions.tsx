import { Button, type ButtonProps } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { endsIn, isTyping, type KeyLike, parseKeys, showKeys } from '../commands/keys.ts';
import { useMay } from './may.tsx';
import { useTexts } from './texts.ts';

/** A named act, reachable from a button, a key, a menu and the palette. */
export interface Action {
  id: string;
  /** Text code of its name, and the values of its slots. */
  title: string;
  params?: Record<string, string | number>;
  /** Text code of the heading under which palette and key list show it. */
  group?: string;
  /** As `parseKeys` reads it: `mod+k`, `g s`, `?`. */
  keys?: string;
  icon?: ReactNode;
  /** Absent means always. */
  enabled?: boolean;
  /** Acts that it leads to, `clients/create`: to who may do none of them it is not offered. */
  needs?: readonly string[];
  isOffered?: boolean;
  run(): void | Promise<void>;
}

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const actions = new Map<string, Action>();
const listeners = new Set<() => void>();
let listed: Action[] = [];

function changed(): void {
  listed = [...actions.values()];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every action that stands now, in order of registration. */
export function useActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, () => listed);
}

/**
 * Offers an action while the calling component is mounted, and hands it back for buttons and menus. One that the person at
 * work may not do has no button, no key and no palette line.
 */
export function useAction(action: Omit<Action, 'isOffered'>): Action {
  const may = useMay();
  const isOffered = !action.needs || may(...action.needs);
  const newest = useRef(action);
  newest.current = action;
  const { id, title, group, keys, icon, enabled = true } = action;
  const params = JSON.stringify(action.params ?? {});
  const stable = useMemo<Action>(
    () => ({
      id,
      title,
      params: JSON.parse(params),
      group,
      keys,
      icon,
      enabled,
      isOffered,
      run: () => newest.current.run(),
    }),
    [id, title, params, group, keys, icon, enabled, isOffered],
  );
  useEffect(() => {
    if (!stable.isOffered) return;
    actions.set(id, stable);
    changed();
    return () => {
      if (actions.get(id) === stable) actions.delete(id);
      changed();
    };
  }, [id, stable]);
  return stable;
}

/** The action that the strokes made last call for: the longest key, so that `g a` is never `a`; then the newest. */
export function actionFor(events: readonly KeyLike[], inField: boolean, mac = isMac): Action | null {
  let best: { action: Action; strokes: number } | null = null;
  for (const action of listed.toReversed()) {
    if (action.keys === undefined || action.enabled === false) continue;
    const strokes = parseKeys(action.keys);
    if (inField && isTyping(strokes)) continue;
    if (strokes.length > (best?.strokes ?? 0) && endsIn(events, strokes, mac))
      best = { action, strokes: strokes.length };
  }
  return best?.action ?? null;
}

const SEQUENCE_MS = 1_200;

const FIELDS =
  'textarea, select, [role="combobox"], input:not([type="checkbox"], [type="radio"], [type="file"], [type="button"])';

/** Whether letters typed here would be text. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));
}

/** A dialog has the keyboard to itself. */
function dialogIsOpen(): boolean {
  return [...document.querySelectorAll('[aria-modal="true"]')].some(dialog => dialog.checkVisibility());
}

/** Runs actions by their keys. Mounted once, by the shell. */
export function useActionKeys(): void {
  useEffect(() => {
    let strokes: (KeyLike & { at: number })[] = [];
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return;
      if (dialogIsOpen()) return;
      const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
      const at = event.timeStamp;
      strokes = [
        ...strokes.filter(past => at - past.at < SEQUENCE_MS).slice(-3),
        { key, ctrlKey, metaKey, shiftKey, altKey, at },
      ];
      const action = actionFor(strokes, isField(event.target));
      if (!action) return;
      event.preventDefault();
      strokes = [];
      void action.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** A button of an action: its name, its key as a hint. `word={false}` leaves the icon alone, named for readers. */
export function ActionButton({
  action,
  word = true,
  ...rest
}: { action: Action; word?: boolean } & Omit<ButtonProps, 'onClick' | 'action'>) {
  const { t } = useTexts();
  if (action.isOffered === false) return null;
  const name = t(action.title, action.params);
  const hint = [word ? '' : name, action.keys ? showKeys(action.keys, isMac).join(' ') : '']
    .filter(Boolean)
    .join('  ');
  return (
    <Button
      icon={action.icon}
      disabled={action.enabled === false}
      aria-label={word ? undefined : name}
      title={hint || undefined}
      {...rest}
      onClick={() => void action.run()}
    >
      {word ? name : null}
    </Button>
  );
}
