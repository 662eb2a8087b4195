import type { Finding } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readLogEntry } from '../../store/drill.ts';
import { packByCode } from '../../store/packs.ts';

/** Whether a book knows a pack by its check code, still says the same, and has the head of the log that it was made over. */
export function checkPackInBook(connection: Connection, checkCode: string): Finding[] {
  const pack = packByCode(connection, checkCode);
  if (!pack)
    return [{ severity: 'error', code: 'packs.verify.not_in_book', params: { code: checkCode }, place: {} }];
  const findings: Finding[] = [];
  if (pack.headSeq > 0 && readLogEntry(connection, pack.headSeq)?.hash !== pack.headHash)
    findings.push({ severity: 'error', code: 'packs.verify.head', params: { seq: pack.headSeq }, place: {} });
  if (pack.supersededAt !== null)
    findings.push({
      severity: 'warn',
      code: 'packs.verify.superseded',
      params: { code: checkCode },
      place: {},
    });
  return findings;
}
