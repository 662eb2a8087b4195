import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../src/domain/rulebook/lookup.ts';
import { attachmentType } from '../../src/domain/upgrade/attachment.ts';
import { UPGRADE_STATES } from '../../src/domain/upgrade/states.ts';
import { fillUpgrade } from '../../src/runtime/demo-upgrade.ts';
import { verifyLedger } from '../../src/services/books.ts';
import { importClients } from '../../src/services/clients.ts';
import { demoUpgrade } from '../../src/services/demo/upgrade.ts';
import { evidenceBytes } from '../../src/services/demo/upgrade-evidence.ts';
import { clientList, DEMO_OPTIONS, DEMO_SEED, planDemo } from '../../src/services/demo.ts';
import { board } from '../../src/services/upgrade.ts';
import { caller, newBook, placeFor } from '../parties/book.ts';
import { SHIPPED } from '../rulebook/shipped.ts';
import { CALENDAR } from './calendar.ts';

const TODAY = '2026-06-10';
const plan = planDemo(DEMO_SEED, DEMO_OPTIONS, CALENDAR);

describe('the upgrade cases of the demo agency', () => {
  it('show every state, every warning and an expiry, from whatever day the book is made', async () => {
    const book = newBook();
    const path = placeFor('客户名单.xlsx');
    await clientList(plan).write(path);
    await importClients(book, caller(TODAY), { path, name: '客户名单.xlsx' });
    const call = () => caller(TODAY);
    const folder = placeFor('evidence');
    const told = await fillUpgrade(plan, { connection: book, call, folder, rules: SHIPPED, today: TODAY });
    const rows = board(book, { kind: 'all' }, rulesOn(SHIPPED, TODAY));
    expect(told).toBe(demoUpgrade(plan).length);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(UPGRADE_STATES));
    const warnings = rows.map(({ verification }) => verification.warning).filter(each => each !== null);
    expect(warnings.sort((a, b) => a - b)).toEqual([1, 7, 30]);
    const expired = rows.filter(({ verification }) => verification.state === 'expired');
    expect(expired.map(({ limitState }) => limitState)).toEqual(['limited']);
    expect((await verifyLedger(book)).findings).toEqual([]);
  });

  it('have evidence that is what its name says, none like another', () => {
    const [picture, page] = [evidenceBytes('图.png', 1), evidenceBytes('营业执照.pdf', 1)];
    expect(attachmentType(picture)).toBe('image/png');
    expect(attachmentType(page)).toBe('application/pdf');
    expect(evidenceBytes('图.png', 2).equals(picture)).toBe(false);
    expect(evidenceBytes('营业执照.pdf', 2).equals(page)).toBe(false);
  });
});
