import type { AccountRef } from '../../src/domain/accounting/types.ts';
import type { Fen } from '../../src/domain/money.ts';
import { post } from '../../src/ledger/post.ts';
import { shippedRulebook } from '../../src/runtime/rulebook.ts';
import { createClient } from '../../src/services/clients.ts';
import { registerOrder } from '../../src/services/orders.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { TestBook } from '../ledger/book.ts';

export const TOWN_CLIENTS = 5;
const EVERYBODY = { kind: 'all' } as const;

/** Stands in every text of a client, so that an answer that speaks of the client is known by it. */
export const mark = (client: number) => `Zq${client}qZ`;

/** A book in which every text that belongs to a client carries the client's mark, and every amount is the client's own. */
export class Town {
  readonly book: TestBook;
  readonly clients: number[] = [];
  readonly orders: number[] = [];
  private calls = 0;

  private constructor(book: TestBook) {
    this.book = book;
  }

  get connection(): Connection {
    return this.book.connection;
  }

  static async make(): Promise<Town> {
    const town = new Town(await TestBook.make());
    for (let n = 1; n <= TOWN_CLIENTS; n += 1) await town.settle(n);
    return town;
  }

  caller() {
    this.calls += 1;
    return {
      actor: '测试',
      key: `town-key-${this.calls}`,
      at: '2026-02-20T02:00:00.000Z',
      scope: EVERYBODY,
    };
  }

  /** One client with accounts, two orders, a ticket, money and cost. */
  private async settle(n: number): Promise<void> {
    const { connection } = this;
    const form = {
      name: `甲方${mark(n)}`,
      code: `T${mark(n)}`,
      subjectKind: 'enterprise' as const,
      // One legal person stands behind the first and the last client.
      subjectName: n === 1 || n === TOWN_CLIENTS ? '共同主体' : `主体${mark(n)}`,
      accounts: [
        { kind: 'qianchuan' as const, id: `170000000000000${n}`, name: `千川${mark(n)}` },
        { kind: 'douplus' as const, id: `dy1000${n}`, name: `抖加${mark(n)}` },
      ],
      note: `备注${mark(n)}`,
    };
    await createClient(connection, this.caller(), form);
    const client = this.book.value('SELECT id FROM client WHERE name = ?', form.name) as number;
    this.clients.push(client);
    const pool = this.book.value('SELECT min(id) FROM pool WHERE client = ?', client) as number;
    await this.pay(client, pool, n);
    for (const [product, account] of [
      ['suixintui', `170000000000000${n}`],
      ['douplus', `dy1000${n}`],
    ] as const) {
      const draft = {
        product,
        account,
        scene: 'video' as const,
        goal: `目标${mark(n)}`,
        amountFen: 30_000 + n,
      };
      const placing = { draft, orderNo: `${n}${product}${mark(n)}`, placedAt: '2026-02-15 10:00:00' };
      const done = await registerOrder(connection, this.caller(), { ...placing, rules: shippedRulebook() });
      this.orders.push(done.order);
    }
  }

  /** Money of a client with what it cost: paid in, put onto the platform with a rebate, spent. */
  private async pay(client: number, pool: number, n: number): Promise<void> {
    const bank: AccountRef = { code: '1002', money: 1 };
    const free: AccountRef = { code: '2203.01', client };
    const used: AccountRef = { code: '2203.02', client };
    const transit: AccountRef = { code: '1123.01', supplier: 1, pool, client };
    const there: AccountRef = { code: '1123.03', pool, bucket: 'prepay' };
    const deferred: AccountRef = { code: '2401', pool };
    const cost: AccountRef = { code: '6401.01', supplier: 1, client, pool };
    const charged: AccountRef = { code: '6001.01', client, pool };
    const legs: [AccountRef, AccountRef, number][] = [
      [bank, free, 1_000_000 + n],
      [transit, bank, 950_000 + n],
      [transit, deferred, 50_000],
      [free, used, 1_000_000 + n],
      [there, transit, 1_000_000 + n],
      [used, charged, 200_000 + n],
      [cost, there, 200_000 + n],
    ];
    await this.book.run(`town.pay${n}`, tx => {
      post(tx, {
        event: 'E59',
        effectiveOn: '2026-02-10',
        summary: `摘要${mark(n)}`,
        legs: legs.map(([debit, credit, fen]) => ({ event: 'E59', debit, credit, amountFen: fen as Fen })),
      });
      tx.connection
        .prepare(
          `INSERT INTO ticket (reason, amount_fen, state, arose_on, client, note) VALUES ('OTHER', ?, 'open', '2026-02-11', ?, ?)`,
        )
        .run(100 + n, client, `工单${mark(n)}`);
    });
  }

  /** Manager of a number, made where there is none; assignments of an earlier round are gone. */
  begin(managers: number): void {
    this.connection.exec(
      'DROP TRIGGER IF EXISTS client_manager_stays; DROP TRIGGER IF EXISTS team_member_stays;',
    );
    this.connection.exec('DELETE FROM team_member; DELETE FROM client_manager;');
    for (let id = 1; id <= managers; id += 1)
      this.connection
        .prepare('INSERT OR IGNORE INTO manager (id, name, search_key) VALUES (?, ?, ?)')
        .run(id, `经理${id}`, `经理${id}`);
  }

  assign(client: number, manager: number, role: string, from: string | null, to: string | null): void {
    this.connection
      .prepare('INSERT INTO client_manager (client, manager, role, from_on, until_on) VALUES (?, ?, ?, ?, ?)')
      .run(this.clients[client - 1], manager, role, from, to);
  }

  join(lead: number, member: number, from: string | null, to: string | null): void {
    this.connection
      .prepare('INSERT INTO team_member (lead, member, from_on, until_on) VALUES (?, ?, ?, ?)')
      .run(lead, member, from, to);
  }

  remove(): void {
    this.book.remove();
  }
}
