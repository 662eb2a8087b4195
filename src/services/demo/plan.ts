import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { exportAgain, spoilBook } from './book.ts';
import { dayStart, daysOf, monthsFrom } from './calendar.ts';
import { bankHousekeeping, byTime, settleBalances, sweepChannels } from './channels.ts';
import { planClients } from './clients.ts';
import { Dice } from './dice.ts';
import { planPersonal, planShop, planSuppliers } from './extras.ts';
import { Journal } from './journal.ts';
import { asOf } from './orders.ts';
import { ClientPlay } from './play.ts';
import type { DemoOptions, DemoPlan, DemoWallet, WalletDay } from './types.ts';

export const FIRST_MONTH = '2026-03';
export const DEMO_OPTIONS: DemoOptions = { clients: 60, months: 3 };
const DAY_SECONDS = 86_400;

/**
 * Plays a whole agency: clients, their money, orders and spend, day by day. Pure: the same seed and options give the
 * same plan. All money is whole 分 and hangs together: balances continue, daily identities hold, orders end at zero.
 */
export function planDemo(seed: number, options: DemoOptions, calendar: WorkCalendar): DemoPlan {
  const dice = new Dice(seed, 'demo');
  const months = monthsFrom(options.firstMonth ?? FIRST_MONTH, options.months);
  const days = months.flatMap(daysOf);
  const { agency, wallets, clients } = planClients(dice.fork('clients'), options.clients);
  const journal = new Journal(calendar);
  clients.forEach((client, at) => {
    const play = new ClientPlay(client, at + 1, dice.fork(client.code), journal, days[0]!);
    for (const [index, day] of days.entries()) play.day(day, days[index + 1] ?? day);
  });
  const end = dayStart(days.at(-1)!) + DAY_SECONDS;
  const supplierLines = planSuppliers(dice.fork('suppliers'), journal, months);
  bankHousekeeping(dice.fork('bank'), journal, months);
  cutAt(journal, end);
  const sweeps = sweepChannels(dice.fork('sweeps'), journal, days);
  cutAt(journal, end);
  const openings = settleBalances(journal, agency);
  const bookTruth = journal.book.filter(row => row.at < end).sort(byTime);
  const { book, differences } = spoilBook(dice.fork('book'), bookTruth, months);
  const last = months.at(-1)!;
  const walletLines = walletDays(journal, wallets, days);
  const again = exportAgain(dice.fork('again'), book, last);
  return {
    seed,
    options,
    months,
    agency,
    supplier: journal.platform.name,
    clients,
    wallets: wallets.map(wallet => filled(wallet, walletLines)),
    moves: journal.moves,
    openings,
    transfers: journal.transfers.sort(byTime),
    orders: journal.orders.map(order => asOf(order, end)).sort(byTime),
    flows: journal.flows,
    pcSpends: journal.pcSpends,
    walletDays: walletLines,
    bookTruth,
    book,
    reexport: again.rows,
    shop: planShop(dice.fork('shop'), clients[0]!, months),
    personal: planPersonal(dice.fork('personal'), journal, last),
    supplierLines,
    differences: [...differences, ...sweeps, ...again.differences],
  };
}

/** Takes out lines that lie after the last day: they belong to a later export. */
function cutAt(journal: Journal, end: number): void {
  const kept = journal.moves.filter(move => move.at < end);
  journal.moves.splice(0, journal.moves.length, ...kept);
}

/** One line per wallet and day: what its accounts spent. */
function walletDays(journal: Journal, wallets: DemoWallet[], days: string[]): WalletDay[] {
  const spent = new Map<string, number>();
  for (const { wallet, day, fen } of journal.walletSpends) {
    const key = `${wallet} ${day}`;
    spent.set(key, (spent.get(key) ?? 0) + fen);
  }
  return wallets.flatMap(({ id }) =>
    days.map(day => ({ wallet: id, day, inFen: 0, outFen: spent.get(`${id} ${day}`) ?? 0 })),
  );
}

/** Filled with a fifth more than the months take, and never empty. */
function filled(wallet: DemoWallet, days: WalletDay[]): DemoWallet {
  const spentFen = days.filter(day => day.wallet === wallet.id).reduce((fen, { outFen }) => fen + outFen, 0);
  return { ...wallet, openingFen: Math.ceil((spentFen * 6) / 5 / 1_000_000 + 1) * 1_000_000 };
}
