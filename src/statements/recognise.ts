import { type Finding, Refusal } from '../domain/refusal.ts';
import type { ColumnReading, Meaning, Profile } from '../domain/statement.ts';
import type { OpenedFile, Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import { bareMatch } from './bare.ts';
import { guessHeader } from './header-guess.ts';
import { fingerprintOf, headingKeys, normaliseWord } from './normalise.ts';
import { type About, type Line, lineOf, readAbout } from './preamble.ts';

/** What a file was taken for; plain data that crosses threads. */
export interface Recognition {
  sheet: string;
  sheetIndex: number;
  /** Null for an unknown form. */
  profile: Profile | null;
  /** Record of the header, null if there is none. */
  headerRecord: number | null;
  /** Its physical line counted from 0. */
  headerLine: number | null;
  /** First record after the header. */
  firstRecord: number;
  /** Headings as they stand, trimmed, and the names by which columns are found (`headingKeys`). */
  headings: string[];
  keys: string[];
  /** Column of each meaning. */
  map: Partial<Record<Meaning, number>>;
  columns: ColumnReading[];
  fingerprint: string | null;
  about: About | null;
  /** Other visible sheets that hold a table of the same form. */
  twins: { sheetIndex: number; headerRecord: number }[];
  findings: Finding[];
}

export interface Wanted {
  sheet?: string;
  profile?: string;
}

/** A header row as it is found: names and the fingerprint a mapping is bound to. */
export interface Header {
  record: number;
  headings: string[];
  keys: string[];
  fingerprint: string;
}

const FIRST_LOOK = 60;
const LAST_LOOK = 400;

/** Reads one record of a sheet as a header. */
export function headerAt(sheet: Sheet, record: number): Header {
  const cursor = new RowCursor(sheet);
  cursor.seek(record);
  return headerUnder(cursor, record);
}

function headerUnder(cursor: RowCursor, record: number): Header {
  const headings: string[] = [];
  for (let cell = 0; cell < cursor.cellCount; cell++) headings.push(cursor.trimmed(cell));
  const keys = headingKeys(headings);
  return { record, headings: headings.slice(0, keys.length), keys, fingerprint: fingerprintOf(keys) };
}

/** Physical line (text) or sheet row (workbook) of a record, from 1. */
export function lineNumber(sheet: Sheet, record: number): number {
  return sheet.rowLine ? sheet.rowLine[record]! : record + 1;
}

/**
 * Finds which profile a file has, on which sheet, under which header. Visible sheets come first, in their order.
 * Refuses `statements.no_such_sheet`, `statements.no_such_profile` and `statements.profile_does_not_fit`.
 */
export function recognise(file: OpenedFile, profiles: Profile[], want: Wanted = {}): Recognition {
  const candidates = candidateSheets(file, want.sheet);
  const allowed = want.profile === undefined ? profiles : profiles.filter(({ id }) => id === want.profile);
  if (want.profile !== undefined && allowed.length === 0)
    throw new Refusal('statements.no_such_profile', { profile: want.profile });
  const found = candidates
    .map(index => ({ index, match: bestMatch(file, index, allowed, want.profile !== undefined) }))
    .filter(({ match }) => match !== null);
  const taken = found[0];
  if (!taken) {
    if (want.profile !== undefined && allowed[0]!.fingerprint === undefined)
      throw new Refusal('statements.profile_does_not_fit', { profile: want.profile }, { file: file.name });
    return unknownForm(file, candidates, allowed);
  }
  const recognition = describe(file, taken.index, taken.match!);
  if (want.sheet === undefined) recognition.twins = twinsOf(file, recognition, found);
  return recognition;
}

function candidateSheets(file: OpenedFile, wanted: string | undefined): number[] {
  const all = file.sheets.map((_, index) => index);
  if (wanted !== undefined) {
    const index = file.sheets.findIndex(sheet => sheet.name === wanted);
    const sheets = file.sheets.map(sheet => sheet.name).join(', ');
    if (index < 0)
      throw new Refusal('statements.no_such_sheet', { sheet: wanted, sheets }, { file: file.name });
    return [index];
  }
  return [
    ...all.filter(index => !file.sheets[index]!.hidden),
    ...all.filter(index => file.sheets[index]!.hidden),
  ];
}

interface Match {
  profile: Profile;
  header: Header | null;
  firstRecord: number;
  lines: Line[];
  score: number;
}

function bestMatch(
  file: OpenedFile,
  sheetIndex: number,
  profiles: Profile[],
  isForced: boolean,
): Match | null {
  const sheet = file.sheets[sheetIndex]!;
  const named = normaliseWord(`${file.name} ${file.archiveEntry ?? ''} ${sheet.name}`);
  const cursor = new RowCursor(sheet);
  const lines: Line[] = [];
  let best: Match | null = null;
  let looked = 0;
  for (let record = 0; record < sheet.rowCount && record < LAST_LOOK; record++) {
    cursor.seek(record);
    const line = lineOf(cursor, record);
    if (line.key === '' || line.key === '""') continue;
    if (best !== null && looked++ > FIRST_LOOK) break;
    if (line.cells.length > 1 || line.key.length < 200) {
      const header = headerUnder(cursor, record);
      for (const profile of profiles) {
        const score = scoreOf(profile, header, lines, named, isForced);
        if (score > (best?.score ?? 0))
          best = { profile, header, firstRecord: record + 1, lines: [...lines], score };
      }
    }
    lines.push(line);
  }
  return best ?? bareMatchOf(sheet, profiles);
}

function bareMatchOf(sheet: Sheet, profiles: Profile[]): Match | null {
  for (const profile of profiles) {
    const firstRecord = profile.bare ? bareMatch(sheet, profile.bare) : null;
    if (firstRecord !== null) return { profile, header: null, firstRecord, lines: [], score: 1 };
  }
  return null;
}

/** 0 where the row is not the profile's header; else higher the more the profile asked for and found. */
function scoreOf(profile: Profile, header: Header, lines: Line[], named: string, isForced: boolean): number {
  if (profile.bare || header.keys.length === 0) return 0;
  if (profile.fingerprint !== undefined) return profile.fingerprint === header.fingerprint ? 100_000 : 0;
  const keys = new Set(header.keys);
  if (!profile.header.every(names => names.some(name => keys.has(name)))) return 0;
  if (profile.absent?.some(name => keys.has(name))) return 0;
  const said = saidBefore(profile, lines, named);
  // A file without its preamble is still known by its headings; one whose preamble speaks of something else is not.
  if (!isForced && !said && profile.preamble && lines.length > 0 && profile.header.length < 5) return 0;
  const carried = Object.values(profile.columns).filter(names => names.some(name => keys.has(name))).length;
  return profile.header.length * 10 + carried * 2 + (said ? 60 : profile.preamble ? 0 : 15);
}

function saidBefore(profile: Profile, lines: Line[], named: string): boolean {
  return (
    profile.preamble?.some(text => {
      const key = normaliseWord(text);
      return named.includes(key) || lines.some(line => line.key.includes(key));
    }) ?? false
  );
}

function describe(file: OpenedFile, sheetIndex: number, match: Match): Recognition {
  const { profile, header, firstRecord, lines } = match;
  const sheet = file.sheets[sheetIndex]!;
  const keys = header?.keys ?? profile.bare?.cells.map((_, index) => `#${index + 1}`) ?? [];
  const map = columnsOf(profile, keys);
  return {
    sheet: sheet.name,
    sheetIndex,
    profile,
    headerRecord: header?.record ?? null,
    headerLine: header === null ? null : lineNumber(sheet, header.record) - 1,
    firstRecord,
    headings: header?.headings ?? keys,
    keys,
    map,
    columns: readingsOf(header?.headings ?? keys, map),
    fingerprint: header?.fingerprint ?? null,
    about: readAbout(profile, lines, file.name),
    twins: [],
    findings: sheet.hidden ? [hiddenSheet(sheet)] : [],
  };
}

function hiddenSheet(sheet: Sheet): Finding {
  const params = { sheet: sheet.name };
  return { severity: 'info', code: 'statements.hidden_sheet', params, place: { sheet: sheet.name } };
}

/** Index of each meaning's best heading that the header has. */
export function columnsOf(profile: Profile, keys: string[]): Partial<Record<Meaning, number>> {
  const map: Partial<Record<Meaning, number>> = {};
  if (profile.bare) {
    profile.bare.cells.forEach(({ meaning }, index) => {
      if (meaning) map[meaning] = index;
    });
    return map;
  }
  for (const [meaning, names] of Object.entries(profile.columns)) {
    const name = names.find(each => keys.includes(each));
    if (name !== undefined) map[meaning as Meaning] = keys.indexOf(name);
  }
  return map;
}

function readingsOf(headings: string[], map: Partial<Record<Meaning, number>>): ColumnReading[] {
  const meanings = new Map<number, Meaning>();
  for (const [meaning, index] of Object.entries(map))
    if (!meanings.has(index)) meanings.set(index, meaning as Meaning);
  return headings.map((heading, index) => ({ index, heading, meaning: meanings.get(index) ?? null }));
}

function twinsOf(
  file: OpenedFile,
  taken: Recognition,
  found: { index: number; match: Match | null }[],
): Recognition['twins'] {
  return found
    .filter(({ index, match }) => index !== taken.sheetIndex && match?.profile.id === taken.profile?.id)
    .filter(({ index }) => !file.sheets[index]!.hidden)
    .map(({ index, match }) => ({ sheetIndex: index, headerRecord: match!.firstRecord - 1 }));
}

function unknownForm(file: OpenedFile, candidates: number[], profiles: Profile[]): Recognition {
  const filled = candidates.filter(index => file.sheets[index]!.rowCount > 0);
  const guessed = filled
    .map(index => ({ index, record: guessHeader(file.sheets[index]!) }))
    .find(({ record }) => record !== null);
  const sheetIndex = guessed?.index ?? filled[0] ?? candidates[0] ?? 0;
  const sheet = file.sheets[sheetIndex];
  const header = sheet && guessed?.record != null ? headerAt(sheet, guessed.record) : null;
  return {
    sheet: sheet?.name ?? '',
    sheetIndex,
    profile: null,
    headerRecord: header?.record ?? null,
    headerLine: header && sheet ? lineNumber(sheet, header.record) - 1 : null,
    firstRecord: header ? header.record + 1 : 0,
    headings: header?.headings ?? [],
    keys: header?.keys ?? [],
    map: {},
    columns: readingsOf(header?.headings ?? [], {}),
    fingerprint: header?.fingerprint ?? null,
    about: null,
    twins: [],
    findings: [unknownFinding(sheet, header), ...changedHeaders(sheet, header, profiles)],
  };
}

function unknownFinding(sheet: Sheet | undefined, header: Header | null): Finding {
  const place = sheet ? { sheet: sheet.name, ...(header && { row: lineNumber(sheet, header.record) }) } : {};
  return { severity: 'warn', code: 'statements.unknown_form', params: {}, place };
}

/** A header that shares most names with a saved mapping is that form changed: said with the difference, never read. */
function changedHeaders(sheet: Sheet | undefined, header: Header | null, profiles: Profile[]): Finding[] {
  if (!sheet || !header) return [];
  const now = new Set(header.keys.filter(key => key !== ''));
  return profiles
    .filter(profile => profile.fingerprint !== undefined)
    .flatMap(profile => {
      const before = profile.header.flat();
      const removed = before.filter(name => !now.has(name));
      const added = [...now].filter(name => !before.includes(name));
      if (removed.length * 2 > before.length) return [];
      const params = {
        profile: profile.title.zh,
        added: added.join('、') || '—',
        removed: removed.join('、') || '—',
      };
      const place = { sheet: sheet.name, row: lineNumber(sheet, header.record) };
      return [{ severity: 'error' as const, code: 'statements.header_changed', params, place }];
    });
}
