import { describe, expect, it } from 'vitest';
import {
  endsIn,
  isStroke,
  isTyping,
  type KeyLike,
  parseKeys,
  showKeys,
} from '../../../src/ui/commands/keys.ts';

function press(key: string, held: Partial<KeyLike> = {}): KeyLike {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('keys', () => {
  it('reads modifiers and sequences, and refuses a modifier it does not know', () => {
    expect(parseKeys('mod+shift+K')).toEqual([{ mod: true, shift: true, alt: false, key: 'k' }]);
    expect(parseKeys('g  s').map(stroke => stroke.key)).toEqual(['g', 's']);
    expect(parseKeys('esc')[0]!.key).toBe('escape');
    expect(() => parseKeys('ctrl+k')).toThrow('ctrl+k');
  });

  it('takes Control elsewhere and Command on a Mac for mod', () => {
    const [stroke] = parseKeys('mod+k');
    expect(isStroke(press('k', { ctrlKey: true }), stroke!, false)).toBe(true);
    expect(isStroke(press('k', { ctrlKey: true }), stroke!, true)).toBe(false);
    expect(isStroke(press('k', { metaKey: true }), stroke!, true)).toBe(true);
    expect(isStroke(press('k'), stroke!, false)).toBe(false);
    expect(isStroke(press('k', { ctrlKey: true, altKey: true }), stroke!, false)).toBe(false);
  });

  it('wants exactly the shift of a letter, and any shift for a sign', () => {
    const [letter] = parseKeys('x');
    expect(isStroke(press('X', { shiftKey: true }), letter!, false)).toBe(false);
    const [sign] = parseKeys('?');
    expect(isStroke(press('?', { shiftKey: true }), sign!, false)).toBe(true);
    expect(isStroke(press('?'), sign!, false)).toBe(true);
  });

  it('finds a sequence only at the end of what was pressed', () => {
    const strokes = parseKeys('g s');
    expect(endsIn([press('x'), press('g'), press('s')], strokes, false)).toBe(true);
    expect(endsIn([press('g'), press('s'), press('x')], strokes, false)).toBe(false);
    expect(endsIn([press('s')], strokes, false)).toBe(false);
  });

  it('knows which keys would write into a field', () => {
    expect(isTyping(parseKeys('g s'))).toBe(true);
    expect(isTyping(parseKeys('?'))).toBe(true);
    expect(isTyping(parseKeys('mod+k'))).toBe(false);
    expect(isTyping(parseKeys('esc'))).toBe(false);
  });

  it('shows keys as the keyboard does', () => {
    expect(showKeys('mod+k', false)).toEqual(['Ctrl K']);
    expect(showKeys('mod+k', true)).toEqual(['⌘ K']);
    expect(showKeys('g down', false)).toEqual(['G', '↓']);
  });
});
