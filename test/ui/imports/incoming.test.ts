import { expect, it } from 'vitest';
import { stateOf } from '../../../src/ui/screens/imports/incoming.ts';

it('a refusal says what the file waits for', () => {
  const refusal = (code: string) => ({ code, params: {}, place: {} });
  expect(stateOf(refusal('files.password_needed'))).toBe('password');
  expect(stateOf(refusal('files.password_wrong'))).toBe('password');
  expect(stateOf(refusal('imports.form_unknown'))).toBe('unknown');
  expect(stateOf(refusal('imports.no_rows'))).toBe('refused');
  expect(stateOf(null)).toBe('refused');
});
