import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/domain/text.ts';

describe('a sentence', () => {
  it('writes 分 in 元, whether a number or its digits, and everything else as it is', () => {
    const texts = { a: '待认领 {openFen} 元，合计 {fen} 元，{count} 笔', b: '{amountFen} 元' };
    expect(renderText(texts, 'a', { openFen: 123_456_7, fen: '-5', count: 3 })).toBe(
      '待认领 12,345.67 元，合计 -0.05 元，3 笔',
    );
    expect(renderText(texts, 'b', { amountFen: '300.00' })).toBe('300.00 元');
    expect(renderText(texts, 'b', {})).toBe('{amountFen} 元');
  });
});
