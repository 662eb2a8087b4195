import type { PartySource } from '../../src/domain/matching/book/parties.ts';
import { type BookRow, bookRow } from '../../src/domain/matching/book/rows.ts';

/** A year of an agency as life damages it, with what truly belongs together. */
export interface MatchYear {
  rows: BookRow[];
  parties: PartySource;
  /** Event of each row, by id. */
  truth: Map<number, number>;
  /** Rows that must be found: told on both sides, with a number on both or without a twin that could be meant. */
  matchable: Set<number>;
  /** How many events suffered what. */
  damages: Record<string, number>;
}

const CLIENTS = 200;
const DAYS = 365;
const ROUND_YUAN = [100, 200, 300, 500, 1_000];

/** Random numbers from a seed, below `n`: an own generator, so that a year is the same for ever. */
function diceOf(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return n => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

const SYLLABLES = '云木石禾森岚泽川沐辰星野鹿桥山海禾元朗青恒泰瑞华盛嘉宁和';
const TRADES = ['电子商务', '服饰', '化妆品', '食品', '家居', '文化传媒', '日用品', '母婴用品'];

function clientsOf(): PartySource & { accounts: { id: string; client: number }[] } {
  const names = Array.from({ length: CLIENTS }, (_, at) => {
    const [a, b] = [at % SYLLABLES.length, Math.floor(at / SYLLABLES.length) + 3];
    const core = `${SYLLABLES[a]}${SYLLABLES[(a + b) % SYLLABLES.length]}${SYLLABLES[b]}`;
    return { text: `杭州${core}${TRADES[at % TRADES.length]}有限公司`, client: at + 1 };
  });
  const accounts = names.map(({ client }) => ({
    id: String(1_700_000_000_000_000 + client * 7_919),
    client,
  }));
  return { names, accounts };
}

interface Deal {
  event: number;
  client: number;
  fen: number;
  day: number;
  second: number;
  ids: number[];
  isNumbered: boolean;
  isWhole: boolean;
  /** Other amounts that a sum or a twin may be mistaken for. */
  kind: 'receipt' | 'payout' | 'order';
}

/** Makes a year of about so many rows; the same seed and size always give the same one. */
export function matchYear(rowCount: number, seed: number): MatchYear {
  return new Maker(rowCount, seed).make();
}

class Maker {
  private readonly dice: (n: number) => number;
  private readonly rowCount: number;
  private readonly parties = clientsOf();
  private readonly rows: BookRow[] = [];
  private readonly truth = new Map<number, number>();
  private readonly deals: Deal[] = [];
  private readonly damages: Record<string, number> = {};
  private event = 0;

  constructor(rowCount: number, seed: number) {
    this.rowCount = rowCount;
    this.dice = diceOf(seed);
  }

  make(): MatchYear {
    while (this.rows.length < this.rowCount) {
      const kind = this.dice(20);
      if (kind < 3) this.receipt();
      else if (kind < 4) this.payout();
      else this.order();
    }
    const matchable = this.matchable();
    const { rows, truth, damages } = this;
    return { rows: rows.toSorted((a, b) => a.id - b.id), parties: this.parties, truth, matchable, damages };
  }

  private begin(kind: Deal['kind'], fen: number): Deal {
    const [client, day, second] = [1 + this.dice(CLIENTS), this.dice(DAYS), 28_800 + this.dice(50_000)];
    const deal = {
      event: ++this.event,
      client,
      fen,
      day,
      second,
      ids: [],
      isNumbered: true,
      isWhole: true,
      kind,
    };
    this.deals.push(deal);
    return deal;
  }

  private damaged(name: string): true {
    this.damages[name] = (this.damages[name] ?? 0) + 1;
    return true;
  }

  private tell(deal: Deal, profile: string, fields: Record<string, string>): void {
    const id = this.rows.length + 1;
    const money = profile === 'bank.ccb.company' ? 1 : null;
    const raw = JSON.stringify(Object.entries(fields));
    this.rows.push(bookRow({ id, profile, money, moneyKind: money && 'bank', raw }, undefined));
    this.truth.set(id, deal.event);
    deal.ids.push(id);
  }

  private timeOf({ day, second }: Deal, shift: { days?: number; seconds?: number } = {}): string {
    const at = Date.UTC(2026, 0, 1 + Math.min(DAYS - 1, day + (shift.days ?? 0)));
    return new Date(at + (second + (shift.seconds ?? 0)) * 1_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  }

  private nameOf({ client }: Deal): string {
    return this.parties.names[client - 1]!.text;
  }

  private amount(): number {
    return this.dice(4) === 0 ? (1 + this.dice(40)) * 50_000 : 10_000 + this.dice(9_000_000);
  }

  /** A bank receipt against the list's 收款: numbers lost, days shifted, fees kept, paid in parts, twice, or missing. */
  private receipt(): void {
    const deal = this.begin('receipt', this.amount());
    const number = `SK2026${String(deal.event).padStart(11, '0')}`;
    const damage = this.dice(100);
    const isLost = damage < 4 && this.damaged('number lost');
    const keptFen = damage === 4 && this.damaged('fee kept') ? Math.max(1, Math.floor(deal.fen * 0.006)) : 0;
    const days = damage >= 5 && damage < 9 && this.damaged('day shifted') ? 1 + this.dice(2) : 0;
    const parts = damage === 9 && this.damaged('paid in parts') ? 2 + this.dice(2) : 1;
    const isTwice = damage === 10 && this.damaged('paid twice');
    if (damage === 11 || damage === 12) {
      deal.isWhole = !this.damaged(damage === 11 ? 'missing in the bank' : 'missing in the list');
    }
    deal.isNumbered = !isLost;
    const isShort = this.dice(4) === 0;
    const party = isShort ? this.nameOf(deal).replace(/^杭州|有限公司$/g, '') : this.nameOf(deal);
    const pieces = piecesOf(deal.fen - keptFen, parts, this.dice);
    const bank = isTwice ? [...pieces, ...pieces] : pieces;
    for (const [at, fen] of (damage === 11 ? [] : bank).entries()) {
      const memo2 = isLost ? '推广费' : `推广费 ${number}`;
      const time = this.timeOf(deal, { days, seconds: at * 60 });
      this.tell(deal, 'bank.ccb.company', { time, income: yuan(fen), party, memo2 });
    }
    if (damage === 12) return;
    const more = { party: this.nameOf(deal), merchantId: number, memo: '对公转账' };
    const time = this.timeOf(deal, { seconds: 420 });
    this.tell(deal, 'template.general', { time, income: yuan(deal.fen), kind: '收款', ...more });
  }

  /** A payment to the platform: one of the bank for one or more of the list. */
  private payout(): void {
    const deal = this.begin('payout', this.amount());
    const number = (part: number) => `FK2026${String(deal.event).padStart(10, '0')}${part}`;
    const damage = this.dice(100);
    deal.isNumbered = !(damage < 4 && this.damaged('number lost'));
    const parts = damage === 4 && this.damaged('paid together') ? 2 : 1;
    const pieces = piecesOf(deal.fen, parts, this.dice);
    const numbers = pieces.map((_, at) => number(at));
    const memo = deal.isNumbered ? `充值 ${numbers.join(' ')}` : '充值';
    const time = this.timeOf(deal, { seconds: 600 });
    this.tell(deal, 'bank.ccb.company', { time, expense: yuan(deal.fen), party: '湖北巨量引擎', memo });
    const account = this.parties.accounts[deal.client - 1]!.id;
    for (const [at, fen] of pieces.entries()) {
      const more = { party: this.nameOf(deal), account, merchantId: numbers[at]!, memo: '对公转账' };
      this.tell(deal, 'template.general', {
        time: this.timeOf(deal),
        expense: yuan(fen),
        kind: '付款',
        ...more,
      });
    }
  }

  /** An order of the platform against what the list says was placed, spent and given back. */
  private order(): void {
    const fen = ROUND_YUAN[this.dice(ROUND_YUAN.length)]! * 100;
    const deal = this.begin('order', fen);
    const id = `73${String(deal.event * 104_729 + this.dice(1_000)).padStart(17, '0')}`;
    const damage = this.dice(200);
    deal.isNumbered = !(this.dice(200) < 3 && this.damaged('id damaged'));
    const merchantId = deal.isNumbered ? id : deal.event % 3 === 0 ? '' : `${id.slice(0, 15)}0000`;
    const isShifted = damage === 4 && this.damaged('day shifted');
    const isUntold = damage === 5 && this.damaged('missing at the platform');
    const isUnlisted = damage === 6 && this.damaged('missing in the list');
    deal.isWhole = !isUntold && !isUnlisted;
    const spentFen = this.dice(3) === 0 ? this.dice(fen) : fen;
    const status = spentFen < fen ? '投放终止' : '投放完成';
    const account = this.parties.accounts[deal.client - 1]!.id;
    const paid = { paid: yuan(fen), coupon: '0.00', topUp: '0.00', spent: yuan(spentFen), status };
    const time = this.timeOf(deal);
    if (!isUntold) this.tell(deal, 'qianchuan.orders', { time, expense: yuan(fen), id, ...paid });
    const own = { account, merchantId, payment: '账户余额', version: '小店随心推' };
    const listed = (kind: string, amount: Record<string, string>, seconds: number) =>
      this.tell(deal, 'template.general', {
        ...{ time: this.timeOf(deal, { seconds, days: isShifted ? 1 : 0 }), ...amount, kind },
        ...own,
      });
    if (isUnlisted) return;
    // Typed by hand a little later, or taken over with its second.
    listed('下单', { neutral: yuan(fen) }, this.dice(2) === 0 ? 0 : 60 + this.dice(600));
    if (spentFen > 0) listed('消耗', { expense: yuan(spentFen) }, 30_000);
    if (spentFen < fen) listed('释放', { neutral: yuan(fen - spentFen) }, 30_600);
  }

  /** Whole events with a number on both sides, and receipts without one that no other receipt of the client is near. */
  private matchable(): Set<number> {
    const near = Map.groupBy(
      this.deals.filter(({ kind }) => kind === 'receipt'),
      ({ client }) => client,
    );
    const isAlone = (deal: Deal) =>
      deal.kind === 'receipt' &&
      near
        .get(deal.client)!
        .every(other => other === deal || other.fen !== deal.fen || Math.abs(other.day - deal.day) > 9);
    const found = this.deals.filter(deal => deal.isWhole && (deal.isNumbered || isAlone(deal)));
    return new Set(found.flatMap(({ ids }) => ids));
  }
}

/** Parts of an amount, none of them zero. */
function piecesOf(fen: number, parts: number, dice: (n: number) => number): number[] {
  if (parts === 1) return [fen];
  const first = 1 + dice(fen - parts);
  return [first, ...piecesOf(fen - first, parts - 1, dice)];
}

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
