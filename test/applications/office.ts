import type { ApplicationForm } from '../../src/contract/applications.ts';
import { shippedRulebook } from '../../src/runtime/rulebook.ts';
import type { Payment } from '../../src/services/applications.ts';
import { apply, approve, arrive, formFacts, pay, setAdvanceTerm } from '../../src/services/applications.ts';
import { rechargeTermsOf } from '../../src/services/policies.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { importFile } from '../imports/desk.ts';
import { bankFile, list, net, twoClients } from '../imports/sheets.ts';

export const ALL = { kind: 'all' } as const;
export const CLIENT = '上海木桥商贸有限公司';
const RECEIVED = `2026-05-01 08:40:33,收款,SK202605010000001,,${CLIENT},,10000.00,非赠款,,对公转账`;
const IN = { day: '2026-05-01', net: 10_000, party: CLIENT, note: 'SK202605010000001', no: '1-1' };

/** A book with 10,000.00 of a client, and the people who apply, approve and pay. */
export class Office {
  readonly connection: Connection;
  private calls = 0;
  /** Moment of every act. */
  at = '2026-05-02T02:00:00.000Z';

  private constructor(connection: Connection) {
    this.connection = connection;
  }

  static async open(basis: 'flow' | 'orders' = 'flow'): Promise<Office> {
    const connection = await twoClients(basis);
    await importFile(connection, list(RECEIVED));
    await importFile(connection, bankFile([IN]));
    return new Office(connection);
  }

  caller(actor: string) {
    this.calls += 1;
    return { actor, key: `office-${this.calls}`, at: this.at, scope: ALL };
  }

  id(table: string, name: string): number {
    return this.connection.prepareValue(`SELECT id FROM ${table} WHERE name = ?`).get(name) as number;
  }

  get client(): number {
    return this.id('client', CLIENT);
  }

  get money(): number {
    return this.connection.prepareValue('SELECT min(id) FROM money_account').get() as number;
  }

  get account(): number {
    const sql = "SELECT id FROM platform_account WHERE platform_id = '1700000000000001'";
    return this.connection.prepareValue(sql).get() as number;
  }

  readonly termsOf = (asked: Parameters<typeof rechargeTermsOf>[2]) =>
    rechargeTermsOf(this.connection, ALL, asked);

  form(more: Partial<ApplicationForm> = {}): ApplicationForm {
    return {
      ...({ kind: 'recharge', funding: 'balance', route: 'corporate', urgent: false, note: '' } as const),
      ...{ client: this.client, details: {}, lines: [{ account: this.account, paidFen: 100_000 }] },
      ...more,
    };
  }

  apply(more: Partial<ApplicationForm> = {}, actor = '客户经理') {
    return apply(this.connection, this.caller(actor), { form: this.form(more) }, this.termsOf);
  }

  approve(application: number, actor = '主管') {
    return approve(this.connection, this.caller(actor), { application, reason: '' });
  }

  pay(application: number, more: Partial<Payment> = {}, actor = '出纳') {
    return pay(this.connection, this.caller(actor), {
      application,
      money: this.money,
      on: '2026-05-02',
      ...more,
    });
  }

  /** Applied for, approved, and not yet paid. */
  async approved(more: Partial<ApplicationForm> = {}): Promise<number> {
    const { application } = await this.apply(more);
    await this.approve(application);
    return application;
  }

  arrive(application: number, creditedFen: number, on = '2026-05-02') {
    const sql =
      'SELECT id FROM application_line WHERE application = ? AND deposited_on IS NULL ORDER BY nth LIMIT 1';
    const line = this.connection.prepareValue(sql).get(application) as number;
    return arrive(this.connection, this.caller('出纳'), {
      application,
      arrivals: [{ line, on, creditedFen }],
    });
  }

  agreeAdvances(ceilingFen: number, days: number, from = '2026-05-01') {
    return setAdvanceTerm(this.connection, this.caller('主管'), {
      client: this.client,
      from,
      ceilingFen,
      days,
    });
  }

  facts(on = '2026-05-02') {
    return formFacts(
      this.connection,
      ALL,
      { client: this.client, on, rules: shippedRulebook() },
      this.termsOf,
    );
  }

  /** Balance of a code on its normal side: what is owed counts up. */
  net(code: string): number {
    const fen = net(this.connection, code);
    return code.startsWith('22') || code.startsWith('24') ? -fen || 0 : fen;
  }

  held(): number {
    return this.connection.prepareValue('SELECT coalesce(sum(open_fen), 0) FROM hold').get() as number;
  }
}
