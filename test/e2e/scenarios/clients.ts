import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { englishWords } from '../chinese.ts';
import { duizhang } from '../command-line.ts';
import { eventually } from '../eventually.ts';
import type { Scenario } from '../scenario.ts';
import { choose, closeNotices, leaveBook, titled } from '../screens.ts';
import type { Stage } from '../stage.ts';
import { zh } from '../texts.ts';

const ACCOUNT = '1722699758076391';
const LIST = [
  '客户编号,客户名称,主体类型,证件号码,店铺名,客户经理,千川账户ID,结算方式',
  `C0001,杭州云杉电子商务有限公司,企业,91350100M000100Y43,云杉优选,林一,${ACCOUNT},预付`,
  'C0002,郑州云舟化妆品有限公司,企业,91350100M000100Y44,,宋扬,1775931490774808,后付',
  'C0003,泉州海棠服饰有限公司,企业,,,林一,1.72E+15,预付',
].join('\n');
const OPENING = [
  '类别,客户编号,账户ID,资金账户,资金性质,金额,备注',
  '资金账户余额,,,建行基本户,,100000.00,',
  '客户预收,C0001,,,,80000.00,',
  `账户资金池,,${ACCOUNT},,预付,5000.00,`,
].join('\n');

/** A book from its first client to its opening balances: list, search, forms, refusals beside their fields. */
export const clients: Scenario = {
  name: 'clients and opening',
  async run(stage, page) {
    await openEmptyBook(stage, page);
    await takesList(stage, page);
    await finds(page);
    await createsAndIsRefused(page);
    await namesAndArchives(page);
    await registersBank(page);
    await opens(stage, page);
    await moneyStands(page);
  },
};

async function openEmptyBook(stage: Stage, page: Page): Promise<void> {
  const path = join(stage.folder, '客户与期初.duizhang');
  rmSync(path, { force: true });
  await duizhang(
    stage,
    'book',
    'create',
    '--book',
    path,
    '--name',
    '客户与期初',
    '--first-period',
    '2026-05',
  );
  await toSubject(page, 'books', 'screens.books.title');
  await leaveBook(page);
  await choose(page, zh('screens.books.open_drop'), [path]);
  await page
    .getByRole('link', { name: zh('screens.books.chip_open', { name: '客户与期初' }), exact: true })
    .waitFor();
  await closeNotices(page);
}

async function toSubject(
  page: Page,
  subject: 'books' | 'clients' | 'parties' | 'opening',
  title = `screens.${subject}.title`,
): Promise<void> {
  const navigation = page.getByRole('navigation', { name: zh('shell.nav') });
  await navigation.getByRole('link', { name: zh(`shell.nav.${subject}`), exact: true }).click();
  await titled(page, zh(title));
}

/** A list with a destroyed id: two clients come in, the third row is shown with its cell. */
async function takesList(stage: Stage, page: Page): Promise<void> {
  await toSubject(page, 'clients');
  await page.getByRole('heading', { name: zh('screens.clients.empty') }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await titled(page, zh('screens.clients.import'));
  const path = join(stage.folder, '客户名单.csv');
  writeFileSync(path, LIST);
  await choose(page, zh('screens.clients.import_drop'), [path]);
  const refused = page.getByRole('region', { name: zh('screens.clients.plan.refused', { count: 1 }) });
  const cell = refused.getByRole('row').filter({ hasText: '1.72E+15' });
  await cell.getByText('千川账户ID', { exact: true }).waitFor();
  const entries = page.getByRole('region', { name: zh('screens.clients.plan.entries') });
  await entries.getByText(zh('parties.credit_code', { value: '91350100M000100Y44' })).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: zh('screens.clients.save_refused', { count: 1 }) }).click();
  await saved;
  assert.deepEqual(await englishWords(page), []);
  await page
    .getByRole('button', { name: zh('screens.clients.import_do', { created: 2, changed: 0 }), exact: true })
    .click();
  await page.getByRole('button', { name: zh('screens.clients.see_clients') }).click();
  await list(page).getByRole('link', { name: '郑州云舟化妆品有限公司' }).waitFor();
}

