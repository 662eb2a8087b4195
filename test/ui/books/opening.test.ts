import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/domain/refusal.ts';
import { lastPart, needOf } from '../../../src/ui/screens/books/opening.ts';

describe('a book that did not open', () => {
  it.each([
    ['books.passphrase_needed', 'passphrase'],
    ['books.wrong_passphrase', 'passphrase'],
    ['books.in_use', 'reading'],
    ['books.damaged', 'copy'],
    ['books.schema_changed', 'copy'],
    ['books.missing', 'copy'],
    ['books.newer', 'nothing'],
  ])('%s needs %s', (code, need) => {
    expect(needOf(new Refusal(code, { file: 'a' }))).toBe(need);
  });

  it('needs nothing that could be done here after a bug', () => {
    expect(needOf(new Error('gone'))).toBe('nothing');
  });

  it('shows the last part of a path of any system', () => {
    expect(lastPart('/home/li/账套.duizhang.before-restore-20261120-090000')).toBe(
      '账套.duizhang.before-restore-20261120-090000',
    );
    expect(lastPart('C:\\账\\a.duizhang')).toBe('a.duizhang');
  });
});
