import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowBytes } from '../../src/store/row-bytes.ts';

const column = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"\\', '\u0000\u001f\b\t\n\f\r\u007f', '\ud800', 'x\udfffy', '单号'.repeat(40_000)),
);

test('rows are the bytes that JSON.stringify gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(column, { minLength: 1, maxLength: 12 })),
      fc.boolean(),
      (rows, asLines) => {
        const parts: Buffer[] = [];
        const bytes = new RowBytes(part => parts.push(Buffer.from(part)));
        for (const row of rows) {
          if (asLines) bytes.line(JSON.stringify(row));
          else {
            for (const value of row) typeof value === 'string' ? bytes.text(value) : bytes.number(value);
            bytes.end();
          }
        }
        bytes.flush();
        const expected = rows.map(row => `${JSON.stringify(row)}\n`).join('');
        expect(Buffer.concat(parts).equals(Buffer.from(expected))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('bytes stand as lower hex', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      let text = '';
      const row = new RowBytes(part => {
        text += part.toString();
      });
      row.number(1).hex(bytes).end();
      row.flush();
      expect(text).toBe(`[1,"${Buffer.from(bytes).toString('hex')}"]\n`);
    }),
  );
});
