/** Fewer characters are refused. */
export const SHORTEST_PASSPHRASE = 8;

export const STRENGTHS = ['short', 'weak', 'fair', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Bits that a character of a kind adds; a Chinese one is taken for one of some thousand common ones. */
const KINDS: [kind: RegExp, bits: number][] = [
  [/\d/, 3.3],
  [/[a-z]/, 4.7],
  [/[A-Z]/, 4.7],
  [/\p{Script=Han}/u, 10],
];
const OTHER_BITS = 5;
/** For each kind of character beyond the first: somebody who guesses has to try them all. */
const MIXED_BITS = 0.7;
const CONTINUED_BITS = 1;
const FAIR_BITS = 45;
const STRONG_BITS = 65;

/**
 * A rough guess at how hard a passphrase is to guess, to be shown while it is typed: `12345678` and `aaaaaaaa` are
 * weak however long, four words or ten mixed characters are strong enough. It knows no dictionary.
 */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length < SHORTEST_PASSPHRASE) return 'short';
  const kinds = new Set(characters.map(kindOf)).size;
  let bits = 0;
  characters.forEach((character, index) => {
    bits += continues(characters, index)
      ? CONTINUED_BITS
      : (KINDS[kindOf(character)]?.[1] ?? OTHER_BITS) + (kinds - 1) * MIXED_BITS;
  });
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}

function kindOf(character: string): number {
  const kind = KINDS.findIndex(([pattern]) => pattern.test(character));
  return kind < 0 ? KINDS.length : kind;
}

/** Whether a character repeats the one before or follows it as in `123`, `cba`. */
function continues(characters: readonly string[], index: number): boolean {
  if (index === 0) return false;
  const step = characters[index]!.codePointAt(0)! - characters[index - 1]!.codePointAt(0)!;
  return step >= -1 && step <= 1;
}
