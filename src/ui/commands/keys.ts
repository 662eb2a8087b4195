/** One stroke: modifiers and a key, as `mod+shift+k`. `mod` is Command on a Mac and Control elsewhere. */
export interface Stroke {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  /** `KeyboardEvent.key` in lower case. */
  key: string;
}

/** What of a keyboard event decides. */
export interface KeyLike {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const NAMES: Record<string, string> = {
  esc: 'escape',
  space: ' ',
  up: 'arrowup',
  down: 'arrowdown',
  plus: '+',
};

/** Parses `mod+k`, `?`, `g s` (strokes one after the other). Throws on an unknown modifier: keys are written in code. */
export function parseKeys(keys: string): Stroke[] {
  return keys.trim().split(/\s+/).map(parseStroke);
}

function parseStroke(text: string): Stroke {
  const parts = text.toLowerCase().split('+');
  const name = parts.pop()!;
  const stroke: Stroke = { mod: false, shift: false, alt: false, key: NAMES[name] ?? name };
  for (const part of parts) {
    if (part !== 'mod' && part !== 'shift' && part !== 'alt')
      throw new Error(`unknown modifier in key ${text}`);
    stroke[part] = true;
  }
  return stroke;
}

/** Whether an event is this stroke. A sign such as `?` is its own key, whatever shift it takes on the keyboard. */
export function isStroke(event: KeyLike, stroke: Stroke, mac: boolean): boolean {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  const letter = /^[a-z0-9]$/.test(stroke.key) || stroke.key.length > 1;
  return (
    event.key.toLowerCase() === stroke.key &&
    mod === stroke.mod &&
    !other &&
    event.altKey === stroke.alt &&
    (!letter || event.shiftKey === stroke.shift)
  );
}

/** Whether the strokes made last end in a whole key; used for `g s` as for single strokes. */
export function endsIn(events: readonly KeyLike[], strokes: readonly Stroke[], mac: boolean): boolean {
  if (events.length < strokes.length) return false;
  const last = events.slice(-strokes.length);
  return strokes.every((stroke, index) => isStroke(last[index]!, stroke, mac));
}

/** A key that would write something where the user types: such keys act only outside of fields. */
export function isTyping(strokes: readonly Stroke[]): boolean {
  return strokes.some(stroke => !stroke.mod && !stroke.alt && stroke.key !== 'escape');
}

const SIGNS: Record<string, string> = {
  escape: 'Esc',
  enter: 'Enter',
  ' ': 'Space',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

/** The key as a keyboard shows it, one entry per stroke: `Ctrl K`, `⌘ K`, `G`, `S`. */
export function showKeys(keys: string, mac: boolean): string[] {
  return parseKeys(keys).map(stroke =>
    [
      stroke.mod ? (mac ? '⌘' : 'Ctrl') : '',
      stroke.alt ? (mac ? '⌥' : 'Alt') : '',
      stroke.shift ? (mac ? '⇧' : 'Shift') : '',
      SIGNS[stroke.key] ?? stroke.key.toUpperCase(),
    ]
      .filter(part => part !== '')
      .join(' '),
  );
}
