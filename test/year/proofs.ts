import { readFile, writeFile } from 'node:fs/promises';
import { matchingState } from '../../src/services/matching.ts';
import { listTickets } from '../../src/services/tickets.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';

/** Every balance of the book by its account's key. */
export function balancesOf(connection: Connection): unknown[] {
  const sql = `SELECT a.key, b.debits_posted_fen, b.credits_posted_fen FROM balance b JOIN account a ON a.id = b.account
    WHERE b.debits_posted_fen <> 0 OR b.credits_posted_fen <> 0 ORDER BY a.key`;
  return connection.prepareRaw(sql).all();
}

/** Relations of a month whose tickets do not add up to the difference of their totals. */
export function checkTickets(connection: Connection, month: string): string[] {
  const { tickets } = listTickets(connection, { month, decided: true, on: `${month}-28` });
  return matchingState(connection, { month, client: null }).relations.flatMap(
    ({ relation, differenceFen }) => {
      const sum = tickets
        .filter(each => each.relation === relation && each.resolution !== 'match')
        .reduce((fen, { amountFen }) => fen + amountFen, 0);
      return sum === differenceFen ? [] : [`${relation} 差额 ${differenceFen} 分，差异单合计 ${sum} 分`];
    },
  );
}

interface VoucherLine {
  no: string;
  on: string;
  event: string;
  code: string;
  debitFen: number;
  creditFen: number;
}

const fenOf = (text: string): number => {
  const [, sign, yuan, fen = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '') || '0')!;
  const whole = Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
  return sign ? -whole : whole;
};
const yuanOf = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Records of a CSV file under its headings, read as any program would; a summary stays on one line. */
async function csvOf(path: string) {
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(cellsOf);
  return { rows, of: (cells: string[], name: string) => (cells[head.indexOf(name)] ?? '').trim() };
}

/** Lines of a voucher file in the plain form. */
export async function voucherLines(path: string): Promise<VoucherLine[]> {
  const { rows, of } = await csvOf(path);
  return rows.map(cells => ({
    ...{ no: of(cells, '凭证号'), on: of(cells, '凭证日期'), event: of(cells, '业务单据') },
    code: of(cells, '科目代码'),
    debitFen: fenOf(of(cells, '借方金额')),
    creditFen: fenOf(of(cells, '贷方金额')),
  }));
}

/** Cells of a CSV line; summaries stay on one line. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

/** What a month of the book comes to in GL accounts, debits less credits. */
export interface MappedMonth {
  /** What leaves it in vouchers. */
  vouchers: ReadonlyMap<string, number>;
  /** The GL's side of what is not the book's business (3999), which a bookkeeper enters by hand. */
  byHand: readonly { code: string; debitFen: number; creditFen: number }[];
}

/** The book's entries of a month through the mapping's own file. */
export async function mappedMonth(
  connection: Connection,
  month: string,
  mappingFile: string,
): Promise<MappedMonth> {
  const { rows, of } = await csvOf(mappingFile);
  const plain = rows.filter(cells => of(cells, '维度') === '');
  const glOf = new Map(plain.map(cells => [of(cells, '台账科目'), of(cells, '总账科目')]));
  const sql = `SELECT d.code, c.code, sum(t.amount_fen) FROM transfer t
    JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.kind IN ('post', 'settle', 'reverse') AND substr(t.effective_on, 1, 7) = ? GROUP BY 1, 2`;
  const vouchers = new Map<string, number>();
  const add = (code: string, fen: number) => vouchers.set(code, (vouchers.get(code) ?? 0) + fen);
  const byHand: MappedMonth['byHand'][number][] = [];
  for (const [debit, credit, fen] of connection.prepareRaw(sql).all(month) as [string, string, number][]) {
    const [from, to] = [glOf.get(debit), glOf.get(credit)];
    if (from !== undefined && to !== undefined) {
      add(from, fen);
      add(to, -fen);
    } else if (credit === '3999' && from !== undefined)
      byHand.push({ code: from, debitFen: fen, creditFen: 0 });
    else if (debit === '3999' && to !== undefined) byHand.push({ code: to, debitFen: 0, creditFen: fen });
  }
  return { vouchers, byHand };
}

/** Number of what a bookkeeper enters without a voucher of ours. */
const BY_HAND = '手工';

