import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ofdOf, xmlOf } from './forms.ts';
import { faceOf } from './inspecting.ts';
import { csvOf, LIST_HEADINGS, listRows } from './lists.ts';
import { paper } from './paper.ts';

const CLI = join(import.meta.dirname, '../../src/runtime/cli.ts');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'invoices cli '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inspect(name: string, bytes: string | Uint8Array, language = 'zh') {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const env = { ...process.env, DUIZHANG_DATA: join(folder, 'data'), DUIZHANG_LANGUAGE: language };
  const args = [CLI, 'invoices', 'inspect', '--file', path];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return {
    status,
    out: stdout === '' ? null : JSON.parse(stdout),
    error: stderr === '' ? null : JSON.parse(stderr).error,
  };
}

const KEYS = [
  ...['number', 'date', 'kind', 'net', 'tax', 'gross', 'seller', 'buyer', 'lines', 'red', 'findings'],
];

it('answers one invoice with exactly the keys that are agreed, without a book', () => {
  const red = paper(91, { red: true });
  for (const [name, bytes] of [
    ['红字.xml', xmlOf(red, 'official')],
    ['红字.ofd', ofdOf(red, { tagged: true, split: true })],
  ] as const) {
    const { status, out } = inspect(name, bytes);
    expect(status).toBe(0);
    expect(Object.keys(out)).toEqual(KEYS);
    expect(out).toMatchObject(faceOf(red));
  }
});

it('answers a list of several as an array', () => {
  const papers = [paper(92), paper(93)];
  const { out } = inspect('清单.csv', csvOf([LIST_HEADINGS, ...listRows(papers)]));
  expect(out).toHaveLength(2);
  expect(out[1]).toMatchObject(faceOf(papers[1]!));
});

it('says doubts as sentences of either language with their row, amounts in yuan', () => {
  const wrong = xmlOf(paper(94), 'chinese').replace(/(<合计税额>¥)[-\d.]+/, '$11.00');
  const messages = (language: string) =>
    inspect('错.xml', wrong, language).out.findings.map(({ message }: { message: string }) => message);
  expect(messages('zh')[0]).toMatch(/^金额 [\d,.]+ 加税额 1\.00 等于 /);
  expect(messages('en')[0]).toMatch(/^Net [\d,.]+ plus tax 1\.00 is /);
  for (const message of [...messages('zh'), ...messages('en')])
    expect(message).not.toMatch(/[{}]|^invoices\./);
});

it('refuses a hostile file with its name and place, exit 2', () => {
  const { status, error } = inspect(
    '恶意.xml',
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  );
  expect(status).toBe(2);
  expect(error).toMatchObject({ code: 'files.dtd', place: { file: '恶意.xml', row: 2 } });
});
