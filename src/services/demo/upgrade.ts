import type { UpgradePlacement } from '../../contract/upgrade.ts';
import type { Paper } from '../../domain/rulebook/types.ts';
import type { UpgradeState } from '../../domain/upgrade/states.ts';
import { Dice } from './dice.ts';
import type { DemoClient, DemoPlan } from './types.ts';
import { type DemoVerification, verificationsOf } from './verification.ts';

/** A step of a case, days before the day on which the book is made. */
export interface DemoStep {
  to: UpgradeState;
  daysAgo: number;
  reason?: string;
  /** A screenshot of what the platform said. */
  evidence?: string;
}

/** What is done with a paper: asked of the client, handed in, accepted, sent back with its reason. */
export interface DemoPaper {
  paper: Paper;
  daysAgo: number;
  did: 'asked' | 'submitted' | 'passed' | 'rejected';
  /** File that is handed in. */
  file?: string;
  reason?: string;
  /** Last valid day, from the day on which the book is made. */
  validDays?: number;
}

/** The upgrade of one DOU+ account of the demo agency. */
export interface DemoCase {
  client: string;
  account: string;
  /** The client list does not have it: it is added to the client. */
  isNew: boolean;
  openedDaysAgo: number;
  /** A new user binds first (UPG-5). */
  usedBefore: boolean;
  placement: UpgradePlacement;
  /** Opened on an order of the account, on its day: its content was judged in review (UPG-1). */
  onOrder: boolean;
  steps: DemoStep[];
  papers: DemoPaper[];
  verification: DemoVerification | null;
}

const CART: UpgradePlacement = {
  scene: 'video',
  goal: '点赞评论',
  video: { cart: 'external' },
  contentJudged: 'normal',
};
const MESSAGE: UpgradePlacement = { ...CART, goal: '私信咨询', video: { cart: 'none' } };
const CONTENT: UpgradePlacement = { ...CART, video: { cart: 'none' }, contentJudged: 'marketing' };
const LIVE: UpgradePlacement = {
  scene: 'live',
  goal: '直播间人气',
  live: { anchor: 'xiaofengche' },
};
const PLAIN: UpgradePlacement = { ...CART, video: { cart: 'none' } };

type Story = Omit<DemoCase, 'client' | 'account' | 'isNew' | 'verification'>;
const story = (parts: Partial<Story> & Pick<Story, 'openedDaysAgo' | 'steps'>): Story => ({
  usedBefore: true,
  placement: CART,
  onOrder: false,
  papers: [],
  ...parts,
});

const LICENCE = '营业执照.pdf';
const BLURRED = '营业执照照片反光，看不清统一社会信用代码';

/** Enterprises whose 对公验证 is not done: every state until the limit, the most telling first. */
const LIMITED: readonly Story[] = [
  story({
    openedDaysAgo: 24,
    placement: CONTENT,
    onOrder: true,
    steps: [
      { to: 'submitted', daysAgo: 18 },
      { to: 'rejected', daysAgo: 16, reason: BLURRED, evidence: '审核驳回截图.png' },
      { to: 'submitted', daysAgo: 14 },
      { to: 'upgraded_limited', daysAgo: 9 },
    ],
    papers: [
      { paper: 'business_licence', daysAgo: 18, did: 'submitted', file: '营业执照照片.png' },
      { paper: 'business_licence', daysAgo: 16, did: 'rejected', reason: BLURRED },
      { paper: 'business_licence', daysAgo: 14, did: 'submitted', file: LICENCE },
      { paper: 'content_qualification', daysAgo: 9, did: 'asked' },
    ],
  }),
  story({
    openedDaysAgo: 20,
    placement: MESSAGE,
    steps: [
      { to: 'bound', daysAgo: 18 },
      { to: 'submitted', daysAgo: 12 },
      { to: 'rejected', daysAgo: 2, reason: '行业资质缺少有效期页', evidence: '审核意见.png' },
    ],
    papers: [
      { paper: 'business_licence', daysAgo: 12, did: 'submitted', file: LICENCE },
      { paper: 'industry_qualification', daysAgo: 12, did: 'submitted', file: '食品经营许可证.png' },
      { paper: 'business_licence', daysAgo: 4, did: 'passed', validDays: 700 },
      { paper: 'industry_qualification', daysAgo: 2, did: 'rejected', reason: '行业资质缺少有效期页' },
    ],
  }),
  story({ openedDaysAgo: 1, steps: [], papers: [{ paper: 'business_licence', daysAgo: 1, did: 'asked' }] }),
  story({
    openedDaysAgo: 15,
    placement: LIVE,
    steps: [
      { to: 'bound', daysAgo: 13 },
      { to: 'submitted', daysAgo: 6 },
    ],
    papers: [{ paper: 'business_licence', daysAgo: 6, did: 'submitted', file: LICENCE }],
  }),
  story({
    openedDaysAgo: 7,
    usedBefore: false,
    steps: [{ to: 'bound', daysAgo: 4 }],
    papers: [{ paper: 'business_licence', daysAgo: 4, did: 'asked' }],
  }),
  story({ openedDaysAgo: 5, placement: MESSAGE, steps: [{ to: 'registering', daysAgo: 3 }] }),
];

