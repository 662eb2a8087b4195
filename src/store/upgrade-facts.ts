import type { VerifiedSpan } from '../domain/limits/types.ts';
import { qualificationOn, upgradeStateOn } from '../domain/upgrade/book.ts';
import type { PlacementFacts, SubjectFacts } from '../domain/upgrade/facts.ts';
import type { Connection } from './dialect/sqlite.ts';
import {
  type DouplusAccount,
  qualificationsOf,
  type StoredQualification,
  type StoredVerification,
  upgradeAccount,
  upgradeCaseOf,
  verificationsOfSubject,
  verifiedSpans,
} from './upgrade.ts';

/** What a subject is known by on a day: kind, verification, and the papers that have passed and still hold. */
export function subjectFacts(
  { subjectKind }: Pick<DouplusAccount, 'subjectKind'>,
  papers: readonly StoredQualification[],
  said: readonly StoredVerification[],
  on: string,
): SubjectFacts {
  const held = papers
    .filter(({ state, validTo }) => qualificationOn(state, validTo, on) === 'passed')
    .map(({ paper }) => paper as string);
  if (subjectKind === null) return { papers: held };
  if (subjectKind === 'individual') return { kind: subjectKind, papers: held };
  return { kind: subjectKind, corporateVerified: verificationOn(verifiedSpans(said), on), papers: held };
}

/** Corporate verification on a day by the days in which it held. */
export function verificationOn(spans: readonly VerifiedSpan[], on: string): 'none' | 'passed' | 'expired' {
  if (spans.some(({ from, to }) => from <= on && (to === null || on <= to))) return 'passed';
  return spans.some(({ to }) => to !== null && to < on) ? 'expired' : 'none';
}

/** What the book knows of the upgrade of a DOU+ account on a day; null for an account that is none. */
export function upgradeFactsOf(
  connection: Connection,
  account: number,
  on: string,
): Pick<PlacementFacts, 'subject' | 'account'> | null {
  const known = upgradeAccount(connection, { kind: 'all' }, account);
  if (!known) return null;
  const papers = known.subject === null ? [] : qualificationsOf(connection, known.subject);
  const said = known.subject === null ? [] : verificationsOfSubject(connection, known.subject);
  const opened = upgradeCaseOf(connection, account);
  const kind = known.subjectKind ?? undefined;
  const state = opened ? upgradeStateOn(opened.state, kind, verifiedSpans(said), on) : 'unknown';
  return {
    subject: subjectFacts(known, papers, said, on),
    account: {
      upgrade: state,
      ...(opened?.usedBefore == null ? {} : { usedDouplusBefore: opened.usedBefore === 1 }),
    },
  };
}
