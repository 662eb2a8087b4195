import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/domain/text.ts';
import type { CellValue } from '../../src/files/write-xlsx.ts';
import { letterReads } from '../../src/runtime/letter-acts.ts';
import { packReads, packWrites } from '../../src/runtime/pack-acts.ts';
import { loadCatalogue, paperOf } from '../../src/runtime/resources.ts';
import { checkPackInBook, loadPack, verifyPack, writePack } from '../../src/services/packs.ts';
import { differenceSheets, evidenceSheets, packSheets } from '../../src/services/reports/pack-sheets.ts';
import { Words } from '../../src/services/reports/words.ts';
import { clientStatement } from '../../src/services/reports.ts';
import { supersedeMonth } from '../../src/store/packs.ts';
import { readAccounts } from '../../src/store/reports.ts';
import { bookPerTest, leg, texts } from '../reports/book.ts';
import { caller, make, replaced, tampered, told } from './desk.ts';

const at = bookPerTest();
const codes = (verdict: { findings: { code: string }[] }) =>
  verdict.findings.map(({ code }) => code.replace('packs.verify.', ''));

const february = async () => {
  await told(at.book);
  const made = await make(at.book, '2026-02');
  return { ...made, pack: made.evidence[0]! };
};

describe('a statement pack', () => {
  it('stands whole in a folder, adds up, and the book knows its check code', async () => {
    const { packs, skipped, pack } = await february();
    expect(packs.map(({ name }) => name)).toEqual(['甲店']);
    expect(skipped).toBe(0);
    expect(readdirSync(packs[0]!.folder).sort()).toEqual(
      ['客户对账单.pdf', '客户对账单.xlsx', '差异报告.xlsx', '证据包.zip'].sort(),
    );
    const verdict = await verifyPack(pack);
    expect(verdict.findings).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, client: '甲店', month: '2026-02', rows: 1 });
    expect(checkPackInBook(at.book.connection, verdict.checkCode)).toEqual([]);
    expect(readdirSync(join(at.book.folder, 'out')).filter(name => name.startsWith('.'))).toEqual([]);
  });

  it('keeps its stamp while nothing changes, and is replaced by what says otherwise', async () => {
    const first = await february();
    const again = await make(at.book, '2026-02');
    expect(again.packs[0]!.checkCode).toBe(first.packs[0]!.checkCode);
    expect(again.registered).toEqual({ kept: 0, replaced: 0 });
    const entry = leg('E03', { code: '1002', money: 1 }, { code: '2203.01', client: 1 }, 100);
    await at.book.post('E03', '2026-02-27', [entry]);
    const changed = await make(at.book, '2026-02');
    expect(changed.packs[0]!.checkCode).not.toBe(first.packs[0]!.checkCode);
    expect(changed.registered).toEqual({ kept: 1, replaced: 1 });
    expect(checkPackInBook(at.book.connection, first.packs[0]!.checkCode)).toMatchObject([
      { severity: 'warn', code: 'packs.verify.superseded' },
    ]);
  });

  it('leaves nothing behind where the making is cancelled', async () => {
    await told(at.book);
    const out = join(at.book.folder, 'out');
    const asked = { scope: { kind: 'all' }, month: '2026-02', clients: null, out, language: 'zh' } as const;
    const by = { actor: 'x', at: '2026-05-02T02:00:00.000Z', today: '2026-05-02' };
    const hooks = { cancelled: () => true, onProgress: () => undefined };
    await expect(packReads['packs/make'](at.book, { ...asked, ...by }, hooks)).rejects.toMatchObject({
      code: 'jobs.cancelled',
    });
    expect(readdirSync(out)).toEqual([]);
  });
});

it('a pack with more movements than paper holds has its summary on paper, and all of them in the workbook', async () => {
  await told(at.book);
  const { connection } = at.book;
  const range = { from: '2026-02-01', to: '2026-02-28' };
  const statement = clientStatement(connection, { kind: 'all' }, { client: 1, ...range });
  const about = { statement, code: '', month: '2026-02' };
  const making = { actor: 'x', at: '2026-05-02T02:00:00.000Z', today: '2026-05-02', settledAfter_days: 1 };
  const pack = loadPack(connection, about, readAccounts(connection), making);
  const words = new Words(texts());
  const papers = { ...pack, book: '测试账套', invoices: [] };
  const [summary, lines, ...rest] = packSheets(papers, words);
  const row = lines!.rows(0, 1) as CellValue[][];
  const long = { ...lines!, rowCount: 10_001, rows: (_: number, count: number) => Array(count).fill(row[0]) };
  const names = {
    statement: '单',
    differences: '差',
    entries: '录',
    rows: '行',
    evidence: '证',
    attachments: '附',
  };
  const sheets = {
    ...{ statement: [summary!, long, ...rest], differences: differenceSheets(papers, words) },
    ...{ ...evidenceSheets(papers, words), names, longNote: '明细见工作簿' },
  };
  await writePack(connection, join(at.book.folder, '长'), { pack, sheets, paper: paperOf('zh', range.to) });
  const { size } = statSync(join(at.book.folder, '长', '单.pdf'));
  expect(size).toBeLessThan(60_000);
  expect(statSync(join(at.book.folder, '长', '单.xlsx')).size).toBeGreaterThan(100_000);
});

