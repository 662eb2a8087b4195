import { BUCKETS } from '../accounting/types.ts';
import {
  BID_WAYS,
  PAPERS,
  PAYMENTS,
  ROUTED_ACTS,
  type RuleKind,
  type RuleRow,
  type RuleValues,
  SCENES,
} from './types.ts';

type Fits = (value: unknown) => boolean;

const text: Fits = value => typeof value === 'string' && value.trim() !== '' && value.length <= 400;
const whole: Fits = value => Number.isSafeInteger(value) && (value as number) > 0;
/** Whole and half hours only: they are exact. */
const hours: Fits = value => Number.isInteger((value as number) * 2) && (value as number) > 0;
const oneOf =
  (words: readonly string[]): Fits =>
  value =>
    typeof value === 'string' && words.includes(value);
const some =
  (fits: Fits): Fits =>
  value =>
    Array.isArray(value) && value.length > 0 && value.every(fits);
const any =
  (fits: Fits): Fits =>
  value =>
    Array.isArray(value) && value.every(fits);
const maybe =
  (fits: Fits): Fits =>
  value =>
    value === undefined || fits(value);
/** An object with these fields and no other. */
const fields =
  (shape: Record<string, Fits>): Fits =>
  value =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every(name => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, fits]) => fits((value as Record<string, unknown>)[name]));

const hourList = fields({ hours: some(hours), step: maybe(hours), upTo: maybe(hours) });

const SHAPES: { [K in RuleKind]: Fits } = {
  text: value => value === null,
  order_minimum: whole,
  order_step: whole,
  order_maximum: whole,
  goal: fields({ label: text, en: text, aliases: any(text), codes: any(text) }),
  durations: hourList,
  durations_api: hourList,
  duration_advice: fields({ fromFen: whole, hours }),
  bid_ways: some(oneOf(BID_WAYS)),
  bid_manual_goals: some(text),
  order_steps: some(text),
  scenes: some(oneOf(SCENES)),
  payment_methods: some(oneOf(PAYMENTS)),
  unpaid_minutes: whole,
  title_minimum: whole,
  seconds_minimum: whole,
  cart_refused: some(text),
  versions: some(text),
  final_after_hours: hours,
  settled_after_days: fields({ settled: whole, reread: whole }),
  refund_working_days: fields({ first: whole, last: whole }),
  upgrade_anchors: some(text),
  upgrade_goals: some(text),
  upgrade_contents: some(text),
  papers: fields({
    subject: oneOf(['enterprise', 'individual']),
    stage: oneOf(['open', 'place']),
    papers: some(oneOf(PAPERS)),
  }),
  limit_day: whole,
  limit_total: whole,
  limit_account_day: whole,
  limit_video_day: whole,
  verification_warn_days: some(whole),
  route: fields({ act: oneOf(ROUTED_ACTS), where: oneOf(['app', 'pc']), path: text }),
  tax_rate: fields({ of: oneOf(['vat_general', 'vat_small', 'culture_levy']), basisPoints: whole }),
  adjustment_pairs: some(
    value => typeof value === 'string' && /^\d{4}(\.\d\d)?[=>]\d{4}(\.\d\d)?$/.test(value),
  ),
  rounding_limit: whole,
  red_confirm_hours: whole,
  spend_order: some(oneOf(BUCKETS)),
  grant_warn_days: some(whole),
};

/** Every kind that a row can be of. */
export const RULE_KINDS = Object.keys(SHAPES) as RuleKind[];

/** Whether a value is of the shape that its kind asks for. */
export function valueFits<K extends RuleKind>(kind: K, value: unknown): value is RuleValues[K] {
  return SHAPES[kind](value);
}

/**
 * What a row is the answer to: two rows with a name in common must not be in force on the same day. Where a kind has
 * many rows side by side, the names tell them apart.
 */
export function namesOf(row: RuleRow): string[] {
  const about = `${row.kind}|${row.product}|${row.scene ?? ''}`;
  return apart(row).map(name => `${about}|${name}`);
}

function apart(row: RuleRow): string[] {
  if (row.kind === 'text') return [row.id];
  if (row.kind === 'goal') return [row.value.label, ...row.value.aliases, ...row.value.codes].map(goalName);
  if (row.kind === 'papers') return [`${row.value.subject} ${row.value.stage}`];
  if (row.kind === 'route') return [row.value.act];
  if (row.kind === 'tax_rate') return [row.value.of];
  return [''];
}

/** A goal's name as it is compared: full width, case and spaces do not tell goals apart. */
export function goalName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}
