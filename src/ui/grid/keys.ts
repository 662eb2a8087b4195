/** What a key press in the grid's body means. */
export type KeyAct =
  | 'toggle'
  | 'extendTo'
  | 'extendUp'
  | 'extendDown'
  | 'selectAll'
  | 'selectNone'
  | 'copy'
  | 'copyWithHeadings'
  | 'open'
  | 'menu';

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** The act of a key press, or null: then the grid's own navigation has it. */
export function actOfKey(press: KeyPress): KeyAct | null {
  const command = press.ctrlKey || press.metaKey;
  if (press.altKey) return null;
  if (command) {
    const key = press.key.toLowerCase();
    if (key === 'a') return 'selectAll';
    if (key === 'c') return press.shiftKey ? 'copyWithHeadings' : 'copy';
    return null;
  }
  switch (press.key) {
    case ' ':
      return press.shiftKey ? 'extendTo' : 'toggle';
    case 'ArrowUp':
      return press.shiftKey ? 'extendUp' : null;
    case 'ArrowDown':
      return press.shiftKey ? 'extendDown' : null;
    case 'Escape':
      return 'selectNone';
    case 'Enter':
      return 'open';
    case 'ContextMenu':
      return 'menu';
    case 'F10':
      return press.shiftKey ? 'menu' : null;
    default:
      return null;
  }
}