describe('a changed pack is named by', () => {
  const verdictOf = async (change: Parameters<typeof tampered>[1], sealed = false) =>
    verifyPack(await tampered((await february()).pack, change, sealed));

  it.each([
    '客户对账单.xlsx',
    '客户对账单.pdf',
    '差异报告.xlsx',
    'statement.json',
    '分录明细.csv',
    '原始流水.csv',
  ])('the hash of %s', async name => {
    const verdict = await verdictOf(files =>
      files.set(name, Buffer.concat([files.get(name)!, Buffer.from(' ')])),
    );
    expect(verdict.ok).toBe(false);
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'packs.verify.file_changed', params: { file: name } }),
    );
  });

  it('a file that is missing', async () => {
    expect(codes(await verdictOf(files => files.delete('差异报告.xlsx')))).toEqual(['file_missing']);
  });

  it('a file too many', async () => {
    expect(codes(await verdictOf(files => files.set('多.txt', Buffer.from('x'))))).toEqual(['file_extra']);
  });

  it('an amount of an entry, where the manifest was made to agree', async () => {
    const verdict = await verdictOf(replaced('分录明细.csv', '48000.55', '48000.56'), true);
    expect(codes(verdict)).toContain('entries_changed');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        code: 'packs.verify.figure.closing',
        params: expect.objectContaining({ of: '2203.02' }),
      }),
    );
  });

  it('a closing balance, where code and manifest were made to agree', async () => {
    const { packs, pack } = await february();
    const closing = `[${packs[0]!.closingUnallocatedFen},${packs[0]!.closingAtPlatformFen}]`;
    const other = `[${packs[0]!.closingUnallocatedFen + 1},${packs[0]!.closingAtPlatformFen}]`;
    const verdict = await verifyPack(
      await tampered(pack, replaced('statement.json', `"closing":${closing}`, `"closing":${other}`), true),
    );
    expect(codes(verdict)).toEqual(expect.arrayContaining(['figure.account_sum', 'code_not_printed']));
    // What a person reads of it names no figure in English.
    const words = loadCatalogue('zh');
    for (const { code, params } of verdict.findings)
      expect(renderText(words, code, params)).not.toMatch(/[a-z_]{4,}|\{/);
    expect(checkPackInBook(at.book.connection, verdict.checkCode)).toMatchObject([
      { code: 'packs.verify.not_in_book' },
    ]);
  });

  it('the content of a source row', async () => {
    const verdict = await verdictOf(replaced('原始流水.csv', '88.80', '99.80'), true);
    expect(codes(verdict)).toEqual(expect.arrayContaining(['rows_changed', 'row_changed']));
  });

  it('the workbook of another month', async () => {
    const { pack } = await february();
    const january = await make(at.book, '2026-01');
    let foreign: Buffer | undefined;
    await tampered(january.evidence[0]!, files => {
      foreign = files.get('客户对账单.xlsx');
    });
    const verdict = await verifyPack(
      await tampered(pack, files => files.set('客户对账单.xlsx', foreign!), true),
    );
    expect(codes(verdict)).toEqual(expect.arrayContaining(['code_not_printed', 'figure.printed_opening']));
  });

  it('nothing, where the file is no pack', async () => {
    const { packs } = await february();
    await expect(verifyPack(join(packs[0]!.folder, '客户对账单.xlsx'))).rejects.toMatchObject({
      code: 'packs.verify.not_a_pack',
    });
  });
});

describe('the states of a pack', () => {
  const mark = (state: 'sent' | 'confirmed' | 'disputed' | 'stamped', more: { note?: string } = {}) =>
    packWrites['packs/mark'](at.book, {
      caller: caller(),
      ...{ packs: [1], state, on: '2026-05-03', person: '王老板', note: more.note ?? null, paper: null },
    });
  const stateNow = () =>
    packReads['packs/board'](at.book, { scope: { kind: 'all' }, month: '2026-02' }).rows[0]!.pack?.state;

  it('follow each other: draft, sent, disputed, confirmed, stamped', async () => {
    await february();
    await expect(mark('confirmed')).rejects.toMatchObject({ code: 'packs.state_order.draft' });
    await mark('sent');
    await expect(mark('disputed')).rejects.toMatchObject({ code: 'packs.note_needed' });
    await mark('disputed', { note: '少一笔退款' });
    await mark('confirmed');
    await mark('stamped');
    expect(stateNow()).toBe('stamped');
    await expect(mark('sent')).rejects.toMatchObject({ code: 'packs.state_order.stamped' });
    const asked = { scope: { kind: 'all' }, month: '2026-02', client: 1 } as const;
    const [pack] = packReads['packs/detail'](at.book, asked).packs;
    expect(pack!.steps.map(({ state, person }) => `${state} ${person}`)).toEqual([
      'sent 王老板',
      'disputed 王老板',
      'confirmed 王老板',
      'stamped 王老板',
    ]);
  });

  it('end where the month is reopened: what was sent is superseded and counted', async () => {
    await february();
    await mark('sent');
    const count = await at.book.run(tx => supersedeMonth(tx, { month: '2026-02', client: null }));
    expect(count).toBe(1);
    const { rows } = packReads['packs/board'](at.book, { scope: { kind: 'all' }, month: '2026-02' });
    expect(rows[0]).toMatchObject({ pack: null, isOutdated: true });
    await expect(mark('confirmed')).rejects.toMatchObject({ code: 'packs.superseded' });
  });
});

it('letters of confirmation ask every client with a balance for it', async () => {
  await told(at.book);
  const out = join(at.book.folder, 'letters');
  const letters = await letterReads['letters/make'](
    at.book,
    { scope: { kind: 'all' }, on: '2026-02-28', clients: null, language: 'zh', out },
    { cancelled: () => false, onProgress: () => undefined },
  );
  expect(letters).toMatchObject([{ no: 'XZ-20260228-1', name: '甲店' }]);
  expect(readdirSync(out).sort()).toEqual(
    ['往来询证函 甲店.pdf', '往来询证函 甲店.xlsx', '往来询证函清单.xlsx'].sort(),
  );
});