/** A general ledger in small: it books vouchers, and takes no event twice. */
export class GeneralLedger {
  private readonly lines = new Map<string, VoucherLine[]>();
  private readonly events = new Map<string, string>();
  private readonly openings = new Map<string, number>();

  /** Books the vouchers of a month; answers what a bookkeeper would refuse. */
  take(month: string, lines: readonly VoucherLine[]): string[] {
    const faults: string[] = [];
    for (const [no, voucher] of Map.groupBy(lines, each => each.no)) {
      const sum = voucher.reduce((fen, { debitFen, creditFen }) => fen + debitFen - creditFen, 0);
      if (sum !== 0) faults.push(`凭证 ${no} 借贷差 ${sum} 分`);
      // What was booked as one and counts on several days is a voucher of each day.
      for (const event of new Set(voucher.map(each => `${each.event} ${each.on}`))) {
        const before = this.events.get(event);
        if (before !== undefined) faults.push(`业务单据 ${event} 出了两次：${before} 与 ${month} ${no}`);
        this.events.set(event, `${month} ${no}`);
      }
    }
    this.lines.set(month, [...(this.lines.get(month) ?? []), ...lines]);
    return faults;
  }

  /** Balances that a bookkeeper typed in before the first vouchers, by GL account: debits less credits. */
  openWith(balances: readonly { glCode: string; openingFen: number }[]): void {
    for (const { glCode, openingFen } of balances) this.openings.set(glCode, openingFen);
  }

  /** 科目余额表 of a month as a general ledger prints it; what it ends at is what the next month begins with. */
  async balanceSheet(month: string, path: string): Promise<void> {
    const codes = new Set([
      ...this.openings.keys(),
      ...[...this.lines.values()].flat().map(({ code }) => code),
    ]);
    const sides = (fen: number) => (fen >= 0 ? [yuanOf(fen), ''] : ['', yuanOf(-fen)]);
    const rows = [...codes].sort().map(code => {
      const before = [...this.lines].filter(([each]) => each < month).flatMap(([, lines]) => lines);
      const of = (lines: readonly VoucherLine[]) => lines.filter(each => each.code === code);
      const sum = (lines: readonly VoucherLine[], what: (line: VoucherLine) => number) =>
        of(lines).reduce((fen, line) => fen + what(line), 0);
      const net = ({ debitFen, creditFen }: VoucherLine) => debitFen - creditFen;
      const opening = (this.openings.get(code) ?? 0) + sum(before, net);
      const own = this.lines.get(month) ?? [];
      const moved = [sum(own, each => each.debitFen), sum(own, each => each.creditFen)];
      return [code, '', ...sides(opening), ...moved.map(yuanOf), ...sides(opening + sum(own, net))];
    });
    const heads = [
      '期初余额借方',
      '期初余额贷方',
      '本期发生借方',
      '本期发生贷方',
      '期末余额借方',
      '期末余额贷方',
    ];
    const lines = [['科目代码', '科目名称', ...heads], ...rows].map(cells => cells.join(','));
    await writeFile(path, `\ufeff${lines.join('\r\n')}\r\n`);
  }

  /** Books what the vouchers do not tell, in place of what was booked so before. */
  takeByHand(month: string, entries: MappedMonth['byHand']): void {
    const told = (this.lines.get(month) ?? []).filter(({ no }) => no !== BY_HAND);
    const lines = entries.map(entry => ({ no: BY_HAND, on: `${month}-28`, event: BY_HAND, ...entry }));
    this.lines.set(month, [...told, ...lines]);
  }

  /** GL accounts whose vouchers of a month do not come to what the book's entries do. */
  differences(month: string, expected: ReadonlyMap<string, number>): string[] {
    const net = new Map<string, number>();
    for (const { no, code, debitFen, creditFen } of this.lines.get(month) ?? [])
      if (no !== BY_HAND) net.set(code, (net.get(code) ?? 0) + debitFen - creditFen);
    return [...new Set([...net.keys(), ...expected.keys()])].sort().flatMap(code => {
      const [booked, wanted] = [net.get(code) ?? 0, expected.get(code) ?? 0];
      return booked === wanted ? [] : [`总账 ${code}：凭证 ${booked} 分，账上 ${wanted} 分`];
    });
  }
}
