import { expect } from 'vitest';

/** Matches a refusal by its code and some of its parameters. */
export const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