/** Pinyin finds, and the line says by what; Enter in the field opens the line, Esc leads back to the same search. */
async function finds(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: zh('screens.clients.find'), exact: true });
  await field.fill('yzhzp');
  const row = list(page).getByRole('row').filter({ hasText: 'C0002' });
  await row.getByText(zh('screens.clients.hit.pinyin'), { exact: true }).waitFor();
  await row.getByText(zh('screens.clients.paper_doubt'), { exact: true }).waitFor();
  await eventually(async () => assert.equal(await list(page).getByRole('row').count(), 2));
  await field.press('Enter');
  await titled(page, '郑州云舟化妆品有限公司');
  await page.keyboard.press('Escape');
  await titled(page, zh('screens.clients.title'));
  assert.equal(await field.inputValue(), 'yzhzp');
  await field.fill('');
}

/** An account of another client is refused beside its field; what was typed stays, and is then taken. */
async function createsAndIsRefused(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('screens.clients.new') }).click();
  const form = page.getByRole('complementary', { name: zh('screens.clients.new') });
  await form.getByLabel(zh('screens.clients.name'), { exact: true }).fill('义乌岚川食品有限公司');
  const paper = form.getByLabel(zh('screens.clients.paper.enterprise'), { exact: true });
  await paper.fill('91350100M0');
  await form.getByText(zh('screens.clients.finding.paper_short', { typed: 10, whole: 18 })).waitFor();
  await paper.fill('91350100M000100Y44');
  await form.getByText(zh('screens.clients.finding.parties.credit_code')).waitFor();
  await paper.fill('');
  await form.getByText(zh('screens.clients.group.accounts'), { exact: true }).click();
  await form.getByRole('button', { name: zh('screens.clients.add_account') }).click();
  const account = form.getByLabel(zh('screens.clients.account_id'), { exact: true });
  await account.fill('17226997580763x1');
  await form.getByText(zh('screens.clients.finding.account_digits')).waitFor();
  await account.fill(ACCOUNT);
  await account.press('Enter');
  const of = { value: ACCOUNT, code: 'C0001', name: '杭州云杉电子商务有限公司' };
  await form
    .getByRole('alert')
    .getByText(zh('screens.clients.refused.clients.account_of_other', of))
    .waitFor();
  await account.fill('1722699758076399');
  await account.press('Enter');
  await titled(page, '义乌岚川食品有限公司');
}

