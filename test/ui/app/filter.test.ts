import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank, score } from '../../../src/ui/commands/filter.ts';

const lines = ['开始', '文件识别', '快速对账', '设置', '切换到英文', '支付宝 ↔ 招行'].map(name => ({ name }));
const names = (typed: string) => rank(typed, lines).map(line => line.name);

describe('palette filter', () => {
  it('keeps everything in its order while nothing is typed', () => {
    expect(names('  ')).toEqual(lines.map(line => line.name));
  });

  it('finds Chinese by a part and by characters in order', () => {
    expect(names('对账')).toEqual(['快速对账']);
    expect(names('快账')).toEqual(['快速对账']);
    expect(names('账快')).toEqual([]);
  });

  it('puts a whole beginning before scattered letters', () => {
    const found = rank('set', [
      { name: 'Switch theme, then save' },
      { name: 'Offset' },
      { name: 'Settings' },
    ]);
    expect(found.map(line => line.name)).toEqual(['Settings', 'Offset', 'Switch theme, then save']);
  });

  it('finds a line by its other words, after those whose own name answers', () => {
    const found = rank('set', [{ name: '设置', words: ['Settings'] }, { name: 'Settings' }]);
    expect(found.map(line => line.name)).toEqual(['Settings', '设置']);
  });

  it('does not mind case or full width', () => {
    expect(score('ＣＴＲＬ', 'ctrl')).not.toBeNull();
  });

  it('finds every text by any of its characters kept in order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        (text, keep) => {
          const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
          const typed = [...plain].filter(() => keep.next().value).join('');
          expect(score(typed, text)).not.toBeNull();
        },
      ),
    );
  });
});
