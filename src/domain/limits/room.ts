import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed, ruleFor } from '../rulebook/lookup.ts';
import type { RuleRow, Scene } from '../rulebook/types.ts';
import type { LimitSettings, LimitState, LimitUse } from './types.ts';

/** Room left in 分 before the placement; null where no limit binds or what is used is unknown. */
export interface Room {
  todayFen: number | null;
  totalFen: number | null;
  videoTodayFen: number | null;
}

export const NO_ROOM_KNOWN: Room = { todayFen: null, totalFen: null, videoTodayFen: null };

const KINDS = ['limit_day', 'limit_total', 'limit_account_day', 'limit_video_day'] as const;
export type LimitKind = (typeof KINDS)[number];

/** One limit that binds in a state, with what is used of it. */
export interface BindingLimit {
  kind: LimitKind;
  row: RuleRow;
  limitFen: number;
  usedFen: number | null;
  roomFen: number | null;
}

const OF_ROOM: Record<LimitKind, keyof Room> = {
  limit_day: 'todayFen',
  limit_total: 'totalFen',
  limit_account_day: 'todayFen',
  limit_video_day: 'videoTodayFen',
};

/** The limits that bind in a state: LIM-1 while limited, LIM-2 once verified; the video limit for videos only. */
export function bindingLimits(
  state: LimitState,
  use: LimitUse,
  scene: Scene | undefined,
  rules: Rules,
  settings: LimitSettings,
): BindingLimit[] {
  const kinds: LimitKind[] =
    state === 'limited'
      ? ['limit_day', 'limit_total']
      : state === 'verified'
        ? ['limit_account_day', 'limit_video_day']
        : [];
  return kinds.flatMap(kind => {
    const row = ruleFor(rules, kind, 'douplus', scene);
    if (!row) return [];
    const usedFen = usedOf(kind, use, settings) ?? null;
    const roomFen = usedFen === null ? null : Math.max(0, row.value - usedFen);
    return [{ kind, row, limitFen: row.value, usedFen, roomFen }];
  });
}

/** What is left under each limit that binds, as three figures (LIM-4). */
export function roomLeft(binding: readonly BindingLimit[]): Room {
  const room = { ...NO_ROOM_KNOWN };
  for (const { kind, roomFen } of binding) room[OF_ROOM[kind]] = roomFen;
  return room;
}

const CODES: Record<LimitKind, { over: string; unknown: string }> = {
  limit_day: { over: 'rules.lim_1_day', unknown: 'rules.lim_1_day_unknown' },
  limit_total: { over: 'rules.lim_1_total', unknown: 'rules.lim_1_total_unknown' },
  limit_account_day: { over: 'rules.lim_2_account', unknown: 'rules.lim_2_account_unknown' },
  limit_video_day: { over: 'rules.lim_2_video', unknown: 'rules.lim_2_video_unknown' },
};

/**
 * What each binding limit says to a new placement (LIM-1, LIM-2): refused, or warned where the book says so (LIM-4), if
 * it does not fit; unknown use is asked for. A limit of some hundreds of yuan is soon reached, so there unknown use is
 * a warning; under a limit of millions it is a note.
 */
export function limitFindings(
  binding: readonly BindingLimit[],
  amountFen: number | undefined,
  settings: LimitSettings,
): RuleFinding[] {
  return binding.flatMap(({ kind, row, limitFen, usedFen, roomFen }) => {
    const spentFen = usedFen ?? 0;
    if (amountFen !== undefined && amountFen + spentFen > limitFen) {
      const params = { limitFen, usedFen: spentFen, amountFen, roomFen: roomFen ?? limitFen };
      return [findingBy(row, settings.mode, CODES[kind].over, params)];
    }
    if (usedFen !== null) return [];
    const severity = row.rule === 'LIM-1' ? 'warn' : 'info';
    return [findingBy(row, severity, CODES[kind].unknown, { limitFen })];
  });
}

/** How it is counted, said beside the room while LIM-1 binds (LIM-3). */
export function countingBasis(rules: Rules, settings: LimitSettings): RuleFinding[] {
  const row = rowNamed(rules, 'lim-3.basis');
  if (!row) return [];
  const code = settings.dailyScope === 'subject' ? 'rules.lim_3_subject' : 'rules.lim_3_account';
  return [findingBy(row, 'info', code)];
}

function usedOf(kind: LimitKind, use: LimitUse, { dailyScope }: LimitSettings): number | undefined {
  if (kind === 'limit_day') return dailyScope === 'subject' ? use.todayFen : use.accountTodayFen;
  if (kind === 'limit_total') return use.totalFen;
  return kind === 'limit_account_day' ? use.accountTodayFen : use.videoTodayFen;
}