async function namesAndArchives(page: Page): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${zh('screens.clients.tab.names')}`) }).click();
  await page.getByRole('button', { name: zh('screens.clients.add_alias') }).click();
  const form = page.getByRole('complementary', { name: zh('screens.clients.add_alias') });
  const name = form.getByLabel(zh('screens.clients.alias'), { exact: true });
  await name.fill('岚川');
  await name.press('Enter');
  const row = page.getByRole('row').filter({ hasText: '岚川' });
  await row.waitFor();
  await row.getByRole('button', { name: zh('screens.clients.drop_alias_of', { name: '岚川' }) }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: zh('screens.clients.tab.history') }).click();
  await page.getByText(zh('clients.dropAlias'), { exact: true }).waitFor();
  await page.getByRole('button', { name: zh('screens.clients.archive'), exact: true }).click();
  await page.getByRole('button', { name: zh('screens.clients.unarchive'), exact: true }).click();
  await page.getByRole('button', { name: zh('screens.clients.archive'), exact: true }).waitFor();
  await closeNotices(page);
}

async function registersBank(page: Page): Promise<void> {
  await toSubject(page, 'parties');
  await page.keyboard.press('n');
  const form = page.getByRole('complementary', { name: zh('screens.parties.new.money') });
  await form.getByLabel(zh('screens.parties.name.money'), { exact: true }).fill('建行基本户');
  await form.getByLabel(zh('screens.parties.number'), { exact: true }).fill('3305 0161 0000 0001');
  await form.getByRole('button', { name: zh('screens.parties.create.money') }).click();
  await page.getByRole('cell', { name: '3305016100000001' }).waitFor();
  await page.keyboard.press('n');
  await form.getByLabel(zh('screens.parties.name.money'), { exact: true }).fill('建行基本户');
  await form.getByText(zh('screens.parties.finding.name_taken')).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
}

/** The difference must be named; then the opening stands, and the same file once more changes nothing. */
async function opens(stage: Stage, page: Page): Promise<void> {
  await toSubject(page, 'opening');
  const path = join(stage.folder, '期初.csv');
  writeFileSync(path, OPENING);
  await choose(page, zh('screens.opening.drop'), [path]);
  const said = { count: 4, debit: '105,000.00', credit: '85,000.00' };
  const act = page.getByRole('button', { name: zh('screens.opening.import_do', said), exact: true });
  await act.waitFor();
  assert.ok(await act.isDisabled(), 'a difference without a name');
  await page.getByLabel(zh('screens.opening.difference_name'), { exact: true }).fill('建账前毛利');
  await page.getByRole('button', { name: /^预收客户款—在平台/ }).click();
  await page.getByText('C0001 杭州云杉电子商务有限公司').waitFor();
  assert.deepEqual(await englishWords(page), []);
  await act.click();
  const standing = page.getByRole('region', { name: zh('screens.opening.standing') });
  const counterpart = standing.getByRole('row').filter({ hasText: '3001' });
  await counterpart.getByText('20,000.00', { exact: true }).waitFor();
  await counterpart.getByText('建账前毛利').waitFor();
  await choose(page, zh('screens.opening.drop_again'), [path]);
  await page.getByLabel(zh('screens.opening.difference_name'), { exact: true }).fill('建账前毛利');
  await page.getByRole('button', { name: zh('screens.opening.replace_do', said), exact: true }).click();
  await page.getByText(zh('screens.opening.unchanged')).waitFor();
}

/** The client's money stands on its page, and with money it is not archived. */
async function moneyStands(page: Page): Promise<void> {
  await toSubject(page, 'clients');
  await list(page).getByRole('row').filter({ hasText: 'C0001' }).getByText('85,000.00').waitFor();
  await list(page).getByRole('link', { name: '杭州云杉电子商务有限公司' }).click();
  const balances = page.getByRole('complementary', { name: zh('screens.clients.balances') });
  await balances.getByRole('link', { name: /预收客户款—待充值/ }).waitFor();
  assert.equal(await moneyOf(balances, '客户的钱'), '85,000.00');
  await page.getByRole('button', { name: zh('screens.clients.archive'), exact: true }).click();
  await page.getByRole('alert').getByText('80,000.00').waitFor();
  await page.getByRole('button', { name: zh('screens.clients.dismiss') }).click();
  await page.keyboard.press('s');
  const form = page.getByRole('complementary', { name: zh('screens.clients.statement') });
  await form.getByLabel(zh('screens.clients.range_from'), { exact: true }).fill('20260501');
  await form.getByLabel(zh('screens.clients.range_to'), { exact: true }).fill('2026-5-31');
  const saved = page.waitForEvent('download');
  await form
    .getByRole('button', {
      name: zh('screens.clients.statement_do', { from: '2026-05-01', to: '2026-05-31' }),
    })
    .click();
  assert.match((await saved).suggestedFilename(), /杭州云杉电子商务有限公司 2026-05-01 2026-05-31\.xlsx$/);
  await balances.waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await balances.getByRole('link', { name: /预收客户款—待充值/ }).click();
  await page.getByText('2203.01 预收客户款—待充值').waitFor();
}

async function moneyOf(within: Locator, meaning: string): Promise<string> {
  const heading = within.getByRole('heading', { level: 3 }).filter({ hasText: meaning });
  return (await heading.locator('strong').innerText()).trim();
}

function list(page: Page): Locator {
  return page.getByRole('grid', { name: zh('screens.clients.list') });
}
