import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import type { Gate } from '../../src/runtime/gate.ts';
import { faultSentences, type ShellDesk, shellDesk } from '../../src/runtime/shell.ts';
import { Staging } from '../../src/runtime/staging.ts';

describe('the service’s side of the shell', () => {
  let folder: string;
  let staging: Staging;
  let desk: ShellDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shell-desk-'));
    mkdirSync(join(folder, 'data'));
    staging = new Staging(join(folder, 'data'));
    await staging.open();
    desk = shellDesk({ staging } as Gate);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ticketFor = async (text: string) => {
    writeFileSync(join(folder, '账单.csv'), text);
    return staging.ticket(await desk.stage(join(folder, '账单.csv'))).ticket;
  };

  it('stages a file a person opened', async () => {
    writeFileSync(join(folder, '账单.csv'), 'a,b\n');
    const id = await desk.stage(join(folder, '账单.csv'));
    expect(staging.get(id)).toMatchObject({ name: '账单.csv', bytes: 4 });
  });

  it('saves a ticket’s file over an older one, once, and leaves nothing beside it', async () => {
    const ticket = await ticketFor('new');
    mkdirSync(join(folder, 'out'));
    const target = join(folder, 'out', 'report.csv');
    writeFileSync(target, 'older and longer');
    await desk.save(ticket, target);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'out'))).toEqual(['report.csv']);
    await expect(desk.save(ticket, target)).rejects.toMatchObject({ code: 'files.ticket_used' });
  });

  it('refuses a folder that is not there, and says so in both languages', async () => {
    const error = await desk
      .save(await ticketFor('x'), join(folder, 'missing', 'a.csv'))
      .catch(fault => fault);
    expect(error).toMatchObject({ code: 'export.no_folder' });
    const { zh, en } = faultSentences(error);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toContain('export.no_folder');
  });

  it('reveals what it saved and nothing else', async () => {
    const ticket = await ticketFor('x');
    expect(() => desk.reveal(ticket)).toThrow(Refusal);
    await desk.save(ticket, join(folder, 'a.csv'));
    expect(desk.reveal(ticket)).toBe(join(folder, 'a.csv'));
    expect(() => desk.reveal('/etc/passwd')).toThrow(Refusal);
  });
});
