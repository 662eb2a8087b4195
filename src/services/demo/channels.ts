import { addDays, dayOf, dayStart, isMonday, type Moment } from './calendar.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import type { Channel, DemoAgency, Fen, MoneyMove, PlannedDifference } from './types.ts';

const RESERVE_FEN = 4_000_000;
const CHANNEL_OPENING_FEN = 6_000_000;
const BANK_LEAST_OPENING_FEN = 80_000_000;
const CHANNEL_NAMES: Partial<Record<Channel, { party: string; account: string; name: string }>> = {
  alipay: { party: '支付宝（中国）网络技术有限公司', account: '2088000011112222', name: '支付宝' },
  wechat: { party: '财付通支付科技有限公司', account: '2145203532467229', name: '微信' },
};

/**
 * Each Monday the channels are swept into the CCB account: one line out of the channel, one into the bank under the
 * same withdrawal number. A few sweeps go wrong on purpose: without number, less a fee, sent back by the bank.
 */
export function sweepChannels(dice: Dice, journal: Journal, days: string[]): PlannedDifference[] {
  const differences: PlannedDifference[] = [];
  for (const channel of ['alipay', 'wechat'] as const) {
    let swept = 0;
    let balanceFen = CHANNEL_OPENING_FEN;
    let at = 0;
    const lines = journal.moves.filter(move => move.channel === channel).sort(byTime);
    for (const day of days.filter(isMonday)) {
      const morning = dayStart(day) + 3_600;
      for (; at < lines.length && lines[at]!.at < morning; at++) balanceFen += lines[at]!.fen;
      const fen = balanceFen - RESERVE_FEN;
      if (fen < 10_000) continue;
      swept += 1;
      const sweep = {
        channel,
        number: swept,
        at: morning,
        fen,
        no: `TX${day.replaceAll('-', '')}${channel === 'alipay' ? '01' : '02'}${String(swept).padStart(4, '0')}`,
      };
      balanceFen -= fen;
      differences.push(...sweepOnce(dice.fork(sweep.no), journal, sweep));
    }
  }
  return differences;
}

interface Sweep {
  channel: 'alipay' | 'wechat';
  number: number;
  at: Moment;
  fen: Fen;
  no: string;
}

function sweepOnce(dice: Dice, journal: Journal, sweep: Sweep): PlannedDifference[] {
  const { party, account, name } = CHANNEL_NAMES[sweep.channel]!;
  const out = {
    channel: sweep.channel,
    kind: 'sweep' as const,
    party: '',
    partyAccount: '',
    memo: '提现',
    client: null,
  };
  const into = {
    channel: 'ccb' as const,
    kind: 'sweep' as const,
    party,
    partyAccount: account,
    memo: `${name}提现`,
    client: null,
  };
  const arrived = addDays(dayStart(dayOf(sweep.at)), dice.whole(0, 1)) + dice.whole(10 * 3_600, 17 * 3_600);
  const month = dayOf(sweep.at).slice(0, 7);
  journal.move({ ...out, at: sweep.at, fen: -sweep.fen, reference: sweep.no });
  const fault =
    sweep.number % 5 === 2
      ? 'no_reference'
      : sweep.number % 7 === 3
        ? 'fee'
        : sweep.number % 6 === 4
          ? 'returned'
          : null;
  if (fault === 'returned') {
    journal.move({
      ...out,
      kind: 'returned',
      at: sweep.at + 7_200,
      fen: sweep.fen,
      memo: '提现退回',
      reference: sweep.no,
    });
    journal.move({ ...out, at: sweep.at + 9_000, fen: -sweep.fen, reference: sweep.no });
  }
  const fen = fault === 'fee' ? sweep.fen - 500 : sweep.fen;
  journal.move({
    ...into,
    at: arrived,
    fen,
    reference: fault === 'no_reference' ? '' : sweep.no,
  });
  return fault ? [{ where: 'sweep', what: fault, no: sweep.no, month, fen: sweep.fen }] : [];
}

/** Interest, account fees and tax of the two bank accounts. */
export function bankHousekeeping(dice: Dice, journal: Journal, months: string[]): void {
  const line = { party: '', partyAccount: '', reference: '', client: null };
  for (const month of months) {
    const own = dice.fork(month);
    for (const channel of ['ccb', 'cmb'] as const) {
      journal.move({
        ...line,
        channel,
        at: dayStart(`${month}-21`) + 57_400,
        kind: 'interest',
        fen: own.whole(8_000, 40_000),
        memo: '结息',
      });
      journal.move({
        ...line,
        channel,
        at: dayStart(`${month}-25`) + 46_500,
        kind: 'fee',
        fen: -own.whole(1_000, 15_000),
        memo: '账户管理费',
      });
    }
    journal.move({
      ...line,
      channel: 'ccb',
      at: dayStart(`${month}-15`) + 32_800,
      kind: 'tax',
      fen: -own.whole(300_000, 900_000),
      party: '国家税务总局杭州市税务局',
      partyAccount: '3344565546845610',
      memo: '缴税',
    });
  }
}

/** Sorts each account's lines by time, numbers them and fills the running balances; answers the openings. */
export function settleBalances(journal: Journal, agency: DemoAgency): Record<Channel, Fen> {
  const openings: Record<Channel, Fen> = {
    ccb: 0,
    cmb: 0,
    alipay: CHANNEL_OPENING_FEN,
    wechat: CHANNEL_OPENING_FEN,
  };
  journal.moves.sort(byTime);
  for (const channel of ['ccb', 'cmb', 'alipay', 'wechat'] as const) {
    const lines = journal.moves.filter(move => move.channel === channel);
    if (channel === 'ccb' || channel === 'cmb') openings[channel] = bankOpening(lines);
    let balanceFen = openings[channel];
    lines.forEach((line, at) => {
      balanceFen += line.fen;
      if (balanceFen < 0) throw new Error(`${channel} of ${agency.name} went below zero`);
      line.balanceFen = balanceFen;
      line.serial = serialOf(channel, dayOf(line.at).replaceAll('-', ''), at + 1);
    });
  }
  return openings;
}

/** Every house numbers its lines in its own way, so that numbers of two houses never meet. */
function serialOf(channel: Channel, day: string, number: number): string {
  const serial = String(number).padStart(8, '0');
  if (channel === 'ccb') return `${day.slice(0, 6)}-${serial}`;
  if (channel === 'cmb') return `C${day}${serial}`;
  // The last digit is never 0: a long number that ends in zeros looks like one that a spreadsheet has cut short.
  return `${day}${channel === 'alipay' ? '22' : '33'}${serial}${(number % 9) + 1}`;
}

/** Enough that the account never runs dry. */
function bankOpening(lines: MoneyMove[]): Fen {
  let sum = 0;
  let lowest = 0;
  for (const line of lines) {
    sum += line.fen;
    lowest = Math.min(lowest, sum);
  }
  return BANK_LEAST_OPENING_FEN + Math.ceil(-lowest / 10_000_000) * 10_000_000;
}

export function byTime(a: { at: Moment }, b: { at: Moment }): number {
  return a.at - b.at;
}
