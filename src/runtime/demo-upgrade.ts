import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayPlus } from '../domain/calendar/days.ts';
import { rulesOn } from '../domain/rulebook/lookup.ts';
import type { RuleRow } from '../domain/rulebook/types.ts';
import { changeClient } from '../services/clients.ts';
import { type DemoCase, type DemoPaper, demoUpgrade } from '../services/demo/upgrade.ts';
import { evidenceBytes } from '../services/demo/upgrade-evidence.ts';
import type { DemoPlan } from '../services/demo.ts';
import {
  addPaper,
  openCase,
  passPaper,
  rejectPaper,
  setVerification,
  takeStep,
} from '../services/upgrade.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { accountByPlatformId } from '../store/orders.ts';
import { ordersOfUpgrade } from '../store/upgrade-orders.ts';

const ORDERS_BACK = 8;
type Caller = Parameters<typeof openCase>[1];

/** What filling the demo book gives: a caller for each command, and where files are written. */
interface Filling {
  connection: Connection;
  call(): Caller;
  folder: string;
  rules: readonly RuleRow[];
  /** Beijing day from which the cases are told. */
  today: string;
}

/** Tells the upgrade cases of the demo agency into its book; answers how many. */
export async function fillUpgrade(plan: DemoPlan, filling: Filling): Promise<number> {
  const cases = demoUpgrade(plan);
  let serial = 0;
  for (const one of cases) {
    serial += 1;
    await new Telling(filling, one, serial * 100).tell();
  }
  return cases.length;
}

/** One case, told day by day through the same commands that a person gives. */
class Telling {
  private readonly filling: Filling;
  private readonly told: DemoCase;
  private serial: number;
  private account = 0;

  constructor(filling: Filling, told: DemoCase, serial: number) {
    this.filling = filling;
    this.told = told;
    this.serial = serial;
  }

  async tell(): Promise<void> {
    const { filling, told } = this;
    const { connection } = filling;
    if (told.isNew) {
      const accounts = [{ kind: 'douplus' as const, id: told.account, name: '' }];
      await changeClient(connection, filling.call(), told.client, { accounts });
    }
    this.account = accountByPlatformId(connection, told.account)!.id;
    await this.verify();
    await this.open();
    const papers = [...told.papers];
    for (const step of told.steps) {
      while (papers[0] && papers[0].daysAgo > step.daysAgo) await this.paper(papers.shift()!);
      const evidence = step.evidence === undefined ? {} : { evidence: await this.file(step.evidence) };
      const reason = step.reason ?? '';
      const wanted = { account: this.account, to: step.to, reason, on: this.day(step.daysAgo), ...evidence };
      // What was handed in with the papers is there before the step that says so.
      while (papers[0] && papers[0].daysAgo === step.daysAgo && papers[0].did !== 'asked')
        await this.paper(papers.shift()!);
      await takeStep(connection, filling.call(), wanted);
    }
    for (const paper of papers) await this.paper(paper);
  }

  private async open(): Promise<void> {
    const { filling, told, account } = this;
    const { placement, usedBefore, onOrder, openedDaysAgo } = told;
    const order = onOrder ? this.orderBefore(this.day(openedDaysAgo)) : undefined;
    const on = order?.placedOn ?? this.day(openedDaysAgo);
    const wanted = { account, placement, usedBefore, told: true, ...(order ? { order: order.id } : {}) };
    await openCase(filling.connection, filling.call(), wanted, rulesOn(filling.rules, on));
    if (!onOrder) return;
    // Bound on the same day, so that what was placed since uses up the limits.
    await takeStep(filling.connection, filling.call(), { account, to: 'bound', reason: '', on });
  }

  /** Some orders back from a day, so that others came after it. */
  private orderBefore(day: string): { id: number; placedOn: string } | undefined {
    const orders = ordersOfUpgrade(this.filling.connection, this.account);
    return orders
      .filter(({ placedOn }) => placedOn <= day)
      .slice(0, ORDERS_BACK)
      .at(-1);
  }

  private async paper({ paper, daysAgo, did, file, reason = '', validDays }: DemoPaper): Promise<void> {
    const { connection } = this.filling;
    const on = this.day(daysAgo);
    const call = this.filling.call();
    const validTo = validDays === undefined ? undefined : this.day(-validDays);
    const { account } = this;
    if (did === 'asked') await addPaper(connection, call, { account, paper, asked: true, on });
    else if (did === 'submitted')
      this.papers.set(
        paper,
        await addPaper(connection, call, {
          ...{ account, paper, asked: false, on, validTo },
          evidence: await this.file(file!),
        }),
      );
    else if (did === 'passed') await passPaper(connection, call, { ...this.papers.get(paper)!, validTo, on });
    else await rejectPaper(connection, call, { ...this.papers.get(paper)!, reason, on });
  }

  private readonly papers = new Map<string, { qualification: number }>();

  private async verify(): Promise<void> {
    const { filling, told, account } = this;
    if (!told.verification) return;
    const { fromDaysAgo, untilDays, method } = told.verification;
    const [from, until] = [this.day(fromDaysAgo), this.day(-untilDays)];
    const wanted = { account, state: 'passed' as const, from, until, method };
    // Told on its day, before the case, so that the board dates an expiry by its last valid day.
    await setVerification(filling.connection, filling.call(), wanted, from);
  }

  private async file(name: string): Promise<{ path: string; name: string }> {
    this.serial += 1;
    const path = join(this.filling.folder, 'evidence', String(this.serial), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, evidenceBytes(name, this.serial));
    return { path, name };
  }

  private day(daysAgo: number): string {
    return dayPlus(this.filling.today, -daysAgo);
  }
}
