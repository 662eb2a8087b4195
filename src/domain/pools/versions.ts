/** Versions of a 千川 account (ACC-1), DOU+, and what no source tells apart. */
export const POOL_VERSIONS = ['suixintui', 'pc_express', 'pc_pro', 'douplus', 'unsplit'] as const;
export type PoolVersion = (typeof POOL_VERSIONS)[number];

/** Where a figure by version comes from. */
export type VersionBasis =
  /** Entries that name their order or the version. */
  | 'entries'
  /** 随心推消耗 of the daily flow. */
  | 'flow'
  /** What a list tells row by row, since the flow posts a day in one sum. */
  | 'list'
  /** What orders reported. */
  | 'orders';

/** Use of a pool by one version; null is unknown, since no source tells it apart from the rest. */
export interface VersionUse {
  version: PoolVersion;
  spentFen: number | null;
  basis: VersionBasis | null;
}

/** The version that a text of a file names; null for none that is known. */
export function versionOf(text: string | null): PoolVersion | null {
  const word = (text ?? '').normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  if (/随心推|DOU\+电商版/.test(word)) return 'suixintui';
  if (/极速版/.test(word)) return 'pc_express';
  if (/专业版/.test(word)) return 'pc_pro';
  return /^DOU\+/.test(word) ? 'douplus' : null;
}

/** What another source than the entries tells of a sum, by version. */
export interface ToldPart {
  parts: ReadonlyMap<PoolVersion, number>;
  basis: Exclude<VersionBasis, 'entries'>;
}

/** What is told of a sum that no entry splits, never more than there is of it. */
export function splitOf(restFen: number, told: ToldPart | null): Map<PoolVersion, number> {
  const split = new Map<PoolVersion, number>();
  let openFen = Math.max(0, restFen);
  for (const version of POOL_VERSIONS) {
    const fen = Math.max(0, Math.min(told?.parts.get(version) ?? 0, openFen));
    if (version === 'unsplit' || fen === 0) continue;
    split.set(version, fen);
    openFen -= fen;
  }
  return split;
}

/**
 * Spend by version: what entries name, and of the rest what another source tells. A version of 千川 without any figure is
 * unknown while something is left unsplit, and zero where nothing is.
 */
export function versionUses(
  versions: readonly PoolVersion[],
  byEntries: ReadonlyMap<PoolVersion, number>,
  told: ToldPart | null,
): VersionUse[] {
  const restFen = byEntries.get('unsplit') ?? 0;
  const split = splitOf(restFen, told);
  const unsplitFen = [...split.values()].reduce((fen, each) => fen - each, restFen);
  const uses = versions.map((version): VersionUse => {
    const toldFen = split.get(version) ?? 0;
    const fen = (byEntries.get(version) ?? 0) + toldFen;
    if (fen === 0 && unsplitFen !== 0 && version !== 'douplus')
      return { version, spentFen: null, basis: null };
    return { version, spentFen: fen, basis: toldFen > 0 ? told!.basis : 'entries' };
  });
  return unsplitFen === 0 ? uses : [...uses, { version: 'unsplit', spentFen: unsplitFen, basis: 'entries' }];
}
