import { looksDestroyed } from '../../files/cells.ts';
import { parseMoment } from '../../statements/dates.ts';
import { normaliseHeading, normaliseWord } from '../../statements/normalise.ts';
import { SideCells } from '../../statements/side-cells.ts';
import { CODE_CHOICE } from '../../statements/side-form.ts';
import { codeIn } from '../../statements/side-keys.ts';
import {
  type Sample,
  type SampleColumn,
  type Statement,
  sampleEnds,
  sampleRecords,
  sheetOf,
} from './sample.ts';

/** Two samples, the columns whose values meet, and which sample rows share a key (positions in the samples). */
export interface KeyGuess {
  left: Sample;
  right: Sample;
  key: { left: string; right: string } | null;
  /** Rows of each side that carry one key, for every key that both samples hold. */
  meetings: { left: number[]; right: number[] }[];
}

interface Candidate {
  heading: string;
  column: SampleColumn;
  /** Sample rows by key. */
  rows: Map<string, number[]>;
  /** 1 = every row has a key of its own. */
  distinct: number;
  bonus: number;
}

const ID_WORDS =
  /单号|订单|流水|编号|凭证|交易号|批次|序号|(?:^|[^a-z])(?:id|no|ref|key|number)(?:$|[^a-z])/i;
const NOT_ID_WORDS = /时间|日期|账号|帐号|账户|金额|余额|date|time|amount|balance|account/i;
const TEXT_MEANINGS = ['memo', 'memo2', 'party', 'kind'];
/** More rows than this on average carry one value: it names a group (an account), not a row. */
const LEAST_DISTINCT = 0.1;
const MEETINGS_MOST = 2_000;
const SAMPLED_KEYS = 4_000;

/** Key columns that a person named; null = none is to be used. */
export interface NamedKey {
  left: string | null;
  right: string | null;
}

/**
 * Finds the columns whose values occur in both files. The ends of the files are looked at first; where nothing meets
 * there, every row of the most likely columns is. Columns that a person named are taken as they are.
 */
export function guessKey(left: Statement, right: Statement, named?: NamedKey): KeyGuess {
  const ends: KeyGuess = { left: sampleEnds(left), right: sampleEnds(right), key: null, meetings: [] };
  if (named?.left === null || named?.right === null) return ends;
  const leftKeys = named ? namedCandidates(ends.left, named.left) : candidates(ends.left);
  const rightKeys = named ? namedCandidates(ends.right, named.right) : candidates(ends.right);
  const found = bestPair(leftKeys, rightKeys);
  if (found) return withMeetings(ends, found);
  return deepSearch(left, right, leftKeys, rightKeys) ?? ends;
}

function withMeetings(samples: KeyGuess, [l, r]: [Candidate, Candidate]): KeyGuess {
  const meetings: KeyGuess['meetings'] = [];
  for (const [key, rows] of l.rows) {
    const others = r.rows.get(key);
    if (others) meetings.push({ left: rows.slice(0, 8), right: others.slice(0, 8) });
    if (meetings.length === MEETINGS_MOST) break;
  }
  return { ...samples, key: { left: l.heading, right: r.heading }, meetings };
}

function bestPair(left: Candidate[], right: Candidate[]): [Candidate, Candidate] | null {
  let best: [Candidate, Candidate] | null = null;
  let bestScore = 0;
  for (const l of left)
    for (const r of right) {
      let common = 0;
      const [few, many] = l.rows.size <= r.rows.size ? [l.rows, r.rows] : [r.rows, l.rows];
      for (const key of few.keys()) if (many.has(key)) common += 1;
      if (common === 0) continue;
      const share = common / few.size;
      // One value in common may be chance; one of very few is not.
      if (share < 0.02 && common < 3) continue;
      const score = share * Math.sqrt(Math.min(l.distinct, r.distinct)) * (1 + l.bonus + r.bonus);
      if (score <= bestScore) continue;
      best = [l, r];
      bestScore = score;
    }
  return best;
}

function candidates(sample: Sample): Candidate[] {
  return sample.columns.flatMap(column =>
    [plainCandidate(column), codeCandidate(column)].filter(c => c !== null),
  );
}

