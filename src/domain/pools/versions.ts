/** Versions of a 千川 account (ACC-1), DOU+, and what no source tells apart. */
export const POOL_VERSIONS = ['suixintui', 'pc_express', 'pc_pro', 'douplus', 'unsplit'] as const;
export type PoolVersion = (typeof POOL_VERSIONS)[number];

/** Where a figure by version comes from. */
export type VersionBasis =
  /** Entries that name their order or the version. */
  | 'entries'
  /** 随心推消耗 of the daily flow. */
  | 'flow'
  /** What orders reported, since the flow posts a day in one sum. */
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

/** Part of a sum that is told by another source than its entries. */
export interface ToldPart {
  suixintuiFen: number;
  basis: Exclude<VersionBasis, 'entries'>;
}

/**
 * Spend by version: what entries name; of the rest, the part that the flow or the orders tell is 随心推's, never more than
 * there is. A version of 千川 without any figure is unknown while something is left unsplit, and zero where nothing is.
 */
export function versionUses(
  versions: readonly PoolVersion[],
  byEntries: ReadonlyMap<PoolVersion, number>,
  told: ToldPart | null,
): VersionUse[] {
  const restFen = byEntries.get('unsplit') ?? 0;
  const movedFen = told === null ? 0 : Math.max(0, Math.min(told.suixintuiFen, restFen));
  const unsplitFen = restFen - movedFen;
  const uses = versions.map((version): VersionUse => {
    const fen = (byEntries.get(version) ?? 0) + (version === 'suixintui' ? movedFen : 0);
    const isUnknown = fen === 0 && unsplitFen !== 0 && version !== 'douplus';
    const basis = version === 'suixintui' && movedFen > 0 ? told!.basis : 'entries';
    return isUnknown ? { version, spentFen: null, basis: null } : { version, spentFen: fen, basis };
  });
  return unsplitFen === 0 ? uses : [...uses, { version: 'unsplit', spentFen: unsplitFen, basis: 'entries' }];
}