const through = (openedDaysAgo: number, placement: UpgradePlacement): Story =>
  story({
    openedDaysAgo,
    placement,
    steps: [
      { to: 'bound', daysAgo: openedDaysAgo - 1 },
      { to: 'submitted', daysAgo: openedDaysAgo - 3 },
      { to: 'upgraded', daysAgo: openedDaysAgo - 8 },
    ],
    papers: [{ paper: 'business_licence', daysAgo: openedDaysAgo - 3, did: 'submitted', file: LICENCE }],
  });

/** Enterprises that are verified: as many as there are verifications to warn of, one that needs no upgrade. */
const VERIFIED: readonly Story[] = [
  through(90, CART),
  through(75, LIVE),
  through(60, MESSAGE),
  through(120, CART),
  story({ openedDaysAgo: 11, placement: PLAIN, steps: [] }),
];

/** Individuals have no 对公验证 (UPG-2). */
const INDIVIDUAL: readonly Story[] = [
  story({
    openedDaysAgo: 30,
    placement: { ...CART, ecommerceLead: true },
    steps: [
      { to: 'bound', daysAgo: 29 },
      { to: 'submitted', daysAgo: 28 },
      { to: 'upgraded', daysAgo: 25 },
    ],
    papers: [
      { paper: 'real_name', daysAgo: 28, did: 'submitted', file: '抖音实名页.png' },
      { paper: 'id_front', daysAgo: 28, did: 'submitted', file: '身份证人像面.png' },
      { paper: 'id_back', daysAgo: 28, did: 'submitted', file: '身份证国徽面.png' },
      { paper: 'taobaoke_proof', daysAgo: 10, did: 'asked' },
    ],
  }),
];

/**
 * The DOU+ accounts whose upgrade the demo agency looks after, so that its board shows every state: as many as it has
 * clients for. Accounts that nobody has assessed stay as they are.
 */
export function demoUpgrade({ seed, clients }: DemoPlan): DemoCase[] {
  const dice = new Dice(seed, 'upgrade');
  const enterprises = clients.filter(({ subject }) => subject.kind === 'enterprise');
  const verifications = verificationsOf(VERIFIED.length);
  return [
    ...told(
      dice,
      LIMITED,
      enterprises.filter(({ verified }) => !verified),
    ),
    ...told(
      dice,
      VERIFIED,
      enterprises.filter(({ verified }) => verified),
    ).map((each, at) => ({
      ...each,
      verification: verifications[at] ?? null,
    })),
    ...told(
      dice,
      INDIVIDUAL,
      clients.filter(({ subject }) => subject.kind === 'individual'),
    ),
  ];
}

/** Stories for clients; those that have a DOU+ account come first, but one of them stays unassessed. */
function told(dice: Dice, stories: readonly Story[], clients: readonly DemoClient[]): DemoCase[] {
  const having = clients.filter(({ douplus }) => douplus.length > 0);
  const chosen = [...having.slice(0, Math.max(1, having.length - 1)), ...without(clients)];
  return stories.slice(0, chosen.length).map((each, at) => {
    const { code, douplus } = chosen[at]!;
    const [own] = douplus;
    const account = own?.id ?? `dy${dice.fork(code).digits(8)}`;
    return { ...each, client: code, account, isNew: own === undefined, verification: null };
  });
}

const without = (clients: readonly DemoClient[]) => clients.filter(({ douplus }) => douplus.length === 0);