function namedCandidates(sample: Sample, heading: string): Candidate[] {
  const isCode = heading.startsWith(CODE_CHOICE);
  const name = normaliseHeading(isCode ? heading.slice(CODE_CHOICE.length) : heading);
  const column = sample.columns.find(each => normaliseHeading(each.heading) === name);
  return column ? [rowsByKey(heading, column, isCode ? codeIn : normaliseWord, 0)] : [];
}

function plainCandidate(column: SampleColumn): Candidate | null {
  const { meaning, heading } = column;
  const named = meaning === 'id' || meaning === 'merchantId';
  if (!named && (meaning !== null || NOT_ID_WORDS.test(heading))) return null;
  const candidate = candidateOf(
    heading,
    column,
    normaliseWord,
    named ? 0.2 : ID_WORDS.test(heading) ? 0.1 : 0,
  );
  return candidate && (named || !column.values.every(value => typeof parseMoment(value) === 'object'))
    ? candidate
    : null;
}

/** Remittance codes inside a memo: 推广费 SK202605270000091. */
function codeCandidate(column: SampleColumn): Candidate | null {
  const { meaning, heading } = column;
  if (meaning !== null && !TEXT_MEANINGS.includes(meaning)) return null;
  if (meaning === null && NOT_ID_WORDS.test(heading)) return null;
  if (!column.values.some(value => codeIn(value) !== value && codeIn(value) !== '')) return null;
  return candidateOf(`${CODE_CHOICE}${heading}`, column, codeIn, -0.05);
}

function candidateOf(
  heading: string,
  column: SampleColumn,
  keyOf: (value: string) => string,
  bonus: number,
): Candidate | null {
  const candidate = rowsByKey(heading, column, keyOf, bonus);
  return candidate.distinct < LEAST_DISTINCT ? null : candidate;
}

function rowsByKey(
  heading: string,
  column: SampleColumn,
  keyOf: (value: string) => string,
  bonus: number,
): Candidate {
  const rows = new Map<string, number[]>();
  let filled = 0;
  column.values.forEach((value, row) => {
    const key = keyOf(value);
    if (key.length < 4 || !/\d/.test(key) || looksDestroyed(key) || /^-?[\d,]*\.\d+$/.test(key)) return;
    filled += 1;
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  });
  const distinct = filled === 0 ? 0 : rows.size / filled;
  return { heading, column, rows, distinct, bonus };
}

/** Looks at every row of the likely key columns, keeping the same few thousand keys on both sides by their hash. */
function deepSearch(left: Statement, right: Statement, l: Candidate[], r: Candidate[]): KeyGuess | null {
  const rows = Math.max(sheetOf(left).rowCount, sheetOf(right).rowCount);
  if (rows <= SAMPLED_KEYS) return null;
  const every = Math.ceil(rows / SAMPLED_KEYS);
  const likely = (list: Candidate[]) =>
    list
      .filter(each => !each.heading.startsWith(CODE_CHOICE))
      .sort((a, b) => b.bonus - a.bonus || b.distinct - a.distinct)
      .slice(0, 3);
  const records = (statement: Statement, list: Candidate[]) =>
    [...new Set(list.flatMap(({ column }) => recordsByHash(statement, column.index, every)))].sort(
      (a, b) => a - b,
    );
  const [leftLikely, rightLikely] = [likely(l), likely(r)];
  const samples: KeyGuess = {
    left: sampleRecords(left, records(left, leftLikely)),
    right: sampleRecords(right, records(right, rightLikely)),
    key: null,
    meetings: [],
  };
  const found = bestPair(candidates(samples.left), candidates(samples.right));
  return found && withMeetings(samples, found);
}

function recordsByHash(statement: Statement, column: number, every: number): number[] {
  const sheet = sheetOf(statement);
  const cells = new SideCells(sheet, column + 1);
  const found: number[] = [];
  for (let record = statement.recognition.firstRecord; record < sheet.rowCount; record++) {
    if (!cells.seek(record)) continue;
    let hash = 0x811c_9dc5;
    // Letters and digits only, so that padding, backticks and wrappers of one side do not change the choice.
    for (let at = cells.starts[column]!; at < cells.ends[column]!; at++) {
      const byte = sheet.bytes[at]!;
      const digit = byte >= 48 && byte <= 57;
      const letter = (byte | 0x20) >= 97 && (byte | 0x20) <= 122;
      if (digit || letter) hash = Math.imul(hash ^ byte, 0x0100_0193);
    }
    if ((hash >>> 8) % every === 0) found.push(record);
  }
  return found;
}
