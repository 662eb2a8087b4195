import { sealedFigures, sealsOf } from '../../store/close.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Findings } from './findings.ts';

/** What was sealed of a closed month must still be what the book comes to. */
export function checkSealed(connection: Connection, findings: Findings): void {
  const books = new Map<string, ReturnType<typeof sealedFigures>>();
  for (const { month, client, digest, figures } of sealsOf(connection)) {
    const now = books.get(month) ?? sealedFigures(connection, month, null);
    books.set(month, now);
    if (client === null) {
      if (now.digest !== digest) findings.add('ledger.verify.sealed', { month });
      continue;
    }
    const byKey = new Map(now.figures.map(figure => [figure[0], figure]));
    const moved = figures.filter(figure => String(byKey.get(figure[0]) ?? '') !== String(figure));
    if (moved.length > 0) findings.add('ledger.verify.sealed', { month });
  }
}
