import type { RowScope } from '../../domain/parties/types.ts';
import {
  type ClientEvidence,
  type ClientFile,
  readClientEvidence,
  readClientFiles,
} from '../../store/client-files.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { clientByCode } from '../clients.ts';

/** Files that tell of a client: imported ones and evidence. Refuses `clients.not_found`. */
export function clientFiles(
  connection: Connection,
  scope: RowScope,
  code: string,
): { imported: ClientFile[]; evidence: ClientEvidence[] } {
  const { id } = clientByCode(connection, scope, code);
  return { imported: readClientFiles(connection, id), evidence: readClientEvidence(connection, id) };
}
