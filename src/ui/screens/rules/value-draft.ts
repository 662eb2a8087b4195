import { fenText } from '../../../domain/parties/cells.ts';
import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { readFen, readNumber } from '../order-check/draft.ts';
import { FEN_KINDS, NUMBER_KINDS } from './value-words.ts';

/** Codes and the words by which a person names them, both ways. */
export interface Words {
  word(code: string): string;
  code(word: string): string;
}

const PARTS = /[/、;；\n]+/;
const join = (parts: readonly (string | number)[]) => parts.join(' / ');
const split = (text: string) =>
  text
    .split(PARTS)
    .map(part => part.trim())
    .filter(part => part !== '');

/** The value of a row as a text that can be changed; '' for a rule that is a sentence only. */
export function valueText(row: RuleRow, { word }: Words): string {
  if (FEN_KINDS.has(row.kind)) return fenText(row.value as number).replaceAll(',', '');
  if (NUMBER_KINDS.has(row.kind)) return String(row.value);
  switch (row.kind) {
    case 'text':
      return '';
    case 'goal':
      return join([row.value.label, ...row.value.aliases]);
    case 'durations':
    case 'durations_api':
      return join(row.value.hours);
    case 'duration_advice':
      return join([fenText(row.value.fromFen).replaceAll(',', ''), row.value.hours]);
    case 'settled_after_days':
      return join([row.value.settled, row.value.reread]);
    case 'refund_working_days':
      return join([row.value.first, row.value.last]);
    case 'papers':
      return join(row.value.papers.map(word));
    case 'route':
      return row.value.path;
    case 'tax_rate':
      return String(row.value.basisPoints / 100);
    default:
      return join((row.value as readonly (string | number)[]).map(each => word(String(each))));
  }
}

/** The value that a text means for a row of the same kind; undefined where it means none. */
export function readValue(row: RuleRow, text: string, { code }: Words): unknown {
  if (FEN_KINDS.has(row.kind)) return readFen(text) ?? undefined;
  if (NUMBER_KINDS.has(row.kind)) return readNumber(text) ?? undefined;
  const parts = split(text);
  const numbers = parts.map(readNumber);
  const [first, second] = numbers;
  switch (row.kind) {
    case 'text':
      return null;
    case 'goal':
      return parts[0] === undefined
        ? undefined
        : { ...row.value, label: parts[0], en: enOf(row, parts[0]), aliases: parts.slice(1) };
    case 'durations':
    case 'durations_api':
      return numbers.includes(null) ? undefined : { ...row.value, hours: numbers };
    case 'duration_advice': {
      const fromFen = readFen(parts[0] ?? '');
      return fromFen === null || second === undefined || second === null
        ? undefined
        : { fromFen, hours: second };
    }
    case 'settled_after_days':
      return { settled: first, reread: second };
    case 'refund_working_days':
      return { first, last: second };
    case 'papers':
      return { ...row.value, papers: parts.map(code) };
    case 'route':
      return { ...row.value, path: text.trim() };
    case 'tax_rate': {
      const percent = readNumber(text.replace('%', ''));
      return percent === null ? undefined : { ...row.value, basisPoints: Math.round(percent * 100) };
    }
    case 'verification_warn_days':
    case 'grant_warn_days':
      return numbers;
    default:
      return parts.map(code);
  }
}

/** A goal keeps its English name while it keeps its label. */
function enOf(row: RuleRow, label: string): string {
  return row.kind === 'goal' && row.value.label === label ? row.value.en : label;
}
