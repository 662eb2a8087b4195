import type { SubjectKind } from '../parties/types.ts';
import { type Rules, rowsFor } from '../rulebook/lookup.ts';
import type { Paper, RuleRowOf } from '../rulebook/types.ts';
import { isEcommerceLead, kindOf, type PlacementFacts, type SubjectFacts } from './facts.ts';
import { DONE, type UpgradeState } from './states.ts';

/** Other words for a paper, compared without case, spaces, dashes and strokes. */
const ALIASES: Record<Paper, string[]> = {
  business_licence: [
    '营业执照',
    '营业执照正本',
    '营业执照副本',
    '主体资质',
    '企业主体资质',
    'business_license',
    'licence',
    'license',
  ],
  real_name: ['抖音实名', '抖音实名认证', '实名', '实名认证'],
  id_front: ['身份证正面', '身份证人像面', '身份证正反面', '身份证', 'id_card', 'id'],
  id_back: ['身份证反面', '身份证国徽面', '身份证正反面', '身份证', 'id_card', 'id'],
  personal_certification: ['个人认证'],
  taobaoke_proof: ['淘客/京东联盟后台截图', '淘客后台截图', '京东联盟后台截图', '淘客截图', 'taobaoke'],
  content_qualification: ['内容资质', '投放资质', '投放内容资质'],
  industry_qualification: ['行业资质'],
};

const wordKey = (word: string) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_/-]/g, '');
const KNOWN = new Map<string, Paper[]>();
for (const [paper, words] of Object.entries(ALIASES) as [Paper, string[]][])
  for (const word of [paper, ...words])
    KNOWN.set(wordKey(word), [...(KNOWN.get(wordKey(word)) ?? []), paper]);

/** What a name of a paper stands for: one paper, both sides of an ID, or none that is known. */
export function papersNamed(name: string): Paper[] {
  return KNOWN.get(wordKey(name)) ?? [];
}

/** Names in a list of papers that nothing is known by. */
export function unknownPapers(papers: readonly string[]): string[] {
  return papers.filter(name => papersNamed(name).length === 0);
}

/** Whether the subject has a paper; undefined is unknown. */
export function hasPaper(subject: SubjectFacts | undefined, paper: Paper): boolean | undefined {
  if (subject?.papers?.some(name => papersNamed(name).includes(paper))) return true;
  if (paper === 'real_name') return subject?.realName;
  if (paper === 'taobaoke_proof') return subject?.taobaokeProof ?? (subject?.papers ? false : undefined);
  if (subject?.papers === undefined) return undefined;
  // A name that is not understood may be this very paper.
  return unknownPapers(subject.papers).length > 0 ? undefined : false;
}

/** What must be done before an order may be placed (UPG-4): licence of an enterprise, real-name of an individual. */
export const FIRST_PAPER: Record<SubjectKind, Paper> = {
  enterprise: 'business_licence',
  individual: 'real_name',
};

/** Whether the papers that orders wait for are done (UPG-4); undefined is unknown. */
export function firstPapersDone(facts: PlacementFacts): boolean | undefined {
  const state: UpgradeState | undefined = facts.account?.upgrade;
  if (state !== undefined && DONE.includes(state)) return true;
  if (state === 'rejected') return false;
  const kind = kindOf(facts);
  return kind === undefined ? undefined : hasPaper(facts.subject, FIRST_PAPER[kind]);
}

export interface AskedPaper {
  paper: Paper;
  /** Kind of subject that it is asked of. */
  subject: SubjectKind;
  /** To open the account, or to place. */
  stage: 'open' | 'place';
  state: 'given' | 'missing' | 'unknown';
  row: RuleRowOf<'papers'>;
}

/** The checklist of a subject (UPG-2, UPG-3); both kinds where the kind is unknown. */
export function askedPapers(facts: PlacementFacts, rules: Rules): AskedPaper[] {
  const { subject } = facts;
  const kind = kindOf(facts);
  const lead = isEcommerceLead(facts);
  const asked = rowsFor(rules, 'papers', 'douplus').filter(
    ({ value }) => kind === undefined || value.subject === kind,
  );
  return asked.flatMap(row =>
    row.value.papers
      .filter(paper => paper !== 'taobaoke_proof' || lead !== false)
      .map(paper => {
        const has = hasPaper(subject, paper);
        // An enterprise needs the screenshot for 引流电商 only, which may not be known yet.
        const doubtful =
          paper === 'taobaoke_proof' && row.value.subject === 'enterprise' && lead === undefined;
        const state = has ? 'given' : has === undefined || doubtful ? 'unknown' : 'missing';
        return { paper, subject: row.value.subject, stage: row.value.stage, state, row } as const;
      }),
  );
}
