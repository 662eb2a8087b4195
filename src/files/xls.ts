import type { OpenedFile } from '../domain/table.ts';
import type { Budget } from './budget.ts';
export function readXls(_bytes: Uint8Array, name: string, budget: Budget): OpenedFile {
  throw budget.refusal('files.not_a_table', { kind: name });
}
